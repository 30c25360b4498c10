"""Upright lines that a scanner's dust draws down a page: told from rules by where they end, and taken off."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractor.read.image import DPI, Gray, blanked
from extractor.read.pieces import pieces
from extractor.read.strokes import LONG, Rules

# A level rule is at least so long, a streak such a share of the page; so far (pixels) it goes on beyond the level rules.
_RULE, _LEAST, _BEYOND = DPI, 0.4, 0.2 * DPI
# How far the pieces of one streak stand aside from each other (pixels, and more where a gap parts them: it leans with the page), and how
# much of its length is ink.
_ASIDE, _LEAN, _INKED = 6, 0.03, 0.3
_FULL = 0.5  # of what is beyond the level rules: the least share that is ink
_WIDEST = 10  # pixels: what is wider is a sheet's edge
# Of all long upright lines the most that may be streaks: where more end beyond the level rules a table is open there.
_MOST = 0.34
_AROUND = 2  # pixels beside a streak that are still its ink


@dataclass(slots=True)
class _Streak:
    """Pieces one below another: points down their middle, their width, how many rows they fill, and where each begins and ends."""

    points: list[tuple[int, int]]
    width: int
    inked: int
    rows: list[tuple[int, int]]

    @property
    def length(self) -> int:
        """Rows from end to end."""
        return self.points[-1][1] - self.points[0][1]

    def goes_beyond(self, top: int, bottom: int) -> bool:
        """Whether it goes on above `top` or below `bottom`, as ink: a stamp's or a letter's stroke far off is no part of a rule."""
        first, last = self.points[0][1], self.points[-1][1]
        above = sum(min(end, top) - start for start, end in self.rows if start < top)
        below = sum(end - max(start, bottom) for start, end in self.rows if end > bottom)
        return above > max(_BEYOND, _FULL * (top - first)) or below > max(_BEYOND, _FULL * (last - bottom))


def without_streaks(gray: Gray, ink: Gray, strokes: Rules) -> Gray | None:
    """`gray` (as `ink`, at 300 dpi) without the streaks among the upright strokes; None where there is none.

    Where a letter's or a rule's stroke crosses a streak, the ink of both stays.
    """
    found = _streaks(strokes)
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


def _streaks(strokes: Rules) -> list[_Streak]:
    """Long chains of upright strokes that go on where no level rule and hardly another upright line does."""
    height = strokes.upright.shape[0]
    chains = [chain for chain in _chains(strokes.upright) if chain.length > LONG and chain.inked > _INKED * chain.length]
    long = [chain for chain in chains if chain.length > _LEAST * height and chain.width <= _WIDEST]
    if not long:
        return []
    level = pieces(strokes.level)
    rules = level.boxes[level.widths >= _RULE]
    top, bottom = (int(rules[:, 1].min()), int((rules[:, 1] + rules[:, 3]).max())) if len(rules) else (height, 0)
    beyond = [chain for chain in chains if chain.goes_beyond(top, bottom)]
    return [chain for chain in long if chain in beyond] if not len(rules) or len(beyond) <= _MOST * len(chains) else []


def _goes_on(end: tuple[int, int], start: tuple[int, int]) -> bool:
    """Whether a streak that ends at one point may go on at another below."""
    gap = start[1] - end[1]
    return gap >= -_ASIDE and abs(start[0] - end[0]) <= _ASIDE + _LEAN * max(0, gap)


def _chains(upright: Gray) -> list[_Streak]:
    """Upright strokes, those one below another taken together; a streak may lean."""
    strokes = pieces(upright)
    chains: list[_Streak] = []
    for n in np.argsort(strokes.boxes[:, 1]).tolist():
        left, top, _, height = strokes.boxes[n].tolist()
        rows = strokes.window(n)
        ends = [(int(left + np.flatnonzero(row).mean()), y) for row, y in ((rows[0], top), (rows[-1], top + height - 1))]
        thick = max(1, int(np.median(rows.sum(axis=1))) - 2)  # strokes are found in thickened ink
        above = [chain for chain in chains if _goes_on(chain.points[-1], ends[0])]
        if above:
            chain = max(above, key=lambda c: c.points[-1][1])
            chain.points += ends
            chain.rows.append((top, top + height))
            chain.width, chain.inked = round((chain.width * chain.inked + thick * height) / (chain.inked + height)), chain.inked + height
        else:
            chains.append(_Streak(ends, thick, height, [(top, top + height)]))
    return chains
