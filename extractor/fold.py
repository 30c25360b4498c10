"""Cleaned text: what the contract folds after repair and never records (white space, line-end hyphens, letter-spacing, markup)."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.morph import is_compound
from extractor.text import Traced

_TAG = re.compile(r"</?[A-Za-z][\w:-]*(?:\s[^<>\n]*)?/?>")
# marks of headings and emphasis; a soft hyphen, with the line end that it breaks a word at; signs that nobody sees
_UNSEEN = re.compile(
    "(?m:^\\s*#{1,6}(?= ))|\\*\\*|\u00ad[ \\t]*\r?\n[ \\t]*(?=[а-яё])|[\x00-\x08\x0e-\x1b\x7f\u00ad\u200b\u200c\u200d\u2060\ufeff]"
)
# «П Р И К А З», «п р и к а з ы в а ю»: single letters with one space between them; more than one space parts words
_SPACED = re.compile(r"(?<![\w.])(?:[А-ЯЁа-яё][ \u00a0]){3,}[А-ЯЁа-яё](?![\w.])")
_HYPHEN = re.compile(r"(?P<left>[а-яёА-ЯЁ]+)[-\u2010\u00ac][ \t]*\r?\n\s*(?P<right>[а-яё]+)")
_SPACE = re.compile(r"\s{2,}|[^\S ]")


def fold(text: Traced) -> Traced:
    """Cleaned text of `text`; every character keeps the place where it was read."""
    for step in (_drop_markup, _join_hyphens, _join_spaced, _fold_space):
        text = step(text)
    return text.strip()


def folded(text: Traced) -> str:
    """Only the words of `fold`: what a rule asks that needs no places; the same cell is asked many times."""
    return _folded(text.text)


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    return fold(Traced.of(text)).text


def _drop_markup(text: Traced) -> Traced:
    text = text.replaced((m.start(), m.end(), " ") for m in _TAG.finditer(text.text)) if "<" in text.text else text
    return text.replaced((m.start(), m.end(), "") for m in _UNSEEN.finditer(text.text)) if _UNSEEN.search(text.text) else text


def _join_hyphens(text: Traced) -> Traced:
    if "\n" not in text.text:
        return text
    pieces = []
    for found in _HYPHEN.finditer(text.text):
        left, right = found["left"], found["right"]
        pieces.append((found.end("left"), found.start("right"), "-" if is_compound(left, right) else ""))
    return text.replaced(pieces) if pieces else text


def _join_spaced(text: Traced) -> Traced:
    pieces = []
    for found in _SPACED.finditer(text.text):
        pieces += [(i, i + 1, "") for i in range(found.start(), found.end()) if text.text[i].isspace()]
    return text.replaced(pieces) if pieces else text


def _fold_space(text: Traced) -> Traced:
    pieces = [(m.start(), m.end(), " ") for m in _SPACE.finditer(text.text)]
    return text.replaced(pieces) if pieces else text
