"""The words of one cell of a scanned table, and what OCR left over on the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import mean

import cv2
import numpy as np

from extractor.read.figures import with_figures
from extractor.read.image import DPI, Gray, kept_at
from extractor.read.lines import Token, hull, lines_of
from extractor.read.numerals import as_number, in_order, with_heading_roman, with_romans
from extractor.read.ocr import BLOCK, LINE, WORD, Look, number, words
from extractor.read.pieces import pieces
from extractor.read.rules import RuledTable
from extractor.read.stray import without_stray
from extractor.read.strokes import Rules
from extractor.schema import BBox

_INSET = 4
_EDGE = 12
_AROUND = 10
_LINE = 45
# Lower blots may be letters that a rule has cut: enough to tell of, too little to read.
_LETTER, _CUT_LETTER = 15, 10
_LEAST_INK = 30
_SURE = 0.7
_DISOWNED, _LEAST_SURE, _ODD = 0.3, 0.4, re.compile(r"[\[\]@{}|°/]")
# Read worse than this, or not at all, a cell is read anew at other sizes: at one size in ten Tesseract sees nothing in a bold «Показатель».
_DOUBTED, _SCALES = 0.6, (1.0, 0.75, 0.667)
_LINKS = frozenset("свикоу")
_MOST_CLUSTERS = 15
# A lone number of one to three digits of 10 to 18 points, with the pixels that joining adds: its width, its least and most height.
_NUMBER = (160, 40, 75)


def table_words(gray: Gray, ink: Gray, rules: Rules, table: RuledTable, look: Look) -> list[Token]:
    """Tokens of a table, cell by cell; the numbers of its first column held against each other."""
    read = {cell: cell_words(gray, ink, rules, cell, look) for cell in table.cells}
    first = sorted((cell for cell in read if cell[0] < table.bbox[0] + _EDGE and cell[2] - cell[0] < DPI), key=lambda cell: cell[1])
    read |= {cell: with_figures(gray, tokens) for cell, tokens in read.items() if cell not in first or any(map(_is_parted, tokens))}
    read |= zip(first, in_order([read[cell] for cell in first]), strict=True)
    wide = 0.9 * (table.bbox[2] - table.bbox[0])
    read |= {cell: with_heading_roman(gray, _without_rule(tokens)) for cell, tokens in read.items() if cell[2] - cell[0] > wide}
    return [token for cell, tokens in read.items() for token in with_romans(gray, tokens, _within(cell, tokens))]


def _within(cell: BBox, tokens: Sequence[Token]) -> tuple[float, float]:
    """Left and right ends between a cell's rules; a side that is not drawn stands close to its words."""
    return min([cell[0] + _EDGE, *(token.bbox[0] - 1 for token in tokens)]), cell[2] - _EDGE


def cell_words(gray: Gray, ink: Gray, rules: Rules, cell: BBox, look: Look) -> list[Token]:
    """Tokens of one cell: its rules wiped off, the rest cut close, so that a lone digit is not taken for dirt."""
    x0, y0, x1, y1 = (round(side) for side in (cell[0] + _INSET, cell[1] + _INSET, cell[2] - _INSET, cell[3] - _INSET))
    window = (slice(y0, y1), slice(x0, x1))
    wiped = gray[window].copy()
    wiped[_at_edge(rules.level[window] | rules.upright[window]) > 0] = 255
    strokes = ink[window] & (wiped < 160)
    rows, columns = (np.flatnonzero(strokes.sum(axis=axis) > 1) for axis in (1, 0))
    if strokes.sum() < _LEAST_INK or not rows.size or not columns.size:
        return []
    top, left = max(0, rows[0] - _AROUND), max(0, columns[0] - _AROUND)
    cut = wiped[top : rows[-1] + _AROUND, left : columns[-1] + _AROUND]
    at = (x0 + int(left), y0 + int(top))
    read = words(cut, BLOCK, at, look) if rows[-1] - rows[0] > look.line else words(cut, LINE, at)
    if cell[2] - cell[0] >= DPI and _sureness(read) < _DOUBTED:
        read = _at_other_sizes(cut, read, at)
    read = read or words(cut, WORD, at)
    if cell[2] - cell[0] < DPI:
        read = as_number(cut, read, at)
    read = [_read_anew(gray, token) if token.confidence < _DISOWNED and _ODD.search(token.text) else token for token in read]
    kept = without_stray([token for token in read if not is_dirt(token)])
    return [] if cell[2] - cell[0] >= DPI and all(map(_is_remnant, kept)) else kept


