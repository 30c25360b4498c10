"""Tables without rules: rows by the number column, columns by the white space between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractor.read.lines import Line, Token, lines_of
from extractor.schema import BBox

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,2}[.)]?")
_LEAST_ROWS, _LEAST_COLUMNS, _MOST_HEADER, _MOST_HEADING = 3, 3, 4, 2
_GAP = 0.8  # of a line's height: the least between two columns
_LEADING = 1.5  # of a line's height: the most between two lines of one cell, where boxes are tight around letters
_CROSSING = 0.1  # of the lines may be headings, which keep to no column
_SAME_WIDTH = 0.05  # of a rule's width: how far the ends of two may be apart


def unruled(tokens: Sequence[Token]) -> list[list[BBox]]:
    """Boxes of the cells of a table that no rules draw; empty where fewer than three numbered rows stand one below another."""
    lines = lines_of(tokens)
    anchors = _anchors(lines)
    if len(anchors) < _LEAST_ROWS:
        return []
    first, last = anchors[0], _end(lines, anchors[-1])
    body = lines[first:last]
    gutters = _gutters(body, int(_CROSSING * len(body)))
    if len(gutters) < _LEAST_COLUMNS - 1:
        return []
    top = _header(lines, first, gutters)
    starts = {*anchors, *([top] if top < first else [])}
    crossing = [n for n in range(top, last) if _crosses(lines[n], gutters)]
    starts |= {n for n in crossing if n - 1 not in crossing}
    starts |= {n + 1 for n in crossing if n + 1 not in crossing and n + 1 < last}
    return [_boxes(lines[top:last], [start - top for start in sorted(starts)], gutters)]


def parted_by_levels(tokens: Sequence[Token], levels: Sequence[BBox]) -> list[list[BBox]]:
    """Boxes of the cells of each table whose rows level rules part, three rows at least: rules of one width, one below another.

    Columns are told by the white space between `tokens`; a row whose words keep to none is one cell.
    """
    groups: list[list[BBox]] = []
    for level in sorted(levels, key=lambda level: level[1]):
        alike = [
            group for group in groups if abs(group[-1][0] - level[0]) + abs(group[-1][2] - level[2]) < _SAME_WIDTH * (level[2] - level[0])
        ]
        if alike:
            alike[-1].append(level)
        else:
            groups.append([level])
    tables = [_between(tokens, group) for group in groups if len(group) > _LEAST_ROWS]
    return [table for table in tables if table]


def _between(tokens: Sequence[Token], levels: Sequence[BBox]) -> list[BBox]:
    left, right = min(level[0] for level in levels), max(level[2] for level in levels)
    ys = [(level[1] + level[3]) / 2 for level in levels]
    rows = [lines_of([token for token in tokens if _stands_in((left, above, right, below), token)]) for above, below in pairwise(ys)]
    lines = [line for row in rows if any(map(_is_parted, row)) for line in row]
    gutters = _gutters(lines, int(_CROSSING * len(lines))) if lines else []
    if len(gutters) < _LEAST_COLUMNS - 1:
        return []
    xs = [left, *gutters, right]
    above, below = _cut_rows(lines_of([token for token in tokens if left <= token.bbox[0] and token.bbox[2] <= right]), ys, gutters)
    rows = [*([above] if above else []), *rows, *([below] if below else [])]
    ys = [*([above[0].bbox[1] - 1] if above else []), *ys, *([below[-1].bbox[3] + 1] if below else [])]
    boxes: list[BBox] = []
    for row, (top, bottom) in zip(rows, pairwise(ys), strict=True):
        over_all = 2 * sum(_crosses(line, gutters) for line in row) > len(row)  # one line may hold a speck between the columns
        parts = [(left, right)] if over_all else pairwise(xs)
        boxes += [(x0, top, x1, bottom) for x0, x1 in parts]
    return boxes


def _cut_rows(lines: Sequence[Line], ys: Sequence[float], gutters: Sequence[float]) -> tuple[list[Line], list[Line]]:
    """Lines right above the first level rule and right below the last that keep to the columns: a page's end has cut their rows.

    Below, a row begins with its number and goes on in other columns; above, the rest of one may stand in one column at a page's top.
    """
    upper = [line for line in lines if line.bbox[3] <= ys[0]]
    lower = [line for line in lines if line.bbox[1] >= ys[-1]]
    above = [*reversed(_close([*reversed(upper)], ys[0], gutters))]
    below = _close(lower, ys[-1], gutters)
    at_top = all(len(line.tokens) == 1 for line in upper[: len(upper) - len(above)])  # but for a page's number
    above = above if at_top or all(len(_runs(line)) > 1 for line in above) else []
    is_row = bool(below) and len(_runs(below[0])) > 1 and below[0].bbox[0] < gutters[0]
    return above, below if is_row else []


def _close(lines: Sequence[Line], edge: float, gutters: Sequence[float]) -> list[Line]:
    """The first of the lines that keep to the columns, the first close to `edge`, each to the one before."""
    taken: list[Line] = []
    for line in lines:
        gap = max(line.bbox[1] - edge, edge - line.bbox[3])
        if gap > _LEADING * line.height or not _is_in_columns(line, gutters):
            break
        taken.append(line)
        edge = line.bbox[3] if line.bbox[1] >= edge else line.bbox[1]
    return taken


def _is_parted(line: Line) -> bool:
    """Whether white space wider than between words stands in a line."""
    return any(after[0] - before[1] > _GAP * line.height for before, after in pairwise(_runs(line)))


def _stands_in(box: BBox, token: Token) -> bool:
    x, y = (token.bbox[0] + token.bbox[2]) / 2, (token.bbox[1] + token.bbox[3]) / 2
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _anchors(lines: Sequence[Line]) -> list[int]:
    """Lines that begin with a number at the same place and go on after a gap; half of the numbers follow each other.

    The rest may be misread.
    """
    numbered = [n for n, line in enumerate(lines) if _is_numbered(line)]
    if not numbered:
        return []
    place = median(lines[n].tokens[0].bbox[0] for n in numbered)
    found = [n for n in numbered if abs(lines[n].tokens[0].bbox[0] - place) < 1.5 * lines[n].height]
    values = [_value(lines[n].tokens[0]) for n in found]
    in_order = sum(_follows(before, value) for before, value in pairwise(values))
    return found if 2 * in_order >= len(found) - 1 else []


def _is_numbered(line: Line) -> bool:
    head, *rest = line.tokens
    return _NUMBER.fullmatch(head.text) is not None and bool(rest) and rest[0].bbox[0] - head.bbox[2] >= _GAP * line.height


def _value(token: Token) -> tuple[int, ...]:
    return tuple(map(int, token.text.rstrip(".)").split(".")))


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


def _gutters(lines: Sequence[Line], most: int) -> list[float]:
    """Right ends of the upright strips that at most `most` of the lines cross: there the next column's words begin."""
    height = median(line.height for line in lines)
    edges = sorted([(x0, 1) for line in lines for x0, _ in _runs(line)] + [(x1, -1) for line in lines for _, x1 in _runs(line)])
    gutters, depth, since = [], 0, edges[0][0]
    for x, step in edges:
        if depth <= most < depth + step and x - since > _GAP * height and since > edges[0][0]:
            gutters.append(x - _GAP / 2 * height)
        depth += step
        if depth <= most and step < 0 and depth - step > most:
            since = x
    columns = pairwise([*gutters, edges[-1][0] + 1])
    # Where hardly a line begins is none: «физической культуре  и».
    return [left for left, right in columns if sum(any(left <= x0 < right for x0, _ in _runs(line)) for line in lines) > most]


