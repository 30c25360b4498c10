"""What every gold file must keep, whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.agree import Item, items, part
from corpus.generate.dates import bounds
from extractor.schema import MEASURE_TYPES, adapter

ROLES = set(adapter().json_schema()["$defs"]["Column"]["properties"]["role"]["enum"])


def cleaned(text: object) -> bool:
    """A text without leading, trailing or doubled white space, of at least one character."""
    return isinstance(text, str) and bool(text) and text == re.sub(r"\s+", " ", text).strip()


def deadline_breaches(deadline: Item) -> Iterator[str]:
    """Kind, rule, dates and EDTF of one deadline agree."""
    where = f"deadline {deadline['text']!r}"
    if (deadline["kind"] == "recurring") != bool(deadline["rrule"]):
        yield f"{where}: rrule and kind disagree"
    start, end, edtf = deadline["start"], deadline["end"], deadline["edtf"]
    if start and end and str(start) > str(end):
        yield f"{where}: starts after its end"
    dates = bounds(str(edtf)) if edtf else (None, None)
    if [start, end] != [day and day.isoformat() for day in dates]:
        yield f"{where}: {edtf} is not {start} … {end}"
    if deadline["year_inferred"] and not (start or end):
        yield f"{where}: a year was inferred for no date"
    if not cleaned(deadline["text"]):
        yield f"{where}: not cleaned"


def measure_breaches(measure: Item, sections: set[object], roles: list[object]) -> Iterator[str]:
    """One measure keeps the contract."""
    where = f"measure {measure['id']}"
    types = list(measure["types_ok"])  # type: ignore[call-overload]
    if measure["type"] != types[0] or not set(types) <= set(MEASURE_TYPES):
        yield f"{where}: type"
    if not cleaned(measure["text"]):
        yield f"{where}: text {measure['text']!r}"
    if measure["section"] is not None and measure["section"] not in sections:
        yield f"{where}: section"
    if measure["number"] is not None and not re.fullmatch(r"\d+(\.\d+)*", str(measure["number"])):
        yield f"{where}: number {measure['number']!r}"
    for field, role in (("responsible", "responsible"), ("coordinators", "coordinator"), ("deadlines", "deadline")):
        if items(measure, field) and role not in roles:
            yield f"{where}: {field} without a column"
    for field in ("result", "funding", "indicator"):
        if measure.get(field) is not None and not cleaned(measure[field]):
            yield f"{where}: {field}"
    for deadline in items(measure, "deadlines"):
        yield from deadline_breaches(deadline)
    for party in [*items(measure, "responsible"), *items(measure, "coordinators")]:
        if party["kind"] not in ("organisation", "person", "role") or not cleaned(party["text"]):
            yield f"{where}: party {party}"


def breaches(gold: Item) -> Iterator[str]:
    """Everything in a gold file that breaks the contract."""
    ids = [m["id"] for r in items(gold, "roadmaps") for m in items(r, "measures")]
    if len(ids) != len(set(ids)):
        yield "ids are not unique"
    for roadmap in items(gold, "roadmaps"):
        roles = [c["role"] for c in items(roadmap, "columns")]
        if not set(roles) <= ROLES or "measure" not in roles:
            yield f"columns {roles}"
        for measure in items(roadmap, "measures"):
            yield from measure_breaches(measure, {s["id"] for s in items(roadmap, "sections")}, roles)
    for directive in items(part(gold, "order"), "directives"):
        if not cleaned(directive["text"]):
            yield f"directive {directive['number']}"
        for party in items(directive, "parties"):
            if str(party["text"]) not in str(directive["text"]):
                yield f"directive {directive['number']}: no {party['text']!r} in it"
        for deadline in items(directive, "deadlines"):
            yield from deadline_breaches(deadline)
            if str(deadline["text"]) not in str(directive["text"]):
                yield f"directive {directive['number']}: no {deadline['text']!r} in it"
    for body in items(gold, "organisations"):
        if not cleaned(body["name"]):
            yield f"organisation {body}"
