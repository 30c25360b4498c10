"""Responsible cells with their parties, made from the generator's first set of words: what the tagger learns from."""

from __future__ import annotations

import random
from dataclasses import dataclass

from corpus.generate.cast import Cast, Human, new_cast, parties
from corpus.generate.words import SUBJECTS, SetName, Writer
from extractor.schema import Party, PartyKind
from extractor.tag.values import PartySpan

_JOINERS = (", ", ", ", ", ", " ", " ", "; ", " и ", "/", " – ")
_TAILS = ("", "", "", "", "", "", " (по согласованию)", ".", ";", " и др.", "*")
_OPENERS = ("", "", "", "", "", "", "- ", "1. ", "отв. ", "Ответственный: ")
_PER_DOCUMENT = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's cleaned text and its parties."""

    text: str
    spans: tuple[PartySpan, ...]


def document_cells(set_: SetName, seed: int) -> list[Cell]:
    """The cells of one generated document, as its table prints them."""
    rng = random.Random(seed)
    writer = Writer(set_, rng, SUBJECTS[seed % len(SUBJECTS)])
    cast = new_cast(writer)
    printed = (parties(writer, cast) for _ in range(_PER_DOCUMENT))
    return [_placed(" ".join(text.split()), found) for text, found in printed]


def training_cells(count: int, seed: int) -> list[Cell]:
    """`count` cells of the first set: half as documents print them, half with joiners, posts and brackets at random."""
    rng = random.Random(seed)
    cells: list[Cell] = []
    while len(cells) < count:
        at = rng.randrange(10**6)
        writer = Writer("a", random.Random(at), SUBJECTS[at % len(SUBJECTS)])
        cast = new_cast(writer)
        cells += document_cells("a", at)
        cells += [_loose_cell(rng, cast) for _ in range(_PER_DOCUMENT)]
    rng.shuffle(cells)
    return cells[:count]


def _placed(text: str, found: tuple[Party, ...]) -> Cell:
    """The parties' places in the text that holds them in order."""
    spans, at = [], 0
    for party in found:
        start = text.index(party.text, at)
        at = start + len(party.text)
        spans.append(PartySpan(start, at, party.kind))
    return Cell(text, tuple(spans))


def _loose_cell(rng: random.Random, cast: Cast) -> Cell:
    text, spans = rng.choice(_OPENERS), []
    for i in range(rng.choice((1, 1, 2, 2, 3, 4))):
        text += rng.choice(_JOINERS) if i else ""
        party, kind = _party(rng, cast)
        spans.append(PartySpan(len(text), len(text) + len(party), kind))
        text += party
    return Cell(text + rng.choice(_TAILS), tuple(spans))


def _party(rng: random.Random, cast: Cast) -> tuple[str, PartyKind]:
    human: Human = rng.choice(cast.people)
    name = human.named(surname_first=rng.random() < 0.7)
    body = rng.choice([cast.issuer, *cast.bodies])
    post = rng.choice(cast.posts)
    single = f"{cast.issuer_entry['head']} {cast.issuer_entry['g']}"
    made: list[tuple[str, PartyKind]] = [
        (name, "person"),
        (f"{human.surname} {human.given_name} {human.patronymic}", "person"),
        (f"{single} {name}", "person"),
        (f"{name}, {single.lower()}", "person"),
        (rng.choice((body.name, body.printed, body.abbreviation or body.name)), "organisation"),
        (rng.choice(cast.classes).printed, "organisation"),
        (rng.choice(cast.classes).name, "organisation"),
        (post, "role"),
        (post[:1].lower() + post[1:], "role"),
        (f"специалисты {cast.issuer_entry['g']}", "role"),
        (f"Руководители {', '.join(c.printed for c in cast.classes)}", "role"),
    ]
    return rng.choice(made)
