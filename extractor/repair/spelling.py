"""Rule for a word that is none: the likeliest word that a scan could have read so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from math import log

from extractor.repair.lexicon import count, is_word, listed, table
from extractor.repair.rule import Edit, Page

_SMALL = re.compile(r"(?<![\w.-])(?:[А-ЯЁ](?=[а-яё]))?[а-яё]{3,}(?![\w]|-\n|\.[а-яА-Я])")
_START = re.compile(r"(?:^|[\n!?:;«(•–—-]|\d|(?<![А-ЯЁ])\.)[ «(]*$")
_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_MARGIN = 2.0
_FLOOR = -7.5


@cache
def _confusions() -> dict[str, list[tuple[str, float]]]:
    """What a run of letters as read can stand for, with the log of how likely."""
    out: dict[str, list[tuple[str, float]]] = {}
    for seen, meant, weight in table("confusions"):
        out.setdefault(seen, []).append((meant, float(weight)))
    return out


@cache
def _pairs() -> frozenset[frozenset[str]]:
    return frozenset(frozenset((seen, meant)) for seen, meant, _ in table("confusions"))


def confusable(a: str, b: str) -> bool:
    """Whether a scan takes one letter for the other."""
    return frozenset((a.lower(), b.lower())) in _pairs()


def _edits(word: str) -> Iterator[tuple[str, float]]:
    """Words one confusion away, with the log of how likely the confusion is."""
    for at in range(len(word)):
        for length in (1, 2, 3):
            for meant, weight in _confusions().get(word[at : at + length], ()) if at + length <= len(word) else ():
                yield word[:at] + meant + word[at + length :], weight


def _any_edit(word: str) -> Iterator[str]:
    """All words one letter away: wrong, missing, spare, or two swapped."""
    for at in range(len(word) + 1):
        rest = word[at:]
        yield from (word[:at] + char + rest for char in _LETTERS)
        if rest:
            yield word[:at] + rest[1:]
            yield from (word[:at] + char + rest[1:] for char in _LETTERS if char != rest[0])
        if len(rest) > 1:
            yield word[:at] + rest[1] + rest[0] + rest[2:]


@lru_cache(maxsize=20_000)
def candidates(word: str) -> tuple[tuple[str, float], ...]:
    """Known words that a lower-case `word` may stand for, best first, each with a score (log frequency + log confusion)."""
    scores: dict[str, float] = {}
    for other, weight in _edits(word):
        if listed(other):
            scores[other] = max(scores.get(other, -99.0), weight + log(count(other) + 20))
    for other in _any_edit(word):
        if other not in scores and listed(other):
            scores[other] = _FLOOR + log(count(other) + 20)
    if not scores and len(word) > 7:
        for once, first in _edits(word):
            for twice, second in _edits(once):
                if listed(twice):
                    scores[twice] = max(scores.get(twice, -99.0), first + second + log(count(twice) + 20))
    return tuple(sorted(((w, s) for w, s in scores.items() if w != word), key=lambda ws: -ws[1])[:5])


def best(word: str, page: Page) -> tuple[str, float] | None:
    """The word meant and how far it is ahead of the next; None where nothing is likely."""
    ranked = sorted(((w, s + (3.0 if page.folded[w] else 0.0)) for w, s in candidates(word)), key=lambda ws: -ws[1])
    if not ranked:
        return None
    margin = ranked[0][1] - ranked[1][1] if len(ranked) > 1 else 9.0
    return ranked[0][0], margin


def suspicious(page: Page) -> Iterator[re.Match[str]]:
    """Words in small letters, or with a capital where a sentence starts, that are none."""
    for found in _SMALL.finditer(page.text):
        word = found[0]
        if page.words[word] > 1 or is_word(word.lower()):
            continue
        if word[0].isupper() and not _START.search(page.text[max(0, found.start() - 4) : found.start()]):
            continue
        if _half(page.text, *found.span()) or re.match(r" ?[А-ЯЁ]\.", page.text[found.end() : found.end() + 3]):
            continue
        yield found


def _half(text: str, start: int, end: int) -> bool:
    """Whether a word may be half of one that a line's end cut."""
    line = text.rfind("\n", 0, start) + 1
    return (text[end : end + 1] == "-") or (not text[line:start].strip() and "-\n" in text[max(0, line - 200) : line])


def unknown_word(page: Page) -> Iterator[Edit]:
    """«семннар», «Советание»: no word, and one word is clearly the likeliest."""
    for found in suspicious(page):
        word = found[0]
        right = best(word.lower(), page)
        if right and right[1] >= _MARGIN and (len(word) > 4 or right[1] > 4):
            new = right[0].capitalize() if word[0].isupper() else right[0]
            yield Edit(*found.span(), new, round(1 - 0.5 / (1 + right[1]), 3))
