"""A table's rules on a page's picture, and the boxes of the cells between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.read.fields import NEAR, aside, fields
from extractor.read.image import DPI, Gray
from extractor.read.lines import hull
from extractor.read.pieces import Pieces, pieces
from extractor.read.strokes import LONG, PIECE, SHORTEST, Rules
from extractor.schema import BBox

# Upright rules that two parts of one table share at least, and how far they may be apart: a row or two.
_LEAST_SAME, _LOST = 2, DPI
# A stroke of a fax's dirt covers less of a table's width than a rule, and an end of it meets no upright rule.
_MOST_OF_STREAK, _END = 0.4, 0.1 * DPI
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
    same = sum(any(abs(a - b) <= NEAR for b in more) for a in fewer)
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
    level = aside(_held(aside(_bridged(level, (1, int(0.1 * DPI)))), aside(upright)))
    ys = [y for y in _positions(level, axis=0) if not _is_streak(level, upright, y)]
    xs = _positions(upright, axis=1)
    xs, ys = _with_sides(xs, level, axis=0), _with_sides(ys, upright, axis=1)
    if len(xs) < 3 or len(ys) < 2:
        return None
    cells = fields(xs, ys, level, upright, ink[top:bottom, left:right])
    if len({cell[0] for cell in cells}) < 2:
        return None
    moved = tuple((x0 + left, y0 + top, x1 + left, y1 + top) for x0, y0, x1, y1 in cells)
    return RuledTable((left + xs[0], top + ys[0], left + xs[-1], top + ys[-1]), moved)


def _is_streak(level: Gray, upright: NDArray[np.uint8], y: float) -> bool:
    """Whether the level strokes at `y` are dirt that a fax drew through a row: they begin or end where no upright rule stands."""
    row, beside = round(y), int(NEAR)
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
    reach = int(1.5 * NEAR)
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
        if groups and place - groups[-1][-1][0] <= NEAR:
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
