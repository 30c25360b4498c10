"""Numbers and Roman numerals, which the Russian model guesses: read once more with nothing but their signs allowed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np

from extractor.read.image import Gray
from extractor.read.lines import Token, lines_of
from extractor.read.ocr import LINE, SIGN, Look, has_language, number, words
from extractor.read.pieces import pieces
from extractor.schema import BBox

_SURE, _LEAST_SURE = 0.7, 0.5
_ROMANS = ("I", "II", "III", "IV")
_AFTER_ROMAN = re.compile(r"(?:квартал|полугоди|декад)", re.I)
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?")
# Digits that one bad stroke makes of each other.
_ALIKE = ({"3", "8", "5", "9", "6", "0"}, {"1", "7", "4"}, {"2", "7"})
_AROUND = 5


def as_number(cut: Gray, read: list[Token], at: tuple[int, int]) -> list[Token]:
    """In a narrow cell a lone sign that is no digit («З», «у,») or no sure one is read once more, as a number."""
    text = "".join(token.text for token in read)
    doubtful = not read or min(token.confidence for token in read) < _SURE
    if len(read) == 1 and re.fullmatch(r"(?:\d{1,2}[.,])+", text):  # «1,1,»
        return [replace(read[0], text=text.replace(",", "."))]
    if len(text) > 3 or (len(text) > 1 and not doubtful) or (text.isdigit() and not doubtful):
        return read
    found = number(cut, at)
    return [found] if found else read


def with_romans(gray: Gray, tokens: Sequence[Token]) -> list[Token]:
    """«№ квартал», «и квартал», «[V ⏎ квартал» in a cell: what stands before a quarter is read once more as a Roman numeral."""
    if not any(_AFTER_ROMAN.match(token.text) for token in tokens):
        return list(tokens)
    read = [token for line in lines_of(tokens) for token in line.tokens]
    for n, (token, after) in enumerate(pairwise(read)):
        if _AFTER_ROMAN.match(after.text) and token.text not in _ROMANS and len(token.text) <= 4:
            read[n] = replace(token, text=_roman(gray, token) or token.text)
    return read


def _roman(gray: Gray, token: Token) -> str | None:
    """The numeral on a token's place; a sure digit stays one."""
    if (token.text in "1234" and token.confidence > _SURE) or not has_language("eng"):
        return None
    x0, y0, x1, y1 = (round(side) for side in token.bbox)
    cut = gray[max(0, y0 - _AROUND) : y1 + _AROUND, max(0, x0 - _AROUND) : x1 + _AROUND]
    tries = [(look, words(cut, mode, look=look)) for look, mode in ((Look("IV", "eng"), LINE), (Look(language="eng"), SIGN))]
    for look, found in tries:
        text = re.sub(r"[l1|i!\[\]]", "I", found[0].text) if len(found) == 1 and found[0].confidence > _LEAST_SURE else ""
        if text in _ROMANS:
            return text if look.only or "V" in text else "I" * (_stems(cut) or len(text))
    return "I" * _stems(cut) or None


def _stems(cut: Gray) -> int:
    """How many upright strokes, and nothing else, a picture shows; 0 where it shows anything else or more than three."""
    strokes = pieces(cv2.threshold(cut, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1].astype(np.uint8))
    large = strokes.heights > 0.4 * cut.shape[0]
    are_stems = large.any() and bool((strokes.widths[large] < 0.45 * strokes.heights[large]).all())
    return int(large.sum()) if are_stems and large.sum() <= 3 else 0


def in_order(column: Sequence[list[Token]]) -> list[list[Token]]:
    """Tokens of a number column's cells from top to bottom, in which the one number that fits between its neighbours is believed.

    Only where ink stands in the cell and differs from that number in a digit of like shape, or reads as no number at all.
    """
    found = list(column)
    values = [_value(tokens) for tokens in found]
    filled = [n for n, tokens in enumerate(found) if tokens]
    for before, at, after in zip([None, *filled], filled, [*filled[1:], None], strict=False):
        expected = _between(values[before] if before is not None else (), values[after] if after is not None else ())
        if expected and values[at] != expected and len(found[at]) == 1 and _may_be(found[at][0], values[at], expected):
            near = found[before if before is not None else after or 0][0]
            text = ".".join(map(str, expected)) + ("." if near.text.endswith(".") else "")
            found[at] = [replace(found[at][0], text=text, confidence=max(0.5, found[at][0].confidence))]
            values[at] = expected
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
    match = _NUMBER.fullmatch(tokens[0].text) if len(tokens) == 1 else None
    return tuple(map(int, match[1].split("."))) if match else ()


def _between(before: tuple[int, ...], after: tuple[int, ...]) -> tuple[int, ...]:
    """(2, 3) between (2, 2) and (2, 4), and after (2, 2) at a page's end; nothing where no single number fits."""
    if before and not after:
        return (*before[:-1], before[-1] + 1)
    fits = before and len(before) == len(after) and before[:-1] == after[:-1] and after[-1] - before[-1] == 2
    return (*before[:-1], before[-1] + 1) if fits else ()


def _may_be(token: Token, value: tuple[int, ...], expected: tuple[int, ...]) -> bool:
    """Whether the page may show `expected` where `token` was read as `value`."""
    shown, meant = token.text.rstrip("."), ".".join(map(str, expected))
    if shown.replace(".", "") == meant.replace(".", ""):  # «24» for «2.4»
        return True
    if len(shown) != len(meant):
        return not value and len(shown) <= len(meant) + 1 and token.confidence < _SURE
    differing = [(a, b) for a, b in zip(shown, meant, strict=True) if a != b]
    return len(differing) == 1 and (not differing[0][0].isdigit() or any(set(differing[0]) <= alike for alike in _ALIKE))
