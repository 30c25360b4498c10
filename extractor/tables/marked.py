"""One cell per line, read by its own count, whatever the columns are called.

What parts cells is one of three marks: a tab before each cell, a blank line between cells, or the line's end where blank lines part rows.
Most rows then hold the same number of cells, and where nothing parts rows, their numbers or deadlines come at one distance.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

from extractor.fold import folded
from extractor.schema import Role
from extractor.tables.align import align_block
from extractor.tables.blocks import Cells, broken_over_tabs, cell_blocks, opens_cell, plain_extent, tabbed_extent
from extractor.tables.evidence import deadline_share, fit, is_number
from extractor.tables.grid import RawRow, bare, blank
from extractor.tables.header import guess_header, is_column_name, read_header
from extractor.tables.roles import is_counting, is_header, role_of
from extractor.tables.stream import read_stream
from extractor.text import EMPTY, Traced, join

_COLUMNS = re.compile(r"\S {3,}\S")
_FIRST_LINES = 12
_WIDTHS = range(10, 2, -1)


@dataclass(frozen=True)
class Marked:
    """A table of marked cells: those of its header's lines, of each block below, how many a row has, and how many lines it takes."""

    header: tuple[Cells, ...]
    blocks: tuple[Cells, ...]
    width: int
    taken: int

    @property
    def rows(self) -> list[RawRow]:
        """The header's lines and the rows that are whole by their count."""
        whole = (block for block in self.blocks if len(block) % self.width == 0)
        return [row for block in (*self.header, *whole) for row in _cut(block, self.width)]

    @cached_property
    def roles(self) -> list[Role]:
        """The columns' roles, by the header or by what the rows hold; empty where neither tells."""
        return [column.role for column in read_header(self.rows)[0] or guess_header(self.rows)]


def find_marked(lines: Sequence[Traced]) -> Marked | None:
    """The table that begins with the first of these lines; None where their cells keep no count or hold no roadmap's rows."""
    if blank(lines[0]) and not opens_cell(lines[0]):
        return None
    if opens_cell(lines[0]):
        if not any(map(opens_cell, lines[1:3])):
            return None
        taken = tabbed_extent(lines)
        blocks = cell_blocks(lines[:taken])
        header = broken_over_tabs(blocks[0]) if blocks else ()
        if header and is_header([folded(cell) for cell in header]):
            return Marked((header,), tuple(tuple(cell.strip() for cell in block) for block in blocks[1:]), len(header), taken)
        return _table(blocks, taken)
    first = [text for line in lines[:_FIRST_LINES] if (text := bare(line))]
    if role_of(first[0]) is None or "\t" in lines[0].text or _COLUMNS.search(first[0]) or sum(map(bool, map(role_of, first))) < 2:
        return None
    taken = plain_extent(lines)
    blocks = cell_blocks(lines[:taken])
    if 3 * sum(len(block) for block in blocks) < 5 * len(blocks):  # «№ п/п», blank, «Мероприятие», blank: a blank line parts cells
        blocks = [tuple(join(block, "\n") for block in blocks)]
    elif not _common_size(blocks):
        return None
    table = _table(blocks, taken)
    return table if table and table.header else None


def read_marked(table: Marked) -> list[RawRow]:
    """The header's lines and the rows of a table that `find_marked` found."""
    roles = table.roles
    header = [row for cells in table.header for row in _cut(cells, table.width)]
    return [*header, *(row for block in _whole_rows(table, roles) for row in _read_block(block, table.width, roles))]


def _table(blocks: Sequence[Cells], taken: int) -> Marked | None:
    width = _width(blocks)
    if width < 3 or not blocks:
        return None
    header, printed = _header(blocks, width)
    count = sum(map(len, printed))
    below = _after(blocks, count)
    table = Marked(tuple(header), tuple(part for block in below for part in _apart(block, printed)), width, taken)
    rows = [row for row in table.rows if not _names_columns(row.cells) and not all(blank(c) or _names_time(c) for c in row.cells)]
    return table if (header or len(blocks[0]) % width == 0) and len(rows) > 1 and _fit_columns(rows, table.roles, share=0.7) else None


