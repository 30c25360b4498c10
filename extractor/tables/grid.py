"""Physical rows: what any layout is read into before rows are made logical."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.layout import Grid, GridCell
from extractor.text import EMPTY, Traced

TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as the page shows it: unfolded cells in printed order.

    `aligned`: cell `i` stands in column `i` for sure. `gap`: a blank line, a rule or a page's end stands above.
    `spanning`: the one cell covers the whole width. `top`: the first row on a page of a table that began on an earlier one.
    """

    cells: tuple[Traced, ...]
    aligned: bool
    gap: bool = False
    spanning: bool = False
    top: bool = False


def blank(text: Traced) -> bool:
    """Whether nothing is printed: only white space, markup, or emphasis marks."""
    return not bare(text)


def bare(text: Traced) -> str:
    """The printed characters of a line or a cell, markup and emphasis marks apart."""
    printed = text.text
    return (TAG.sub("", printed) if "<" in printed else printed).replace("**", "").strip()


def from_grid(grid: Grid, text: Traced) -> list[RawRow]:
    """Rows of a table that the source marks; a cell that spans rows stands in each of them, one that spans columns in its first."""
    width = max((cell.column + cell.columns for row in grid.rows for cell in row), default=0)
    held: dict[int, tuple[GridCell, int]] = {}
    rows = []
    for row in grid.rows:
        here = {cell.column: cell for cell in row}
        for column, (cell, left) in list(held.items()):
            if left > 0:
                here.setdefault(column, cell)
            held[column] = (cell, left - 1)
        held |= {cell.column: (cell, cell.rows - 1) for cell in row if cell.rows > 1}
        cells = tuple(text.between(here[i].start, here[i].end) if i in here else EMPTY for i in range(width))
        filled = [cell for cell in here.values() if not blank(text.between(cell.start, cell.end))]
        wide = len(filled) == 1 and filled[0].columns > max(1, width // 2)
        rows.append(RawRow(cells, aligned=True, spanning=wide))
    return rows


def widths(rows: Sequence[RawRow]) -> int:
    """The most cells that a row holds, trailing blank ones left out."""
    return max((last_filled(row.cells) + 1 for row in rows), default=0)


def last_filled(cells: Sequence[Traced]) -> int:
    """Index of the last cell that is not blank; -1 where all are."""
    return max((i for i, cell in enumerate(cells) if not blank(cell)), default=-1)
