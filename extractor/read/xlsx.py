"""XLSX: every visible sheet as one table, its rows above the table as lines."""

from __future__ import annotations

import datetime as dt
import io
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
    hidden = {index for letter, column in sheet.column_dimensions.items() if column.hidden for index in range(column.min, column.max + 1)}
    spans = {
        (area.min_row, area.min_col): (area.max_col - area.min_col + 1, area.max_row - area.min_row + 1)
        for area in sheet.merged_cells.ranges
    }
    covered = {cell for area in sheet.merged_cells.ranges for cell in area.cells} - set(spans)
    rows = []
    for row in sheet.iter_rows():
        if sheet.row_dimensions[row[0].row].hidden:
            continue
        cells = [cell for cell in row if cell.column not in hidden and (cell.row, cell.column) not in covered]
        rows.append(
            [_placed(cell.value, cell.number_format, cell.column - 1, *spans.get((cell.row, cell.column), (1, 1))) for cell in cells]
        )
    return rows


def _placed(value: object, number_format: str, column: int, columns: int, rows: int) -> Placed:
    return Placed(Paragraph(_shown(value, number_format)), columns, rows, column)


def _shown(value: object, number_format: str) -> str:
    """A value as the sheet shows it: dates by day or, in a format without days, by month; whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return value.strftime("%d.%m.%Y") if "d" in number_format.casefold() else f"{_MONTHS[value.month - 1]} {value.year}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, float) and number_format.endswith("%"):
        return f"{value:.0%}"
    return str(value).replace("\t", " ").replace("\r\n", "\n").strip()
