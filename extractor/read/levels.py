"""Level rules that part the rows of a table without upright ones: whole, broken in pieces, or worn to a row of dots."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.read.image import DPI
from extractor.read.pieces import Pieces, pieces
from extractor.read.strokes import PIECE, Rules
from extractor.schema import BBox

Sizes = NDArray[np.int64]
_Of = Callable[[list[float]], float]

_WIDEST_GAP = int(0.1 * DPI)  # a fault of the print
_LONG, _NEAR = 3 * DPI, 0.04 * DPI
# The least share of its length that is left of a rule that is whole, and of one that stands below others of its width.
_WHOLE, _LEFT = 0.7, 0.2
_ASIDE = 0.5 * DPI
# A worn rule: dots so flat, so many of them in a band so high, so many times the number of all bands but a tenth, so few letters
# through it; the widest hole in a share of the rule.
_FLAT, _MANY, _BAND, _TIMES, _CROSSING, _HOLE = 6, 8, 9, 2, 3, 0.4


def long_levels(rules: Rules, ink: Pieces) -> list[BBox]:
    """Boxes of the level rules as long as a table is wide, from top to bottom; a broken one is as long as the whole ones around it."""
    strokes = pieces(cv2.morphologyEx(rules.level, cv2.MORPH_CLOSE, np.ones((1, _WIDEST_GAP), np.uint8)).astype(np.uint8, copy=False))
    found = [*(_Level.of(group) for group in _in_line(strokes.boxes[strokes.widths >= PIECE])), *_worn(ink)]
    ends = _ends([level for level in found if level.is_whole], median, median) or _ends(found, min, max)
    levels: list[BBox] = []
    for level in found:
        box = level.drawn(*ends) if ends else None
        if box and all(abs(level.y - (y0 + y1) / 2) > _NEAR for _, y0, _, y1 in levels):
            levels.append(box)
    return sorted(levels, key=lambda box: box[1])


@dataclass(frozen=True, slots=True)
class _Level:
    """Strokes on one level: the box around them and their length in all."""

    box: BBox
    covered: float

    @property
    def y(self) -> float:
        """The middle of the level."""
        return (self.box[1] + self.box[3]) / 2

    @property
    def width(self) -> float:
        """From its first stroke to its last."""
        return self.box[2] - self.box[0]

    @property
    def is_whole(self) -> bool:
        """Whether it is as long as a table is wide and hardly broken."""
        return self.width > _LONG and self.covered > _WHOLE * self.width

    def drawn(self, left: float, right: float) -> BBox | None:
        """The rule's box in a table with such sides: to the sides where enough of it is left between them, as it is where it is whole."""
        x0, _, x1, _ = self.box
        if left - _ASIDE < x0 and x1 < right + _ASIDE and self.covered > _LEFT * (right - left) and self.width > 0.5 * (right - left):
            return (left, self.y - 1, right, self.y + 1)
        return self.box if self.is_whole else None

    @classmethod
    def of(cls, boxes: Sizes) -> _Level:
        low, high = boxes[:, :2].min(axis=0), (boxes[:, :2] + boxes[:, 2:]).max(axis=0)
        return cls((float(low[0]), float(low[1]), float(high[0]), float(high[1])), float(boxes[:, 2].sum()))


def _in_line(boxes: Sizes) -> list[Sizes]:
    """Boxes by the level on which their middles lie."""
    middles = boxes[:, 1] + boxes[:, 3] / 2
    order = np.argsort(middles)
    breaks = np.flatnonzero(np.diff(middles[order]) > _NEAR) + 1
    return [boxes[group] for group in np.split(order, breaks) if group.size]


def _ends(levels: Sequence[_Level], first: _Of, last: _Of) -> tuple[float, float] | None:
    """Where the long ones begin and end, `first` of their left ends and `last` of their right ones: a worn one may lack its end."""
    long = [level.box for level in levels if level.width > _LONG]
    return (first([box[0] for box in long]), last([box[2] for box in long])) if long else None


def _worn(ink: Pieces) -> list[_Level]:
    """Rows of dots and dashes, far more of them than elsewhere on the page, without a wide hole, with no letters in them."""
    found = ink.boxes
    dots = found[(found[:, 3] <= _FLAT) & (found[:, 2] < PIECE)]
    if len(dots) < _MANY:
        return []
    counts = np.bincount(dots[:, 1] + dots[:, 3] // 2, minlength=ink.mask.shape[0])
    near = np.convolve(counts, np.ones(_BAND), "same")
    crossed = _crossed(found[found[:, 3] > 2 * _BAND], len(counts))
    rows = np.flatnonzero((near >= max(_MANY, _TIMES * np.percentile(near, 90))) & (crossed <= _CROSSING))
    levels = []
    for band in np.split(rows, np.flatnonzero(np.diff(rows) > _BAND) + 1) if rows.size else ():
        peak = int(band[np.argmax(near[band])])
        line = dots[np.abs(dots[:, 1] + dots[:, 3] // 2 - peak) <= _BAND // 2]
        starts = np.sort(line[:, 0])
        width = float(starts[-1] - starts[0]) if starts.size else 0.0
        if width > _LONG and max(b - a for a, b in pairwise(starts.tolist())) < _HOLE * width:
            levels.append(_Level((float(starts[0]), peak - 1.0, float(starts[-1]), peak + 1.0), width / 2))
    return levels


def _crossed(letters: Sizes, height: int) -> Sizes:
    """How many letters each row of pixels goes through, their tops and feet left out."""
    steps = np.zeros(height + 1, np.int64)
    np.add.at(steps, letters[:, 1] + _BAND // 2, 1)
    np.add.at(steps, letters[:, 1] + letters[:, 3] - _BAND // 2, -1)
    return np.cumsum(steps)[:height]
