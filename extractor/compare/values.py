"""A comparison of plans and the changes between two, as frozen values that serialise to JSON."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

from extractor.schema import MeasureType

Wording = Literal["copied", "changed", "own"]
Cell = Literal["measure", "deadline", "responsible", "coordinator", "result", "indicator", "funding"]


@dataclass(frozen=True, slots=True)
class Plan:
    """One compared document, all its roadmaps together; `id` is its place in the comparison: `p1`, `p2` …"""

    id: str
    name: str
    filename: str
    municipality: str | None
    region: str | None
    title: str | None
    start: dt.date | None
    end: dt.date | None
    measures: int


@dataclass(frozen=True, slots=True)
class Member:
    """A plan's measure in a group; `similarity` to the group's centre is 0..1, of which 1 is the same words."""

    plan: str
    measure: str
    text: str
    similarity: float
    wording: Wording
    deadlines: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None
    parties: tuple[str, ...]
    bodies: tuple[str, ...]
    result: str | None


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the centre, what answers to it in the other measures, and its share of the evidence, 0..1."""

    word: str
    others: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Group:
    """Measures of different plans that do the same thing, at most one a plan; the first member is the centre."""

    id: str
    label: str
    type: MeasureType
    similarity: float
    words: tuple[Word, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many measures of a type each plan has, in the order of `plans`, and their share of the plan."""

    type: MeasureType
    counts: tuple[int, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What `having` of the `others` other plans do and `plan` doesn't."""

    plan: str
    group: str
    label: str
    type: MeasureType
    having: int
    others: int


@dataclass(frozen=True, slots=True)
class Span:
    """When a plan does it; null where it is not stated."""

    plan: str
    start: dt.date | None
    end: dt.date | None
    text: str


@dataclass(frozen=True, slots=True)
class Timing:
    """One group's dates side by side; `earliest` by the last day, else the first; `days` from the earliest to the latest."""

    group: str
    spans: tuple[Span, ...]
    earliest: tuple[str, ...]
    days: int | None


@dataclass(frozen=True, slots=True)
class BodyShare:
    """How many measures of each plan, in the order of `plans`, a kind of body answers for, and their share."""

    body: str
    counts: tuple[int, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class WordingShare:
    """How many of a plan's measures stand elsewhere word for word, stand elsewhere a little changed, are its own."""

    plan: str
    copied: int
    changed: int
    own: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several plans beside each other."""

    plans: tuple[Plan, ...]
    groups: tuple[Group, ...]
    coverage: tuple[Coverage, ...]
    gaps: tuple[Gap, ...]
    timing: tuple[Timing, ...]
    parties: tuple[BodyShare, ...]
    wording: tuple[WordingShare, ...]
    schema_version: Literal["1.0"] = "1.0"


@dataclass(frozen=True, slots=True)
class Row:
    """A measure that only one of two plans has."""

    measure: str
    number: str | None
    section: str | None
    text: str


@dataclass(frozen=True, slots=True)
class CellChange:
    """What stood in a cell and what stands there now; null is an empty cell."""

    cell: Cell
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RowChange:
    """A measure of both plans whose cells differ."""

    before: Row
    after: Row
    similarity: float
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A measure of both plans that stands in another section, or before or after others than it did."""

    before: Row
    after: Row


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of `before`: rows of `after` that are new, rows that are gone, changed, moved."""

    before: Plan
    after: Plan
    added: tuple[Row, ...]
    removed: tuple[Row, ...]
    changed: tuple[RowChange, ...]
    moved: tuple[Move, ...]
    unchanged: int
    schema_version: Literal["1.0"] = "1.0"


@cache
def comparison_adapter() -> TypeAdapter[Comparison]:
    """The one validator and serialiser of a Comparison."""
    return TypeAdapter(Comparison)


@cache
def difference_adapter() -> TypeAdapter[Difference]:
    """The one validator and serialiser of a Difference."""
    return TypeAdapter(Difference)


def comparison_schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of a Comparison."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **comparison_adapter().json_schema(mode="serialization")}


def difference_schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of a Difference."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **difference_adapter().json_schema(mode="serialization")}
