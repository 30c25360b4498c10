"""The fields between a table's rules: which of their sides are drawn, and what is one cell."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.read.image import DPI, Gray
from extractor.read.strokes import SHORTEST
from extractor.schema import BBox

NEAR = 0.04 * DPI
# A cell that spans has no rule at all there; a stamp over a rule can leave less than half of it.
_LEAST_COVER = 0.35
_THIN = 0.6
# What is left of a worn rule: pixels beside it that are bare, the most ink there, the least of the rule's length that is seen.
_DASH, _BARE, _LEFT_OF_RULE = 6, 0.01, 0.1
_LOW = 1.5 * SHORTEST  # a heading's row


def aside(mask: NDArray[np.uint8]) -> Gray:
    """Rows and columns exchanged."""
    return cv2.transpose(mask).astype(np.uint8, copy=False)


def _near(mask: NDArray[np.uint8], axis: int) -> Gray:
    """`mask` widened across its strokes, so that a rule that is not quite straight still covers its edge."""
    reach = int(2 * NEAR) | 1
    return cv2.dilate(mask, np.ones((reach, 1) if axis == 0 else (1, reach), np.uint8)).astype(np.uint8, copy=False)


def fields(xs: Sequence[float], ys: Sequence[float], level: Gray, upright: NDArray[np.uint8], ink: Gray) -> list[BBox]:
    """Fields between neighbouring edges, those that no rule parts taken together; `ink` is the page's there."""
    near_level, near = _near(level, axis=0), _near(upright, axis=1)
    turned = aside(ink)
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
            is_open = r + 1 < rows and _cover(near_level[_at(ys[r + 1], level.shape[0]), _span(xs[c], xs[c + 1])]) < _LEAST_COVER
            if is_open and not _is_worn(turned, ys[r + 1], (xs[c], xs[c + 1])):
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
    strip = upright[:, max(0, round(x - NEAR)) : round(x + NEAR) + 1].sum(axis=1)
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
    inset = min(NEAR, (end - start) / 4)
    return slice(int(start + inset), max(int(start + inset) + 1, int(end - inset)))


def _at(place: float, size: int) -> int:
    return min(size - 1, max(0, round(place)))


def _cover(edge: NDArray[np.uint8]) -> float:
    return float(edge.mean()) if edge.size else 1.0
