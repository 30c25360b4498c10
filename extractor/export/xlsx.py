"""XLSX as an official would print it: a sheet a roadmap, frozen header, filters, wrapped text, landscape A4."""

from __future__ import annotations

import datetime as dt
import io

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from extractor.export.rows import COLUMNS, OPTIONAL, Column, Value, heading, rows, words
from extractor.schema import Document, Roadmap

_A4 = 9
_TOP = 2  # rows above the header: the act, the roadmap's title
_STAMP = dt.datetime(2000, 1, 1)


def to_xlsx(document: Document) -> bytes:
    """A workbook; text is never taken for a formula, a number or a link."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": heading(document)[:255], "created": _STAMP})
        styles = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#EAEFF2"}),
            "title": book.add_format({"bold": True, "font_size": 13}),
            "text": book.add_format({"text_wrap": True, "valign": "top", "border": 1}),
            "date": book.add_format({"num_format": "dd.mm.yyyy", "valign": "top", "border": 1, "align": "left"}),
            "share": book.add_format({"num_format": "0%", "valign": "top", "border": 1, "align": "left"}),
        }
        if not document.roadmaps:
            book.add_worksheet(words()["sheet"]).write_string(0, 0, f"{heading(document)}: {words()['no_roadmap'].lower()}")
        for number, roadmap in enumerate(document.roadmaps, 1):
            _fill(book.add_worksheet(f"{words()['sheet']} {number}"), document, roadmap, styles)
    return out.getvalue()


def _fill(sheet: Worksheet, document: Document, roadmap: Roadmap, styles: dict[str, Format]) -> None:
    table = list(rows(document, roadmap))
    columns = [column for column in COLUMNS if column.key not in OPTIONAL or any(row[column.key] for row in table)]
    sheet.write_string(0, 0, heading(document))
    sheet.write_string(1, 0, roadmap.title or words()["sheet"], styles["title"])
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(_TOP, at, words()[column.key], styles["head"])
        for line, row in enumerate(table, _TOP + 1):
            _write(sheet, line, at, row[column.key], styles)
    _print_setup(sheet, columns, len(table))


def _write(sheet: Worksheet, line: int, at: int, value: Value, styles: dict[str, Format]) -> None:
    match value:
        case float():
            sheet.write_number(line, at, value, styles["share"])
        case dt.date():
            sheet.write_datetime(line, at, dt.datetime.combine(value, dt.time()), styles["date"])
        case None | "":
            sheet.write_blank(line, at, None, styles["text"])
        case _:
            sheet.write_string(line, at, value, styles["text"])


def _print_setup(sheet: Worksheet, columns: list[Column], count: int) -> None:
    sheet.freeze_panes(_TOP + 1, 0)
    sheet.autofilter(_TOP, 0, _TOP + max(count, 1), len(columns) - 1)
    sheet.repeat_rows(_TOP)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
