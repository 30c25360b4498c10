"""What a plan says of a measure: its dates, its parties, which kind of body they are."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractor.compare.lexicon import lemmas_of, tokens
from extractor.compare.values import Plan
from extractor.morph import lemma
from extractor.schema import Deadline, Document, Measure, Party, Section

PERSON, OTHER, NOBODY = "person", "other", "nobody"


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure with its plan, its place in it (0..1), its section and the kinds of body that answer for it."""

    plan: int
    place: float
    measure: Measure
    section: str | None
    bodies: tuple[str, ...]


@cache
def body_words() -> dict[str, str]:
    """Lemma → kind of body; the file's order ranks the kinds, which `bodies` keeps."""
    with Path(__file__).with_name("bodies.tsv").open(encoding="utf-8") as file:
        return {word: row["body"] for row in csv.DictReader(file, delimiter="\t") for word in row["lemmas"].split()}


def bodies() -> tuple[str, ...]:
    """Every kind of body, in the order in which they are shown."""
    return (*dict.fromkeys(body_words().values()), PERSON, OTHER, NOBODY)


def entries(document: Document, plan: int) -> Iterator[Entry]:
    """The measures of all roadmaps of a document."""
    full = {each.id: each.full_name or each.name for each in document.organisations}
    rows = [(measure, roadmap.sections) for roadmap in document.roadmaps for measure in roadmap.measures]
    for at, (measure, sections) in enumerate(rows):
        yield Entry(plan, at / len(rows), measure, _section(measure, sections), _bodies(measure, full))


def _section(measure: Measure, sections: tuple[Section, ...]) -> str | None:
    return next((each.title for each in sections if each.id == measure.section), None)


def _bodies(measure: Measure, full: dict[str, str]) -> tuple[str, ...]:
    found = dict.fromkeys(_body(party, full.get(party.ref or "", "")) for party in measure.responsible)
    return tuple(found) or (NOBODY,)


def _body(party: Party, full: str) -> str:
    """The kind of the first word that tells one: in «отдел образования» it is «отдел»."""
    if party.kind == "person":
        return PERSON
    words = (lemma(word) for word in tokens(f"{party.text} {full}"))
    return next((body_words()[word] for word in words if word in body_words()), OTHER)


def place_of(document: Document) -> frozenset[str]:
    """Lemmas of the municipality's and the region's names."""
    return lemmas_of(" ".join(filter(None, (document.order.municipality, document.order.region))))


def first_day(deadlines: tuple[Deadline, ...]) -> dt.date | None:
    """The earliest day that is stated."""
    return min((each.start for each in deadlines if each.start), default=None)


def last_day(deadlines: tuple[Deadline, ...]) -> dt.date | None:
    """The latest day that is stated."""
    return max((each.end for each in deadlines if each.end), default=None)


def plan_of(document: Document, at: int, names: dict[str, int]) -> Plan:
    """The `at`-th plan; where a municipality has come before (`names` counts), its name gets a number."""
    order, periods = document.order, [each.period for each in document.roadmaps if each.period]
    name = order.municipality or document.source.filename
    names[name] = names.get(name, 0) + 1
    return Plan(
        f"p{at + 1}",
        name if names[name] == 1 else f"{name} ({names[name]})",
        document.source.filename,
        order.municipality,
        order.region,
        next((each.title for each in document.roadmaps if each.title), order.title),
        min((each.start for each in periods), default=None),
        max((each.end for each in periods), default=None),
        sum(len(each.measures) for each in document.roadmaps),
    )
