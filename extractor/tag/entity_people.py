"""People of a document: one Person per person, whatever the order of initials and the case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Levenshtein

from extractor.schema import Person, Signatory
from extractor.tag.entity_mentions import mentions_of
from extractor.tag.entity_posts import post_and_cases
from extractor.tag.names import find_names, nominative_given, nominative_surname
from extractor.tag.values import NameSpan
from extractor.text import Traced


@dataclass(frozen=True)
class Naming:
    """A name where it stands, with the post beside it and the cases that it can stand in there (none: unknown)."""

    span: NameSpan
    place: Traced
    post: str | None = None
    cases: frozenset[str] = frozenset()

    @cached_property
    def nominative(self) -> str:
        """The surname in the nominative, judged by this naming alone; «ё» folded, lower case."""
        return _fold(nominative_surname(self.span.surname, self.span.given_name, self.span.patronymic, cases=self.cases))


def namings(text: Traced, signed: Signatory | None = None) -> list[Naming]:
    """The names of a cleaned text; the signatory's own line stands in the nominative and gives the post."""
    out = []
    for span in find_names(text.text):
        place = text[span.start : span.end]
        if signed and place.text == signed.name:
            out.append(Naming(span, place, signed.position, frozenset({"nomn"})))
        else:
            out.append(Naming(span, place, *post_and_cases(text.text, span)))
    return out


def bare(text: Traced) -> Naming:
    """A party that is a surname alone."""
    return Naming(NameSpan(0, len(text), text.text, None, None), text)


def unite(found: Sequence[Naming]) -> list[int]:
    """For each naming the number of its person, from 0 in order of first mention."""
    people: list[list[Naming]] = []
    out = []
    for naming in found:
        own = (n for n, p in enumerate(people) if any(_same(naming, x) for x in p) and all(_agree(naming.span, x.span) for x in p))
        number = next(own, len(people))
        if number == len(people):
            people.append([])
        people[number].append(naming)
        out.append(number)
    return out


def person(identity: str, found: Sequence[Naming], raw: str) -> Person:
    """The Person of all namings: the fullest name, the first post."""
    given = max((nominative_given(n.span.given_name) for n in found if n.span.given_name), key=len, default=None)
    patronymic = max((nominative_given(n.span.patronymic) for n in found if n.span.patronymic), key=len, default=None)
    # the fullest printed name tells gender best, a post beside it the case; what is printed most often is no misreading
    often = Counter(n.nominative for n in found)
    best = max(found, key=lambda n: (len(n.span.given_name or ""), often[n.nominative], bool(n.cases))).span
    cases = next((n.cases for n in found if n.span is best), frozenset())
    others = {n.span.surname for n in found} - {best.surname}
    surname = nominative_surname(best.surname, best.given_name, best.patronymic, cases=cases, others=others)
    post = next((n.post for n in found if n.post), None)
    return Person(identity, surname, given, patronymic, post, mentions_of((n.place for n in found), raw))


def _same(a: Naming, b: Naming) -> bool:
    """Whether two printed surnames can be one in some case («Касаткину», «Касаткина»)."""
    if not _agree(a.span, b.span):
        return False
    if _fold(a.span.surname) == _fold(b.span.surname) or a.nominative == b.nominative:
        return True
    return _one_paradigm(a.span, b.span) or _misread(a, b)


def _misread(a: Naming, b: Naming) -> bool:
    """Whether long surnames with the same initials differ in one letter of the stem («Вахрушева», «Вахруиева»); the ends tell genders."""
    stems = a.nominative[:-3], b.nominative[:-3]
    whole = a.span.given_name and a.span.patronymic and b.span.given_name and b.span.patronymic
    return bool(whole) and min(map(len, stems)) > 3 and a.nominative[-2:] == b.nominative[-2:] and Levenshtein.distance(*stems) == 1


def _agree(a: NameSpan, b: NameSpan) -> bool:
    """Whether two names do not contradict each other in given name and patronymic."""
    pairs = ((a.given_name, b.given_name), (a.patronymic, b.patronymic))
    return not any(x and y and (x[0].upper() != y[0].upper() or _spelled_apart(x, y)) for x, y in pairs)


def _spelled_apart(a: str, b: str) -> bool:
    return len(a) > 2 and len(b) > 2 and nominative_given(a).lower() != nominative_given(b).lower()


def _one_paradigm(a: NameSpan, b: NameSpan) -> bool:
    """Whether each surname, helped by the other, has the same nominative; the given names must be known and agree."""
    x, y = _fold(a.surname), _fold(b.surname)
    if not (a.given_name and b.given_name) or len(x) < 4 or x[: max(3, len(x) - 4)] != y[: max(3, len(x) - 4)]:
        return False
    one = nominative_surname(a.surname, a.given_name, a.patronymic, others=(b.surname,))
    return one == nominative_surname(b.surname, b.given_name, b.patronymic, others=(a.surname,))


def _fold(surname: str) -> str:
    return surname.lower().replace("ё", "е")
