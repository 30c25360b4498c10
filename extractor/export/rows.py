"""Measures as rows of a plain table, what an analyst or an official reads: one row a measure, headers in Russian."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractor.schema import Document, Measure, Party, Roadmap

Value = str | float | dt.date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in the words' file, its width in characters."""

    key: str
    width: int


COLUMNS = (
    Column("section", 22),
    Column("number", 6),
    Column("measure", 48),
    Column("type", 18),
    Column("deadline", 20),
    Column("start", 12),
    Column("end", 12),
    Column("responsible", 30),
    Column("coordinators", 24),
    Column("result", 34),
    Column("indicator", 24),
    Column("funding", 20),
    Column("confidence", 12),
    Column("doubts", 34),
)
OPTIONAL = {"section", "coordinators", "indicator", "funding"}


@cache
def words() -> dict[str, str]:
    """Column keys and measure types → what the header and the cell say."""
    return dict(json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8")))


def rows(document: Document, roadmap: Roadmap) -> Iterator[dict[str, Value]]:
    """A row for each measure, keyed by column; several deadlines or parties stand on lines of their own."""
    sections = {section.id: ". ".join(filter(None, (section.number, section.title))) for section in roadmap.sections}
    doubts: dict[str | None, list[str]] = {}
    for warning in document.warnings:
        doubts.setdefault(warning.measure, []).append(warning.message)
    for measure in roadmap.measures:
        yield _row(measure, sections.get(measure.section or ""), doubts.get(measure.id, ()))


def _row(measure: Measure, section: str | None, doubts: Sequence[str]) -> dict[str, Value]:
    starts = [deadline.start for deadline in measure.deadlines if deadline.start]
    ends = [deadline.end for deadline in measure.deadlines if deadline.end]
    return {
        "section": section,
        "number": measure.number,
        "measure": measure.text,
        "type": words()[measure.type],
        "deadline": "\n".join(deadline.text for deadline in measure.deadlines),
        "start": min(starts, default=None),
        "end": max(ends, default=None),
        "responsible": _names(measure.responsible),
        "coordinators": _names(measure.coordinators),
        "result": measure.result,
        "indicator": measure.indicator,
        "funding": measure.funding,
        "confidence": round(measure.confidence, 2),
        "doubts": "\n".join(doubts),
    }


def _names(parties: Sequence[Party]) -> str:
    return "\n".join(party.text for party in parties)


def heading(document: Document) -> str:
    """The act in one line: `Приказ от 14.01.2022 № 12-О «О развитии сельских библиотек», Ольшанский район`."""
    order = document.order
    act = [(order.kind or "").capitalize(), order.date and f"от {order.date:%d.%m.%Y}", order.number and f"№ {order.number}"]
    act.append(f"«{order.title}»" if order.title else None)
    line = " ".join(part for part in act if part) or document.source.filename
    return ", ".join(filter(None, (line, order.municipality, order.region)))
