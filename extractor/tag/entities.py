"""Everybody that a document names: bodies and people, each once, with mentions, and who is meant by each party."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Self

from rapidfuzz import fuzz

from extractor.schema import Order, Person
from extractor.tag.entity_bodies import find_bodies
from extractor.tag.entity_definitions import definitions
from extractor.tag.entity_forms import is_legal_form
from extractor.tag.entity_groups import Bodies, Group, organisations
from extractor.tag.entity_names import form_and_quoted, is_abbreviation, nominative_name
from extractor.tag.entity_people import Naming, bare, namings, person, unite
from extractor.tag.head_places import genitive_place
from extractor.tag.party_words import word_class
from extractor.tag.values import Entities, Head, PartyMention
from extractor.text import Traced


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
        people, humans = _people(head, texts, parties, raw)
        bodies = _named(head.order, texts, parties)
        for text in texts:
            for place, group in _mentions(text, bodies):
                group.places.append(place)
        _letterhead_place(head, bodies)
        owners = [_body(party, bodies) for party in parties]
        found = sorted((group for group in bodies.groups if group.places), key=lambda group: min(place.starts[0] for place in group.places))
        ids = {id(group): f"o{n}" for n, group in enumerate(found, 1)}
        refs = tuple(ids[id(body)] if body is not None else human for body, human in zip(owners, humans, strict=True))
        return Entities(organisations(found, raw), people, refs)


def _people(head: Head, texts: Sequence[Traced], parties: Sequence[PartyMention], raw: str) -> tuple[tuple[Person, ...], list[str | None]]:
    """Everybody, and for each party the id of its person."""
    groups = [namings(text, head.order.signatory) for text in texts]
    groups += [namings(party.text) or ([bare(party.text)] if party.kind == "person" else []) for party in parties]
    numbers = unite([*chain.from_iterable(groups)])
    members: dict[int, list[Naming]] = {}
    for number, naming in zip(numbers, chain.from_iterable(groups), strict=True):
        members.setdefault(number, []).append(naming)
    order = sorted(members, key=lambda number: min(naming.place.starts[0] for naming in members[number]))
    ids = {number: f"p{n}" for n, number in enumerate(order, 1)}
    starts = [*accumulate(map(len, groups), initial=0)][len(texts) :]
    refs = [ids[numbers[at]] if party.kind == "person" else None for party, at in zip(parties, starts, strict=False)]
    return tuple(person(ids[number], members[number], raw) for number in order), refs


def _letterhead_place(head: Head, bodies: Bodies) -> None:
    """Give the issuer the letterhead's lines as its mention where no rule saw it there (they are damaged, or in another order)."""
    issuer = bodies.find(head.order.issuer) if head.order.issuer else None
    if issuer is not None and not issuer.places:
        alike = [(fuzz.partial_ratio(text.text.lower(), (head.order.issuer or "").lower()), -n) for n, text in enumerate(head.passages)]
        ratio, place = max(alike, default=(0.0, 0))
        issuer.places += [head.passages[-place]] if ratio > _ALIKE else []


_ALIKE = 80  # rapidfuzz: a letterhead with a letter in ten misread still passes, another paragraph does not


def _body(party: PartyMention, bodies: Bodies) -> Group | None:
    """The body that a party is; a role or a person is none, but the bodies inside the words are mentioned."""
    whole = bodies.add(party.text.text) if party.kind == "organisation" else None
    if whole is not None:
        whole.places.append(party.text)
    for place, group in _mentions(party.text, bodies):
        if group is not whole:
            group.places.append(place)
    return whole


def _named(order: Order, texts: Sequence[Traced], parties: Sequence[PartyMention]) -> Bodies:
    """The bodies of a document: first those named in full, the longest names first, then those only abbreviated."""
    bodies = Bodies(order.municipality, order.region, definitions(texts))
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
    return 2 if is_abbreviation(name.split(maxsplit=1)[0]) and parts is None else int(parts is not None and is_abbreviation(parts[1]))


def _of_order(order: Order) -> Iterator[str]:
    """The issuer, its administration, and the bodies whose acts are cited; with the region in their names and without."""
    if order.issuer:
        yield from _with_and_without_region(order.issuer)
        parent = re.search(r"(?i)(?<=\s)администраци[ия]\s.+$", order.issuer)
        if parent:
            yield from _with_and_without_region(nominative_name(parent.group()))
            if len(parent.group().split()) == 2 and order.municipality:  # «администрации города», as an appendix prints it
                yield f"Администрация {genitive_place(order.municipality)}"
    for act in order.legal_basis:
        first = (act.issuer or "").partition(" ")[0]
        if act.issuer and (word_class(first) == "body" or is_abbreviation(first)):
            yield act.issuer


def _with_and_without_region(name: str) -> tuple[str, ...]:
    """«Администрация N-ского района Ярской области» is printed without the last two words too."""
    short = re.sub(r"(?<=\S)\s+(?:[А-ЯЁ][\w-]+\s+(?:области|края|республики)|Республики\s+[А-ЯЁ].*)$", "", name)
    return (name, short) if re.search(r"(?:района|округа|поселения|города?\s\S+|[»\"])$", short) and short != name else (name,)


def _mentions(text: Traced, bodies: Bodies) -> Iterator[tuple[Traced, Group]]:
    """Where known bodies stand in a text, by name or by abbreviation."""
    covered: list[tuple[int, int]] = []
    for span in find_bodies(text.text):
        group = bodies.find(text.text[span.start : span.end])
        if group is not None:
            covered.append((span.start, span.end))
            yield text[span.start : span.end], group
    for found in _CAPITALS.finditer(text.text):
        place = (found.start(), found.end())
        group = bodies.find(found.group()) if place not in covered and _is_short(found.group()) else None
        if group is not None:
            yield text[slice(*place)], group


def _is_short(word: str) -> bool:
    return is_abbreviation(word) and not is_legal_form(word)


# «АНГО», «ДОиМП»: an abbreviation that no list holds, by the initials of a name in the document
_CAPITALS = re.compile(r"(?<![\w«-])[А-ЯЁ]{2,}[а-яё]?[А-ЯЁ]*(?![\w-])")
