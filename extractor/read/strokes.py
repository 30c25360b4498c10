"""Strokes on a page's picture that are rules: whole, broken or dotted ones, without the feet of letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.read.image import DPI, Gray
from extractor.read.pieces import Pieces, pieces

# Shorter strokes are letters; 0.18 inch keeps the sides of a header cell of one line.
SHORTEST = int(0.18 * DPI)
LONG = DPI // 2
# Long enough for no letter's bar; a gap in a thin rule.
PIECE, _BREAK = int(0.35 * DPI), int(0.18 * DPI)
# How far stems are looked for beside a stroke, the most that a stroke leans (pixels), and the share of its length from which it is letters.
_STEM, _FLAT, _STEMS = 4, 16, 0.35
_TOUCH = 7  # pixels: a gap that begins within them of a rule begins at it
# A dotted rule: sizes of its dots and of the gaps between them (pixels); a page has some hundred dots that are letters' own.
_THIN, _GAP, _MANY_DOTS = 8, 25, 400
# The least share of the dots around one that stand in line with it; where two dotted rules cross it is a half, in grain a sixth.
_IN_LINE = 0.35


@dataclass(frozen=True, slots=True)
class Rules:
    """Masks (0 or 1) of level and upright rules."""

    level: Gray
    upright: Gray

    @property
    def all(self) -> Gray:
        """Both."""
        return cv2.bitwise_or(self.level, self.upright).astype(np.uint8, copy=False)


def find_strokes(ink: Gray) -> Rules:
    """Strokes of at least 0.18 inch; a thin stroke that leans a little is thickened first, so that it is not cut in steps."""
    return Rules(*(_strokes(ink, np.ones(shape, np.uint8)) for shape in ((1, SHORTEST), (SHORTEST, 1))))


def find_rules(ink: Pieces, strokes: Rules | None = None) -> Rules:
    """The strokes that are rules, mended, and the dotted rules."""
    strokes = strokes or find_strokes(ink.mask)
    level, upright = _without_words(strokes.level, ink.mask), strokes.upright
    level, upright = _mended(level, upright, flat=True), _mended(upright, level, flat=False)
    if (ink.boxes[:, 2:].max(axis=1, initial=0) <= _THIN).sum() < _MANY_DOTS:
        return Rules(level, upright)
    dotted = (_chained(ink.only(size <= _THIN), flat) for size, flat in ((ink.heights, True), (ink.widths, False)))
    return Rules(*(cv2.bitwise_or(solid, more).astype(np.uint8, copy=False) for solid, more in zip((level, upright), dotted, strict=True)))


def _without_words(level: Gray, ink: Gray) -> Gray:
    """Without the feet of bold or blurred letters that have run together: stems stand all along such a stroke, a rule is bare."""
    strokes = pieces(level)
    beside = cv2.subtract(ink, cv2.dilate(level, np.ones((3, 1), np.uint8)))
    rule = np.ones(len(strokes), np.bool_)
    for n, (left, top, width, height) in enumerate(strokes.boxes.tolist()):
        up, down = max(0, top - _STEM), top + height + _STEM
        if height <= _FLAT:
            above, below = beside[up:top, left : left + width], beside[top + height : down, left : left + width]
            rule[n] = max(above.any(axis=0).mean(), below.any(axis=0).mean()) < _STEMS if above.size and below.size else True
    return strokes.only(rule)


def _mended(strokes: Gray, across: Gray, *, flat: bool) -> Gray:
    """With the gaps that a fax leaves in thin rules closed, between long strokes alone: bars of letters stay apart.

    A gap from one rule `across` to the next is no fault: a heading's row of one line of 10 points is as low.
    """
    found = pieces(strokes)
    long = found.only((found.widths if flat else found.heights) >= PIECE)
    mended = cv2.morphologyEx(long, cv2.MORPH_CLOSE, np.ones((1, _BREAK) if flat else (_BREAK, 1), np.uint8))
    added = pieces(cv2.subtract(mended, strokes).astype(np.uint8, copy=False))
    if not len(added):
        return strokes
    faults = added.only(np.array([not _between(across, box, flat=flat) for box in added.boxes.tolist()], np.bool_))
    return cv2.bitwise_or(strokes, faults).astype(np.uint8, copy=False)


def _between(across: Gray, box: Sequence[int], *, flat: bool) -> bool:
    """Whether a gap begins and ends at rules `across`."""
    left, top, width, height = box
    window = across[max(0, top - _TOUCH) : top + height + _TOUCH, max(0, left - _TOUCH) : left + width + _TOUCH]
    ends = (window[:, : 2 * _TOUCH], window[:, -2 * _TOUCH :]) if flat else (window[: 2 * _TOUCH], window[-2 * _TOUCH :])
    return all(bool(end.any()) for end in ends)


def _chained(thin: Gray, flat: bool) -> Gray:
    """Dots and dashes of a broken rule as strokes, where half an inch of them stands in line."""
    across, gap, long = ((3, 1), (1, _GAP), (1, LONG)) if flat else ((1, 3), (_GAP, 1), (LONG, 1))
    alone = _in_line(thin, flat)
    joined = cv2.morphologyEx(cv2.dilate(alone, np.ones(across, np.uint8)), cv2.MORPH_CLOSE, np.ones(gap, np.uint8))
    return cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones(long, np.uint8)).astype(np.uint8, copy=False)


def _in_line(thin: Gray, flat: bool) -> Gray:
    """Dots that have their neighbours beside them along the rule and few across it: the grain of a dark photo has them all around."""
    strip, around = ((2 * _GAP + 1, _THIN) if flat else (_THIN, 2 * _GAP + 1)), (2 * _GAP + 1, 2 * _GAP + 1)
    dots = np.flatnonzero(thin.view(np.bool_))  # a page's dots are few, so the rest of it is not asked
    beside, near = (cv2.boxFilter(thin, cv2.CV_16U, size, normalize=False).flat[dots] for size in (strip, around))
    alone = np.zeros_like(thin)
    alone.flat[dots] = beside > _IN_LINE * near
    return alone


def _strokes(ink: Gray, kernel: NDArray[np.uint8]) -> Gray:
    across, along = ((3, 1), (1, 3)) if kernel.shape[0] == 1 else ((1, 3), (3, 1))
    thick = cv2.dilate(ink, np.ones(across, np.uint8))
    # One pixel of a gap is a fault of the print; more would chain the serifs of a line of text.
    strokes = cv2.morphologyEx(cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones(along, np.uint8)), cv2.MORPH_OPEN, kernel)
    return _without_blots(strokes.astype(np.uint8, copy=False), kernel)


def _without_blots(strokes: Gray, kernel: NDArray[np.uint8]) -> Gray:
    """Without what is thicker than a rule: bars of a heading's letters, the black edge of a scan."""
    thickest = int(0.055 * DPI)
    blot = np.ones((thickest, 1) if kernel.shape[0] == 1 else (1, thickest), np.uint8)
    blots = cv2.morphologyEx(strokes, cv2.MORPH_OPEN, blot)
    return cv2.subtract(strokes, cv2.dilate(blots, np.ones((3, 3), np.uint8))).astype(np.uint8, copy=False)
