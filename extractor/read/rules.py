"""A table's rules on a page's picture, and the boxes of the cells between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.read.image import DPI, Gray
from extractor.read.lines import hull
from extractor.read.pieces import Pieces, pieces
from extractor.read.strokes import LONG, PIECE, SHORTEST, Rules
from extractor.schema import BBox

_NEAR = 0.04 * DPI
# A cell that spans has no rule at all there; a stamp over a rule can leave less than half of it.
_LEAST_COVER = 0.35
_THIN = 0.6
# What is left of a worn rule: pixels beside it that are bare, the most ink there, the least of the rule's length that is seen.
_DASH, _BARE, _LEFT_OF_RULE = 6, 0.01, 0.1
# Upright rules that two parts of one table share at least, and how far they may be apart: a row or two.
_LEAST_SAME, _LOST = 2, DPI
# A stroke of a fax's dirt covers less of a table's width than a rule, and an end of it meets no upright rule.
_MOST_OF_STREAK, _END = 0.4, 0.1 * DPI
_LOW = 1.5 * SHORTEST  # a heading's row
# A side is not drawn where rules reach beyond the outermost one; two lines of a heading may part a table that has no sides.
_BEYOND, _HEADING = 0.2 * DPI, 0.6 * DPI
_IN_ROW = 8  # pixels beside a rule where its pieces stand
# A rule that leans more than this (pixels, and a share of its length) is a stamp's edge or a pen's stroke.
_LEAN, _LEAN_SHARE = 24, 0.02


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table's box and its cells' boxes."""

    bbox: BBox
    cells: tuple[BBox, ...]


def find_tables(rules: Rules, ink: Gray) -> list[RuledTable]:
    """Tables of at least two columns, from top to bottom; rules must lie straight."""
    joined = cv2.dilate(rules.all, np.ones((9, 9), np.uint8))
    found = pieces(joined.astype(np.uint8, copy=False))
    tables = []
    for box, parts in _parts(rules, found):
        table = _table(rules, ink, _window(found, parts, box), box)
        if table:
            tables.append(table)
    return _over_headings(sorted(_outermost(tables), key=lambda table: table.bbox[1]))


def _window(found: Pieces, parts: Sequence[int], box: tuple[int, int, int, int]) -> Gray:
    """Mask of some pieces in a box."""
    window = np.zeros((box[3] - box[1], box[2] - box[0]), np.uint8)
    for n in parts:
        left, top, width, height = found.boxes[n].tolist()
        window[top - box[1] : top - box[1] + height, left - box[0] : left - box[0] + width] |= found.window(n)
    return window


def _parts(rules: Rules, found: Pieces) -> list[tuple[tuple[int, int, int, int], list[int]]]:
    """Boxes of what may be tables, and the pieces of each: lines that a fax lost part a table, but its columns go on below."""
    groups: list[tuple[tuple[int, int, int, int], list[int]]] = []
    large = np.flatnonzero((found.widths > 1.5 * DPI) & (found.heights > 0.2 * DPI))
    for n in sorted(large.tolist(), key=lambda n: int(found.boxes[n][1])):
        left, top, width, height = found.boxes[n].tolist()
        box = (left, top, left + width, top + height)
        above = next((group for group in groups if 0 < top - group[0][3] < _LOST and _same_columns(rules.upright, group[0], box)), None)
        if above:
            groups.remove(above)
            joined = hull([above[0], box])
            groups.append(((int(joined[0]), int(joined[1]), int(joined[2]), int(joined[3])), [*above[1], n]))
        else:
            groups.append((box, [n]))
    return groups


def _same_columns(upright: Gray, above: tuple[int, int, int, int], below: tuple[int, int, int, int]) -> bool:
    """Whether most upright rules of the one with the fewer stand where the other has them."""
    places = [_positions(upright[top:bottom, left:right], axis=1) for left, top, right, bottom in (above, below)]
    first, second = ([place + box[0] for place in found] for found, box in zip(places, (above, below), strict=True))
    fewer, more = sorted((first, second), key=len)
    same = sum(any(abs(a - b) <= _NEAR for b in more) for a in fewer)
    return same >= _LEAST_SAME and same > 0.5 * len(fewer)


