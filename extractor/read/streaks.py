"""Upright lines that a scanner's dust draws down a page: told from rules by where they end, and taken off."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.read.image import DPI, Gray, blanked
from extractor.read.pieces import pieces
from extractor.read.strokes import LONG, Rules

# A level rule is at least so long, a streak such a share of the page; so far (pixels) it goes on beyond the level rules.
_RULE, _LEAST, _BEYOND = DPI, 0.4, 0.2 * DPI
# How far the pieces of one streak stand aside from each other (pixels, and more where a gap parts them: it leans with the page).
_ASIDE, _LEAN = 6, 0.03
# The least share of ink along a streak, and along what of it is beyond the level rules; how far aside that is looked for.
_INKED, _FULL, _NEAR = 0.3, 0.35, 3
_WIDEST = 10  # pixels: what is wider is a sheet's edge
# Of all long upright lines the most that may be streaks: where more end beyond the level rules a table is open there.
_MOST = 0.34
_AROUND = 2  # pixels beside a streak that are still its ink


@dataclass(frozen=True, slots=True)
class _Streak:
    """Pieces one below another: points (x, y) down their middle, their width, and for each row from end to end whether there is ink."""

    points: list[tuple[int, int]]
    width: int
    seen: NDArray[np.bool_]

    def goes_beyond(self, top: int, bottom: int) -> bool:
        """Whether it goes on above `top` or below `bottom`, as ink: a stamp's or a letter's stroke far off is no part of a rule."""
        first = self.points[0][1]
        outside = self.seen[: max(0, top - first)], self.seen[max(0, bottom - first) :]
        return any(part.sum() > _BEYOND and part.mean() > _FULL for part in outside)


def without_streaks(gray: Gray, ink: Gray, strokes: Rules) -> Gray | None:
    """`gray` (as `ink`, at 300 dpi) without the streaks among the upright strokes; None where there is none.

    Where a letter's or a rule's stroke crosses a streak, the ink of both stays.
    """
    found = _streaks(ink, strokes)
    if not found:
        return None
    band = np.zeros_like(ink)
    for streak in found:
        first, last = streak.points[0], streak.points[-1]
        way = np.array([(first[0], 0), *streak.points, (last[0], ink.shape[0])], np.int32)
        cv2.polylines(band, [way], isClosed=False, color=1, thickness=streak.width + 2 * _AROUND)
    wide = max(streak.width for streak in found) + _AROUND
    crossing = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, wide), np.uint8))
    return blanked(gray, cv2.subtract(band, cv2.dilate(crossing, np.ones((3, 3), np.uint8))))


def _streaks(ink: Gray, strokes: Rules) -> list[_Streak]:
    """Long chains of upright strokes that go on where no level rule and hardly another upright line does."""
    chains = [chain for chain in _chains(ink, strokes.upright) if len(chain.seen) > LONG and chain.seen.mean() > _INKED]
    long = [chain for chain in chains if len(chain.seen) > _LEAST * len(ink) and chain.width <= _WIDEST]
    if not long:
        return []
    level = pieces(strokes.level)
    rules = level.boxes[level.widths >= _RULE]
    top, bottom = (int(rules[:, 1].min()), int((rules[:, 1] + rules[:, 3]).max())) if len(rules) else (len(ink), 0)
    beyond = [chain.goes_beyond(top, bottom) for chain in chains]
    if len(rules) and sum(beyond) > _MOST * len(chains):
        return []
    return [chain for chain, is_beyond in zip(chains, beyond, strict=True) if is_beyond and any(chain is one for one in long)]


def _goes_on(end: tuple[int, int], start: tuple[int, int]) -> bool:
    """Whether a streak that ends at one point may go on at another below."""
    gap = start[1] - end[1]
    return gap >= -_ASIDE and abs(start[0] - end[0]) <= _ASIDE + _LEAN * max(0, gap)


def _chains(ink: Gray, upright: Gray) -> list[_Streak]:
    """Upright strokes, those one below another taken together; a streak may lean."""
    strokes = pieces(upright)
    chains: list[list[tuple[int, int]]] = []
    widths: list[list[int]] = []
    for n in np.argsort(strokes.boxes[:, 1]).tolist():
        left, top, _, height = strokes.boxes[n].tolist()
        rows = strokes.window(n)
        ends = [(int(left + np.flatnonzero(row).mean()), y) for row, y in ((rows[0], top), (rows[-1], top + height - 1))]
        above = [at for at, chain in enumerate(chains) if _goes_on(chain[-1], ends[0])]
        at = max(above, key=lambda at: chains[at][-1][1], default=len(chains))
        if at == len(chains):
            chains.append([])
            widths.append([])
        chains[at] += ends
        widths[at].append(max(1, int(np.median(rows.sum(axis=1))) - 2))  # strokes are found in thickened ink
    return [_Streak(chain, round(median(width)), _ink_along(ink, chain)) for chain, width in zip(chains, widths, strict=True)]


def _ink_along(ink: Gray, points: list[tuple[int, int]]) -> NDArray[np.bool_]:
    """For each row from the first point to the last whether there is ink close to the line through them."""
    x, y = np.array(points).T
    rows = np.arange(y[0], y[-1] + 1)
    middle = np.rint(np.interp(rows, y, x)).astype(np.int64)
    around = np.clip(middle[:, None] + np.arange(-_NEAR, _NEAR + 1), 0, ink.shape[1] - 1)
    return np.asarray(ink[rows[:, None], around].any(axis=1))
