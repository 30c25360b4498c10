"""Two versions or years of a plan → Difference: rows added and removed, cells changed, rows moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from extractor.compare.comparison import align
from extractor.compare.likeness import Likeness
from extractor.compare.sides import Entry, plan_of
from extractor.compare.values import Cell, CellChange, Difference, Move, Row, RowChange
from extractor.schema import Document, Measure


def diff(before: Document, after: Document, model: Likeness | None = None) -> Difference:
    """What became of `before`; raises ModelError where the model is absent. Numbers are no change: one new row moves them all."""
    model = model or Likeness.load()
    aligned = align((before, after), model, surely=False)  # most rows of two versions are the same, as in the pairs it was set on
    names: dict[str, int] = {}
    plans = plan_of(before, 0, names), plan_of(after, 1, names)
    if aligned is None:
        return Difference(*plans, (), (), (), (), 0)
    found = aligned.entries
    pairs = sorted(zip(aligned.chosen.left.tolist(), aligned.chosen.right.tolist(), aligned.chosen.similarity.tolist(), strict=True))
    kept = {at for a, b, _ in pairs for at in (a, b)}
    alone = [[_row(each) for at, each in enumerate(found) if each.plan == plan and at not in kept] for plan in (0, 1)]
    changed = [
        RowChange(_row(found[a]), _row(found[b]), round(likeness, 4), cells)
        for a, b, likeness in pairs
        if (cells := _changes(found[a].measure, found[b].measure))
    ]
    steady = _longest_rise([b for _, b, _ in pairs])
    moved = [
        Move(_row(found[a]), _row(found[b]))
        for at, (a, b, _) in enumerate(pairs)
        if at not in steady or _folded(found[a].section) != _folded(found[b].section)
    ]
    return Difference(*plans, tuple(alone[1]), tuple(alone[0]), tuple(changed), tuple(moved), len(pairs) - len(changed))


def _row(entry: Entry) -> Row:
    return Row(entry.measure.id, entry.measure.number, entry.section, entry.measure.text)


def _changes(before: Measure, after: Measure) -> tuple[CellChange, ...]:
    """Cells whose text differs, white space apart."""
    old, new = _cells(before), _cells(after)
    return tuple(CellChange(cell, old[cell], new[cell]) for cell in old if _folded(old[cell]) != _folded(new[cell]))


def _cells(measure: Measure) -> dict[Cell, str | None]:
    return {
        "measure": measure.text,
        "deadline": "; ".join(each.text for each in measure.deadlines) or None,
        "responsible": "; ".join(each.text for each in measure.responsible) or None,
        "coordinator": "; ".join(each.text for each in measure.coordinators) or None,
        "result": measure.result,
        "indicator": measure.indicator,
        "funding": measure.funding,
    }


def _folded(text: str | None) -> str:
    return " ".join((text or "").split())


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Indices of a longest rising subsequence (patience sorting): the rows that kept their order."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_left(tails, number)
        before.append(ends[length - 1] if length else -1)
        tails[length:] = [number, *tails[length + 1 :]]
        ends[length:] = [at, *ends[length + 1 :]]
    found: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        found.add(at)
        at = before[at]
    return found