def _at_other_sizes(cut: Gray, read: list[Token], at: tuple[int, int]) -> list[Token]:
    """The surest reading of a cell, the first that is beyond doubt."""
    for scale in _SCALES:
        if _sureness(read) < _DOUBTED:
            read = max(read, words(cut, BLOCK, at, Look(scale=scale)), key=_sureness)
    return read


def _sureness(read: Sequence[Token]) -> float:
    """The mean confidence by letters; 0 where nothing was read."""
    letters = sum(len(token.text) for token in read)
    return sum(token.confidence * len(token.text) for token in read) / letters if letters else 0.0


def _is_parted(token: Token) -> bool:
    """A number such as «3.1»: the model of figures takes a lone 7 for a 2."""
    return re.search(r"\d\.\d", token.text) is not None


def _without_rule(heading: list[Token]) -> list[Token]:
    """A heading without the piece of a rule before it: «— III. Работа с читателями»."""
    return heading[1:] if len(heading) > 2 and re.fullmatch("[-–—_]+", heading[0].text) else heading


def _around(gray: Gray, box: BBox) -> tuple[Gray, tuple[int, int]]:
    """A box with a little of what is around it, and where that begins."""
    left, top = max(0, round(box[0] - _AROUND)), max(0, round(box[1] - _AROUND))
    return gray[top : round(box[3] + _AROUND), left : round(box[2] + _AROUND)], (left, top)


def _read_anew(gray: Gray, token: Token) -> Token:
    """«[@]0)» alone is «оО», which no word is: «ОО»."""
    cut, _ = _around(gray, token.bbox)
    tries = [words(cut, mode, look=Look(scale=scale)) for mode in (LINE, WORD) for scale in _SCALES]
    best = max((read[0] for read in tries if len(read) == 1 and read[0].text.isalpha()), key=lambda one: one.confidence, default=token)
    if best.confidence < _LEAST_SURE:
        return token
    text = best.text
    is_mixed = len(text) < 4 and text not in (text.lower(), text.upper(), text.capitalize())
    return replace(token, text=text.upper() if is_mixed else text, confidence=best.confidence)


def _at_edge(rules: Gray) -> Gray:
    """Of the rules in a cell's window those along its edge: in a low row bold letters run together to a level stroke too."""
    edge = rules.copy()
    edge[_EDGE:-_EDGE, _EDGE:-_EDGE] = 0
    strokes = pieces(edge)
    if not len(strokes):
        return edge
    left, top, width, height = strokes.boxes.T
    touches = (left <= 1) | (top <= 1) | (left + width >= edge.shape[1] - 1) | (top + height >= edge.shape[0] - 1)
    return strokes.only(touches)


def _is_remnant(token: Token) -> bool:
    """One or two doubtful signs, no figure, dash or body («УО»): alone in a wide cell they are what is left of a stamp («[2 м»)."""
    is_figure = token.confidence > 0.3 and re.fullmatch(r"[\d–—-]+", token.text) is not None
    is_body = token.confidence > 0.5 and re.fullmatch(r"[А-Я]{2}", token.text) is not None
    return token.confidence < 0.8 and len(token.text) <= 2 and not is_figure and not is_body


def scraps_of(tokens: Sequence[Token]) -> list[Token]:
    """What is left of a stamp or a pen's stroke among `tokens` in the order of reading; a preposition before a sure word is none."""
    return [token for token, after in zip(tokens, [*tokens[1:], None], strict=False) if _is_scrap(token) and not _leads(token, after)]


def _leads(token: Token, after: Token | None) -> bool:
    """«совещаний с заместителями»: Tesseract may disown the one letter."""
    return token.text in _LINKS and after is not None and after.confidence > _SURE and re.fullmatch("[а-яё]{4,}.?", after.text) is not None


