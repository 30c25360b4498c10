"""A Document as a file that other programs open: JSON, XLSX, CSV, a calendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extractor.export.calendar import to_ics
from extractor.export.csv import to_csv
from extractor.export.xlsx import to_xlsx
from extractor.schema import Document, to_json


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file; `suffix` without the dot."""

    suffix: str
    media_type: str
    write: Callable[[Document], bytes]


FORMATS: dict[str, Format] = {
    form.suffix: form
    for form in (
        Format("json", "application/json", to_json),
        Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
        Format("csv", "text/csv", to_csv),
        Format("ics", "text/calendar", to_ics),
    )
}
