"""Rules for what a scan breaks, runs together or reads twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extractor.repair.lexicon import count, is_word, listed, words
from extractor.repair.rule import Edit, Page, starts

_SMALL = re.compile(r"(?<![^\s«(])[А-Яа-яЁё][а-яё]*(?: [а-яё]+)+(?![\w-])")
_PIECE = re.compile(r"[А-Яа-яЁё]+")
_INITIALS = re.compile(r"(?<![\w-])[А-ЯЁ][а-яё]{2,}(?=[А-ЯЁ]\. ?[А-ЯЁ]\.)")
_INITIALS_FIRST = re.compile(r"(?<![\w.])[А-ЯЁ]\. ?[А-ЯЁ]\.(?=[А-ЯЁ][а-яё]{2,})")
_CAMEL = re.compile(r"(?<![\w«\"-])([А-ЯЁ]?[а-яё]{4,})([А-ЯЁ][а-яё]{3,})(?![\w-])")
_LONG = re.compile(r"(?<![\w.-])(?:[А-ЯЁ][а-яё]{4,}|[а-яё]{5,})(?![\w-]|\.[а-яА-Я])")
_DOUBLE = re.compile(r"(?<![^\s«(])(«[^«»\n]{3,60}»|[А-Яа-яЁё][^\n«»,;:]{8,80}?[а-яё»]) \1(?![\w-])")
_FREQUENT = 400
_INFLECTED = "аеийыьюяхмв"


def broken_word(page: Page) -> Iterator[Edit]:
    """«муници пальный»: pieces that are no words and together are one; spaced letters are typography."""
    for found in _SMALL.finditer(page.text):
        pieces = list(_PIECE.finditer(page.text, *found.span()))
        taken = -1
        for left, right in pairwise(pieces):
            if left.start() < taken or len(left[0]) == len(right[0]) == 1:
                continue
            whole = (left[0] + right[0]).lower()
            if _broken(left[0].lower(), right[0]) and len(whole) > 4 and listed(whole) and count(whole) > 20:
                yield Edit(left.start(), right.end(), left[0] + right[0])
                taken = right.end()


def _broken(left: str, right: str) -> bool:
    """Whether two pieces can't stand as words of their own."""
    if len(right) == 1 and right in "ивскоуая":
        return not listed(left)
    return not (listed(right) and (listed(left) or left in words("function")))


def joined_initials(page: Page) -> Iterator[Edit]:
    """«МинаеваЕ.Л.»: a surname and the initials after it."""
    for found in _INITIALS.finditer(page.text):
        yield Edit(*found.span(), f"{found[0]} ")


def joined_capital(page: Page) -> Iterator[Edit]:
    """«работникиРуководители»: two words, told by the capital; «СберКласс», «ИнфоУрок» are names."""
    for found in _CAMEL.finditer(page.text):
        left, right = found.groups()
        if left[-1] in _INFLECTED and listed(left.lower()) and listed(right.lower()):
            yield Edit(*found.span(), f"{left} {right}")


def joined_words(page: Page) -> Iterator[Edit]:
    """«доконца»: two words run together; a compound is a word."""
    for found in _LONG.finditer(page.text):
        word = found[0].lower()
        if is_word(word) or page.folded[word] > 1 or (found[0][0].isupper() and not starts(page.text, found.start())):
            continue
        cuts = [cut for cut in range(1, len(word)) if _two_words(word[:cut], word[cut:], page, capital=found[0][0].isupper())]
        if len(cuts) == 1:
            yield Edit(*found.span(), f"{found[0][: cuts[0]]} {found[0][cuts[0] :]}")


def _two_words(left: str, right: str, page: Page, *, capital: bool) -> bool:
    if f"{left} {right}" in words("phrases"):
        return True
    if not (listed(left) and listed(right) and min(count(left), count(right)) > _FREQUENT):
        return False
    if left in words("function"):
        return len(right) > 3 + 2 * capital
    if right in words("function"):  # «Участиев» may be a surname, «проведениена» not
        return len(left) > 6 and page.folded[left] > 0 and not capital
    return len(left) > 3 + (not capital) and len(left + right) > 9 and len(right) > 3 and left[-1] not in ("оеи" if not capital else "о")


def doubled_phrase(page: Page) -> Iterator[Edit]:
    """«Нетворкинг» «Нетворкинг»: a phrase read twice on the spot."""
    for found in _DOUBLE.finditer(page.text):
        yield Edit(*found.span(), found[1])