def _header(blocks: Sequence[Cells], width: int) -> tuple[list[Cells], list[Cells]]:
    """The header's lines, each as wide as a row, and its cells as printed, by block; nothing where the first cells are no names."""
    first = blocks[0]
    if len(first) < width and len(blocks) > 1 and len(blocks[1]) == width:  # «Сроки реализации», blank, «начало», «окончание»
        lines = _expanded((*first, *blocks[1]), width)
        return (lines, list(blocks[:2])) if lines and _names_columns(lines[0]) else ([], [])
    count = next((i for i, cell in enumerate(first) if is_number(bare(cell))), len(first)) if len(first) > 2 * width else len(first)
    for size in (width + 1, count, width):
        lines = _expanded(first[:size], width) if size <= len(first) else []
        if lines and _names_columns(lines[0]):
            return lines, [first[:size]]
    return [], []


def _after(blocks: Sequence[Cells], count: int) -> list[Cells]:
    """The blocks without the first `count` cells."""
    rest = list(blocks)
    while count and len(rest[0]) <= count:
        count -= len(rest.pop(0))
    return [rest[0][count:], *rest[1:]] if count else rest


def _apart(block: Cells, printed: Sequence[Cells]) -> list[Cells]:
    """A block with what repeats the header in it, and a page's number above that, as blocks of their own."""
    texts = [folded(cell) for cell in block]
    for names in ([folded(cell) for cell in cells] for cells in printed):
        at = next((i for i in range(len(texts)) if texts[i : i + len(names)] == names), None)
        if at is None or len(names) == len(texts):
            continue
        page, end = at - (at > 0 and texts[at - 1].isdigit()), at + len(names)
        parts = (block[:page], block[page:at], block[at:end])
        return [*(part for part in parts if part), *(_apart(block[end:], printed) if block[end:] else [])]
    return [block]


def _expanded(cells: Cells, width: int) -> list[Cells]:
    """Header cells as lines of `width`: a name over several columns takes as many («Срок исполнения» above «I кв.», «II кв.»)."""
    if len(cells) in (width, 2 * width):
        return [cells[:width], *[cells[width:]] * (len(cells) > width)]
    if len(cells) > width + 1:
        lower, upper = cells[-width:], cells[:-width]
        under = [i for i, cell in enumerate(lower) if not blank(cell)]
        at = under[0] if under else 0
    else:
        under = [len(cells) - k for k in range(2, 5) if len(cells) > width and all(map(_names_time, cells[-k:]))][::-1]
        upper = cells[: len(cells) - len(under)]
        at = next((i for i, cell in enumerate(upper) if role_of(folded(cell)) == "deadline"), 0)
        lower = (*[EMPTY] * at, *cells[len(cells) - len(under) :], *[EMPTY] * (len(upper) - at - 1))
    if not under or not at or len(upper) + len(under) - 1 != width or any(blank(cell) for cell in upper):
        return []
    return [(*upper[: at + 1], *[EMPTY] * (len(under) - 1), *upper[at + 1 :]), tuple(lower)]


def _names_columns(cells: Cells) -> bool:
    return is_header([folded(cell) for cell in cells], framed=True)


def _names_time(cell: Traced) -> bool:
    """Whether a header's lower cell names a time: «начало», «I кв.»; a digit alone is already a row's number."""
    text = folded(cell)
    return is_column_name(text) and not text.isdigit() and role_of(text) in (None, "deadline")


def _whole_rows(table: Marked, roles: Sequence[Role]) -> list[Cells]:
    """The blocks, a row that a blank line cut in two («2», «Установка …», blank, «июнь», «Отдел») put together again."""
    out: list[Cells] = []
    last = roles[-1] if roles else "other"
    for block in table.blocks:
        rest = len(block) > 1 or fit(last, folded(block[0])) > 1.0  # a lone text is rather a section's title
        rest = rest and not _names_columns(block)  # a page's number stands above a header
        if rest and out and len(out[-1]) + len(block) == table.width and is_number(bare(out[-1][0])) and not is_number(bare(block[0])):
            out[-1] = (*out[-1], *block)
        else:
            out.append(block)
    return out


