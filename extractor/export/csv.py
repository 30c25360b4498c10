"""CSV as Excel opens it in Russian: a byte-order mark, semicolons, dates by day; all roadmaps in one table."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

from extractor.export.rows import COLUMNS, Value, heading, rows, words
from extractor.schema import Document

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run, and what it skips before that
_LEADING = ("file", "act", "roadmap")


def to_csv(document: Document) -> bytes:
    """One line a measure, the file and the act in front."""
    keys = [column.key for column in COLUMNS]
    table: list[list[Value]] = [[words()[key] for key in (*_LEADING, *keys)]]
    for roadmap in document.roadmaps:
        leading: list[Value] = [document.source.filename, heading(document), roadmap.title]
        table += [[*leading, *(row[key] for key in keys)] for row in rows(document, roadmap)]
    return csv_bytes(table)


def csv_bytes(table: Iterable[Sequence[Value]]) -> bytes:
    """Rows as Excel opens them in Russian: a byte-order mark, semicolons, decimal commas, dates by day; formulas are text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([_cell(value) for value in row] for row in table)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case float():
            return f"{value:g}".replace(".", ",")
        case dt.date():
            return f"{value:%d.%m.%Y}"
        case _:
            return f"'{value}" if str(value).startswith(_FORMULA) else str(value)
