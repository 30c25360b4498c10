"""Tab-separated rows, with cells that wrap over lines and tables that turn to one cell per line half-way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractor.fold import folded
from extractor.schema import Role
from extractor.tables.evidence import goes_on, is_open
from extractor.tables.grid import RawRow, bare, blank, last_filled
from extractor.tables.roles import is_header, roles_of
from extractor.tables.stream import read_stream
from extractor.text import Traced, join

TAB = re.compile("\t")


def is_tabbed(line: Traced, cells: int = 2) -> bool:
    """Whether a line holds at least `cells` cells, blank ones counted between tabs."""
    return line.text.strip(" ").count("\t") >= cells - 1 and sum(not blank(cell) for cell in line.split(TAB)) >= min(2, cells)


def is_tab_header(lines: Sequence[Traced], i: int) -> bool:
    """Whether a line's tabbed cells name the columns, the rest of a wrapped last cell on the next line."""
    if lines[i].text.strip().count("\t") < 1:
        return False
    return is_header([folded(cell) for cell in lines[i].split(TAB)])


def read_tabs(lines: Sequence[Traced]) -> list[RawRow]:
    """Rows of a table whose first line is its header (or its first row)."""
    header = lines[0].split(TAB)
    roles = roles_of([folded(cell) for cell in header[: last_filled(header) + 1]]) if is_tab_header(lines, 0) else ()
    width = _width(lines, len(roles))
    rows: list[RawRow] = []
    loose: list[Traced] = []
    gap = False
    for line in lines:
        if line.text.strip(" ").count("\t") and not _is_lone_cell(line):
            _flush(rows, loose, roles)
            rows.append(_row(line, width, gap))
            loose, gap = [], False
        elif blank(line):
            gap = True
            if loose:
                loose.append(line)
        elif rows and not loose and not gap and _wraps(rows[-1], line):
            rows[-1] = _wrapped(rows[-1], line)
        else:
            loose += [Traced("", (), ())] * (gap and not loose) + [line]
            gap = False
    _flush(rows, loose, roles)
    return rows


def _width(lines: Sequence[Traced], named: int) -> int:
    """How many cells a whole row has: as many as the header names, or more where most lines do («Срок» above four quarters)."""
    counts = Counter(line.text.count("\t") + 1 for line in lines if line.text.strip(" ").count("\t"))
    most, count = counts.most_common(1)[0] if counts else (0, 0)
    return most if most > named > 0 and 2 * count > counts.total() else named


def _is_lone_cell(line: Traced) -> bool:
    return line.text.startswith("\t") and line.text.rstrip(" ").count("\t") == 1


def _row(line: Traced, width: int, gap: bool) -> RawRow:
    cells = line.split(TAB)
    filled = last_filled(cells)
    if width and filled < width:
        cells = cells[: max(width, filled + 1)] if len(cells) >= width else cells
    else:
        cells = cells[: filled + 1]
    return RawRow(tuple(cells), aligned=len(cells) == width, gap=gap)


def _wraps(row: RawRow, line: Traced) -> bool:
    """Whether a line without tabs goes on in the last cell of the row above."""
    cell = row.cells[last_filled(row.cells)] if last_filled(row.cells) >= 0 else None
    if cell is None:
        return False
    text = bare(line)
    return not text.isdigit() and (goes_on(text) or is_open(bare(cell)))  # a lone number is the page's


def _wrapped(row: RawRow, line: Traced) -> RawRow:
    last = last_filled(row.cells)
    cells = (*row.cells[:last], join([row.cells[last], line], "\n"), *row.cells[last + 1 :])
    return RawRow(cells, row.aligned, row.gap, row.spanning)


def _flush(rows: list[RawRow], loose: Sequence[Traced], roles: Sequence[Role]) -> None:
    """Lines without tabs: a table that goes on with one cell per line, or else headings, a line each."""
    shown = [line for line in loose if not blank(line)]
    if roles and len(shown) >= len(roles) - 1 and len(shown) > 2:
        rows += read_stream(loose, roles)
    else:
        rows += [RawRow((line,), aligned=False, gap=n == 0, spanning=True) for n, line in enumerate(shown)]
