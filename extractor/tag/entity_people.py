"""People of a document: one Person per person, whatever the order of initials and the case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.morph import parses
from extractor.schema import Person
from extractor.tag.entity_mentions import mentions_of
from extractor.tag.names import find_names, nominative_given, nominative_phrase, nominative_surname, phrase_cases
from extractor.tag.party_words import word_class
from extractor.tag.values import NameSpan
from extractor.text import Traced


@dataclass(slots=True)
class _Found:
    """One person while the texts are read: the printed forms of the name and where they stand."""

    spans: list[NameSpan] = field(default_factory=list)
    places: list[Traced] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)


class People:
    """Collects names; `number` tells which person a name is."""

    def __init__(self) -> None:
        """Nobody yet."""
        self._found: list[_Found] = []

    def read(self, text: Traced) -> list[int]:
        """Take in the names of a cleaned text; the indices of the persons, in order."""
        out = []
        for span in find_names(text.text):
            number = self._place(span)
            person = self._found[number]
            person.spans.append(span)
            person.places.append(text[span.start : span.end])
            post = post_beside(text.text, span)
            if post:
                person.posts.append(post)
            out.append(number)
        return out

    def bare(self, text: Traced) -> int:
        """A party that is a surname alone: the person of that surname, else a new one."""
        span = NameSpan(0, len(text), text.text, None, None)
        number = self._place(span)
        self._found[number].spans.append(span)
        self._found[number].places.append(text)
        return number

    def _place(self, span: NameSpan) -> int:
        for number, person in enumerate(self._found):
            if any(_same(span, other) for other in person.spans) and all(_agree(span, other) for other in person.spans):
                return number
        self._found.append(_Found())
        return len(self._found) - 1

    def persons(self, raw: str, signed: tuple[str, str] | None) -> tuple[Person, ...]:
        """Everybody, in order of first mention; `signed` is the signatory's name and post."""
        return tuple(_person(f"p{n}", found, raw, signed) for n, found in enumerate(self._found, 1))


def _initial(part: str | None) -> str:
    return (part or "")[:1].upper()


def _agree(a: NameSpan, b: NameSpan) -> bool:
    """Whether two names do not contradict each other in given name and patronymic."""
    pairs = ((a.given_name, b.given_name), (a.patronymic, b.patronymic))
    for x, y in pairs:
        if x and y and (_initial(x) != _initial(y) or (len(x) > 2 and len(y) > 2 and _given(x) != _given(y))):
            return False
    return True


def _given(part: str) -> str:
    return nominative_given(part).lower()


def _same(a: NameSpan, b: NameSpan) -> bool:
    """Whether two printed surnames can be one in some case («Касаткину», «Касаткина»)."""
    return _agree(a, b) and (_fold(a.surname) == _fold(b.surname) or _nominative(a) == _nominative(b) or _one_paradigm(a, b))


def _fold(surname: str) -> str:
    return surname.lower().replace("ё", "е")


def _nominative(span: NameSpan) -> str:
    return _fold(nominative_surname(span.surname, span.given_name, span.patronymic))


def _one_paradigm(a: NameSpan, b: NameSpan) -> bool:
    """Whether each surname, helped by the other, has the same nominative, and their initials are known to agree."""
    if not (_initial(a.given_name) and _initial(a.given_name) == _initial(b.given_name)):
        return False
    x, y = _fold(a.surname), _fold(b.surname)
    if len(x) < 4 or x[: max(3, len(x) - 4)] != y[: max(3, len(x) - 4)]:
        return False
    one = nominative_surname(a.surname, a.given_name, a.patronymic, others=(b.surname,))
    return one == nominative_surname(b.surname, b.given_name, b.patronymic, others=(a.surname,))


def _person(identity: str, found: _Found, raw: str, signed: tuple[str, str] | None) -> Person:
    given = max((nominative_given(s.given_name) for s in found.spans if s.given_name), key=len, default=None)
    patronymic = max((nominative_given(s.patronymic) for s in found.spans if s.patronymic), key=len, default=None)
    # the fullest printed name tells gender and case best
    best = max(found.spans, key=lambda s: len(s.given_name or ""))
    surname = nominative_surname(best.surname, best.given_name, best.patronymic, others={s.surname for s in found.spans} - {best.surname})
    position = next(iter(found.posts), None)
    if signed and any(place.text == signed[0] for place in found.places):
        position = signed[1]
    return Person(identity, surname, given, patronymic, position, mentions_of(found.places, raw))


def post_beside(text: str, span: NameSpan) -> str | None:
    """The post that stands before a name, or after it with a comma or a dash, in the nominative."""
    before = re.split(r"[,;:()]|\s[-–—]\s|\.\s", text[: span.start])[-1]
    words = [(m.start(), m.group()) for m in re.finditer(r"[А-ЯЁа-яё-]+", before)]
    for i, (start, word) in enumerate(words):
        if word_class(word) != "post" or "ablt" in {p.tag.case for p in parses(word.lower())[:1]}:
            continue
        phrase = before[_first_adjective(words, i, start) :].strip()
        if any(p.tag.POS in ("VERB", "INFN") for _, w in words[i:] for p in parses(w.lower())[:1]):
            continue
        cases = phrase_cases(phrase)
        return phrase if "nomn" in cases and phrase[0].isupper() else nominative_phrase(phrase, cases=("accs", "datv", "gent"))
    after = re.match(r"\s*[,–—-]\s+(?P<post>[а-яё][^,;.()]*)", text[span.end :])
    if after and word_class(after["post"].split()[0]) == "post":
        return nominative_phrase(after["post"].strip())
    return None


def _first_adjective(words: Sequence[tuple[int, str]], i: int, start: int) -> int:
    """Where the adjectives before post `i` begin («ведущего специалиста»)."""
    cases = {p.tag.case for p in parses(words[i][1].lower())}
    while i and any(p.tag.POS == "ADJF" and p.tag.case in cases for p in parses(words[i - 1][1].lower())[:3]):
        i -= 1
        start = words[i][0]
    return start
