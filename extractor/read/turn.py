"""Which way up a page stands and by how much it leans, and the page set right."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.read.image import Gray, Picture, ink_of, shrunk, straightened_by, turned
from extractor.read.ocr import LINE, words
from extractor.read.pieces import pieces

# A quarter of 300 dpi for measuring angles, a third for finding lines of text: whole factors shrink four times as fast as others.
_FOR_ANGLES, _FOR_LINES = 4, 3
_STRIPS = 6
# Between these, seen on bent pages and on faxes with broken rules, text lines are read both ways.
_SURELY_LEVEL, _SURELY_SIDE = 0.75, 2.5
_MOST_LINES = 3
_SURE, _MARGIN = 0.85, 0.12


def upright(picture: Picture) -> tuple[Picture, bool]:
    """The page with its lines level and upright, and whether that is sure: a page without a readable line may stand on its head."""
    side = sideways(picture.gray)
    ways = [quarters for quarters, likely in ((0, side < _SURELY_SIDE), (1, side > _SURELY_LEVEL)) if likely]
    looks = [_look(straightened_by(turned(picture, quarters), skew(turned(picture, quarters).gray))) for quarters in ways]
    best = max(looks, key=lambda look: max(look.up, look.down))
    is_sure = abs(best.up - best.down) >= _MARGIN
    return (turned(best.picture, 2) if is_sure and best.down > best.up else best.picture), is_sure


@dataclass(frozen=True, slots=True)
class _Look:
    """A page that way up, and how sure Tesseract is of a few of its lines (0..1) so and turned upside down."""

    picture: Picture
    up: float
    down: float


def _look(picture: Picture) -> _Look:
    """Lines are read until one is surely read as it stands."""
    up, down = [0.0], [0.0]
    for line in _text_lines(picture.gray):
        up.append(_sureness(line))
        if up[-1] > _SURE:
            return _Look(picture, up[-1], 0.0)
        down.append(_sureness(np.ascontiguousarray(line[::-1, ::-1])))
    return _Look(picture, sum(up) / max(1, len(up) - 1), sum(down) / max(1, len(down) - 1))


def _small_ink(gray: Gray, part: int) -> Gray:
    return ink_of(shrunk(gray[: gray.shape[0] // part * part, : gray.shape[1] // part * part], 1 / part))


def sideways(gray: Gray) -> float:
    """How much rougher the profile of the page's lines is when seen from the side: above 1 they may run down the page."""
    ink = _Dots.of(_without_rules(_small_ink(gray, _FOR_ANGLES)))
    level, side = (max(_line_contrast(seen, angle, _STRIPS) for angle in (-2, 0, 2)) for seen in (ink, ink.from_aside()))
    return side / max(1.0, level)


def _without_rules(ink: Gray) -> Gray:
    for size in ((40, 1), (1, 40)):
        rules = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(size[::-1], np.uint8))
        ink = cv2.subtract(ink, cv2.dilate(rules, np.ones((3, 3), np.uint8))).astype(np.uint8, copy=False)
    return ink


def skew(gray: Gray) -> float:
    """Angle in degrees by which the lines rise to the right, within ±6: the one at which their profile is roughest."""
    ink = _Dots.of(_small_ink(gray, _FOR_ANGLES))
    best = 0.0
    for step, reach in ((1.0, 6), (0.25, 4), (0.05, 5)):
        angles = [best + step * n for n in range(-reach, reach + 1)]
        best = max(angles, key=lambda angle: _line_contrast(ink, angle))
    return best


@dataclass(frozen=True, slots=True)
class _Dots:
    """Where a page's ink is: pixels right and down, and the page's width and height."""

    x: NDArray[np.int64]
    y: NDArray[np.int64]
    size: tuple[int, int]

    @classmethod
    def of(cls, ink: Gray) -> _Dots:
        """The pixels of a mask."""
        y, x = np.divmod(np.flatnonzero(ink), ink.shape[1])
        return cls(x, y, (ink.shape[1], ink.shape[0]))

    def from_aside(self) -> _Dots:
        """The same turned by a quarter of a circle."""
        return _Dots(self.y, self.size[0] - 1 - self.x, self.size[::-1])


def _line_contrast(ink: _Dots, angle: float, strips: int = 1) -> float:
    """How rough the profile of lines that rise by `angle` is, summed over upright strips, each for itself, so that a bent page keeps it."""
    width, height = ink.size
    slope = np.tan(np.radians(angle))
    strip = ink.x * strips // width
    middle = (strip + 0.5) * width / strips
    row = np.rint(ink.y + (ink.x - middle) * slope).astype(np.int64)
    reach = int(np.ceil(abs(slope) * width)) + 1
    rows = height + 2 * reach
    profile = np.bincount(strip * rows + row + reach, minlength=strips * rows).reshape(strips, rows)
    return float(np.square(np.diff(profile, axis=1).astype(np.float64)).sum())


def _sureness(line: Gray) -> float:
    """How sure Tesseract is of a line, by letters."""
    read = words(line, LINE)
    letters = sum(len(token.text) for token in read)
    return sum(token.confidence * len(token.text) for token in read) / letters if letters else 0.0


def _text_lines(gray: Gray) -> list[Gray]:
    """Pictures of the widest pieces of text on one line, none wider than three inches."""
    ink = _without_rules(_small_ink(gray, _FOR_LINES))
    found = pieces(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 13), np.uint8)).astype(np.uint8, copy=False))
    good = np.flatnonzero((found.heights >= 8) & (found.heights <= 22) & (found.widths >= 80) & (found.widths <= 300))
    lines = []
    for n in sorted(good, key=lambda n: -found.widths[n])[:_MOST_LINES]:
        left, top, width, height = (int(side) * _FOR_LINES for side in found.boxes[n])
        lines.append(gray[max(0, top - 6) : top + height + 6, max(0, left - 6) : left + width + 6])
    return lines
