"""A scanned page: its tables by their rules, its words by OCR, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.read.bend import find_bend
from extractor.read.image import DPI, Gray, Picture, clean, flattened, ink_of, is_sideways, straightened, turned, without_dirt
from extractor.read.linear import moved
from extractor.read.lines import Token
from extractor.read.ocr import BLOCK, COLUMN, LINE, WORD, quarters_to_turn, words
from extractor.read.pages import PageRead, page_blocks
from extractor.read.rules import RuledTable, Rules, find_rules, find_tables, text_strokes
from extractor.schema import BBox

_POOR = 0.6
_INSET = 4
_EDGE = 12
_DIGITS = "0123456789."
_AROUND = 10
_LINE = 45
_LEAST_INK = 30


def read_page(pixels: NDArray[np.uint8], dpi: float | None = None, unit: float = 1.0) -> PageRead:
    """The page on `pixels` (gray or RGB), turned upright where it lies on its side or its head; boxes in `unit`s of a pixel."""
    picture = clean(pixels, dpi)
    if is_sideways(picture.gray):
        quarters = quarters_to_turn(picture.gray)
        picture = turned(picture, quarters if quarters in (1, 3) else 1)
    page = _read(straightened(picture), unit)
    if _confidence(page) < _POOR:
        page = max(page, _read(straightened(turned(picture, 2)), unit), key=_confidence)
    return page


def _confidence(page: PageRead) -> float:
    sure = page.confidences
    return sum(sure) / len(sure) if sure else 0.0


def _read(picture: Picture, unit: float) -> PageRead:
    ink = ink_of(picture.gray)
    rules = find_rules(ink)
    bend = find_bend(rules.level, rules.upright, DPI // 2) or find_bend(text_strokes(ink, rules), np.zeros_like(ink), 2 * DPI, least=5)
    if bend:
        picture = flattened(picture, bend)
        ink = ink_of(picture.gray)
        rules = find_rules(ink)
    tables = find_tables(rules)
    gray = without_dirt(picture.gray, ink)
    read = [token for table in tables for cell in table.cells for token in _cell_words(gray, ink, rules, cell)]
    read += [token for token in words(_without_tables(gray, tables), COLUMN) if not _is_dirt(token)]
    blocks = page_blocks(read, [table.cells for table in tables], _EDGE)
    placed = tuple(moved(block, lambda box: _scaled(picture.in_source(box), unit)) for block in blocks)
    return PageRead(placed, tuple(token.confidence for token in read), _unread(ink, rules, read))


def _scaled(box: BBox, unit: float) -> BBox:
    return (round(box[0] * unit, 1), round(box[1] * unit, 1), round(box[2] * unit, 1), round(box[3] * unit, 1))


def _unread(ink: Gray, rules: Rules, tokens: Sequence[Token]) -> int:
    """Blots of a letter's size outside of all words and rules."""
    left = cv2.subtract(ink, cv2.dilate(rules.all, np.ones((5, 5), np.uint8)))
    for token in tokens:
        x0, y0, x1, y1 = (round(side) for side in token.bbox)
        left[max(0, y0 - _EDGE) : y1 + _EDGE, max(0, x0 - _EDGE) : x1 + _EDGE] = 0
    stats = cv2.connectedComponentsWithStats(left.astype(np.uint8), connectivity=8)[2][1:]
    widths, heights, areas = (stats[:, part] for part in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    return int(((heights > 15) & (heights < 70) & (widths > 6) & (widths < 90) & (areas > 60)).sum())


def _without_tables(gray: Gray, tables: Sequence[RuledTable]) -> Gray:
    rest = gray.copy()
    for table in tables:
        x0, y0, x1, y1 = (round(side) for side in table.bbox)
        rest[max(0, y0 - _EDGE) : y1 + _EDGE, max(0, x0 - _EDGE) : x1 + _EDGE] = 255
    return rest


def _cell_words(gray: Gray, ink: Gray, rules: Rules, cell: BBox) -> list[Token]:
    """Tokens of one cell: its rules wiped off, the rest cut close, so that a lone digit is not taken for dirt."""
    x0, y0, x1, y1 = (round(side) for side in (cell[0] + _INSET, cell[1] + _INSET, cell[2] - _INSET, cell[3] - _INSET))
    window = (slice(y0, y1), slice(x0, x1))
    wiped = gray[window].copy()
    edge = np.ones_like(wiped)
    edge[_EDGE:-_EDGE, _EDGE:-_EDGE] = 0
    wiped[(rules.all[window] & edge) > 0] = 255
    strokes = ink[window] & (wiped < 160)
    rows, columns = (np.flatnonzero(strokes.sum(axis=axis) > 1) for axis in (1, 0))
    if strokes.sum() < _LEAST_INK or not rows.size or not columns.size:
        return []
    top, left = max(0, rows[0] - _AROUND), max(0, columns[0] - _AROUND)
    cut = wiped[top : rows[-1] + _AROUND, left : columns[-1] + _AROUND]
    at = (x0 + int(left), y0 + int(top))
    modes = (BLOCK,) if cut.shape[0] > 2 * _LINE else (LINE, WORD)
    read = next(filter(None, (words(cut, mode, at) for mode in modes)), [])
    return _as_number(cut, read, at) if cell[2] - cell[0] < DPI else [token for token in read if not _is_dirt(token)]


def _as_number(cut: Gray, read: list[Token], at: tuple[int, int]) -> list[Token]:
    """In a narrow cell a lone sign that is no digit («З», «у,») is read once more, as a number."""
    text = "".join(token.text for token in read)
    if re.search(r"\d", text) or len(text) > 2:
        return read
    for mode in (WORD, LINE):
        numbers = words(cut, mode, at, only=_DIGITS)
        if len(numbers) == 1 and numbers[0].confidence > 0.5 and numbers[0].text[0].isdigit():
            return numbers
    return read


def _is_dirt(token: Token) -> bool:
    """A sign between the words that is no dash and that Tesseract itself doubts."""
    return token.confidence < 0.6 and not re.search(r"[\w№%+–—-]", token.text)
