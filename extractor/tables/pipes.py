"""Pseudo-graphics: cells between «|» or «│», rules of «+---+» or box-drawing signs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractor.tables.grid import RawRow, blank
from extractor.tables.group import PhysicalLine, group
from extractor.text import EMPTY, Traced

_BARS = re.compile(r"[|│┃║¦┆]")
_RULE = re.compile(r"[\s|│┃║¦+\-=_:\u2500-\u257f]*(?:-{2,}|={2,}|_{3,}|[\u2500-\u257f]{2,})[\s|│┃║¦+\-=_:\u2500-\u257f]*")
_FRAME = re.compile(r"[\u250c-\u254b\u2552-\u256c+]")


def is_rule(line: str) -> bool:
    """Whether a line only draws: «+-----+----+», «├────┼───┤», «|---|---|»."""
    return bool(_RULE.fullmatch(line)) and bool(_FRAME.search(line) or _BARS.search(line))


def is_piped(line: str) -> bool:
    """Whether a line belongs to a pseudo-graphic table."""
    return len(_BARS.findall(line)) >= 2 or is_rule(line)


def read_pipes(lines: Sequence[Traced]) -> list[RawRow]:
    """Rows of the piped lines of one table; other lines between them stand for themselves as headings.

    Bars that do not stand one below another mean that no cell is wrapped: then each line is a row.
    """
    physical: list[PhysicalLine] = []
    outer = _has_outer_bars(lines)
    ruled = gap = False
    for line in lines:
        if blank(line):
            gap = True
        elif is_rule(line.text):
            ruled = True
        else:
            cells = _cells(line, outer) if _BARS.search(line.text) else [line]
            physical.append(PhysicalLine(tuple(cells), ruled, gap, spanning=len(cells) == 1))
            ruled = gap = False
    return group(_padded(physical), wrapped=_stand_below(lines))


def _stand_below(lines: Sequence[Traced]) -> bool:
    places = Counter(tuple(bar.start() for bar in _BARS.finditer(line.text)) for line in lines if len(_BARS.findall(line.text)) > 1)
    return not places or 2 * places.most_common(1)[0][1] > places.total()


def _has_outer_bars(lines: Sequence[Traced]) -> bool:
    """Whether the table's frame is drawn on the left: else a line that begins with a bar has an empty first cell."""
    rows = [line.text.strip() for line in lines if len(_BARS.findall(line.text)) > 1 and not is_rule(line.text)]
    return 2 * sum(bool(_BARS.match(row) and _BARS.match(row[-1])) for row in rows) >= len(rows)


def _cells(line: Traced, outer: bool) -> list[Traced]:
    cells = line.split(_BARS)
    framed = outer or len(cells) == 3  # «| 2. Меры по … |» is framed in any table
    if framed and blank(cells[0]) and len(cells) > 1:
        cells = cells[1:]
    return cells[:-1] if framed and len(cells) > 1 and blank(cells[-1]) else cells


def _padded(lines: list[PhysicalLine]) -> list[PhysicalLine]:
    counts = Counter(len(line.cells) for line in lines if not line.spanning)
    width = counts.most_common(1)[0][0] if counts else 1
    return [
        line if line.spanning else PhysicalLine((*line.cells, *[EMPTY] * (width - len(line.cells))), line.ruled, line.gap) for line in lines
    ]
