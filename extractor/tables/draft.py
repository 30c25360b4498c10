"""A row on its way from the page to a measure: cells by column, what stands above it, what was doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.fold import fold, folded
from extractor.schema import Role
from extractor.tables.align import align_row
from extractor.tables.evidence import LEADING_NUMBER, PARTY_ROLES, Vocabulary, is_number
from extractor.tables.grid import RawRow, bare, last_filled
from extractor.text import EMPTY, Traced, join


@dataclass(frozen=True, slots=True)
class Draft:
    """Cells by column, unfolded; `short`: the source gave fewer cells than columns; `spanning`: one cell over all columns;
    `top`: the first row on a page of a table that began on an earlier one.
    """

    cells: tuple[Traced, ...]
    gap: bool = False
    short: bool = False
    spanning: bool = False
    doubts: tuple[tuple[str, str], ...] = ()
    top: bool = False

    def text(self, column: int) -> str:
        """Folded text of a column; empty where the column is absent."""
        return folded(self.cells[column]) if 0 <= column < len(self.cells) else ""

    def texts(self) -> tuple[str, ...]:
        """Folded texts of all columns."""
        return tuple(folded(cell) for cell in self.cells)

    def put(self, column: int, cell: Traced) -> Draft:
        """With another cell in a column."""
        return replace(self, cells=(*self.cells[:column], cell, *self.cells[column + 1 :]))

    def doubt(self, code: str, message: str) -> Draft:
        """With one more doubt."""
        return replace(self, doubts=(*self.doubts, (code, message)))


@dataclass(frozen=True, slots=True)
class Shape:
    """A table's columns, as the rows' rules ask for them; `counted`: nearly every row has its number."""

    roles: tuple[Role, ...]
    counted: bool = False

    @property
    def number(self) -> int:
        """Index of the number column; -1 where there is none."""
        return self.roles.index("number") if "number" in self.roles else -1

    @property
    def measure(self) -> int:
        """Index of the measure column."""
        return self.roles.index("measure")

    @property
    def own(self) -> tuple[int, ...]:
        """Columns whose own value makes a row a measure: deadlines and parties."""
        return tuple(i for i, role in enumerate(self.roles) if role == "deadline" or role in PARTY_ROLES)


def drafts_of(rows: Sequence[RawRow], shape: Shape) -> list[Draft]:
    """Each raw row with its cells in their columns."""
    width = len(shape.roles)
    aligned = [row for row in rows if row.aligned and not row.spanning and len(row.cells) == width]
    vocabulary = Vocabulary.of(tuple(folded(cell) for cell in row.cells) for row in aligned if last_filled(row.cells) == width - 1)
    out: list[Draft] = []
    for row in rows:
        above = next((draft.texts() for draft in reversed(out) if not draft.spanning), ())
        draft = replace(_draft(row, shape, vocabulary, above), top=row.top)
        out.append(draft if row.top else _number_apart(draft, shape))
    return out


def _draft(row: RawRow, shape: Shape, vocabulary: Vocabulary, above: Sequence[str]) -> Draft:
    width = len(shape.roles)
    filled = [cell for cell in row.cells if bare(cell)]
    if row.spanning or (len(filled) == 1 and len(row.cells) == 1):
        return Draft((join(filled, "\n"),), row.gap, spanning=True)
    if row.aligned and len(row.cells) == width:
        return Draft(row.cells, row.gap)
    if len(row.cells) > width:
        extra = join(row.cells[width - 1 :], "\n")
        return Draft((*row.cells[: width - 1], extra), row.gap)
    apart = _split_number(list(row.cells), shape)
    if len(apart) == width:  # «<p>6. Заключение …</p> <p></p> <p>+</p>»: only the number's cell is missing
        return Draft(tuple(apart), row.gap)
    filled = [cell for cell in apart if bare(cell)]
    columns = align_row([folded(cell) for cell in filled], shape.roles, vocabulary, above)
    cells = [EMPTY] * width
    for cell, column in zip(filled, columns, strict=False):
        cells[column] = cell
    return Draft(tuple(cells), row.gap, short=True)


def _split_number(cells: list[Traced], shape: Shape) -> list[Traced]:
    """«5. Утверждение …» in the first cell of a row that lacks its number cell is two cells; without a number that cell is empty."""
    if shape.number != 0 or not cells or is_number(folded(cells[0])) or len(cells) >= len(shape.roles):
        return cells
    first = fold(cells[0])
    found = LEADING_NUMBER.match(first.text)
    if found:
        return [first[: found.end()].strip(), first[found.end() :], *cells[1:]]
    return [EMPTY, *cells] if len(cells) == len(shape.roles) - 1 and first.text else cells


def _number_apart(draft: Draft, shape: Shape) -> Draft:
    """A number that landed inside the measure's text goes to the empty number column."""
    if draft.spanning or shape.number < 0 or draft.text(shape.number):
        return draft
    measure = fold(draft.cells[shape.measure])
    found = LEADING_NUMBER.match(measure.text)
    if not found or not measure.text[found.end() : found.end() + 1].isupper():
        return draft
    return draft.put(shape.number, measure[: found.end()].strip()).put(shape.measure, measure[found.end() :])
