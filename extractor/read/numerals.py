"""Numbers and Roman numerals, which the Russian model guesses: read once more with nothing but their signs allowed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from extractor.read.image import Gray
from extractor.read.lines import Token, hull, lines_of
from extractor.read.ocr import number
from extractor.read.pieces import pieces
from extractor.schema import BBox

_SURE, _LEAST_SURE = 0.7, 0.5
_ROMANS = ("I", "II", "III", "IV")
_AFTER_ROMAN = re.compile(r"(?:квартал|полугоди|декад)", re.I)
_ONE = re.compile(r"[тТгГlI!|](\.\d{1,2}\.?)")  # «т.5»
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?")
# Digits that one bad stroke makes of each other.
_ALIKE = ({"3", "8", "5", "9", "6", "0"}, {"1", "7", "4"}, {"2", "7"})
_AROUND = 5
_SIGNS = 3  # of a section's number: «10.»
_PART = re.compile(r"раздел|глава|часть|этап", re.I)
_HEADING_NUMERAL = re.compile(r"[ГгПпШшТтИиЙйНнМмУIVXl1|!\[\]]{1,4}[.,]")
# What may stand before a numeral; ink is darker than this gray. In shares of a capital's height: the least distance of words, the most
# of letters, the height of «и».
_WORD = re.compile(r"(?:\W*[^\W\d_]{3}|\W*[2-9]|\W*\d\d|(?:в|во|с|со|к|до|за|на|по|от)$)", re.I)
_INK, _APART, _LETTERS_APART, _SMALL = 150, 0.1, 0.36, 0.85
# In shares of a numeral's height: bands clear of its serifs; how wide a lone «I» without serifs, and a stem with its serifs, are at most.
_BANDS = ((0.2, 0.4), (0.45, 0.6), (0.75, 0.9))
_NARROW, _STEM, _BOLD_STEM = 0.25, 0.58, 0.75
_TOP = 0.25  # of a figure's height: there a «1» has its flag


def as_number(cut: Gray, read: list[Token], at: tuple[int, int]) -> list[Token]:
    """In a narrow cell a lone sign that is no digit («З», «у,») or no sure one is read once more, as a number."""
    text = "".join(token.text for token in read)
    doubtful = not read or min(token.confidence for token in read) < _SURE
    if len(read) == 1 and re.fullmatch(r"(?:\d{1,2}[.,])+", text):  # «1,1,»
        return [replace(read[0], text=text.replace(",", "."))]
    if len(read) == 1 and (one := _ONE.fullmatch(text)):
        return [replace(read[0], text=f"1{one[1]}")]
    if len(text) > 3 or (len(text) > 1 and not doubtful) or (text.isdigit() and not doubtful):
        return read
    found = number(cut, at)
    return [found] if found else read


def with_romans(gray: Gray, tokens: Sequence[Token], sides: tuple[float, float]) -> list[Token]:
    """«№ квартал», «и квартал», «[V ⏎ квартал» in a cell with these `sides`: what stands before a quarter is read again as numerals.

    Tesseract may drop them altogether, so the ink before the quarter counts and not the words: «II квартал» as «квартал».
    """
    if not any(_AFTER_ROMAN.match(token.text) for token in tokens):
        return list(tokens)
    read: list[list[Token]] = []
    for line in lines_of(tokens):
        now: list[Token] = []
        for token in line.tokens:
            x0, y0, _, y1 = token.bbox
            if _AFTER_ROMAN.match(token.text) and not now and read:
                bottom = read[-1][-1].bbox[3]
                read[-1] = _with_numerals(gray, read[-1], (sides[0], bottom - (y1 - y0), sides[1], bottom))
            if _AFTER_ROMAN.match(token.text):
                now = _with_numerals(gray, now, (sides[0], y0, x0 - _APART * (y1 - y0), y1))
            now.append(token)
        read.append(now)
    return [token for line in read for token in line]


def with_heading_roman(gray: Gray, tokens: Sequence[Token]) -> list[Token]:
    """«Г. Нормативное обеспечение», «Раздел П. Развитие базы»: what may be a section's numeral is read again by its strokes.

    A sign that stands far from the heading is its number: «р.   Кадровое сопровождение» is «2   Кадровое сопровождение».
    """
    if len(tokens) > 1 and tokens[0].confidence < _SURE and len(tokens[0].text) <= _SIGNS and _is_apart(*tokens[:2]):
        x0, y0, x1, y1 = (round(side) for side in tokens[0].bbox)
        at_number = max(0, x0 - _AROUND), max(0, y0 - _AROUND)
        lone = number(gray[at_number[1] : y1 + _AROUND, at_number[0] : x1 + _AROUND], at_number)
        return [lone or tokens[0], *tokens[1:]]
    at = int(len(tokens) > 0 and _PART.fullmatch(tokens[0].text) is not None)
    if len(tokens) < at + 2 or not _HEADING_NUMERAL.fullmatch(tokens[at].text):
        return list(tokens)
    bare = tokens[at].text.rstrip(".,")
    told = _roman(gray, replace(tokens[at], text=bare), _BOLD_STEM)
    return [*tokens[:at], replace(tokens[at], text=f"{told}."), *tokens[at + 1 :]] if told else list(tokens)


def _is_apart(sign: Token, word: Token) -> bool:
    """Whether a sign stands farther from the next word than that is high."""
    return word.bbox[0] - sign.bbox[2] > word.bbox[3] - word.bbox[1]


def _with_numerals(gray: Gray, line: Sequence[Token], box: BBox) -> list[Token]:
    """The tokens of a line before «квартал», those after the last sure word read blot by blot: «Ежегодно, [и !» is «Ежегодно, I и III»."""
    count = next((n for n in range(len(line), 0, -1) if _is_sure(line[n - 1])), 0)
    blots = _blots(gray, (line[count - 1].bbox[2] if count else box[0], *box[1:]))
    capital = max((blot[3] - blot[1] for blot in blots), default=0.0)
    found: list[Token] = []
    for blot in blots:
        old = next((token for token in line[count:] if _holds_middle(blot, token.bbox)), Token("", blot, _LEAST_SURE))
        is_small = blot[3] - blot[1] < _SMALL * capital
        new = "и" if is_small else _roman(gray, replace(old, bbox=blot))
        if found and found[-1].text in _ROMANS and new in _ROMANS and _has_dash(gray, found[-1].bbox, blot):
            found.append(Token("-", (found[-1].bbox[2], blot[1], blot[0], blot[3]), _LEAST_SURE))
        if new or old.text:
            found.append(Token(new or old.text, blot, max(old.confidence, _LEAST_SURE) if new else old.confidence))
    return [*line[:count], *(found or line[count:])]


def _has_dash(gray: Gray, left: BBox, right: BBox) -> bool:
    """Whether a flat stroke stands at half the height between two numerals: «II - III кварталы»."""
    high = left[3] - left[1]
    between = gray[round(left[1] + 0.25 * high) : round(left[3] - 0.1 * high), round(left[2]) + 1 : round(right[0])]
    strokes = pieces((between < _INK).astype(np.uint8, copy=False))
    return bool(((strokes.widths > 0.15 * high) & (strokes.heights < 0.25 * high)).any())


def _is_sure(token: Token) -> bool:
    """A word or a figure; «и», «№» and «П» may be numerals misread."""
    return token.confidence > _SURE and _WORD.match(token.text) is not None


def _holds_middle(box: BBox, inner: BBox) -> bool:
    return box[0] <= (inner[0] + inner[2]) / 2 <= box[2]


def _blots(gray: Gray, box: BBox) -> list[BBox]:
    """Boxes of the words, by their ink, in a `box` as high as a capital."""
    height = box[3] - box[1]
    x0, y0, x1, y1 = round(box[0]) + 1, max(0, round(box[1] - 0.4 * height)), round(box[2]), round(box[3])
    if x1 - x0 < 0.3 * height:
        return []
    boxes: list[BBox] = []
    for x, y, width, high in sorted(pieces((gray[y0:y1, x0:x1] < _INK).astype(np.uint8, copy=False)).boxes.tolist()):
        if 0.4 * height <= high <= 1.3 * height and y + high >= 0.6 * height:
            blot = (x + x0, y + y0, x + x0 + width, y + y0 + high)
            near = boxes and blot[0] - boxes[-1][2] < _LETTERS_APART * height
            boxes.append(hull([boxes.pop(), blot]) if near else blot)
    return boxes


def _roman(gray: Gray, token: Token, stem: float = _STEM) -> str | None:
    """The numeral on a token's place, by its strokes; a sure digit stays one, but a «1» without its flag is «I»."""
    x0, y0, x1, y1 = (round(side) for side in token.bbox)
    cut = gray[max(0, y0 - _AROUND) : y1 + _AROUND, max(0, x0 - _AROUND) : x1 + _AROUND]
    is_digit = token.text in tuple("1234") and token.confidence > _SURE
    return None if token.text in _ROMANS or (is_digit and token.text != "1") else _by_strokes(cut, stem)


def _has_flag(ink: Gray) -> bool:
    """Whether strokes are «1» or «11», whose tops reach to the left alone, and no «I» or «II»."""
    top = ink[: max(1, round(_TOP * ink.shape[0]))].any(axis=0)
    stem = np.flatnonzero(ink[round(0.4 * ink.shape[0]) : round(0.6 * ink.shape[0]) + 1].mean(axis=0) > 0.5)
    reach = np.flatnonzero(top)
    if not stem.size or not reach.size:
        return True
    left, right = stem[0] - reach[0], reach[-1] - stem[-1]
    return bool(left - right > max(1, 0.05 * ink.shape[0]))


def _by_strokes(cut: Gray, stem: float) -> str | None:
    """«I», «II», «III» cross every row of pixels as often, «IV» three times above and twice below."""
    ink = _large(cut)
    if ink is None:
        return None
    starts = np.diff(np.pad(ink, ((0, 0), (1, 0))).astype(np.int8), axis=1) > 0
    counts = starts.sum(axis=1)
    height = len(counts)
    above, middle, below = (float(np.median(counts[int(a * height) : int(b * height) + 1])) for a, b in _BANDS)
    if above == middle == below <= 3 and ink.shape[1] < stem * above * height and not _has_flag(ink):
        return "I" * int(above)
    return "IV" if above == 3 and below == 2 and ink.shape[1] > _NARROW * height else None


def _large(cut: Gray) -> Gray | None:
    """The ink of a cut, without specks and margins; None where there is none."""
    strokes = pieces(cv2.threshold(cut, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1].astype(np.uint8, copy=False))
    large = strokes.heights > 0.4 * cut.shape[0]
    if not large.any():
        return None
    ink = strokes.only(large)
    rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.uint8, copy=False)


def in_order(column: Sequence[list[Token]]) -> list[list[Token]]:
    """Tokens of a number column's cells from top to bottom, in which the one number that fits between its neighbours is believed.

    Only where ink stands in the cell and differs from that number in a digit of like shape, or reads as no number at all.
    """
    found = _dotted(column)
    values = [_value(tokens) for tokens in found]
    filled = [n for n, tokens in enumerate(found) if tokens]
    for before, at, after in zip([None, *filled], filled, [*filled[1:], None], strict=False):
        above, below = (values[n] if n is not None else () for n in (before, after))
        expected = _between(above, below)
        is_section = bool(values[at]) and below == (*values[at], 1)
        if expected and values[at] != expected and not is_section and len(found[at]) == 1 and _may_be(found[at][0], values[at], expected):
            near = found[before if before is not None else after or 0][0]
            text = ".".join(map(str, expected)) + ("." if near.text.endswith(".") else "")
            found[at] = [replace(found[at][0], text=text, confidence=max(0.5, found[at][0].confidence))]
            values[at] = expected
    return found


def _dotted(column: Sequence[list[Token]]) -> list[list[Token]]:
    """The column with stops put back that the scan lost, where most numbers have one: «1.3», «14», «1.5»."""
    found = list(column)
    values = [_value(tokens) for tokens in found]
    parted = [n for n, value in enumerate(values) if len(value) == 2]
    if 2 * len(parted) < sum(map(bool, values)):
        return found
    for n, value in enumerate(values):
        around = [max((m for m in parted if m < n), default=n), min((m for m in parted if m > n), default=n)]
        near = sorted({values[m][0] for m in around if m != n}) if len(value) == 1 else []
        part = next((str(part) for part in near if re.match(f"{part}[1-9]", found[n][0].text)), "")
        if part:
            found[n] = [replace(found[n][0], text=f"{part}.{found[n][0].text[len(part) :]}")]
    return found


def ordered(tokens: Sequence[Token], boxes: Sequence[BBox]) -> list[Token]:
    """`tokens` of a table of cell `boxes` with the numbers of its first column held against each other."""
    first = sorted((box for box in boxes if box[0] == min(box[0] for box in boxes)), key=lambda box: box[1])
    column = [
        [token for token in tokens if box[0] <= token.bbox[0] and token.bbox[2] <= box[2] and box[1] <= token.bbox[1] < box[3]]
        for box in first
    ]
    meant = {id(old[0]): new[0] for old, new in zip(column, in_order(column), strict=True) if len(old) == 1}
    return [meant.get(id(token), token) for token in tokens]


def _value(tokens: Sequence[Token]) -> tuple[int, ...]:
    match = _NUMBER.fullmatch(tokens[0].text.replace("З", "3")) if len(tokens) == 1 else None
    return tuple(map(int, match[1].split("."))) if match else ()


def _between(before: tuple[int, ...], after: tuple[int, ...]) -> tuple[int, ...]:
    """(2, 3) between (2, 2) and (2, 4), after (2, 2) at a page's end and before (3, 1); nothing where no single number fits."""
    next_part = (*before[:-2], before[-2] + 1) if len(before) > 1 else ()
    if before and (not after or (next_part and after in (next_part, (*next_part, 1)))):
        return (*before[:-1], before[-1] + 1)
    fits = before and len(before) == len(after) and before[:-1] == after[:-1] and after[-1] - before[-1] == 2
    return (*before[:-1], before[-1] + 1) if fits else ()


def _may_be(token: Token, value: tuple[int, ...], expected: tuple[int, ...]) -> bool:
    """Whether the page may show `expected` where `token` was read as `value`."""
    shown, meant = token.text.rstrip(".").replace("З", "3"), ".".join(map(str, expected))
    if shown.replace(".", "") == meant.replace(".", "") or (value and value in (expected[:1], expected[-1:])):  # «24», «2» for «2.4»
        return True
    if len(shown) != len(meant):
        return not value and len(shown) <= len(meant) + 1 and token.confidence < _SURE
    differing = [(a, b) for a, b in zip(shown, meant, strict=True) if a != b]
    return len(differing) == 1 and (not differing[0][0].isdigit() or any(set(differing[0]) <= alike for alike in _ALIKE))
