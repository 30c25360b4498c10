"""Rules for a word that is none: the likeliest word that a scan could have read so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractor.morph import known, parses
from extractor.repair.candidates import Guess, at_home, best
from extractor.repair.channel import edits, likely
from extractor.repair.context import neighbours
from extractor.repair.lexicon import count, derived, genre, half_known, is_name, is_word, listed
from extractor.repair.rule import Edit, Page, starts

_SMALL = re.compile(
    r"(?<![\w.-])(?<![а-яё][;:!'~^\[])(?:[А-ЯЁ](?=[а-яё]))?[а-яё]{3,}(?![\w-]|\. ?[а-я\d]|\.[А-Я]|[;:!'~^\[][а-яё])"
    r"|(?<=[а-яё]-)[а-яё]{6,}(?!\w)|(?<![\w.-])[А-ЯЁ]?[а-яё]{5,}(?=-[а-яё])"
)
_CUT = re.compile(r"([А-Яа-яё]+)-(?![а-яё\d])")
_CELL = re.compile(r"(?:^|[\n|]|  )[ «(]*$")
_CAPS = re.compile(r"(?<![\w.-])[А-ЯЁ]{4,}(?![\w-]|\.[А-Я])")
_BEFORE = re.compile(r"([А-ЯЁ]{6,}) $")
_AFTER = re.compile(r" ([А-ЯЁ]{6,})(?!\w)")
_INITIAL = re.compile(r" ?[А-ЯЁ]\.")
_HARD = re.compile(r"(?<![\w-])[А-ЯЁ]?[а-яё]{2,}ъ(?![\w-])")
_GEO = re.compile(r"(?:\b(?:г|с|п|д|х|ст|пос|пгт|дер|мкр|ул|пер|р)\.|\b(?:город|село|посёлок|поселок|деревня|улица|станица|аул)[аеуы]?) ?$")
_PLACE = re.compile(r"(?:ск|цк)(?:а|у|ом|е|ий|ого|ому|им|ая|ой|ую|ое|ие|их)?$|(?:ов|ев|ин)[оае]$")
MARGIN = 1.5
_COMMON = 1000
# By length; calibrated on OCR of the training side against 3,000 right words that no dictionary has: 4 of 100 (corpus.noise.unlisted) pass.
_LEAST = (9.0, 9.0, 9.0, 8.0, 5.0, 3.5, 1.5, 1.0, -0.7, -0.7, -2.5, -2.5, -2.5, -5.0)
_LENIENT = 4.0  # less is asked of a word on a page that is read badly throughout
_CLEAR = 4.0  # twice as lenient to a long word where the next best is so far behind
_BAD = 0.03
_BADLY = 0.3
_FEW = 100
_TWICE = 4.0
_STRONG = 2.0
_NEAR = 300
_OFTEN = 50
_MET = 100
_ALIKE = -6.6
_NAMES = frozenset({"Name", "Surn", "Patr", "Geox"})
_TWO = -13.2  # log of two confusions that a scan is known for
_LONG = 9
_NAME_LONG = 7  # a longer capital word is a name's less often
_STEM = 3  # letters of a stem that tell a word
_FIRST = 6  # the first part of a compound, shorter, is too short to be told from another
_NAMING = ("NOUN", "ADJS", None)


def suspicious(page: Page) -> tuple[re.Match[str], ...]:
    """Words in small letters, or with a capital where a sentence starts, that are none."""
    if page.suspects is None:
        doubted = [found for found in _SMALL.finditer(page.text) if _doubted(found[0])]
        page.suspects = tuple(
            found
            for found in doubted
            if not half(page.text, *found.span()) and not (found[0][0].isupper() and _INITIAL.match(page.text, found.end()))
        )
    return page.suspects


@lru_cache(maxsize=50_000)
def _doubted(word: str) -> bool:
    """Whether a word is none, or only looks like one; a capital word that the corpus has may be a name."""
    small = word[0].islower()
    return not is_word(word.lower()) or _misread_compound(word.lower()) or (small and (half_known(word) or _only_a_name(word)))


def _only_a_name(word: str) -> bool:
    """Whether a word in small letters is in the dictionary as a rare name alone («саите»)."""
    return count(word) < _MET and all(_NAMES & set(parse.tag.grammemes) for parse in parses(word))


@lru_cache(maxsize=20_000)
def _misread_compound(word: str) -> bool:
    """Whether a word that only a stem or a prefix makes one is one confusion from a common one («экологичсскому», «психодога»)."""
    if len(word) <= _NAME_LONG or known(word) or count(word):
        return False
    return any(how > _ALIKE and known(other) and count(other) > _MET for other, how in edits(word))


def _name_like(right: str, word: str, page: Page) -> bool:
    """Whether a capital word may be a name: what it resembles is one, or is rare, or differs by no letter that a scan confuses."""
    if is_name(right):
        return True
    if _PLACE.search(word) or (len(word) > 6 and at_home(right, word, page)):  # «Рябиновск» is no «Рябиновок»
        return not at_home(right, word, page)
    confused = any(right == other for other, _ in edits(word)) or (len(word) > _LONG and likely(word, right) > _TWO)
    if confused and len(word) > _NAME_LONG and parses(right)[0].tag.POS not in _NAMING:  # «Виеклассные»
        return False
    if confused:
        return count(right) < _COMMON / (1 if len(word) < 9 else 4 if len(word) < 10 else 50)
    return len(word) < 8 or count(right) < 5 * _COMMON


def _no_name(page: Page, at: int, word: str, new: str) -> bool:
    """Whether a capital word at `at` stands on the page in its right spelling, or opens a sentence or a cell and is not likely a name."""
    if _GEO.search(page.text, max(0, at - 12), at):
        return False
    if page.words[new] and new[-2:] == word[-2:]:
        return True
    if not starts(page.text, at) and page.text[at - 1] not in "«„" and not (len(word) > _NAME_LONG and new.lower() in genre()):
        return False
    return not _name_like(new.lower(), word.lower(), page)


def half(text: str, start: int, end: int) -> bool:
    """Whether a word is a half, the first or the second, of one that a line's or a cell line's end cut."""
    word = text[start:end].lower()
    if "\u00ad" in (text[end : end + 1], text[start - 1 : start]):
        return True
    compound = word[-1] == "о" and len(word) < _FIRST  # «детско-юношеский»
    if text[end : end + 1] == "-" and (compound or not text[end + 1 : end + 2].isalpha()):
        return True
    if text[start].isupper() and text[start + 1 : start + 2].islower():  # a second half has no capital
        return False
    cut = list(_CUT.finditer(text, max(0, start - _NEAR), max(0, start - 1)))
    return bool(cut) and (_CELL.search(text[max(0, start - 4) : start]) is not None or any(listed(c[1].lower() + word) for c in cut))


def _meant(page: Page, start: int, end: int) -> Guess | None:
    """What the unknown word at `start`..`end` was, if that is likelier than that it is a word that nobody listed."""
    word = page.text[start:end].lower()
    guess = best(word, page, neighbours(page.text, start, end))
    if guess is None:
        return None
    if derived(word) or (page.text[start].isupper() and _ends_another(word, page)):
        return None
    if word[-1] == "о" != guess.word[-1] and page.text[end : end + 1] == "-":  # «психолого-педагогический»
        return None
    twice = page.folded[word] > 1 >= page.folded[guess.word] / page.folded[word]  # a term of the author's
    if half_known(word) and count(guess.word) < _OFTEN * count(word):
        return None
    needed = least(len(word)) + _TWICE * twice
    lenient = _LENIENT * (1 + (guess.margin > _CLEAR and len(word) > _NAME_LONG))
    return guess if guess.score >= needed or guess.score >= needed - lenient * damage(page) else None


def _ends_another(word: str, page: Page) -> bool:
    """Whether a longer word of the page ends in this one, its ending aside: «Сольский край» where «Верхнесольском округе» stands."""
    stem = word[:-2]
    return len(stem) > _STEM and any(stem in other[2:] for other in page.folded if len(other) > len(word) + 1)


def least(length: int) -> float:
    """The score that a correction needs: the longer a word, the fewer neighbours it could have by chance."""
    return _LEAST[min(length, len(_LEAST) - 1)]


def damage(page: Page) -> float:
    """How badly the page was read, 0..1: the share of its words that are none and surely were others, against that of a bad scan."""
    sure = 0
    for found in suspicious(page) if page.damaged < 1 else ():
        guess = best(found[0].lower(), page)
        sure += guess is not None and guess.score >= least(len(found[0])) and guess.margin >= MARGIN
    page.damaged = max(page.damaged, min(1.0, max(0, sure - 1) / (page.size + _FEW) / _BAD))
    return page.damaged


def unknown_capitals(page: Page) -> Iterator[Edit]:
    """«УПРАВЛЕНИВ»: a word in capitals that is none; abbreviations and names in capitals are left."""
    for found in _CAPS.finditer(page.text):
        word = found[0].lower()
        if is_word(word) or half(page.text, *found.span()) or not (len(word) > 6 or _beside_capitals(page.text, *found.span())):
            continue
        right = _meant(page, *found.span())
        if right and right.margin >= MARGIN and not _name_like(right.word, word, page):
            yield Edit(*found.span(), right.word.upper())


def _beside_capitals(text: str, start: int, end: int) -> bool:
    """Whether a word stands beside another in capitals that is no abbreviation («ПЛАИ МЕРОПРИЯТИЙ»)."""
    beside = _BEFORE.search(text, max(0, start - 30), start), _AFTER.match(text, end)
    return any(word is not None and listed(word[1].lower()) for word in beside)


def hard_sign(page: Page) -> Iterator[Edit]:
    """«Июнъ»: no word ends in ъ any more."""
    for found in _HARD.finditer(page.text):
        if listed(f"{found[0][:-1]}ь".lower()):
            yield Edit(found.end() - 1, found.end(), "ь")


def unknown_word(page: Page) -> Iterator[Edit]:
    """«семннар», «Советание»: no word, and one word is clearly the likeliest."""
    for found in suspicious(page):
        word = found[0]
        right = _meant(page, *found.span()) if len(word) > 3 else None
        if right is None or right.margin < MARGIN or (len(word) < 5 and right.margin < 2 * MARGIN):
            continue
        if word[0].isupper() and word.lower().replace("ё", "е") == right.word and right.word not in genre():
            continue  # «Заозёрье»
        new = right.word.capitalize() if word[0].isupper() else right.word
        if word[0].islower() or _no_name(page, found.start(), word, new):
            yield Edit(*found.span(), new, round(1 - 0.5 / (1 + right.margin), 3))


def doubtful(page: Page) -> Iterator[tuple[int, str]]:
    """Where a word is none and two words are as likely, and on a page that is read badly any that is none: its place and itself."""
    for found in suspicious(page):
        if len(found[0]) < 5 or not found[0].islower():
            continue
        right = _meant(page, *found.span())
        torn = right is not None and right.margin < MARGIN and right.score > _STRONG
        if torn or damage(page) > _BADLY:
            yield found.start(), found[0]
