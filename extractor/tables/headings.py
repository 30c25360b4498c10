"""Heading rows inside a table, and what they are told apart from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.layout import Heading
from extractor.tables.draft import Draft, Shape
from extractor.tables.evidence import fit, goes_on, is_number, is_open
from extractor.tables.marks import is_mark
from extractor.text import Traced

_ROMAN = re.compile(r"[IVXХ]{1,5}[.)]?")
_NUMBERED = re.compile(
    r"(?:(?:раздел|глава|направление|блок|этап|модуль|часть)\s*(?:№\s*)?(?P<named>\d{1,2}|[IVXХ]{1,5})[.:)]*\s*[-–—]?\s*"
    r"|(?P<roman>[IVXХ]{1,5})(?:[.)]+\s*|\s+(?=[А-ЯЁ«]))|(?P<arabic>\d{1,2}(?:\.\d{1,2})*)(?:[.)]+\s*|\s+(?=[А-ЯЁ«])))(?=\S)",
    re.I,
)


def is_heading(draft: Draft, shape: Shape, following: Sequence[Draft]) -> bool:
    """Whether a row is a heading: one text over the whole width, or text without deadline, party or result of its own."""
    if draft.spanning:
        return not goes_on(draft.text(0))
    filled = [i for i, text in enumerate(draft.texts()) if text]
    if filled == [0] and shape.measure != 0:
        return not is_number(draft.text(0)) and not goes_on(draft.text(0)) and fit(shape.roles[0], draft.text(0)) < 1
    if filled == [shape.measure]:
        text = draft.text(shape.measure)
        return not goes_on(text) and (is_mark("section", text) or not draft.short)
    if shape.number >= 0 and filled == sorted({shape.number, shape.measure}):
        return _heads_numbers(draft.text(shape.number), shape, following)
    return False


def _heads_numbers(number: str, shape: Shape, following: Sequence[Draft]) -> bool:
    """A row with a number and a text alone heads what follows: «I.», «1.» above «1.1», numbers that begin anew or pass its own."""
    below = next((row.text(shape.number) for row in following if not row.spanning and row.text(shape.number)), "")
    if _ROMAN.fullmatch(number) and not number.isdigit():
        return True
    stem = number.rstrip(".)")
    if below.startswith(f"{stem}."):
        return below.rstrip(".)") != stem
    below = below.rstrip(".)")
    return below == "1" or (shape.counted and stem.isdigit() and below.isdigit() and int(below) > int(stem) + 1)


def heading_of(text: Traced) -> Heading:
    """A folded heading with its printed number apart: «I. …», «Раздел 2. …», «1. …»."""
    found = _NUMBERED.match(text.text)
    if not found:
        return Heading(None, text)
    number = found["named"] or found["roman"] or found["arabic"]
    return Heading(number.replace("Х", "X"), text[found.end() :], text[: found.end()].strip())


def wraps_heading(above: str, draft: Draft) -> bool:
    """Whether a row of one text goes on with the heading above it."""
    text = draft.text(0) if draft.spanning else " ".join(filter(None, draft.texts()))
    alone = draft.spanning or len([t for t in draft.texts() if t]) == 1
    return alone and bool(text) and (goes_on(text) or is_open(above)) and not is_number(text)
