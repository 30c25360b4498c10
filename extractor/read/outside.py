"""What stands outside a page's tables: its lines of running text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.read.image import DPI, Gray, blanked, ink_of
from extractor.read.lines import Token
from extractor.read.ocr import BLOCK, COLUMN, Look, words
from extractor.read.pieces import pieces
from extractor.read.rules import RuledTable
from extractor.read.strokes import Rules

_EDGE = 12
_DRAWN = 100
_SPECK = 12  # lower blots are no letters and would chain lines of text to each other
# Blank rows (pixels) that are left above and below ink: wider gaps only cost time.
_BLANK = 45
# Pixels of ink in a row through letters, not specks; confidence of a sure word.
_LEAST_INK, _SURE = 40, 0.7


def without_tables(gray: Gray, tables: Sequence[RuledTable]) -> Gray:
    """White where a table or a drawing is."""
    rest = gray.copy()
    for table in tables:
        x0, y0, x1, y1 = (round(side) for side in table.bbox)
        rest[max(0, y0 - _EDGE) : y1 + _EDGE, max(0, x0 - _EDGE) : x1 + _EDGE] = 255
    return _without_drawings(rest)


def _without_drawings(gray: Gray) -> Gray:
    """White where strokes go far beyond a letter's height and fill little of their box: a signature, a stamp's ring, a coat of arms."""
    found = pieces(ink_of(gray))
    drawn = found.heights > _DRAWN
    for n in np.flatnonzero(drawn).tolist():
        drawn[n] = found.window(n).mean() < 0.2
    near = cv2.dilate(found.only(drawn), np.ones((5, 5), np.uint8))
    return blanked(gray, near)


def outside_words(rest: Gray, look: Look) -> list[Token]:
    """Tokens of the page, read without its margins and with its blank bands made narrow."""
    ink = cv2.threshold(rest, 160, 1, cv2.THRESH_BINARY_INV)[1]
    columns, rows = (np.flatnonzero(ink.view(np.bool_).any(axis=axis)) for axis in (0, 1))
    if not rows.size:
        return []
    near = np.zeros((rest.shape[0], 1), np.uint8)
    near[rows, 0] = 1
    kept = np.flatnonzero(np.asarray(cv2.dilate(near, np.ones((2 * _BLANK + 1, 1), np.uint8))))
    left, right = max(0, int(columns[0]) - _EDGE), int(columns[-1]) + _EDGE
    read = words(np.ascontiguousarray(rest[kept, left:right]), COLUMN, (left, 0), look)
    read = [replace(token, bbox=(token.bbox[0], _row(kept, token.bbox[1]), token.bbox[2], _row(kept, token.bbox[3]))) for token in read]
    for top, bottom in _passed_over(np.asarray(ink, np.uint8), read):
        again = words(np.ascontiguousarray(rest[top:bottom, left:right]), BLOCK, (left, top), look)
        sure = [token for token in again if token.confidence > _SURE and len(token.text) > 3]
        read += again if 3 * len(sure) > len(again) else []
    return read


def _passed_over(ink: NDArray[np.uint8], tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Rows (first, end) of lines of which not a word was read: among specks Tesseract takes whole paragraphs for pictures."""
    full = cv2.reduce(ink, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S).ravel() > _LEAST_INK
    for token in tokens:
        full[max(0, round(token.bbox[1])) : round(token.bbox[3])] = False
    joined = np.asarray(cv2.morphologyEx(full.astype(np.uint8)[:, None], cv2.MORPH_CLOSE, np.ones((_BLANK, 1), np.uint8)), np.uint8)
    return [(max(0, top - _EDGE), top + height + _EDGE) for _, top, _, height in pieces(joined).boxes.tolist() if height > 2 * _BLANK]


def _row(kept: NDArray[np.int64], y: float) -> float:
    return float(kept[min(len(kept) - 1, max(0, round(y)))])


def text_strokes(ink: Gray, rules: Rules) -> Gray:
    """Lines of text as thin level strokes along their middles, for a page that has no rules to measure its bend by."""
    text = pieces(cv2.subtract(ink, cv2.dilate(rules.all, np.ones((7, 7), np.uint8))).astype(np.uint8, copy=False))
    letters = text.only(text.heights > _SPECK)
    return cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((3, int(0.16 * DPI)), np.uint8)).astype(np.uint8, copy=False)
