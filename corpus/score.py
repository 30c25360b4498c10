"""Scores a Document against gold: every figure a share from 0 to 1, F1 where both sides hold a list."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from corpus import score_rows
from corpus.agree import Item, answers, fold, items, lenient_f1, mean, multiset_f1, part, right, same_body, same_person, text_f1

_HEAD = {"kind": 1.0, "number": 1.0, "date": 1.0, "title": 0.95, "issuer": 0.9, "municipality": 0.9, "region": 0.9}
_SIGNED = {"name": 0.9, "position": 0.85}
_FIELD = {
    "rows": "text",
    "numbers": "number",
    "deadline_cells": "deadlines",
    "parties": "responsible",
    "results": "result",
    "in_section": "section_title",
    "types": "type",
}
_UNSCORED = ("corrections", "warnings", "source", "notes")


@dataclass(frozen=True, slots=True)
class Score:
    """Figures of one document; `repairs` counts gold ones found, gold ones, harmless ones, made ones, to be pooled."""

    figures: dict[str, float]
    repairs: tuple[int, int, int, int]


def _order(got: Item, want: Item) -> dict[str, float]:
    """Head fields, cited acts, directives and their facts."""
    fields = [right(got.get(name), answers(want, name), least) for name, least in _HEAD.items()]
    signed = part(got, "signatory"), part(want, "signatory")
    fields += [right(signed[0].get(name), answers(signed[1], name), least) for name, least in _SIGNED.items()]
    basis = [[(fold(r.get("number")), r.get("date")) for r in items(o, "legal_basis")] for o in (got, want)]
    ours = [f"{d.get('number')} {d.get('text')}" for d in items(got, "directives")]
    also: list[list[Item]] = want.get("directives_ok") or []  # type: ignore[assignment]
    wanted = [[f"{d.get('number')} {d.get('text')}" for d in ds] for ds in [items(want, "directives"), *also]]
    return {
        "order_fields": mean(map(float, fields)),
        "legal_basis": multiset_f1(*basis),
        "directives": max(text_f1(ours, texts, 0.93) for texts in wanted),
        "directive_facts": _directive_facts(items(got, "directives"), items(want, "directives")),
    }


def _directive_facts(got: Sequence[Item], want: Sequence[Item]) -> float:
    """Share of gold's directives whose parties and deadlines are all right."""
    ours = {fold(d.get("number")): d for d in got}
    facts = []
    for directive in want:
        mine = ours.get(fold(directive.get("number")))
        hits, predicted, wanted, _ = score_rows.parties(mine or {}, directive, ("parties",))
        dates = mine is not None and score_rows.dates(mine, directive) == score_rows.dates(directive)
        facts.append(float(hits == predicted == wanted and dates))
    return mean(facts)


def _roadmaps(got: Sequence[Item], want: Sequence[Item]) -> dict[str, float]:
    """How many roadmaps, their titles, periods and column roles, and the sections."""
    heads, nothing = list[bool](), dict[str, object]()
    for ours, theirs in zip_longest(got[: len(want)], want, fillvalue=nothing):
        roles = [[c.get("role") for c in items(r, "columns")] for r in (ours, theirs)]
        heads += [right(ours.get("title"), answers(theirs, "title"), 0.9), ours.get("period") == theirs.get("period"), roles[0] == roles[1]]
    found, wanted = ([s.get("title") for r in rs for s in items(r, "sections")] for rs in (got, want))
    return {"roadmaps": float(len(got) == len(want)), "roadmap_head": mean(map(float, heads)), "sections": text_f1(found, wanted, 0.9)}


def repairs(predicted: Item, gold: Item) -> tuple[int, int, int, int]:
    """Gold repairs found, gold repairs, repairs that do no harm, repairs; those that change nothing in the fold are left out."""
    made = [(fold(c.get("original")), fold(c.get("corrected"))) for c in items(predicted, "corrections")]
    left = [pair for pair in made if pair[0] != pair[1]]
    count, found, wanted, harmless = len(left), 0, 0, 0
    for c in sorted(items(gold, "corrections"), key=lambda c: bool(c.get("optional"))):
        targets = {fold(value) for value in answers(c, "corrected")}
        hit = next((pair for pair in left if pair[0] == fold(c.get("original")) and pair[1] in targets), None)
        if hit is not None:
            left.remove(hit)
            harmless += 1
        if not c.get("optional"):
            wanted += 1
            found += hit is not None
    truth = fold(json.dumps({key: value for key, value in gold.items() if key not in _UNSCORED}, ensure_ascii=False))
    harmless += sum(new in truth and old not in truth for old, new in left)
    return found, wanted, harmless, count


def _share(part_: int, whole: int) -> float:
    return part_ / whole if whole else 1.0


def score(predicted: Item, gold: Item) -> Score:
    """Every figure of one document."""
    figures = _order(part(predicted, "order"), part(gold, "order"))
    figures |= _roadmaps(items(predicted, "roadmaps"), items(gold, "roadmaps"))
    figures |= score_rows.figures(predicted, gold)
    figures["people"] = lenient_f1(items(predicted, "people"), items(gold, "people"), same_person)
    figures["organisations"] = lenient_f1(items(predicted, "organisations"), items(gold, "organisations"), same_body)
    counts = repairs(predicted, gold)
    figures |= {"repair_recall": _share(*counts[:2]), "repair_precision": _share(*counts[2:])}
    return Score(figures, counts)


def average(scores: Sequence[Score]) -> dict[str, float]:
    """Means over documents; the repair figures are pooled."""
    total: Counter[int] = Counter()
    for one in scores:
        total.update(dict(enumerate(one.repairs)))
    figures = {name: mean(one.figures[name] for one in scores) for name in scores[0].figures}
    return figures | {"repair_recall": _share(total[0], total[1]), "repair_precision": _share(total[2], total[3])}


def differences(predicted: Item, gold: Item) -> list[str]:
    """One line a measure that is not exact: what differs, got and wanted."""
    lines = []
    for got, want in score_rows.pairs(score_rows.measures(predicted), score_rows.measures(gold)):
        where = f"{want.get('number') or '-'} «{str(want.get('text'))[:50]}»"
        if got is None:
            lines.append(f"{where}: missing")
            continue
        wrong = [name for name, values in score_rows.row(got, want).items() if name != "measure_exact" and mean(values) < 1]
        lines += [f"{where} {name}: got {got.get(_FIELD.get(name, name))!r}, want {want.get(_FIELD.get(name, name))!r}" for name in wrong]
    return lines
