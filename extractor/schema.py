"""Roadmap JSON 1.0 as frozen values; the contract's field names and meanings, one dataclass per object."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from pydantic import TypeAdapter, ValidationError

from extractor.errors import BadDocumentError

OrderKind = Literal["приказ", "постановление", "распоряжение", "решение"]
Role = Literal["number", "measure", "deadline", "responsible", "coordinator", "result", "indicator", "funding", "other"]
PartyKind = Literal["organisation", "person", "role"]
DeadlineKind = Literal["date", "until", "interval", "recurring", "ongoing", "conditional"]
MeasureType = Literal[
    "normative",
    "planning",
    "organisation",
    "training",
    "event",
    "meeting",
    "support",
    "monitoring",
    "information",
    "networking",
    "dissemination",
    "infrastructure",
    "students",
]
MEASURE_TYPES: tuple[MeasureType, ...] = get_args(MeasureType)

BBox = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Source:
    """The file that came in. `ocr_confidence` is 0..1, null where no OCR ran; `encoding` only for text."""

    filename: str
    media_type: str
    sha256: str
    page_count: int | None
    reader: str
    ocr_confidence: float | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signed: the name as signed, the post as cleaned text."""

    name: str | None
    position: str | None


@dataclass(frozen=True, slots=True)
class Reference:
    """An act that the preamble cites by number or date."""

    kind: str | None
    number: str | None
    date: dt.date | None
    issuer: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Party:
    """Who answers; `ref` is the id of an Organisation or a Person, null only for a role."""

    text: str
    kind: PartyKind
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """One part of a deadline cell; `start` and `end` are inclusive, `edtf` says the same, `rrule` only where it recurs."""

    text: str
    kind: DeadlineKind
    start: dt.date | None = None
    end: dt.date | None = None
    edtf: str | None = None
    rrule: str | None = None
    year_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Directive:
    """A numbered point after «ПРИКАЗЫВАЮ»."""

    number: str
    text: str
    parties: tuple[Party, ...] = ()
    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """The legal act itself; null is «not stated in the document»."""

    kind: OrderKind | None = None
    number: str | None = None
    date: dt.date | None = None
    title: str | None = None
    issuer: str | None = None
    municipality: str | None = None
    region: str | None = None
    signatory: Signatory | None = None
    legal_basis: tuple[Reference, ...] = ()
    directives: tuple[Directive, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day that a heading states."""

    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Column:
    """What a column means and what its header says."""

    role: Role
    header: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading row inside the table."""

    id: str
    number: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """Where a piece stands: 1-based page, offsets in the text as read, bbox in PDF points or image pixels."""

    page: int | None
    start: int
    end: int
    bbox: BBox | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where one cell comes from; `reading` is how well the page was read there, `confidence` how sure the cell is."""

    role: Role
    reading: float
    confidence: float
    fragments: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class TypeProbability:
    """One measure type and its calibrated probability."""

    label: MeasureType
    probability: float


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the plan."""

    id: str
    number: str | None
    section: str | None
    text: str
    type: MeasureType
    types: tuple[TypeProbability, ...]
    deadlines: tuple[Deadline, ...]
    responsible: tuple[Party, ...]
    coordinators: tuple[Party, ...]
    result: str | None
    indicator: str | None
    funding: str | None
    evidence: tuple[Evidence, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Roadmap:
    """One plan; a table split over pages is one."""

    title: str | None
    period: Period | None
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an entity stands, as read; offsets are null where cell lines break it."""

    start: int | None
    end: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """A distinct body; `full_name` expands its abbreviation."""

    id: str
    name: str
    abbreviation: str | None
    full_name: str | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A distinct person; surname and position in the nominative."""

    id: str
    surname: str
    given_name: str | None
    patronymic: str | None
    position: str | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """One repair: `original` stands at `start`..`end` of the text as read."""

    start: int
    end: int
    original: str
    corrected: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001 - the contract's own word; never imported bare
    """Something the extractor is unsure of, about one measure or the whole document."""

    code: str
    message: str
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What one uploaded order becomes."""

    source: Source
    order: Order
    roadmaps: tuple[Roadmap, ...]
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]
    text: str | None
    corrections: tuple[Correction, ...]
    warnings: tuple[Warning, ...]
    schema_version: Literal["1.0"] = "1.0"


@cache
def adapter() -> TypeAdapter[Document]:
    """The one validator and serialiser of a Document."""
    return TypeAdapter(Document)


def to_json(document: Document) -> bytes:
    """UTF-8 JSON of a Document, indented by two, with a newline at the end; the same Document gives the same bytes."""
    return adapter().dump_json(document, indent=2) + b"\n"


def from_json(data: bytes) -> Document:
    """The Document of Roadmap JSON; raises BadDocumentError where it breaks the contract."""
    try:
        return adapter().validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadDocumentError(f"not Roadmap JSON 1.0: {where}: {first['msg']}") from error


def json_schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of Roadmap JSON."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **adapter().json_schema(mode="serialization")}
