"""What lies around a sheet (a desk on a photo, a copier's lid), made white: its dark edge runs along the sheet's."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.read.image import DPI, Gray, Picture, blanked, shrunk
from extractor.read.pieces import pieces

_PART = 8  # measured on a picture so much smaller: there print is gray, and what is dark is as thick as no letter is
_DARK, _THICK = 110, 2
# A desk's grain, blurred over so many pixels, is darker than paper.
_MOTTLE, _PAPER = 5, 235
# Shares of a side: how far in a sheet's edge may begin and lie, how much of the side it must be seen along.
_NEAR, _REACH, _SEEN = 0.07, 0.15, 0.4
_LEAST_SIDES = 2
_SWAY = 0.01  # of the other side: how far a curled sheet's edge leaves a straight line
_SMOOTH = DPI // 2 // _PART  # an edge has no steps in half an inch
_MARGIN = DPI // 12


def without_desk(picture: Picture) -> Picture:
    """`picture` with what is outside of the sheet's dark edges white; the same where no side shows such an edge."""
    small = shrunk(picture.gray, 1 / _PART)
    dark = (small < _DARK).astype(np.uint8, copy=False)
    thick = np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((_THICK, _THICK), np.uint8)), np.uint8)
    mottled = (cv2.blur(small, (_MOTTLE, _MOTTLE)) < _PAPER).astype(np.uint8, copy=False)
    # Each side in its turn is the upper one.
    edges = [_edge(*(np.ascontiguousarray(np.rot90(mask, quarters)) for mask in (thick, mottled))) for quarters in range(4)]
    if sum(edge.size > 0 for edge in edges) < _LEAST_SIDES:  # else it may be a table's dark heading
        return picture
    outside = np.zeros_like(thick)
    for quarters, edge in enumerate(edges):
        if edge.size:
            rows = np.arange(np.rot90(thick, quarters).shape[0])
            outside |= np.rot90(rows[:, None] < edge[None, :], -quarters).astype(np.uint8, copy=False)
    height, width = picture.gray.shape
    near = cv2.dilate(cv2.resize(outside, (width, height), interpolation=cv2.INTER_NEAREST), np.ones((_MARGIN, _MARGIN), np.uint8))
    return replace(picture, gray=blanked(picture.gray, near))


def _edge(dark: Gray, mottled: Gray) -> NDArray[np.float64]:
    """For each column how far down the sheet begins; empty where no edge is seen along the upper side."""
    height, width = dark.shape
    band = cv2.bitwise_or(_at_top(dark, _NEAR), _at_top(mottled, 0.01))[: round(_REACH * height)]
    seen = np.flatnonzero(band.any(axis=0) & (band[-1] == 0))  # dark to the band's end it is the edge of another side
    if seen.size < _SEEN * width:
        return np.empty(0)
    ends = len(band) - np.argmax(band[::-1, seen] > 0, axis=0)
    across, down, x, y = cv2.fitLine(np.column_stack([seen, ends]).astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel().tolist()
    columns = np.arange(width)
    straight = y + (columns - x) * down / across if across else np.zeros(width)
    found = np.clip(np.interp(columns, seen, ends), straight - _SWAY * height, straight + _SWAY * height)
    return np.asarray(cv2.dilate(found[None, :], np.ones((1, _SMOOTH), np.uint8))[0], np.float64)


def _at_top(mask: Gray, within: float) -> Gray:
    """The long pieces of `mask` that begin within a share of its height."""
    height, width = mask.shape
    blots = pieces(mask)
    is_long = np.maximum(blots.widths / width, blots.heights / height) > _SEEN / 2
    return blots.only(is_long & (blots.boxes[:, 1] < within * height))
