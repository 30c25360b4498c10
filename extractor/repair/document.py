"""Rules for which the document is its own dictionary: a rare form beside a frequent one, an abbreviation beside its name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from rapidfuzz.distance import Levenshtein

from extractor.repair.lexicon import is_word, known_abbreviation, listed, table
from extractor.repair.rule import Edit, Page
from extractor.repair.spelling import confusable

_NAME = re.compile(r"(?<![\w-])[А-ЯЁ][а-яё]{3,}(?![\w-])")
_CAPS = re.compile(r"(?<![\w.-])[А-ЯЁ][А-ЯЁи]{1,6}[А-ЯЁ](?![\w-])")
_NAMED = re.compile(r"[А-Яа-яЁё]+(?: [а-яё]+){1,7}")
_FRAMED = re.compile(r"(?<=У «)([А-ЯЁ]{3,6})(?=»)")
_SIGNED = re.compile(r"(?<![\w-])(?:([А-ЯЁ][а-яё]{3,}) ([А-ЯЁ]\. ?[А-ЯЁ]\.)|([А-ЯЁ]\. ?[А-ЯЁ]\.) ?([А-ЯЁ][а-яё]{3,}))")
_NUMBER_ZERO = re.compile(r"(?<![\w./-])\d+-0(?![\w-])")
_LINKS = frozenset({"и", "по", "в", "на", "с", "для"})


def number_twice(page: Page) -> Iterator[Edit]:
    """«535-0» beside «535-О»: one number printed twice."""
    for found in _NUMBER_ZERO.finditer(page.text):
        if re.search(rf"(?<!\w){found[0][:-1]}О(?!\w)", page.text):
            yield Edit(found.end() - 1, found.end(), "О")


def rare_name(page: Page) -> Iterator[Edit]:
    """«Лесагорска» beside «Лесогорска»: a name that nothing else knows, one letter from a name of the document."""
    names = Counter({word: times for word, times in page.words.items() if _NAME.fullmatch(word)})
    for found in _NAME.finditer(page.text):
        word = found[0]
        if names[word] > 1 or is_word(word.lower()) or _initialled(page.text, found.end()):
            continue
        near = [n for n in names if len(n) == len(word) and names[n] > 1 and n[0] == word[0] and _one_letter(word, n)]
        if len(near) == 1:
            yield Edit(*found.span(), near[0])


def rare_surname(page: Page) -> Iterator[Edit]:
    """«Хвостнкова Е.Л.» beside «Хвостикова Е.Л.»: a surname a letter or two from another with the same initials, its ending kept."""
    signed = [(found, _surname(found)) for found in _SIGNED.finditer(page.text)]
    named = Counter(who for _, who in signed)
    for found, (word, initials) in signed:
        if named[(word, initials)] > 1 or listed(word.lower()):
            continue
        near = [n for (n, i), times in named.items() if i == initials and times > 1 and _same_surname(word, n)]
        if len(near) == 1:
            yield Edit(*found.span(1 if found[1] else 4), near[0])


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


def swapped_abbreviation(page: Page) -> Iterator[Edit]:
    """«ОСМУ» beside «ОМСУ»: an abbreviation seen once, two neighbours swapped in one that is seen often."""
    seen = Counter(_CAPS.findall(page.text))
    for found in _CAPS.finditer(page.text):
        token = found[0]
        if seen[token] > 1 or len(token) < 4 or known_abbreviation(token) or is_word(token.lower()):
            continue
        swaps = {token[:k] + token[k + 1] + token[k] + token[k + 2 :] for k in range(len(token) - 1)} - {token}
        near = [other for other in swaps if seen[other] > 2]
        if len(near) == 1:
            yield Edit(*found.span(), near[0])


def named_abbreviation(page: Page) -> Iterator[Edit]:
    """«ДЮиМП» beside «департамент образования и молодежной политики»: one letter from the initials of a name in the document."""
    tokens = {t for t in _CAPS.findall(page.text) if len(t) > 3 and not t.isupper() and not known_abbreviation(t)}
    if not tokens:
        return
    initials = _initials(page.text)
    right = {t: _shortens(t, initials) for t in tokens if t not in initials}
    for found in _CAPS.finditer(page.text):
        new = right.get(found[0])
        if new:
            yield Edit(*found.span(), new)


def _initials(text: str) -> Counter[str]:
    """Initials of every run of words, links between them in small letters or left out."""
    out: Counter[str] = Counter()
    for run in _NAMED.findall(text):
        parts = run.split()
        for first in range(len(parts)):
            letters = parts[first][0].upper()
            short = letters
            for word in parts[first + 1 : first + 8]:
                letters += word[0] if word in _LINKS else word[0].upper()
                short += "" if word in _LINKS else word[0].upper()
                if len(letters) > 2 and word not in _LINKS:
                    out[letters] += 1
                    if short != letters:
                        out[short] += 1
    return out


def _shortens(token: str, initials: Counter[str]) -> str | None:
    """The only initials, seen more than once, that differ from `token` in one letter that a scan confuses."""
    near = [i for i, times in initials.items() if times > 1 and len(i) == len(token) and i[0] == token[0] and _one_sign(i, token)]
    return near[0] if len(near) == 1 else None


def _one_sign(a: str, b: str) -> bool:
    differ = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(differ) == 1 and confusable(*differ[0]) and [c.islower() for c in a] == [c.islower() for c in b] and any(map(str.islower, a))


def body_abbreviation(page: Page) -> Iterator[Edit]:
    """МКУ «ДПМР» beside МКУ «ЦМР», «Центр молодёжных ресурсов»: a body's abbreviation whose first letter was read as others."""
    framed = list(_FRAMED.finditer(page.text))
    bodies = Counter(found[1] for found in framed)
    if len(bodies) < 2:
        return
    for found in framed:
        seen = found[1]
        near = [b + seen[len(a) :] for a, b in _capitals() if seen.startswith(a) and len(seen) > len(a) + 1]
        near = [other for other in near if bodies[other] > bodies[seen]]
        initials = _initials(page.text) if near else Counter()
        meant = [other for other in near if initials[other] and not initials[seen]]
        if len(meant) == 1:
            yield Edit(*found.span(1), meant[0])


@cache
def _capitals() -> tuple[tuple[str, str], ...]:
    """What the capitals that open an abbreviation can stand for."""
    return tuple((row[0], row[1]) for row in table("capitals"))