def _over_headings(tables: Sequence[RuledTable]) -> list[RuledTable]:
    """Tables of one width with no more than a heading between them, taken together: without an outer frame it cuts every upright rule."""
    joined: list[RuledTable] = []
    for table in tables:
        above = joined[-1] if joined else None
        if above and _go_on(above.bbox, table.bbox):
            left, right = min(above.bbox[0], table.bbox[0]), max(above.bbox[2], table.bbox[2])
            heading = (left, above.bbox[3], right, table.bbox[1])
            joined[-1] = RuledTable((left, above.bbox[1], right, table.bbox[3]), (*above.cells, heading, *table.cells))
        else:
            joined.append(table)
    return joined


def _go_on(above: BBox, below: BBox) -> bool:
    same = abs(above[0] - below[0]) < _BEYOND and abs(above[2] - below[2]) < _BEYOND
    return same and 0 < below[1] - above[3] < _HEADING


def _outermost(tables: Sequence[RuledTable]) -> list[RuledTable]:
    """Without those inside another, and of two that overlap the one with more cells: the edge of a photo's desk makes none."""

    def gives_way(a: RuledTable, b: RuledTable) -> bool:
        inside = b.bbox[0] <= a.bbox[0] and b.bbox[1] <= a.bbox[1] and b.bbox[2] >= a.bbox[2] and b.bbox[3] >= a.bbox[3]
        apart = a.bbox[2] <= b.bbox[0] or b.bbox[2] <= a.bbox[0] or a.bbox[3] <= b.bbox[1] or b.bbox[3] <= a.bbox[1]
        return a is not b and (inside or (not apart and len(a.cells) < len(b.cells)))

    return [table for table in tables if not any(gives_way(table, other) for other in tables)]


def _table(rules: Rules, ink: Gray, window: Gray, box: tuple[int, int, int, int]) -> RuledTable | None:
    left, top, right, bottom = box
    level = _in_window(rules.level[top:bottom, left:right], window, (1, PIECE))
    upright = _in_window(rules.upright[top:bottom, left:right], window, (SHORTEST, 1))
    del window
    upright = _held(_bridged(upright, (int(0.1 * DPI), 1)), level)
    level = _aside(_held(_aside(_bridged(level, (1, int(0.1 * DPI)))), _aside(upright)))
    ys = [y for y in _positions(level, axis=0) if not _is_streak(level, upright, y)]
    xs = _positions(upright, axis=1)
    xs, ys = _with_sides(xs, level, axis=0), _with_sides(ys, upright, axis=1)
    if len(xs) < 3 or len(ys) < 2:
        return None
    cells = _cells(xs, ys, _near(level, axis=0), upright, ink[top:bottom, left:right])
    if len({cell[0] for cell in cells}) < 2:
        return None
    moved = tuple((x0 + left, y0 + top, x1 + left, y1 + top) for x0, y0, x1, y1 in cells)
    return RuledTable((left + xs[0], top + ys[0], left + xs[-1], top + ys[-1]), moved)


def _aside(mask: NDArray[np.uint8]) -> Gray:
    """Rows and columns exchanged."""
    return cv2.transpose(mask).astype(np.uint8, copy=False)


def _is_streak(level: Gray, upright: NDArray[np.uint8], y: float) -> bool:
    """Whether the level strokes at `y` are dirt that a fax drew through a row: they begin or end where no upright rule stands."""
    row, beside = round(y), int(_NEAR)
    strokes = np.flatnonzero(level[max(0, row - beside) : row + beside].any(axis=0))
    if not strokes.size or strokes.size > _MOST_OF_STREAK * level.shape[1]:
        return False
    near = np.asarray(upright[max(0, row - LONG) : row + LONG].any(axis=0))
    return not all(near[max(0, round(end - _END)) : round(end + _END)].any() for end in (int(strokes[0]), int(strokes[-1])))


def _in_window(strokes: Gray, window: Gray, long: tuple[int, int]) -> Gray:
    """Strokes of the table's window, and long ones in its box: a piece that a fax broke off touches nothing."""
    return cv2.bitwise_or(strokes * window, cv2.morphologyEx(strokes, cv2.MORPH_OPEN, np.ones(long, np.uint8))).astype(np.uint8, copy=False)


