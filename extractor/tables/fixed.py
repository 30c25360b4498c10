"""Columns aligned by spaces: the boundaries are where the fewest printed characters stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractor.tables.evidence import goes_on, is_number
from extractor.tables.grid import RawRow, blank
from extractor.tables.group import PhysicalLine, group
from extractor.tables.header import is_column_name
from extractor.tables.marks import is_mark
from extractor.tables.roles import is_header, role_of
from extractor.text import Traced

_PART = re.compile(r"\S+(?: \S+)*")
_DRAWN = re.compile(r"\s*[-=_─━]{2,}[\s\-=_─━]*")


def parts(line: str) -> list[tuple[int, int]]:
    """Spans of a line's parts, two or more spaces between them."""
    return [found.span() for found in _PART.finditer(line.rstrip())]


def is_fixed_header(lines: Sequence[str]) -> bool:
    """Whether the first of these lines begins a header of at least three columns aligned by spaces."""
    first = [lines[0][a:b] for a, b in parts(lines[0])]
    if (
        "\t" in lines[0]
        or sum(role_of(cell) is not None for cell in first) < 2
        or any(cell[0].islower() and goes_on(cell) for cell in first[:1])
    ):
        return False
    for count in (1, 2, 3):
        columns = _merged([span for line in lines[:count] for span in parts(line)])
        if any(_DRAWN.fullmatch(line) for line in lines[:count]):
            return False
        if len(columns) >= 3 and is_header(_names(lines[:count], columns)):
            return True
    return False


def _names(lines: Sequence[str], columns: Sequence[tuple[int, int]]) -> list[str]:
    """A header's names, put together from its lines: «Срок ис-», «полнения»."""
    return [re.sub(r"(?<=\w)- ", "", " ".join(line[a:b].strip() for line in lines)) for a, b in columns]


def read_fixed(lines: Sequence[Traced]) -> list[RawRow]:
    """Rows of a fixed-width table whose first lines are its header, or its first row."""
    shown = [line for line in lines if not blank(line) and not _DRAWN.fullmatch(line.text)]
    starts = _boundaries(shown)
    physical: list[PhysicalLine] = []
    ruled = gap = False
    for line in lines:
        if blank(line):
            gap = True
        elif _DRAWN.fullmatch(line.text):
            ruled = True
        else:
            spanning = _is_spanning(line.text, starts)
            cells = (line,) if spanning else tuple(line[a:b] for a, b in zip(starts, [*starts[1:], len(line)], strict=True))
            physical.append(PhysicalLine(cells, ruled, gap, spanning))
            ruled = gap = False
    return group(physical)


def is_numbered(line: str) -> bool:
    """Whether a line of at least three parts begins with a number."""
    spans = parts(line)
    return len(spans) > 2 and "\t" not in line and is_number(line[slice(*spans[0])])


def column_starts(rows: Sequence[str]) -> list[int]:
    """Where most of these rows' first lines begin a part."""
    begins = Counter(start for row in rows for start, _ in parts(row))
    return sorted(start for start, count in begins.items() if 2 * count > len(rows))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _boundaries(lines: Sequence[Traced]) -> list[int]:
    """Where each column begins: between two neighbours of the header, the place that the fewest lines print over.

    Without a header: where most of the numbered lines begin a part.
    """
    if not any(is_header_at(lines, n) for n in (1, 2, 3)):
        return column_starts([line.text for line in lines if is_numbered(line.text)]) or [0]
    head = _head_lines(lines)
    columns = _merged([span for line in lines[:head] for span in parts(line.text)])
    starts = [0]
    printed = [(line.text, parts(line.text)) for line in lines]
    for (left, _), (right, _) in pairwise(columns):
        # «Раздел 2. Обеспечение условий …» prints over both columns, its spaces part nothing
        inside = [text for text, spans in printed if len(spans) > 1 or not spans or not spans[0][0] <= left < right < spans[0][1]]
        crossing = {x: sum(text[x - 1 : x].strip() != "" for text in inside) for x in range(left + 1, right + 1)}
        starts.append(min(crossing, key=lambda x: (crossing[x], -x)))
    return starts


def _head_lines(lines: Sequence[Traced]) -> int:
    """How many lines the header takes: up to the first number or the first line that is no header's («Начало   Окончание» is)."""
    least = next((n for n in (1, 2, 3) if is_header_at(lines, n)), 1)
    columns = _merged([span for line in lines[:least] for span in parts(line.text)])
    for n in range(least, min(6, len(lines))):
        if any(sum(a < end and start < b for start, end in columns) > 1 for a, b in parts(lines[n].text)):
            return n  # «Работа с кадрами» over two columns is a heading
        cells = [lines[n].text[a:b] for a, b in parts(lines[n].text)]
        numbered = bool(cells) and is_number(cells[0]) and parts(lines[n].text)[0][0] < columns[min(1, len(columns) - 1)][0]
        if not cells or numbered or any(len(cell) > 25 for cell in cells) or not all(_is_name(cell) for cell in cells):
            return n
    return least


def _is_name(cell: str) -> bool:
    return goes_on(cell) or is_column_name(cell) or (len(cell) < 15 and cell.isalpha())  # «Старт    Финиш»


def is_header_at(lines: Sequence[Traced], count: int) -> bool:
    """Whether the first `count` lines together name the columns."""
    columns = _merged([span for line in lines[:count] for span in parts(line.text)])
    return len(columns) >= 3 and is_header(_names([line.text for line in lines[:count]], columns))


def _is_spanning(line: str, starts: Sequence[int]) -> bool:
    """A line that prints over several columns' starts without a gap is a heading or a note."""
    at = len(line) - len(line.lstrip())
    if line.strip().isdigit() and len(starts) > 1 and at >= starts[1]:
        return True  # a page's number in the middle of the line
    if is_mark("furniture", line):
        return True
    if len(parts(line)) == 1 and at - max((x for x in starts if x <= at), default=at) > 2 and is_mark("section", line.strip()):
        return True  # «II. Практический этап» in the middle of the measure's column
    crossed = sum(
        line[x - 1 : x].strip() != "" or (line[x - 1 : x + 1].strip() != "" and line[x - 2 : x - 1].strip() != "")
        for x in starts[1:]
        if x < len(line.rstrip())
    )
    return len(parts(line)) == 1 and crossed >= 1
