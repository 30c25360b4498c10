"""XLSX: every visible sheet as one table, its rows above the table as lines."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING

from extractor.errors import DamagedError, EmptyFileError
from extractor.layout import Reading
from extractor.read.grid import Placed, place, placed_lines
from extractor.read.linear import Block, Linear, Paragraph

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_LITERAL, _DECIMALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.'), re.compile(r"\.(0+)")
_MONTHS = ("Январь", "Февраль", "Март", "Апрель", "Май", "Июнь", "Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь")


def read_xlsx(data: bytes) -> Reading:
    """The Reading of a workbook, hidden sheets, rows and columns left out; raises DamagedError or EmptyFileError."""
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            # openpyxl warns of extensions and styles that it drops; they hold no text.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, EOFError, OSError, zlib.error) as error:
        raise DamagedError(f"an XLSX that is cut off or broken: {error}") from error
    linear = Linear()
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            linear.add(_blocks(sheet))
    if not linear.text.strip():
        raise EmptyFileError("the workbook shows no text")
    return Reading(linear.text, MEDIA_TYPE, "xlsx", grids=tuple(linear.grids))


def _blocks(sheet: Worksheet) -> list[Block]:
    """The table goes from the first row of three filled cells to the last of two; what stands above and below it is lines."""
    rows = _rows(sheet)
    filled = [sum(bool(cell.content.text) for cell in row) for row in rows]
    wide = [index for index, count in enumerate(filled) if count >= max(2, min(3, max(filled)))]
    if not wide:
        return _lines(rows)
    first, last = wide[0], max(index for index, count in enumerate(filled) if count >= 2) + 1
    return [*_lines(rows[:first]), place(rows[first:last]), *_lines(rows[last:])]


def _lines(rows: list[list[Placed]]) -> list[Block]:
    return [Paragraph(line) for row in rows for line in placed_lines([cell.content.text for cell in row if cell.content.text])]


def _rows(sheet: Worksheet) -> list[list[Placed]]:
    """Visible rows of visible cells; columns in which nothing stands are left out."""
    gone = {index for letter, column in sheet.column_dimensions.items() if column.hidden for index in range(column.min, column.max + 1)}
    shown = [row for row in sheet.iter_rows() if not sheet.row_dimensions[row[0].row].hidden]
    areas = sheet.merged_cells.ranges
    covered = {cell for area in areas for cell in area.cells} - {(area.min_row, area.min_col) for area in areas}
    used = sorted({cell.column for row in shown for cell in row if cell.value is not None or (cell.row, cell.column) in covered} - gone)
    lines = [row[0].row for row in shown]
    spans = {
        (area.min_row, area.min_col): (_within(used, area.min_col, area.max_col), _within(lines, area.min_row, area.max_row))
        for area in areas
    }
    out = []
    for row in shown:
        cells = [cell for cell in row if cell.column in used and (cell.row, cell.column) not in covered]
        first = next((cell.column for cell in cells if cell.value is not None), 0)
        out.append([
            Placed(Paragraph(_shown(cell.value, cell.number_format, is_number=cell.column == first)),
                   *spans.get((cell.row, cell.column), (1, 1)), used.index(cell.column))
            for cell in cells
        ])  # fmt: skip
    return out


def _within(values: list[int], first: int, last: int) -> int:
    return max(1, sum(first <= value <= last for value in values))


def _shown(value: object, number_format: str, *, is_number: bool) -> str:
    """A value as a Russian sheet shows it: «15.03.2022», «Сентябрь 2023», «20 000,50»; a row's number keeps its point («1.1»)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ИСТИНА" if value else "ЛОЖЬ"
    if isinstance(value, dt.datetime | dt.date):
        return _date(value, _LITERAL.sub("", number_format).casefold())
    if isinstance(value, int | float):
        return _number(value, number_format.partition(";")[0], "." if is_number else ",")
    return str(value).replace("\t", " ").replace("\r\n", "\n").strip()


def _date(value: dt.date, form: str) -> str:
    if "d" in form:
        return value.strftime("%d.%m.%Y")
    month = _MONTHS[value.month - 1] if "m" in form else ""
    return " ".join(filter(None, (month, str(value.year) if "y" in form or not month else "")))


def _number(value: float, form: str, point: str) -> str:
    """With the format's decimals, groups and percent sign; of «General» as many decimals as there are."""
    if form.endswith("%"):
        value, form = value * 100, form.removesuffix("%")
        return f"{_number(value, form, point)}%"
    decimals = _DECIMALS.search(form)
    if decimals:
        text = f"{value:,.{len(decimals[1])}f}"
    else:
        text = f"{value:,.0f}" if float(value).is_integer() or set(form) <= set("#0,") else f"{value:,.10g}"
    return text.replace(",", " " if "," in form else "").replace(".", point)
