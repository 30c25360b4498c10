"""Rules for names: one spelt otherwise than everywhere else in the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from rapidfuzz.distance import Levenshtein

from extractor.repair.channel import confusable, likely
from extractor.repair.lexicon import is_word, listed, words
from extractor.repair.rule import Edit, Page

_NAME = re.compile(r"(?<![\w-])[А-ЯЁ][а-яё]{3,}(?![\w-])")
_SIGNED = re.compile(r"(?<![\w-])(?:([А-ЯЁ][а-яё]{3,}) ([А-ЯЁ]\. ?[А-ЯЁ]\.)|([А-ЯЁ]\. ?[А-ЯЁ]\.) ?([А-ЯЁ][а-яё]{3,}))")
_VOWELS = "аеёиоуыэюяй"
_STEM = 4
_LONGEST_ENDING = 3
_SURE = -7.5  # log of one confusion that a scan is known for


def rare_name(page: Page) -> Iterator[Edit]:
    """«Лесагорска» beside «Лесогорска»: a name that nothing else knows, one letter from a name of the document."""
    names = Counter({word: times for word, times in page.words.items() if _NAME.fullmatch(word)})
    for found in _NAME.finditer(page.text):
        word = found[0]
        if names[word] > 1 or is_word(word.lower()) or _initialled(page.text, found.end()):
            continue
        near = [n for n in names if len(n) == len(word) and names[n] > 1 and n[0] == word[0] and _one_letter(word, n)]
        near = near or _by_family(word, names)
        if len(near) == 1:
            yield Edit(*found.span(), near[0])


def _by_family(word: str, names: Counter[str]) -> list[str]:
    """`word` respelt by the names whose stem stands in the document more often than its own, and at least twice."""
    found = {right for name in names if (right := _respelt(word, name, names))}
    return sorted(found)


def _by_dictionary(word: str, names: Counter[str]) -> list[str]:
    """`word` respelt by the names that the dictionary has in this form, though each stands in the document once."""
    return sorted({right for name in names if (right := _respelt(word, name, Counter({name: 2}))) and listed(right.lower())})


def _by_middle(word: str, names: Counter[str]) -> list[str]:
    """Of three spellings or more of one name, the one that is nearest to all («Нехорошкова» of «Нехорошхова», «Нехорошкоиа»)."""
    forms = [name for name in names if len(name) == len(word) and name[0] == word[0] and name[-1] == word[-1]]
    spelt = [word, *(name for name in forms if Levenshtein.distance(name, word) <= 2)]
    far = sorted((sum(Levenshtein.distance(name, other) for other in spelt), name) for name in spelt)
    return [far[0][1]] if len(spelt) > 2 and far[0][0] < far[1][0] and far[0][1] != word else []


def _respelt(word: str, name: str, names: Counter[str]) -> str | None:
    """`word` with the stem of `name` («Ельшаиска» by «Ельшанск») or with an ending that is one («Ельшанскс» → «Ельшанске»)."""
    stems = [name[: len(name) - cut] for cut in range(_LONGEST_ENDING + 1) if name[len(name) - cut :] in _endings()]
    stems = [stem for stem in stems if len(stem) >= _STEM]
    if word[0] != name[0] or any(word.startswith(stem) and word[len(stem) :] in _endings() for stem in stems):
        return None  # another form of it
    for stem in stems:
        own, rest = word[: len(stem)], word[len(stem) :]
        if rest in _endings() and likely(own.lower(), stem.lower()) > _SURE and max(1, _forms(own, names)) < _forms(stem, names):
            return stem + rest
        if own == stem and _forms(stem, names) > 1:
            return _ended(stem, rest)
    return None


def _forms(stem: str, names: Counter[str]) -> int:
    """How often a name with this stem stands in the document, in whatever form."""
    return sum(times for name, times in names.items() if name.startswith(stem) and name[len(stem) :] in _endings())


def _ended(stem: str, rest: str) -> str | None:
    """`stem` with the one ending that a scan reads as `rest`, which is none."""
    if rest in _endings() or len(rest) > _LONGEST_ENDING or not rest:
        return None
    meant = [ending for ending in _endings() - {"о"} if len(ending) == len(rest) and likely(rest, ending) > _SURE]
    return stem + meant[0] if len(meant) == 1 else None


@cache
def _endings() -> frozenset[str]:
    return words("endings") | {""}


def rare_surname(page: Page) -> Iterator[Edit]:
    """«Хвостнкова Е.Л.» beside «Хвостикова Е.Л.»: a surname a letter or two from another with the same initials, its ending kept."""
    signed = [(found, _surname(found)) for found in _SIGNED.finditer(page.text)]
    named = Counter(who for _, who in signed)
    for found, (word, initials) in signed:
        if named[(word, initials)] > 1 or listed(word.lower()):
            continue
        same = Counter({name: times for (name, i), times in named.items() if i == initials and name != word})
        near = [n for n, times in same.items() if times > 1 and _same_surname(word, n)]
        near = near or _by_family(word, same) or _by_dictionary(word, same) or _by_middle(word, same)
        if len(near) == 1:
            yield Edit(*found.span(1 if found[1] else 4), near[0])


def rare_initials(page: Page) -> Iterator[Edit]:
    """«Чекменёв Д.О.» beside «Чекменёв Л.О.»: one initial read otherwise than everywhere else."""
    signed = [(found, _surname(found)) for found in _SIGNED.finditer(page.text)]
    named = Counter((surname.rstrip(_VOWELS), initials) for _, (surname, initials) in signed)
    for found, (surname, initials) in signed:
        stem = surname.rstrip(_VOWELS)
        if named[(stem, initials)] > 1:
            continue
        others = {i: times for (s, i), times in named.items() if s == stem and i != initials}
        near = [i for i, times in others.items() if times > 1 and _one_initial(i, initials)]
        if len(others) == 1 and near:
            at = found.start(2 if found[1] else 3)
            place = 0 if near[0][0] != initials[0] else found[2 if found[1] else 3].rindex(initials[2])
            yield Edit(at + place, at + place + 1, near[0][0] if place == 0 else near[0][2])


def _one_initial(a: str, b: str) -> bool:
    differ = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(differ) == 1 and confusable(*differ[0])


def _surname(found: re.Match[str]) -> tuple[str, str]:
    """The surname and the initials of a signature, whichever comes first."""
    surname, after, before, last = found.groups()
    return surname or last, (after or before).replace(" ", "")


def _same_surname(a: str, b: str) -> bool:
    """Whether two spellings are one form of a name: «Баташову» beside «Баташова» is another form."""
    return a[0] == b[0] and a[-1] == b[-1] and Levenshtein.distance(a, b) <= 1 + (min(len(a), len(b)) > 7) and a[-2:] not in ("ой", "ым")


def _initialled(text: str, at: int) -> bool:
    return re.match(r" ?[А-ЯЁ]\.", text[at : at + 3]) is not None


def _one_letter(a: str, b: str) -> bool:
    """Whether words of one length differ in one letter, not in the ending, and a scan can take one for the other."""
    differ = [k for k in range(len(a)) if a[k] != b[k]]
    return len(differ) == 1 and differ[0] < len(a) - 2 and (len(a) > 5 or confusable(a[differ[0]], b[differ[0]]))
