"""Rules for words of a small closed set: a preposition told by its neighbours, a month told by the place where a deadline has one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import log

from extractor.repair.channel import likely
from extractor.repair.context import fit, neighbours
from extractor.repair.lexicon import count, genre, is_word, words
from extractor.repair.rule import Edit, Page

_SHORT = re.compile(r"(?:(?<=[а-яё»,)] )|(?<=\())[а-яё]{1,3}(?= [«а-яё\d])|(?<=[а-яё][ \n])[а-яё]{2,3}(?=[ \n][а-яё])")
_MONTH = re.compile(r"(?<![\w.])(?<!\. )[А-ЯЁа-яё][а-яё]{2,7}(?= ?(?:[-–—,]|20\d\d|года?(?!\w)|$|\n))")
_CONFUSED = -6.6  # log of one confusion that a scan is known for
_AHEAD = 2.0
_ITSELF = 500_000  # a short word met more often may be meant
_LETTERS = "знмхыйьщэъф"  # letters that stand for no word and no unit
_ALSO = ("год", "дня", "раза")
_LEAST = -4.0
_MARGIN = 2.0
_LONG = 5


def short_word(page: Page) -> Iterator[Edit]:
    """«план ло повышению», «ие менее», «в возрасте ог 5 лет»: no word of the genre, and one function word is clearly the likeliest."""
    for found in _SHORT.finditer(page.text):
        word = found[0]
        around = neighbours(page.text, *found.span()) if _strange(word, page) else ("", "")
        if not _in_a_phrase(word, around):
            continue
        ranked = sorted(((_score(word, other, around), other) for other in (*words("function"), *_ALSO)), reverse=True)
        if ranked[0][0] >= _LEAST and ranked[0][0] - ranked[1][0] >= _MARGIN:
            yield Edit(*found.span(), ranked[0][1])


def _in_a_phrase(word: str, around: tuple[str, str]) -> bool:
    """Whether words stand before it and after («п р и к а з» is typography, «5 кв м» a unit), or it opens a bracket."""
    left, right = around
    if not left:
        return len(word) > 1 and len(right) > _LONG
    return is_word(left) and left not in words("units") and len(word + left) > 2


def _strange(word: str, page: Page) -> bool:
    """Whether a short word is none that the genre has, nor one that this page has more than twice."""
    if len(word) == 1:
        return word in _LETTERS
    listed = word in genre() or word in words("function") or word in words("units")
    return not listed and count(word) < _ITSELF and page.folded[word] < 3


def _score(seen: str, meant: str, around: tuple[str, str]) -> float:
    return likely(seen, meant) + fit(meant, around) + log(genre().get(meant, 0) + 1)


def month(page: Page) -> Iterator[Edit]:
    """«Иювь 2022», «Апрель - июиь»: no word, and one letter from a month where a month may stand."""
    for found in _MONTH.finditer(page.text):
        word = found[0].lower()
        if is_word(word):
            continue
        ranked = sorted(((likely(word, other), other) for other in words("months")), reverse=True)
        if ranked[0][0] > _CONFUSED and ranked[0][0] - ranked[1][0] > _AHEAD:
            yield Edit(*found.span(), ranked[0][1].capitalize() if found[0][0].isupper() else ranked[0][1])
