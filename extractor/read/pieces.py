"""Connected pieces of a mask by their outlines: some ten times faster than labels for every pixel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces (8 neighbours) of `mask`: a box (left, top, width, height) and an outline each; holes with the piece they are in."""

    mask: Gray
    boxes: NDArray[np.int64]
    outlines: tuple[NDArray[np.int32], ...]
    holes: tuple[NDArray[np.int32], ...] = ()
    holders: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))

    def __len__(self) -> int:
        return len(self.outlines)

    @property
    def widths(self) -> NDArray[np.int64]:
        """Widths of the boxes."""
        return self.boxes[:, 2]

    @property
    def heights(self) -> NDArray[np.int64]:
        """Heights of the boxes."""
        return self.boxes[:, 3]

    def areas(self) -> NDArray[np.float64]:
        """Pixels of each piece, its holes counted in: by Pick's theorem, A + B/2 + 1."""
        if not self.outlines:
            return np.empty(0)
        sizes = np.array([len(outline) for outline in self.outlines])
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        points = np.concatenate(self.outlines)[:, 0].astype(np.int64)
        after = np.arange(1, len(points) + 1)
        after[starts + sizes - 1] = starts
        x, y = points.T
        doubled = np.add.reduceat(x * y[after] - x[after] * y, starts)
        border = np.add.reduceat(np.abs(points[after] - points).max(axis=1), starts)
        return np.asarray(np.abs(doubled) / 2 + border / 2 + 1)

    def window(self, n: int) -> Gray:
        """Piece `n` alone, cut to its box."""
        left, top, width, height = map(int, self.boxes[n])
        return self._filled([n], (left, top, width, height)) & self.mask[top : top + height, left : left + width]

    def only(self, keep: NDArray[np.bool_]) -> Gray:
        """Mask of the pieces that `keep` names."""
        height, width = self.mask.shape
        return cv2.bitwise_and(self._filled(np.flatnonzero(keep), (0, 0, width, height)), self.mask).astype(np.uint8, copy=False)

    def _filled(self, chosen: Sequence[int] | NDArray[np.int64], box: tuple[int, int, int, int]) -> Gray:
        """Outlines and holes in one call are filled by the even-odd rule, so that a hole stays empty."""
        left, top, width, height = box
        filled = np.zeros((height, width), np.uint8)
        inside = np.flatnonzero(np.isin(self.holders, chosen))
        lines = [*(self.outlines[n] for n in chosen), *(self.holes[n] for n in inside)]
        if lines:
            cv2.drawContours(filled, lines, -1, 1, -1, offset=(-left, -top))
        return filled


def pieces(mask: Gray) -> Pieces:
    """The pieces of a mask of 0 and 1."""
    contours, tree = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    found = [np.asarray(contour, np.int32) for contour in contours]
    if not found:
        return Pieces(mask, np.empty((0, 4), np.int64), ())
    outer = np.flatnonzero(tree[0][:, 3] < 0)
    outlines = tuple(found[n] for n in outer.tolist())
    starts = np.concatenate([[0], np.cumsum([len(outline) for outline in outlines])[:-1]]).astype(np.int64)
    points = np.concatenate(outlines)[:, 0]
    low, high = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
    inner = np.flatnonzero(tree[0][:, 3] >= 0)
    place = np.zeros(len(found), np.int64)
    place[outer] = np.arange(len(outer))
    holes = tuple(found[n] for n in inner.tolist())
    return Pieces(mask, np.hstack([low, high - low + 1]).astype(np.int64), outlines, holes, place[tree[0][inner, 3]])
