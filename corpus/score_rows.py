"""Figures of the measures: each gold row beside the predicted row likest to it."""

from __future__ import annotations

from collections import defaultdict

from corpus.agree import Item, alike, answers, f1, fold, items, mean, multiset_f1, right

_SURE, _LEAST = 0.99, 0.6


def rule(text: object) -> str | None:
    """An RRULE with its parts and BY-values in one order."""
    if not text:
        return None
    parts = (p.split("=", 1) for p in str(text).upper().removeprefix("RRULE:").split(";") if "=" in p)
    kept = {key: ",".join(sorted(value.split(","))) for key, value in parts if (key, value) != ("INTERVAL", "1")}
    return ";".join(f"{key}={kept[key]}" for key in sorted(kept))


def dates(holder: Item, gold: Item | None = None) -> list[tuple[str, ...]]:
    """Kind, start, end and rule of each deadline; a rule that `gold` also takes is read as gold's own."""
    also = {rule(other): rule(d.get("rrule")) for d in items(gold, "deadlines") for other in items(d, "rrule_ok")}
    keys = [(d.get("kind"), d.get("start"), d.get("end"), rule(d.get("rrule"))) for d in items(holder, "deadlines")]
    return sorted(tuple(map(str, (*key[:3], also.get(key[3], key[3])))) for key in keys)


def measures(document: Item) -> list[Item]:
    """All measures with their section's title as `section_title`."""
    found: list[Item] = []
    for roadmap in items(document, "roadmaps"):
        titles = {s.get("id"): s.get("title") for s in items(roadmap, "sections")}
        found += [{**m, "section_title": titles.get(m.get("section"), m.get("section"))} for m in items(roadmap, "measures")]
    return found


def pairs(predicted: list[Item], gold: list[Item]) -> list[tuple[Item | None, Item]]:
    """Each gold measure with its predicted one: equal texts first, the nearest in order, then the likest from 0.6 on."""
    match: dict[int, int] = {}
    free = set(range(len(predicted)))
    for j, want in enumerate(gold):
        equal = [i for i in free if fold(predicted[i].get("text")) == fold(want.get("text"))]
        if equal:
            match[j] = min(equal, key=lambda i: (abs(i - j), i))
            free.discard(match[j])
    rest = [j for j in range(len(gold)) if j not in match]
    scored = [(alike(predicted[i].get("text"), gold[j].get("text"), _LEAST), i, j) for i in sorted(free) for j in rest]
    for ratio, i, j in sorted(scored, key=lambda t: (-t[0], abs(t[1] - t[2]))):
        if ratio >= _LEAST and i in free and j not in match:
            free.discard(i)
            match[j] = i
    return [(predicted[match[j]] if j in match else None, want) for j, want in enumerate(gold)]


def parties(got: Item, want: Item, fields: tuple[str, ...] = ("responsible", "coordinators")) -> tuple[int, int, int, list[bool]]:
    """Hits, predicted, wanted, and for each hit whether its kind is right."""
    predicted, wanted, kinds = 0, 0, list[bool]()
    for field in fields:
        left, gold = list(items(got, field)), items(want, field)
        predicted, wanted = predicted + len(left), wanted + len(gold)
        for party in gold:
            texts = {fold(text) for text in answers(party, "text")}
            found = next((p for p in left if fold(p.get("text")) in texts), None)
            if found is not None:
                left.remove(found)
                kinds.append(found.get("kind") in answers(party, "kind"))
    return len(kinds), predicted, wanted, kinds


def details(got: Item, want: Item) -> list[float]:
    """For each gold deadline: text, EDTF and year_inferred of the predicted one with the same kind and dates are right."""
    left, out = list(items(got, "deadlines")), []
    for deadline in items(want, "deadlines"):
        found = next((d for d in left if all(d.get(k) == deadline.get(k) for k in ("kind", "start", "end"))), None)
        if found is None:
            out.append(0.0)
            continue
        left.remove(found)
        inferred = bool(found.get("year_inferred")) == bool(deadline.get("year_inferred"))
        out.append(
            float(inferred and found.get("edtf") in answers(deadline, "edtf") and right(found.get("text"), answers(deadline, "text"), 0.9))
        )
    return out


def row(got: Item, want: Item) -> dict[str, list[float]]:
    """What one matched measure adds to each figure."""
    hits, predicted, wanted, kinds = parties(got, want)
    ok = {
        "rows": right(got.get("text"), answers(want, "text"), _SURE),
        "numbers": fold(got.get("number")) == fold(want.get("number")),
        "deadline_cells": dates(got, want) == dates(want),
        "results": alike(got.get("result"), want.get("result")) >= 0.95,
        "in_section": alike(got.get("section_title"), want.get("section_title")) >= 0.9,
    }
    out = {name: [float(value)] for name, value in ok.items()}
    out["measure_exact"] = [float(all(ok.values()) and hits == predicted == wanted)]
    out["parties"] = [f1(hits, predicted, wanted)]
    out["party_kinds"] = [*map(float, kinds), *[0.0] * (wanted - hits)]
    out["types"] = [float(got.get("type") in (want.get("types_ok") or [want.get("type")]))]  # type: ignore[operator]
    out["deadline_details"] = details(got, want)
    present = [field for field in ("funding", "indicator") if field in want or got.get(field)]
    out["other_cells"] = [float(alike(got.get(field), want.get(field)) >= 0.95) for field in present]
    return out


_MISSED = ("rows", "measure_exact", "numbers", "deadline_cells", "parties", "results", "types", "in_section", "party_kinds")


def figures(predicted: Item, gold: Item) -> dict[str, float]:
    """The measures' figures of one document; a measure that is missing is wrong in every one of `_MISSED`."""
    ours, theirs = measures(predicted), measures(gold)
    found: dict[str, list[float]] = defaultdict(list)
    got_dates, gold_dates = list[tuple[object, ...]](), list[tuple[object, ...]]()
    matched = pairs(ours, theirs)
    for index, (got, want) in enumerate(matched):
        gold_dates += [(index, *key) for key in dates(want)]
        got_dates += [(index, *key) for key in dates(got, want)] if got is not None else []
        for name, values in (row(got, want) if got is not None else {name: [0.0] for name in _MISSED}).items():
            found[name] += values
    spurious = len(ours) - sum(got is not None for got, _ in matched)
    names = (*_MISSED, "deadline_details", "other_cells")
    out = {name: mean(found[name]) for name in names}
    out["rows"] = f1(sum(found["rows"]), len(ours), len(theirs))
    out["measure_exact"] = mean([*found["measure_exact"], *[0.0] * spurious])
    return out | {"deadlines": multiset_f1(got_dates, gold_dates)}
