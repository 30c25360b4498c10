"""Everybody that a document names: bodies and people, each once, with mentions, and who is meant by each party."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from extractor.schema import Order
from extractor.tag.entity_bodies import find_bodies
from extractor.tag.entity_groups import Bodies, Group, organisations
from extractor.tag.entity_names import DEFINITION, form_and_quoted, initials_of, is_abbreviation, nominative_name
from extractor.tag.entity_people import People
from extractor.tag.head_places import genitive_place
from extractor.tag.party_words import word_class
from extractor.tag.values import Entities, Head, PartyMention
from extractor.text import Traced
from extractor.trace import fired


@dataclass(frozen=True, slots=True)
class EntityResolver:
    """Finds and unites entities; holds no state between documents."""

    @classmethod
    def load(cls) -> Self:
        """Ready at once: the data files are read on first use."""
        return cls()

    def __call__(self, head: Head, passages: Sequence[Traced], parties: Sequence[PartyMention], raw: str) -> Entities:
        """Entities of a document: `passages` are its cells (cleaned), `refs` of the result run parallel to `parties`."""
        texts = [*head.passages, *passages]
        people = People()
        bodies = _named(head.order, texts, parties)
        for text in texts:
            people.read(text)
            for place, group in _mentions(text, bodies):
                group.places.append(place)
        owners = [_owner(party, people, bodies) for party in parties]
        signed = head.order.signatory
        persons = people.persons(raw, (signed.name, signed.position) if signed and signed.name and signed.position else None)
        found = [group for group in bodies.groups if group.places]
        ids = {id(group): f"o{n}" for n, group in enumerate(found, 1)}
        refs = tuple(ids[id(owner)] if isinstance(owner, Group) else None if owner is None else f"p{owner + 1}" for owner in owners)
        return Entities(organisations(found, raw), persons, refs)


def _owner(party: PartyMention, people: People, bodies: Bodies) -> Group | int | None:
    """Whom a party means; a role means nobody, but the names inside it are mentions."""
    numbers = people.read(party.text)
    if party.kind == "person":
        return numbers[0] if numbers else people.bare(party.text)
    for place, group in _mentions(party.text, bodies):
        if party.kind != "organisation" or place.text != party.text.text:
            group.places.append(place)
    if party.kind == "role":
        return None
    group = bodies.add(party.text.text)
    if group is not None:
        group.places.append(party.text)
    return group


def _named(order: Order, texts: Sequence[Traced], parties: Sequence[PartyMention]) -> Bodies:
    """The bodies of a document: first those named in full, the longest names first, then those only abbreviated."""
    bodies = Bodies(order.municipality, order.region, _definitions(texts))
    spans = [(text.text[s.start : s.end], s.kind) for text in (*texts, *(p.text for p in parties)) for s in find_bodies(text.text)]
    asked = [party.text.text for party in parties if party.kind == "organisation"]
    own = list(_of_order(order))
    named = sorted((name for name, kind in spans if kind in ("named", "legal")), key=len, reverse=True)
    full = [*own, *named, *sorted(asked, key=len, reverse=True)]
    for name in sorted(dict.fromkeys(full), key=_shortness):
        bodies.add(name, alone=name in asked or name in own)
    for name in dict.fromkeys(name for name, kind in spans if kind == "abbreviation"):
        bodies.add(name)
    return bodies


def _shortness(name: str) -> int:
    """0 for a name in full, 1 for «МКУ «ЦРО»», 2 for an abbreviation: what is short is resolved by what is long."""
    parts = form_and_quoted(name)
    return 2 if is_abbreviation(name.split()[0]) and parts is None else int(parts is not None and is_abbreviation(parts[1]))


def _of_order(order: Order) -> Iterator[str]:
    """The issuer, its administration, and the bodies whose acts are cited."""
    if order.issuer:
        yield order.issuer
        parent = re.search(r"(?i)(?<=\s)администраци[ия]\s.+$", order.issuer)
        if parent:
            yield nominative_name(parent.group())
            if len(parent.group().split()) == 2 and order.municipality:  # «администрации города», as an appendix prints it
                yield f"Администрация {genitive_place(order.municipality)}"
    for act in order.legal_basis:
        if act.issuer and (word_class(act.issuer.split()[0]) == "body" or is_abbreviation(act.issuer.split()[0])):
            yield act.issuer


def _definitions(texts: Sequence[Traced]) -> dict[str, str]:
    """The document's own abbreviations: «… центр развития (далее – ЦР)» → «ЦР»: «Центр развития»."""
    out: dict[str, str] = {}
    for text in texts:
        for found in DEFINITION.finditer(text.text):
            short = found["short"].strip()
            name = _defined_name(text.text[: found.start()].rstrip(), short)
            if name is not None and short not in out:
                fired("defined", None, f"{short} = {name}")
                out[short] = name
    return out


def _defined_name(before: str, short: str) -> str | None:
    quoted = re.search(r"[«\"]([^«»\"]+)[»\"]$", before)
    if quoted and any(word_class(word) == "body" for word in re.findall(r"[А-ЯЁа-яё-]+", quoted[1])[:4]):
        return quoted[1]
    span = next((s for s in find_bodies(before) if s.end == len(before)), None)
    if span is not None:
        return nominative_name(before[span.start :])
    for word in reversed([*re.finditer(r"[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*", before)][-9:]):
        phrase = before[word.start() :]
        if initials_of(short, phrase) == phrase and any(word_class(w) == "body" for w in phrase.split()):
            return nominative_name(phrase)
    return None


def _mentions(text: Traced, bodies: Bodies) -> Iterator[tuple[Traced, Group]]:
    """Where known bodies stand in a text, by name or by abbreviation."""
    covered: list[tuple[int, int]] = []
    for span in find_bodies(text.text):
        group = bodies.find(text.text[span.start : span.end])
        if group is not None:
            covered.append((span.start, span.end))
            yield text[span.start : span.end], group
    for found in _CAPITALS.finditer(text.text):
        group = bodies.find(found.group()) if (found.start(), found.end()) not in covered else None
        if group is not None:
            yield text[found.start() : found.end()], group


# «АНГО», «ДОиМП»: an abbreviation that no list holds, by the initials of a name in the document
_CAPITALS = re.compile(r"(?<![\w«-])[А-ЯЁ]{2,}[а-яё]?[А-ЯЁ]*(?![\w-])")
