"""Pseudo-graphics: cells between «|» or «│», rules of «+---+» or box-drawing signs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractor.tables.grid import RawRow, blank
from extractor.tables.group import PhysicalLine, group
from extractor.text import EMPTY, Traced

_BARS = re.compile(r"[|│┃║¦┆]")
_RULE = re.compile(r"[\s|│┃║¦+\-=_:\u2500-\u257f]*(?:-{2,}|={2,}|_{3,}|[\u2500-\u257f]{2,})[\s|│┃║¦+\-=_:\u2500-\u257f]*")
_DRAWN = re.compile(r"[\s\-=\u2500-\u257f]*")
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
    grid = _grid(lines) if outer else ()
    ruled = gap = False
    for line in lines:
        if blank(line):
            gap = True
        elif is_rule(line.text):
            ruled = True
        else:
            cells = (_placed(line, grid) or _cells(line, outer)) if _BARS.search(line.text) else [line]
            physical.append(PhysicalLine(tuple(cells), ruled, gap, spanning=len(cells) == 1))
            ruled = gap = False
    return group(_padded(physical), wrapped=_stand_below(lines))


def _grid(lines: Sequence[Traced]) -> tuple[int, ...]:
    """Where the bars of the finest rows stand; nothing where no rows are finer than the most."""
    places = Counter(tuple(bar.start() for bar in _BARS.finditer(line.text)) for line in lines if not is_rule(line.text))
    finest = max((bars for bars, count in places.items() if count > 2), key=len, default=())
    return finest if any(1 < len(bars) < len(finest) and set(bars) <= set(finest) for bars in places) else ()


def _placed(line: Traced, grid: Sequence[int]) -> list[Traced]:
    """The line's cells by the columns of `grid`, one over several columns in its first; nothing where the bars stand elsewhere.

    «│ п/п │ ├────────┬────────┤ исполнитель │» is a line of cells too: a header's name goes on beside a rule.
    """
    text = line.text
    bars = {bar.start() for bar in _BARS.finditer(text)}
    stands = [at for at in grid if at < len(text) and (at in bars or _FRAME.match(text[at]))]
    if not bars <= set(grid) or len(stands) < 3 or stands[0] != grid[0] or stands[-1] != grid[-1]:
        return []
    cells = [EMPTY] * (len(grid) - 1)
    for start, end in pairwise(stands):
        cell = line[start + 1 : end]
        if not _DRAWN.fullmatch(cell.text):
            cells[grid.index(start)] = cell
    return cells


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
