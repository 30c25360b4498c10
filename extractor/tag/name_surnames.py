"""A surname in the nominative, from its printed form and whatever else is known of the person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from extractor.morph import known, parses

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
OBLIQUE = frozenset(CASES[1:])
_CASE_COST = {"nomn": 0.0, "accs": 3.9}
# «Зубаревой», «Ивановым», «Метлинской» look like nominatives of rare classes; they are oblique forms of the commonest ones
_OBLIQUE_LOOK = re.compile(r"(?:(?:[оеё]в|[иы]н)(?:ой|у|ым|е)|[сц]к(?:ого|ому|им|ом|ой|ую))$")
_PATRONYMIC = re.compile(r"(?:(?P<masc>(?:[оеё]в|[ьиа]|кузьм|фом|лук|савв|никит)ич)|(?P<femn>(?:[оеё]вн|ичн|инишн)(?=[аыеуо])))\w{0,2}$")


@dataclass(frozen=True, slots=True)
class _Class:
    """A declension class: what the nominative looks like, its gender (None: either), cost, and six endings."""

    nominative: re.Pattern[str]
    gender: str | None
    cost: float
    endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    nominative: str
    gender: str | None
    case: str
    cost: float
    paradigm: frozenset[str]


@cache
def _classes() -> tuple[_Class, ...]:
    lines = Path(__file__).with_name("name_forms.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(
        _Class(re.compile(end + "$"), None if g == "both" else g, float(cost), tuple(endings.split(","))) for end, g, cost, endings in rows
    )


@lru_cache(maxsize=10_000)
def _readings(surname: str) -> tuple[_Reading, ...]:
    """Every way to read a lower-case surname, over all classes and cases."""

    def found() -> Iterator[_Reading]:
        for kind in _classes():
            for case, ending in zip(CASES, kind.endings, strict=True):
                stem = surname.removesuffix(ending)
                nominative = stem + kind.endings[0]
                if surname.endswith(ending) and len(stem) > 1 and kind.nominative.search(nominative):
                    yield _Reading(nominative, kind.gender, case, kind.cost, frozenset(stem + e for e in kind.endings))

    return tuple(found())


@lru_cache(maxsize=10_000)
def _in_dictionary(surname: str) -> dict[str, float]:
    """Nominatives that the dictionary gives a lower-case surname or adjective («толстого» → «толстой»), with what they gain."""
    gains: dict[str, float] = {}
    for parse in parses(surname) if known(surname) else ():
        gain = 5.0 if "Surn" in parse.tag else 3.0 if parse.tag.POS == "ADJF" else 0.0
        if gain and (form := parse.inflect({"nomn", "sing"})):
            gains[str(form.word)] = max(gain, gains.get(str(form.word), 0.0))
    return gains


def gender_of(given_name: str | None, patronymic: str | None) -> str | None:
    """`masc` or `femn` where the patronymic or the full given name tells it."""
    if patronymic and (last := patronymic.lower().split()[-1]) in ("оглы", "оглу", "кызы", "гызы"):
        return "masc" if last.startswith("огл") else "femn"
    if patronymic and (found := _PATRONYMIC.search(patronymic.lower())):
        return found.lastgroup
    if given_name and len(given_name) > 2:
        genders = {str(p.tag.gender) for p in parses(given_name.lower()) if "Name" in p.tag and p.tag.gender in ("masc", "femn")}
        return genders.pop() if len(genders) == 1 else None
    return None


def cases_of(given_name: str | None, patronymic: str | None) -> frozenset[str]:
    """The cases that the full given name and patronymic can stand in; empty where both are initials or absent."""
    sets = []
    for word, mark in ((given_name, "Name"), (patronymic, "Patr")):
        if word and len(word) > 2 and word.isalpha():
            sets.append({str(p.tag.case) for p in parses(word.lower()) if mark in p.tag and p.tag.number == "sing"})
    sets = [s for s in sets if s]
    return frozenset(set.intersection(*sets)) & frozenset(CASES) if sets else frozenset()


def nominative_surname(
    surname: str,
    given_name: str | None = None,
    patronymic: str | None = None,
    *,
    cases: Iterable[str] = (),
    others: Iterable[str] = (),
) -> str:
    """«Косьмину» → «Косьмина»: `cases` are those that the syntax allows (pymorphy3's names, none: unknown),
    `others` the surname's other printed forms for the same person in the document."""
    if "-" in surname:
        parts = zip(
            surname.split("-"), zip(*(o.split("-") for o in others if o.count("-") == surname.count("-")), strict=True), strict=False
        )
        forms = dict(parts)
        return "-".join(nominative_surname(p, given_name, patronymic, cases=cases, others=forms.get(p, ())) for p in surname.split("-"))
    gender = gender_of(given_name, patronymic)
    allowed = frozenset(cases) & (cases_of(given_name, patronymic) or frozenset(CASES)) or cases_of(given_name, patronymic)
    rest = {o.lower() for o in others}

    def cost(reading: _Reading) -> float:
        wrong_gender = 100.0 if gender and reading.gender not in (gender, None) else 0.0
        wrong_case = 50.0 if allowed and reading.case not in allowed else 0.0
        strange = 20.0 * len(rest - reading.paradigm)
        unlikely = 5.0 if reading.case == "nomn" and _OBLIQUE_LOOK.search(reading.nominative) else 0.0
        familiar = _in_dictionary(surname.lower()).get(reading.nominative, 0.0)
        return unlikely - familiar + wrong_gender + wrong_case + strange + reading.cost + _CASE_COST.get(reading.case, 4.0)

    best = min(_readings(surname.lower()), key=cost, default=None)
    return (best.nominative if best else surname.lower()).capitalize()


def nominative_given(name: str) -> str:
    """A full given name or patronymic in the nominative («Ольге» → «Ольга»); an initial stays."""
    if len(name) < 3 or not name.isalpha():
        return name
    for parse in parses(name.lower()):
        if ("Name" in parse.tag or "Patr" in parse.tag) and (form := parse.inflect({"nomn", "sing"})):
            return str(form.word).capitalize()
    return name
