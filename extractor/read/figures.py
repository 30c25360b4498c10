"""Dates and numbers that the Russian model read: its 3 and 5 are guesses («До 15.09.2025» for 2023), so another model is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.read.image import Gray
from extractor.read.lines import Token
from extractor.read.ocr import WORD, Look, has_language, words

_FIGURES = re.compile(r"\D{0,2}\d[\d.,/–-]*\D{0,2}")
_DATE = re.compile(r"(?:(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.)?(?:19|20)[0-4]\d")
_GUESSED = ({"3", "5"}, {"3", "8"}, {"2", "7"})  # what the Russian model takes for each other
_MORE_THAN_A_YEAR = 5  # figures: «20235»
_AROUND = 6
_ENGLISH = Look("0123456789.,/-–", "eng")


def with_figures(gray: Gray, tokens: Sequence[Token]) -> list[Token]:
    """Tokens with their figures read once more by the English model, which tells them better (2 ms each); as they are without it."""
    if not has_language("eng"):
        return list(tokens)
    return [_told(gray, token) if _FIGURES.fullmatch(token.text) and re.search("[23578]", token.text) else token for token in tokens]


def _told(gray: Gray, token: Token) -> Token:
    x0, y0, x1, y1 = (round(side) for side in token.bbox)
    again = words(gray[max(0, y0 - _AROUND) : y1 + _AROUND, max(0, x0 - _AROUND) : x1 + _AROUND], WORD, look=_ENGLISH)
    seen = "".join(each.text for each in again)
    text = believed(token.text, seen)
    return token if text == token.text else replace(token, text=text, confidence=min(each.confidence for each in again))


def believed(read: str, seen: str) -> str:
    """`read` with the digits of `seen` where the Russian model guesses, or `seen` where it alone is a date: «20723» and «20235» are «2023».

    A lone 7 is a 2 to the English one («филиала № 7»).
    """
    old, new = re.findall(r"\d", read), re.findall(r"\d", seen)
    if len(old) == len(new):
        alike = all(a == b or {a, b} in _GUESSED for a, b in zip(old, new, strict=True)) and (old, new) != (["7"], ["2"])
        digits = iter(new if alike else old)
        return re.sub(r"\d", lambda _: next(digits), read)
    date = seen.strip(".,-–/")
    is_date = _DATE.search(read) is not None and len(old) != _MORE_THAN_A_YEAR
    return re.sub(r"\d.*\d", date, read) if _DATE.fullmatch(date) and not is_date else read
