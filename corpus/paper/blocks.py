"""A document of the corpus taken apart to be printed: paragraphs and tables, in their order."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.layout import Grid, Layout, Reading, Table
from extractor.read import read
from extractor.repair import Repairer
from extractor.tables import find_tables


@dataclass(frozen=True, slots=True)
class Field:
    """A cell to print, its first column, and how many columns and rows it covers."""

    text: str
    column: int
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to print, row by row; the first `headers` rows name the columns."""

    rows: tuple[tuple[Field, ...], ...]
    headers: int = 1


Block = str | Sheet


def blocks_of(data: bytes, name: str, repairer: Repairer) -> list[Block]:
    """Of a page with marked tables those tables as they are, of plain text those that the tables stage finds."""
    reading = read(data, name)
    if reading.grids:
        return _marked(reading)
    return _found(find_tables(reading, repairer(reading.text).text))


def _marked(reading: Reading) -> list[Block]:
    blocks: list[Block] = []
    end = 0
    for grid in reading.grids:
        spans = [cell for row in grid.rows for cell in row]
        blocks += _lines(reading, end, min(cell.start for cell in spans))
        blocks.append(_sheet(grid, reading.text))
        end = max(cell.end for cell in spans)
    return blocks + _lines(reading, end, len(reading.text))


def _lines(reading: Reading, start: int, end: int) -> list[Block]:
    """Lines of a span that belong to the document."""
    out: list[Block] = []
    at = start
    for line in reading.text[start:end].split("\n"):
        if line.strip() and not any(first <= at < last for first, last in reading.furniture):
            out.append(line.strip())
        at += len(line) + 1
    return out


def _sheet(grid: Grid, text: str) -> Sheet:
    rows = tuple(tuple(Field(text[cell.start : cell.end], cell.column, cell.columns, cell.rows) for cell in row) for row in grid.rows)
    headers = max((cell.rows for cell in grid.rows[0]), default=1)
    return Sheet(rows, headers)


def _found(layout: Layout) -> list[Block]:
    placed: list[tuple[int, Block]] = []
    for line in [*layout.prose, *(table.title for table in layout.tables)]:
        if line.text.strip():
            placed.append((line.starts[0], line.text.strip()))
    for table in layout.tables:
        placed.append((min(cell.starts[0] for row in table.rows for cell in row.cells if cell.text), _printed(table)))
    return [block for _, block in sorted(placed, key=lambda pair: pair[0])]


def _printed(table: Table) -> Sheet:
    names = tuple(Field(column.header, n) for n, column in enumerate(table.columns))
    rows = [names] if any(field.text for field in names) else []
    section: int | None = None
    for row in table.rows:
        if row.section is not None and row.section != section:
            heading = table.headings[row.section]
            title = f"{heading.prefix.text} {heading.title.text}".strip()
            rows.append((Field(title, 0, len(table.columns)),))
        section = row.section
        rows.append(tuple(Field(cell.text, n) for n, cell in enumerate(row.cells)))
    return Sheet(tuple(rows), headers=rows[:1] == [names])
