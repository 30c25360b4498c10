"""Gold in the contract's form: what the plans, the act and the cast say, with nothing that is not scored."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast as as_type

from pydantic import TypeAdapter

from corpus.generate.act import Act
from corpus.generate.cast import Body, Cast, Human
from corpus.generate.plan import Measure, Plan
from extractor.schema import Correction, Deadline, Order, Party

Json = dict[str, object]
_ORDER = TypeAdapter(Order)
_DEADLINE = TypeAdapter(Deadline)


def cleaned(text: str) -> str:
    """Runs of white space folded."""
    return re.sub(r"\s+", " ", text).strip()


def _party(party: Party, cast: Cast) -> Json:
    out: Json = {"text": party.text, "kind": party.kind}
    return out | ({"text_ok": list(cast.text_ok[party.text])} if party.text in cast.text_ok else {})


def _deadline(deadline: Deadline) -> Json:
    out = as_type(Json, _DEADLINE.dump_python(deadline, mode="json"))
    return out | {"text": cleaned(deadline.text)}


def order(act: Act, cast: Cast) -> Json:
    """The act's Order; `X_ok` where a field has further right values."""
    out = as_type(Json, _ORDER.dump_python(act.order, mode="json"))
    out["directives"] = [
        {
            "number": d.number,
            "text": d.text,
            "parties": [_party(p, cast) for p in d.parties],
            "deadlines": [_deadline(x) for x in d.deadlines],
        }
        for d in act.order.directives
    ]
    return out | {f"{key}_ok": list(values) for key, values in act.accepted.items() if values}


def _measure(measure: Measure, id_: str, plan: Plan, cast: Cast) -> Json:
    section = None if measure.section is None else plan.sections[measure.section].id
    out: Json = {"id": id_, "number": measure.number, "section": section, "text": cleaned(measure.text)}
    out |= {"type": measure.type, "types_ok": list(measure.types_ok)}
    out["deadlines"] = [_deadline(d) for d in measure.deadlines]
    out["responsible"] = [_party(p, cast) for p in measure.responsible]
    out["coordinators"] = [_party(p, cast) for p in measure.coordinators]
    out["result"] = measure.result
    roles = {c.role for c in plan.columns}
    if "funding" in roles:
        out["funding"] = measure.funding
    if {"indicator", "result"} <= roles:
        out["indicator"] = measure.indicator
    return out


def roadmap(plan: Plan, cast: Cast, first: int) -> Json:
    """The plan's Roadmap, its measures counted from `first`."""
    measures = [row.measure for row in plan.rows if row.measure is not None]
    period = None if plan.period is None else {"start": plan.period.start.isoformat(), "end": plan.period.end.isoformat()}
    header = any(row.kind == "header" for row in plan.rows)
    return {
        "title": cleaned(" ".join(plan.heading)),
        "period": period,
        "columns": [{"role": c.role, "header": c.header if header else ""} for c in plan.columns],
        "sections": [{"id": s.id, "number": s.number, "title": s.title} for s in plan.sections],
        "measures": [_measure(m, f"m{i:03}", plan, cast) for i, m in enumerate(measures, first)],
    }


def _organisation(body: Body) -> Json:
    out: Json = {"name": body.name, "abbreviation": body.abbreviation, "full_name": body.full_name}
    if body.aliases:
        out["aliases"] = list(body.aliases)
    return out | ({"generic": True} if body.generic else {}) | ({"optional": True} if body.optional else {})


def _person(human: Human) -> Json:
    initials = human.initials.split(".")
    return {"surname": human.surname, "given_name": f"{initials[0]}.", "patronymic": f"{initials[1]}.", "position": None}


def document(act: Act, plans: Sequence[Plan], cast: Cast, corrections: Sequence[Correction]) -> Json:
    """The whole gold; the cast's bodies and people that the document names, in the order in which it names them."""
    changed = [(cleaned(c.original), cleaned(c.corrected)) for c in corrections]
    roadmaps, count = [], 1
    for plan in plans:
        roadmaps.append(roadmap(plan, cast, count))
        count += sum(row.measure is not None for row in plan.rows)
    return {
        "order": order(act, cast),
        "roadmaps": roadmaps,
        "people": [_person(h) for h in cast.named_people.values()],
        "organisations": [_organisation(b) for b in cast.named_bodies.values()],
        "corrections": [{"original": old, "corrected": new} for old, new in changed if old != new],
    }
