"""What the taggers find, before it gets ids."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.schema import Deadline, Order, Organisation, PartyKind, Person
from extractor.text import Traced


@dataclass(frozen=True, slots=True)
class PartySpan:
    """A party in a cell's cleaned text: `cell[start:end]` is its surface text."""

    start: int
    end: int
    kind: PartyKind


@dataclass(frozen=True, slots=True)
class DeadlineSpan:
    """A deadline in a cell's cleaned text, with its doubts as (warning code, message)."""

    start: int
    end: int
    deadline: Deadline
    doubts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A person's name in text, parts as printed (any case); initials keep their stop («Е.»)."""

    start: int
    end: int
    surname: str
    given_name: str | None
    patronymic: str | None


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A party with its evidence, as the entity resolver takes it."""

    text: Traced
    kind: PartyKind


@dataclass(frozen=True, slots=True)
class Head:
    """The act: its Order without refs, the parties of each directive with their evidence, and what was doubtful.

    `passages` are the running texts of the order as cleaned, one paragraph each: where entities are looked for.
    """

    order: Order
    directive_parties: tuple[tuple[PartyMention, ...], ...]
    passages: tuple[Traced, ...]
    doubts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Entities:
    """Everybody named; `refs` holds, for each party asked about, the id of its organisation or person, or None."""

    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]
    refs: tuple[str | None, ...]