def _bridged(strokes: Gray, gap: tuple[int, int]) -> Gray:
    """What a faded stamp or a fold has cut is joined, over less than a row's height."""
    return cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, np.ones(gap, np.uint8)).astype(np.uint8, copy=False)


def _held(upright: NDArray[np.uint8], level: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Upright strokes that end at a level rule above and below, or at one where they are long (a stamp has cut the rule).

    A bracket, a letter or a stamp's line hangs free; so does a piece of a rule that a fax broke, but it stands in line with the others.
    """
    reach = int(1.5 * _NEAR)
    near = cv2.dilate(level, np.ones((2 * reach + 1, 9), np.uint8))
    strokes = pieces(np.ascontiguousarray(upright))
    held = np.zeros(len(strokes), np.bool_)
    for n, (left, top, width, height) in enumerate(strokes.boxes):
        ends = (near[top : top + reach, left : left + width], near[max(0, top + height - reach) : top + height, left : left + width])
        needed = 2 - (height >= LONG) - (height >= 3 * LONG)
        is_straight = width <= _LEAN + _LEAN_SHARE * height
        held[n] = is_straight and height >= SHORTEST and sum(bool(end.any()) for end in ends) >= needed
    least = min(LONG, upright.shape[0] // 2)
    of_rules = np.convolve(strokes.only(held).sum(axis=0) >= least, np.ones(2 * _IN_ROW + 1), "same") > 0
    in_line = np.array([bool(of_rules[left + width // 2]) for left, _, width, _ in strokes.boxes], np.bool_)
    held = (held & (in_line | (strokes.heights >= least))) | (in_line & (strokes.widths <= _LEAN) & (strokes.heights >= SHORTEST))
    # A rule that a stamp's edge has run into: its long level runs are its own.
    leaning = strokes.only((strokes.widths > _LEAN + _LEAN_SHARE * strokes.heights) & (strokes.heights >= LONG))
    own = cv2.morphologyEx(leaning, cv2.MORPH_OPEN, np.ones((LONG, 1), np.uint8)) if leaning.any() else leaning
    return np.asarray(cv2.bitwise_or(strokes.only(held), own), np.uint8)


def _positions(mask: Gray, axis: int) -> list[float]:
    """Where rules stand across `axis` (0: y of level ones), each stroke by its middle, close ones taken together."""
    strokes = pieces(mask)
    length = strokes.widths if axis == 0 else strokes.heights
    found = sorted((_middle(strokes, n, axis), int(length[n])) for n in np.flatnonzero(length >= SHORTEST).tolist())
    groups: list[list[tuple[float, int]]] = []
    for place, size in found:
        if groups and place - groups[-1][-1][0] <= _NEAR:
            groups[-1].append((place, size))
        else:
            groups.append([(place, size)])
    return [sum(place * size for place, size in group) / sum(size for _, size in group) for group in groups]


def _middle(strokes: Pieces, n: int, axis: int) -> float:
    weight = strokes.window(n).sum(axis=1 - axis)
    return float(strokes.boxes[n][1 - axis] + weight @ np.arange(weight.size) / weight.sum())


def _with_sides(places: list[float], across: NDArray[np.uint8], axis: int) -> list[float]:
    """Sides that are not drawn: the rules that go the other way (`across`, along `axis`) reach beyond the outer ones."""
    reached = np.flatnonzero(across.max(axis=axis, initial=0))
    if not places or not reached.size:
        return places
    first, last = float(reached[0]), float(reached[-1])
    before = [first] if places[0] - first > _BEYOND else []
    after = [last] if last - places[-1] > _BEYOND else []
    return [*before, *places, *after]


def _near(mask: NDArray[np.uint8], axis: int) -> Gray:
    """`mask` widened across its strokes, so that a rule that is not quite straight still covers its edge."""
    reach = int(2 * _NEAR) | 1
    return cv2.dilate(mask, np.ones((reach, 1) if axis == 0 else (1, reach), np.uint8)).astype(np.uint8, copy=False)


def _cells(xs: Sequence[float], ys: Sequence[float], level: Gray, upright: NDArray[np.uint8], ink: Gray) -> list[BBox]:
    """Fields between neighbouring edges, those that no rule parts taken together; `level` is widened across its strokes."""
    near = _near(upright, axis=1)
    aside = _aside(ink)
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(field: tuple[int, int]) -> tuple[int, int]:
        while owner[field] != field:
            field = owner[field]
        return field

    for r in range(rows):
        drawn = _sides(xs, (ys[r], ys[r + 1]), near)
        if _is_lone(drawn, ys[r + 1] - ys[r]) and (not drawn[0] or _is_thin(upright, xs[1], (ys[r], ys[r + 1]))):
            drawn = [False] * len(drawn)
        for c in range(columns):
            if c + 1 < columns and not drawn[c] and not _is_worn(ink, xs[c + 1], (ys[r], ys[r + 1])):
                owner[root((r, c + 1))] = root((r, c))
            is_open = r + 1 < rows and _cover(level[_at(ys[r + 1], level.shape[0]), _span(xs[c], xs[c + 1])]) < _LEAST_COVER
            if is_open and not _is_worn(aside, ys[r + 1], (xs[c], xs[c + 1])):
                owner[root((r + 1, c))] = root((r, c))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for field in owner:
        groups.setdefault(root(field), []).append(field)
    return [_box(xs, ys, part) for group in groups.values() for part in _rectangles(group)]


def _sides(xs: Sequence[float], row: tuple[float, float], upright: Gray) -> list[bool]:
    """Whether the inner sides of a row are drawn; `upright` is widened across its strokes."""
    return [_cover(upright[_span(*row), _at(x, upright.shape[1])]) >= _LEAST_COVER for x in xs[1:-1]]


def _is_lone(drawn: Sequence[bool], height: float) -> bool:
    """Whether one side alone is drawn in a low row: but for the number's it is a letter's stem («4. Конт|роль»)."""
    return height < _LOW and len(drawn) > 2 and sum(drawn) == 1


def _is_thin(upright: NDArray[np.uint8], x: float, row: tuple[float, float]) -> bool:
    """Whether a rule is thinner in a row than elsewhere: there it is a stem that meets it («1. Ме|ры»)."""
    strip = upright[:, max(0, round(x - _NEAR)) : round(x + _NEAR) + 1].sum(axis=1)
    here = strip[_span(*row)]
    return bool(strip.any()) and float(np.median(here)) < _THIN * float(np.median(strip[strip > 0]))


def _is_worn(ink: Gray, x: float, row: tuple[float, float]) -> bool:
    """Whether dots and dashes are left of a rule at `x` along a row: some ink there and none beside it, where text would have crossed."""
    at = _at(x, ink.shape[1])
    strip = ink[_span(*row), max(0, at - 2 * _DASH) : at + 2 * _DASH + 1]
    if strip.shape[1] < 4 * _DASH + 1:
        return False
    beside = np.hstack([strip[:, : _DASH - 1], strip[:, 1 - _DASH :]])
    return bool(beside.mean() < _BARE and strip[:, _DASH:-_DASH].any(axis=1).mean() > _LEFT_OF_RULE)


def _rectangles(group: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The group itself where it fills its box; else its rows apart, for a cell is a rectangle."""
    rows, columns = {r for r, _ in group}, {c for _, c in group}
    if len(group) == (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1):
        return [group]
    parts: list[list[tuple[int, int]]] = []
    for field in sorted(group):
        if parts and parts[-1][-1] == (field[0], field[1] - 1):
            parts[-1].append(field)
        else:
            parts.append([field])
    return parts


def _box(xs: Sequence[float], ys: Sequence[float], fields: Sequence[tuple[int, int]]) -> BBox:
    rows, columns = [r for r, _ in fields], [c for _, c in fields]
    return (xs[min(columns)], ys[min(rows)], xs[max(columns) + 1], ys[max(rows) + 1])


def _span(start: float, end: float) -> slice:
    """Between two edges, their corners left out."""
    inset = min(_NEAR, (end - start) / 4)
    return slice(int(start + inset), max(int(start + inset) + 1, int(end - inset)))


def _at(place: float, size: int) -> int:
    return min(size - 1, max(0, round(place)))


def _cover(edge: NDArray[np.uint8]) -> float:
    return float(edge.mean()) if edge.size else 1.0
