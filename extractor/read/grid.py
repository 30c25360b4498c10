"""Where the cells of a marked table stand: columns counted with every span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.read.linear import Block, Cell, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with how many columns and rows its source says it covers, and its first column where the source tells it."""

    content: Paragraph
    columns: int = 1
    rows: int = 1
    column: int | None = None


def place(rows: Sequence[Sequence[Placed]]) -> Table:
    """The table of `rows`; spans that reach beyond the last row are cut there."""
    taken: dict[int, int] = {}
    placed = []
    for index, row in enumerate(rows):
        cells, column = [], 0
        for cell in row:
            column = column if cell.column is None else cell.column
            while cell.column is None and taken.get(column, 0) > index:
                column += 1
            height = max(1, min(cell.rows, len(rows) - index))
            cells.append(Cell(cell.content, column, cell.columns, height))
            for covered in range(column, column + cell.columns):
                taken[covered] = index + height
            column += cell.columns
        placed.append(tuple(cells))
    return Table(tuple(placed))


def as_blocks(table: Table) -> list[Block]:
    """`table` itself where it holds data; where it only places things (a letterhead, a signature), its cells as lines.

    Data has at least two rows of two filled cells.
    """
    filled = [[cell.content.text for cell in row if cell.content.text.strip()] for row in table.rows]
    if sum(len(texts) >= 2 for texts in filled) >= 2:
        return [table]
    return [Paragraph(line) for texts in filled for line in placed_lines(texts)]


def placed_lines(texts: Sequence[str]) -> list[str]:
    """A row that only places things: one line («от 1 марта ⇥ № 12») or, where a cell has several, line after line."""
    if any("\n" in text for text in texts):
        return [line for text in texts for line in text.split("\n")]
    return ["\t".join(texts)] if texts else []
