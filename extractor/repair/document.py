"""Rules for which the document is its own dictionary: a rare form beside a frequent one, an abbreviation beside its name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from extractor.repair.channel import confusable
from extractor.repair.lexicon import is_word, known_abbreviation, table, words
from extractor.repair.rule import Edit, Page
from extractor.repair.spelling import damage

_CAPS = re.compile(r"(?<![\w.-])[А-ЯЁ][А-ЯЁи]{1,6}[А-ЯЁ](?![\w-])")
_SHORT = re.compile(r"(?<![\w.-])[А-ЯЁ]{3,6}(?![\w-])")
_DEFINED = re.compile(r"далее\s*[-–—:]?\s*«?([А-ЯЁ]{3,6})(?!\w)")
_NAMED = re.compile(r"[А-Яа-яЁё]+(?: [а-яё]+){1,7}")
_FRAMED = re.compile(r"(?<=У «)([А-ЯЁ]{3,6})(?=»)")
_NUMBER_ZERO = re.compile(r"(?<![\w./-])\d+-0(?![\w-])")
_DECIMAL = re.compile(r"(?<![\w.,/-])\d{1,4}([.,])\d(?= (?:тыс|млн|млрд|руб))")
_LONG = 4
_BADLY = 0.3
_LINKS = frozenset({"и", "по", "в", "на", "с", "для"})


def number_twice(page: Page) -> Iterator[Edit]:
    """«535-0» beside «535-О»: one number printed twice."""
    for found in _NUMBER_ZERO.finditer(page.text):
        if re.search(rf"(?<!\w){found[0][:-1]}О(?!\w)", page.text):
            yield Edit(found.end() - 1, found.end(), "О")


def decimal_comma(page: Page) -> Iterator[Edit]:
    """«150.0 тыс. руб.» beside «75,5 тыс. руб.»: the stop of a document that writes commas."""
    found = list(_DECIMAL.finditer(page.text))
    stops = [number for number in found if number[1] == "."]
    for number in stops if 2 * len(stops) <= len(found) else ():
        yield Edit(*number.span(1), ",")


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


def rare_abbreviation(page: Page) -> Iterator[Edit]:
    """«МОП» beside «(далее – МОЦ)»: an abbreviation seen once, a letter that a scan confuses from one defined or seen often."""
    seen = Counter(_SHORT.findall(page.text))
    defined = set(_DEFINED.findall(page.text))
    for found in _SHORT.finditer(page.text):
        token = found[0]
        if seen[token] > 1 or token in defined or known_abbreviation(token):
            continue
        near = [other for other in seen if seen[other] > 3 - (len(token) > 3) - 2 * (other in defined) and _one_capital(token, other)]
        if not near and not is_word(token.lower()):
            listed = [other for other in words("abbreviations") if _one_capital(token, other)]
            near = listed if listed and (len(token) > _LONG or damage(page) > _BADLY) else []
        if len(near) == 1 and not _initials(page.text)[token]:
            yield Edit(*found.span(), near[0])


def _one_capital(seen: str, meant: str) -> bool:
    """Whether two abbreviations differ in one letter that looks alike in capitals."""
    differ = [(a, b) for a, b in zip(seen, meant, strict=False) if a != b]
    return len(seen) == len(meant) and len(differ) == 1 and differ[0] in _alike_capitals()


@cache
def _alike_capitals() -> frozenset[tuple[str, str]]:
    return frozenset((row[0], row[1]) for row in _capitals() if len(row[0]) == len(row[1]) == 1)


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