def _runs(line: Line) -> list[tuple[float, float]]:
    """Ends of the runs of tokens that only spaces part."""
    runs = [(line.tokens[0].bbox[0], line.tokens[0].bbox[2])]
    for token in line.tokens[1:]:
        if token.bbox[0] - runs[-1][1] < 0.5 * line.height:
            runs[-1] = (runs[-1][0], max(runs[-1][1], token.bbox[2]))
        else:
            runs.append((token.bbox[0], token.bbox[2]))
    return runs


def _header(lines: Sequence[Line], first: int, gutters: Sequence[float]) -> int:
    """The first of the lines right above the rows that keep to their columns: a header, or the rest of a row that a page's end cut."""
    top = first
    while above := _joined_above(lines, top, gutters):
        top -= above
    to_the_edge = all(len(line.tokens) == 1 for line in lines[:top])  # but for a page's number
    if to_the_edge or first - top <= _MOST_HEADER:
        return top
    return next((n for n in range(first - _MOST_HEADER, first) if len(_runs(lines[n])) > 1), first)


def _joined_above(lines: Sequence[Line], top: int, gutters: Sequence[float]) -> int:
    """How many lines right above `top` belong to the table: one that keeps to its columns, at times with a heading below it."""
    for count in range(1, min(_MOST_HEADING + 1, top) + 1):
        if lines[top - count + 1].bbox[1] - lines[top - count].bbox[3] > lines[top].height:
            return 0
        if _is_in_columns(lines[top - count], gutters):
            return count
    return 0


def _is_in_columns(line: Line, gutters: Sequence[float]) -> bool:
    return not _crosses(line, gutters) and (len(_runs(line)) > 1 or line.bbox[0] > gutters[0])


def _crosses(line: Line, gutters: Sequence[float]) -> bool:
    return any(x0 < gutter < x1 for x0, x1 in _runs(line) for gutter in gutters)


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