def _read_block(cells: Cells, width: int, roles: Sequence[Role]) -> list[RawRow]:
    """A block's rows: one, several of whole count, or, where a cell too many or too few stands among them, the best path through them."""
    if len(cells) < width:
        return [RawRow(cells, aligned=len(cells) == 1, gap=True, spanning=len(cells) == 1)]
    rows = _cut(cells, width)
    if (
        _names_columns(cells[:width])
        or len(cells) == width
        or len(roles) != width
        or (len(cells) % width == 0 and _fit_columns(rows, roles, share=0.9))
    ):
        return rows
    if not any(is_number(bare(cell)) for cell in cells[1:]) and (len(cells) < 2 * width or is_number(bare(cells[0]))):
        return [_wrapped_row(cells, roles)]
    return read_stream(cells, roles)


def _wrapped_row(cells: Cells, roles: Sequence[Role]) -> RawRow:
    """A row whose cells are broken over lines that nothing tells from cells."""
    columns = align_block([folded(cell) for cell in cells], roles)
    held = [[cell for cell, column in zip(cells, columns, strict=True) if column == i] for i in range(len(roles))]
    return RawRow(tuple(join(parts, "\n") if parts else EMPTY for parts in held), aligned=True, gap=True)


def _cut(cells: Cells, width: int) -> list[RawRow]:
    return [RawRow(cells[i : i + width], aligned=True, gap=i == 0) for i in range(0, len(cells), width)]


def _fit_columns(rows: Sequence[RawRow], roles: Sequence[Role], share: float) -> bool:
    """Whether at least `share` of the rows hold no cell that cannot stand in its column; a row that counts the columns may."""
    texts = [[folded(cell) for cell in row.cells] for row in rows if roles]
    fits = [is_counting(cells) or all(fit(role, cell) > -2 for role, cell in zip(roles, cells, strict=True)) for cells in texts]
    return bool(fits) and sum(fits) >= share * len(fits)


def _width(blocks: Sequence[Cells]) -> int:
    """How many cells most rows have; 0 where there is no such number."""
    return _common_size(blocks) or _period([folded(cell) for cell in chain.from_iterable(blocks)])


def _common_size(blocks: Sequence[Cells]) -> int:
    """How many cells most blocks have; 0 where there is no such number."""
    sizes = Counter(len(block) for block in blocks if len(block) > 1)
    width, count = max(sizes.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return width if count > 2 and 2 * count > sizes.total() else 0


def _period(texts: Sequence[str]) -> int:
    """At what distance numbers, or else deadlines, come in a run of cells; 0 where there is no such distance."""
    digits = [is_number(text) and text[0].isdigit() for text in texts]  # «X» may mark a quarter
    counting = [a and b for a, b in pairwise([*digits, False])]  # «1 | 2 | 3 | 4» under the header
    numbers = [i for i, one in enumerate(digits) if one and not counting[i] and not (i and counting[i - 1])]
    dated = [i for i, text in enumerate(texts) if deadline_share(text) == 1.0]
    steps = Counter(b - a for a, b in pairwise(numbers))
    if steps and (step := steps.most_common(1)[0])[0] > 2 and step[1] > 1 and 2 * step[1] > steps.total():
        return next(
            (width for width in range(3, step[0]) if step[0] % width == 0 and _is_sparse(digits, texts, numbers[0], width)), step[0]
        )
    for width in _WIDTHS:
        share = _keeps(dated, width)
        if share > 2 and 2 * share * width >= len(texts):
            return width
    return 0


def _is_sparse(digits: Sequence[bool], texts: Sequence[str], first: int, width: int) -> bool:
    """Whether a smaller distance meets only numbers and empty cells, as where only each second row has its number."""
    return all(digits[i] or not texts[i] for i in range(first % width, len(texts), width))


def _keeps(places: Sequence[int], width: int) -> int:
    """How many places keep a distance; 0 where fewer than four in five do."""
    share = max(Counter(i % width for i in places).values(), default=0)
    return share if 5 * share >= 4 * len(places) else 0
