"""The last reader: one date in an unusual form that is all the cell holds («15-03-2021», «March 15, 2021»), by dateparser."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

# A day, a month and a year in any order with little else: dateparser must never see a list, a range or a sentence.
_SHAPE = re.compile(r"(?=.*\b(?:19|20)\d\d\b)(?=.*\b\d{1,2}\b)[\w\s,./\\-]{8,24}")


def read_isolated(cell: str) -> dt.date | None:
    """The date that is the whole cell, printed with its day, month and year; None where it is anything else."""
    if not _SHAPE.fullmatch(cell):
        return None
    found = _parser().get_date_data(cell).date_obj
    return found.date() if found else None


@cache
def _parser() -> DateDataParser:
    from dateparser.date import DateDataParser  # noqa: PLC0415 - a tenth of a second that few files need

    settings = {"DATE_ORDER": "DMY", "STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"]}
    return DateDataParser(languages=["ru", "en"], settings=settings)