def _is_scrap(token: Token) -> bool:
    """A few signs that Tesseract all but disowns, no figure of a list."""
    return token.confidence < 0.2 and len(token.text) <= 3 and not re.fullmatch(r"\W*\d+\.|№ ?\d+,?|[А-Я]{2},?", token.text)


def is_dirt(token: Token) -> bool:
    """A sign between the words that is no dash and that Tesseract itself doubts, or a lone «?», which no plan has."""
    is_lone = re.fullmatch(r"[?!]+", token.text) is not None
    return is_lone or (token.confidence < 0.6 and not re.search(r"[\w№%+–—-]", token.text))


def read_apart(gray: Gray, tokens: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """Tokens of running text and scraps; parts of a line that wide gaps divide are read once more each where one is doubtful.

    A pen's stroke in a line spoils its neighbours: «тю. Метелева» beside it is «Т.Ю. Метелева» alone.
    """
    kept: list[Token] = []
    scraps: list[Token] = []
    for line in lines_of(tokens):
        parts: list[list[Token]] = []
        for token, gap in zip(line.tokens, line.gaps(), strict=True):
            if gap or not parts:
                parts.append([])
            parts[-1].append(token)
        for part in parts:
            read = _read_again(gray, part) if len(parts) > 1 else part
            is_noise = len(parts) > 1 and all(token.confidence < 0.6 and len(token.text) <= 3 for token in read)
            for token in read:
                (scraps if is_noise or _is_scrap(token) else kept).append(token)
    return kept, scraps


def _read_again(gray: Gray, part: list[Token]) -> list[Token]:
    if min(token.confidence for token in part) > 0.9:
        return part
    cut, at = _around(gray, hull([token.bbox for token in part]))
    again = words(cut, LINE, at)
    return max(part, again, key=lambda read: mean(token.confidence for token in read) if read else 0.0)


def unread(ink: Gray, rules: Rules, tables: Sequence[RuledTable], tokens: Sequence[Token]) -> Gray:
    """Mask of the blots of a letter's size outside of all words and rules, those on the edges of cells left out."""
    left = cv2.subtract(ink, cv2.dilate(rules.all, np.ones((5, 5), np.uint8))).astype(np.uint8, copy=False)
    for x0, y0, x1, y1 in (map(round, cell) for table in tables for cell in table.cells):
        cv2.rectangle(left, (x0, y0), (x1, y1), 0, 2 * _INSET + 1)
    blots = pieces(without_words(left, tokens))
    widths, heights = blots.widths, blots.heights
    return blots.only((heights > _CUT_LETTER) & (heights < 120) & (widths > 6) & (widths < 150) & (blots.areas() > 60))


def without_words(mask: Gray, tokens: Sequence[Token]) -> Gray:
    """`mask` emptied where the tokens stand."""
    left = mask.copy()
    for token in tokens:
        x0, y0, x1, y1 = (round(side) for side in token.bbox)
        left[max(0, y0 - _EDGE) : y1 + _EDGE, max(0, x0 - _EDGE) : x1 + _EDGE] = 0
    return left


def recovered(gray: Gray, mask: Gray) -> list[Token]:
    """Sure words in what was passed over: a lone page number, a short line far from the others."""
    blots = pieces(mask)
    if not (blots.heights > _LETTER).any():
        return []
    tall = blots.only(blots.heights > _LETTER)
    joined = cv2.dilate(tall, np.ones((15, 61), np.uint8))
    alone = kept_at(gray, cv2.dilate(mask, np.ones((9, 9), np.uint8)))
    found = []
    for left, top, width, height in pieces(joined.astype(np.uint8, copy=False)).boxes[::-1][:_MOST_CLUSTERS]:
        if height < 3 * _LINE:
            cut = alone[top : top + height, left : left + width]
            at = (int(left), int(top))
            lone = number(cut, at) if width < _NUMBER[0] and _NUMBER[1] < height < _NUMBER[2] else None
            read = [lone] if lone else words(cut, LINE, at)
            if read and min(token.confidence for token in read) > _SURE and re.search(r"\d|[^\W\d_]{2}", read[0].text):
                found += read
    return found
