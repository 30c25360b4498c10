"""Where the cells of a marked table stand: columns counted with every span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.read.linear import Cell, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell before its column is known, with how many columns and rows its source says it covers."""

    content: Paragraph
    columns: int = 1
    rows: int = 1


def place(rows: Sequence[Sequence[Placed]]) -> Table:
    """The table of `rows`; spans that reach beyond the last row are cut there."""
    taken: dict[int, int] = {}
    placed = []
    for index, row in enumerate(rows):
        cells, column = [], 0
        for cell in row:
            while taken.get(column, 0) > index:
                column += 1
            height = max(1, min(cell.rows, len(rows) - index))
            cells.append(Cell(cell.content, column, cell.columns, height))
            for covered in range(column, column + cell.columns):
                taken[covered] = index + height
            column += cell.columns
        placed.append(tuple(cells))
    return Table(tuple(placed))
