"""Tables without rules: rows by the number column, columns by the white space between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractor.read.lines import Line, Token, lines_of
from extractor.schema import BBox

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2}){0,2}\.?")
_LEAST_ROWS, _LEAST_COLUMNS, _MOST_HEADER = 3, 3, 4


def unruled(tokens: Sequence[Token]) -> list[list[BBox]]:
    """Boxes of the cells of a table that no rules draw; empty where fewer than three numbered rows stand one below another."""
    lines = lines_of(tokens)
    anchors = _anchors(lines)
    if len(anchors) < _LEAST_ROWS:
        return []
    first, last = anchors[0], _end(lines, anchors[-1])
    body = lines[first:last]
    gutters = _gutters([line for line in body if any(line.gaps())])
    if len(gutters) < _LEAST_COLUMNS - 1:
        return []
    top = _header(lines, first, gutters)
    starts = [top, *anchors] if top < first else anchors
    starts = sorted({*starts, *(n for n in range(first, last) if _crosses(lines[n], gutters) and lines[n].tokens[0].bbox[0] < gutters[0])})
    return [_boxes(lines[top:last], [start - top for start in starts], gutters)]


def _anchors(lines: Sequence[Line]) -> list[int]:
    """Lines that begin with a number at the same place and go on after a wide gap; half of the numbers follow each other.

    The rest may be misread.
    """
    numbered = [n for n, line in enumerate(lines) if _NUMBER.fullmatch(line.tokens[0].text) and any(line.gaps())]
    if not numbered:
        return []
    place = median(lines[n].tokens[0].bbox[0] for n in numbered)
    found = [n for n in numbered if abs(lines[n].tokens[0].bbox[0] - place) < 1.5 * lines[n].height]
    values = [_value(lines[n].tokens[0]) for n in found]
    in_order = sum(_follows(before, value) for before, value in pairwise(values))
    return found if 2 * in_order >= len(found) - 1 else []


def _value(token: Token) -> tuple[int, ...]:
    return tuple(map(int, token.text.rstrip(".").split(".")))


def _follows(before: tuple[int, ...], value: tuple[int, ...]) -> bool:
    """(4,) after (3,); (2, 4) after (2, 3), (24,) too, which lost its stop; (3, 1) after (2, 6); (2, 1) after (2,)."""
    if int("".join(map(str, value))) == int("".join(map(str, before))) + 1:
        return True
    one_more = len(value) == len(before) and value == (*before[:-1], before[-1] + 1)
    next_part = len(value) > 1 and value[-1] == 1 and value[:-1] == (*before[: len(value) - 2], before[len(value) - 2] + 1)
    return one_more or next_part or value == (*before, 1)


def _end(lines: Sequence[Line], last: int) -> int:
    """The line after the last row: its lines follow closely."""
    end = last + 1
    pitch = median(max(1.0, b.bbox[1] - a.bbox[1]) for a, b in pairwise(lines))
    indent = lines[last].tokens[0].bbox[2]
    while end < len(lines) and lines[end].bbox[1] - lines[end - 1].bbox[1] < 1.6 * pitch and lines[end].bbox[0] > indent:
        end += 1
    return end


def _gutters(lines: Sequence[Line]) -> list[float]:
    """Middles of the upright strips that no token of `lines` touches."""
    height = median(line.height for line in lines) if lines else 0.0
    edges: list[tuple[float, float]] = sorted((token.bbox[0], token.bbox[2]) for line in lines for token in line.tokens)
    gutters, reach = [], edges[0][1] if edges else 0.0
    for left, right in edges:
        if left - reach > 0.8 * height:
            gutters.append((left + reach) / 2)
        reach = max(reach, right)
    return gutters


def _header(lines: Sequence[Line], first: int, gutters: Sequence[float]) -> int:
    """The first of the lines right above the rows that keep to their columns."""
    top = first
    while top > 0 and first - top < _MOST_HEADER and any(lines[top - 1].gaps()) and not _crosses(lines[top - 1], gutters):
        top -= 1
    return top


def _crosses(line: Line, gutters: Sequence[float]) -> bool:
    return any(token.bbox[0] < gutter < token.bbox[2] for token in line.tokens for gutter in gutters)


def _boxes(lines: Sequence[Line], starts: Sequence[int], gutters: Sequence[float]) -> list[BBox]:
    left = min(line.bbox[0] for line in lines) - 1
    right = max(line.bbox[2] for line in lines) + 1
    xs = [left, *gutters, right]
    boxes: list[BBox] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        top = min(line.bbox[1] for line in lines[start:end]) - 1
        bottom = min((line.bbox[1] for line in lines[end:]), default=lines[-1].bbox[3] + 2) - 1
        if _crosses(lines[start], gutters):
            boxes.append((left, top, right, bottom))
        else:
            boxes += [(x0, top, x1, bottom) for x0, x1 in pairwise(xs)]
    return boxes
