"""Rule for a word that is none: the likeliest word that a scan could have read so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from extractor.repair.lexicon import count, is_name, is_word, listed, table, weight, words
from extractor.repair.rule import Edit, Page, starts, stem

_SMALL = re.compile(r"(?<![\w.-])(?:[А-ЯЁ](?=[а-яё]))?[а-яё]{3,}(?!\w|\. ?[а-я]|\.[А-Я])|(?<=[а-яё]-)[а-яё]{6,}(?!\w)")
_CUT = re.compile(r"([А-Яа-яё]+)-(?![а-яё\d])")
_CELL = re.compile(r"(?:^|[\n|]|  )[ «(]*$")
_CAPS = re.compile(r"(?<![\w.-])[А-ЯЁ]{7,}(?![\w-]|\.[А-Я])")
_HARD = re.compile(r"(?<![\w-])[А-ЯЁ]?[а-яё]{2,}ъ(?![\w-])")
_GEO = re.compile(r"(?:\b(?:г|с|п|д|х|ст|пос|пгт|дер|мкр|ул|пер|р)\.|\b(?:город|село|посёлок|поселок|деревня|улица|станица|аул)[аеуы]?) ?$")
_PLACE = re.compile(r"(?:ск|цк)(?:а|у|ом|е|ий|ого|ому|им|ая|ой|ую|ое|ие|их)?$|(?:ов|ев|ин)[оае]$")
_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_MARGIN = 2.0
_FLOOR = -8.5
_COMMON = 1000
_LEAST = -1.5
_STRONG = 2.0
_SEEN_HERE = 3.0
_GENRE = 2.5
_NEAR = 300


@cache
def _confusions() -> dict[str, list[tuple[str, float]]]:
    """What a run of letters as read can stand for, with the log of how likely."""
    out: dict[str, list[tuple[str, float]]] = {}
    for seen, meant, share in table("confusions"):
        out.setdefault(seen, []).append((meant, float(share)))
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
            for meant, likely in _confusions().get(word[at : at + length], ()) if at + length <= len(word) else ():
                yield word[:at] + meant + word[at + length :], likely


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


_LONGEST = 40  # no word of the dictionary is longer


@lru_cache(maxsize=20_000)
def candidates(word: str) -> tuple[tuple[str, float], ...]:
    """Known words that a lower-case `word` may stand for, best first, each with a score (log frequency + log confusion)."""
    if len(word) > _LONGEST:
        return ()
    scores: dict[str, float] = {}
    for other, likely in _edits(word):
        if listed(other):
            scores[other] = max(scores.get(other, -99.0), likely + weight(other))
    for other in _any_edit(word):
        if (
            (len(word) > 5 or len(other) == len(word))
            and other not in scores
            and (count(other) or other in words("genre"))
            and listed(other)
        ):  # counts are the faster question
            scores[other] = _FLOOR + weight(other)
    if not scores and len(word) > 7:
        for once, first in _edits(word):
            for twice, second in _edits(once):
                if count(twice) and listed(twice):
                    scores[twice] = max(scores.get(twice, -99.0), first + second + weight(twice))
    return tuple(sorted(((w, s) for w, s in scores.items() if w != word), key=lambda ws: -ws[1])[:5])


def best(word: str, page: Page) -> tuple[str, float, float] | None:
    """The word meant, how far it is ahead of the next (log) and its score; None where nothing is likely."""
    ranked = sorted(((w, s + _expected(w, word, page)) for w, s in candidates(word)), key=lambda ws: -ws[1])
    if not ranked or ranked[0][1] < _least(len(word)):
        return _twice_misread(word, page)
    if not (count(ranked[0][0]) or _expected(ranked[0][0], word, page) or len(word) == len(ranked[0][0]) > 9):
        return None
    if page.folded[word] > 1 >= page.folded[ranked[0][0]] / page.folded[word]:
        return None
    return ranked[0][0], ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else _FLOOR), ranked[0][1]


def _expected(right: str, word: str, page: Page) -> float:
    """How much likelier (log) `right` is here than its frequency at large says; `word` itself is no evidence of it."""
    here = page.folded[right] if stem(right) == stem(word) else stem(right) in page.stems
    return _SEEN_HERE if here else _GENRE if stem(right) in _genre() else 0.0


@cache
def _genre() -> frozenset[str]:
    return frozenset(map(stem, words("genre")))


def _least(length: int) -> float:
    """The score that a correction needs: the longer a word, the fewer neighbours it could have by chance."""
    return _LEAST + 3 * (length < 6) - (length > 7) - 1.5 * (length > 9)


def _twice_misread(word: str, page: Page) -> tuple[str, float, float] | None:
    """The one word of the page itself that a long word is two letters from."""
    if len(word) < 9:
        return None
    near = process.extract(word, page.long_words, scorer=Levenshtein.distance, score_cutoff=2, limit=2)
    return (near[0][0], _MARGIN, _LEAST) if len(near) == 1 and listed(near[0][0]) else None


def suspicious(page: Page) -> Iterator[re.Match[str]]:
    """Words in small letters, or with a capital where a sentence starts, that are none."""
    for found in _SMALL.finditer(page.text):
        word = found[0]
        if is_word(word.lower()):
            continue
        if not half(page.text, *found.span()) and not re.match(r" ?[А-ЯЁ]\.", page.text[found.end() : found.end() + 3]):
            yield found


def _name_like(right: str, word: str, page: Page) -> bool:
    """Whether a capital word may be a name: what it resembles is one, or is rare, or differs by no letter that a scan confuses."""
    if is_name(right):
        return True
    if _PLACE.search(word) or (len(word) > 6 and _expected(right, word, page)):  # «Рябиновск» is no «Рябиновок»
        return not _expected(right, word, page)
    confused = any(right == other for other, _ in _edits(word))
    return count(right) < (_COMMON if len(word) < 9 else _COMMON / 4) if confused else len(word) < 8 or count(right) < 5 * _COMMON


def _no_name(page: Page, at: int, word: str, new: str) -> bool:
    """Whether a capital word at `at` stands on the page in its right spelling, or opens a sentence or a cell and is not likely a name."""
    if _GEO.search(page.text, max(0, at - 12), at):
        return False
    if page.words[new] and new[-2:] == word[-2:]:
        return True
    return starts(page.text, at) and not _name_like(new.lower(), word.lower(), page)


def half(text: str, start: int, end: int) -> bool:
    """Whether a word is a half, the first or the second, of one that a line's or a cell line's end cut."""
    word = text[start:end].lower()
    if text[end : end + 1] == "-" and (word[-1] == "о" or not text[end + 1 : end + 2].isalpha()):  # «детско-юношеский»
        return True
    cut = list(_CUT.finditer(text, max(0, start - _NEAR), start))
    return bool(cut) and (_CELL.search(text[max(0, start - 4) : start]) is not None or any(listed(c[1].lower() + word) for c in cut))


def unknown_capitals(page: Page) -> Iterator[Edit]:
    """«УПРАВЛЕНИВ»: a word in capitals that is none; abbreviations and names in capitals are left."""
    for found in _CAPS.finditer(page.text):
        word = found[0].lower()
        right = None if is_word(word) or half(page.text, *found.span()) else best(word, page)
        if right and right[1] >= _MARGIN and not _name_like(right[0], word, page):
            yield Edit(*found.span(), right[0].upper())


def hard_sign(page: Page) -> Iterator[Edit]:
    """«Июнъ»: no word ends in ъ any more."""
    for found in _HARD.finditer(page.text):
        if listed(f"{found[0][:-1]}ь".lower()):
            yield Edit(found.end() - 1, found.end(), "ь")


def unknown_word(page: Page) -> Iterator[Edit]:
    """«семннар», «Советание»: no word, and one word is clearly the likeliest."""
    for found in suspicious(page):
        word = found[0]
        right = best(word.lower(), page) if len(word) > 3 else None
        if right is None or right[1] < _MARGIN or (len(word) < 5 and right[1] < 2 * _MARGIN):
            continue
        new = right[0].capitalize() if word[0].isupper() else right[0]
        if word[0].islower() or _no_name(page, found.start(), word, new):
            yield Edit(*found.span(), new, round(1 - 0.5 / (1 + right[1]), 3))


def doubtful(page: Page) -> Iterator[tuple[int, str]]:
    """Where a word is none and two words are as likely: its place and itself."""
    for found in suspicious(page):
        right = best(found[0].lower(), page) if len(found[0]) > 4 and found[0].islower() else None
        if right and right[1] < _MARGIN and right[2] > _STRONG:
            yield found.start(), found[0]
