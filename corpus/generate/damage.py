"""What scanning does to a table: page breaks through rows, fragments that slide down, merged, lost and shifted cells."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from corpus.generate.html import SPANNED
from corpus.generate.plan import GridRow, Measure, Plan

DamageKind = Literal["split", "slide", "merge", "lose", "shift", "sink"]
_MERGES = {
    ("responsible", "result"),
    ("responsible", "indicator"),
    ("responsible", "funding"),
    ("responsible", "deadline"),
    ("deadline", "responsible"),
    ("deadline", "result"),
}
_LOSABLE = ("responsible", "coordinator", "deadline", "result", "indicator")


@dataclass(frozen=True, slots=True)
class Scan:
    """How a layout takes damage: does a merged cell pull the following ones left, and how is a page break printed."""

    rng: random.Random
    keys: tuple[str, ...]
    shifts: bool
    page_break: GridRow


def _with(cells: tuple[str, ...], at: int, text: str) -> tuple[str, ...]:
    return (*cells[:at], text, *cells[at + 1 :])


def _cut(rng: random.Random, text: str) -> tuple[str, str] | None:
    """`text` cut before a lower-case word with two words or more on each side."""
    words = text.split(" ")
    places = [i for i in range(2, len(words) - 1) if words[i][:1].islower()]
    if not places or "\n" in text:
        return None
    at = rng.choice(places)
    return " ".join(words[:at]), " ".join(words[at:])


def split(row: GridRow, after: GridRow | None, scan: Scan) -> list[GridRow] | None:
    """A page break through the row: the number, deadline and parties stay above it."""
    at = scan.keys.index("measure")
    cut = _cut(scan.rng, row.cells[at])
    if cut is None:
        return None
    first, rest = _with(row.cells, at, cut[0]), _with(("",) * len(row.cells), at, cut[1])
    if "result" in scan.keys and scan.rng.random() < 0.4:
        at = scan.keys.index("result")
        if pieces := _cut(scan.rng, row.cells[at]):
            first, rest = _with(first, at, pieces[0]), _with(rest, at, pieces[1])
    return [replace(row, cells=first), scan.page_break, GridRow("measure", rest), *_kept(after)]


def slide(row: GridRow, after: GridRow | None, scan: Scan) -> list[GridRow] | None:
    """The quoted name of a cell's last body slides over a page break into the next row's cell."""
    for key in ("coordinator", "responsible"):
        if after is None or after.kind != "measure" or key not in scan.keys:
            continue
        at = scan.keys.index(key)
        head, space, name = row.cells[at].rpartition(" «")
        if not space or not name.endswith("»") or not after.cells[at]:
            continue
        moved = _with(after.cells, at, f"«{name} {after.cells[at]}")
        return [replace(row, cells=_with(row.cells, at, head)), scan.page_break, replace(after, cells=moved)]
    return None


def merge(row: GridRow, after: GridRow | None, scan: Scan) -> list[GridRow] | None:
    """Two neighbouring cells in one; the cells behind them move left where the layout has no fixed columns."""
    places = [i for i, pair in enumerate(pairwise(scan.keys)) if pair in _MERGES and row.cells[i] and row.cells[i + 1]]
    places = [i for i in places if not row.cells[i].endswith(")") and row.cells[i + 1] != "-"]
    measure = row.measure
    if measure is None or not places or any(d.kind == "conditional" for d in measure.deadlines):
        return None
    at = scan.rng.choice(places)
    joined = f"{row.cells[at]} {row.cells[at + 1]}"
    gap = () if scan.shifts else ("",)
    return [replace(row, cells=(*row.cells[:at], joined, *gap, *row.cells[at + 2 :])), *_kept(after)]


def _without(measure: Measure, key: str, keys: tuple[str, ...]) -> Measure:
    """`measure` without what stood in the column `key`."""
    match key:
        case "responsible":
            return replace(measure, responsible=())
        case "coordinator":
            return replace(measure, coordinators=())
        case "deadline":
            return replace(measure, deadlines=())
        case "indicator" if "result" in keys:
            return replace(measure, indicator=None)
        case _:
            return replace(measure, result=None)


def lose(row: GridRow, after: GridRow | None, scan: Scan) -> list[GridRow] | None:
    """A cell is blank; nothing tells what it held."""
    if row.measure is None or row.measure.number is None:
        return None
    places = [i for i, key in enumerate(scan.keys) if key in _LOSABLE and row.cells[i]]
    if not places:
        return None
    at = scan.rng.choice(places)
    return [replace(row, cells=_with(row.cells, at, ""), measure=_without(row.measure, scan.keys[at], scan.keys)), *_kept(after)]


def shift(row: GridRow, after: GridRow | None, scan: Scan) -> list[GridRow] | None:
    """The responsible cell is lost and the result, the last column, stands in its place."""
    if not scan.shifts or row.measure is None or row.measure.number is None or scan.keys[-2:] != ("responsible", "result"):
        return None
    measure = _without(row.measure, "responsible", scan.keys)
    return [replace(row, cells=(*row.cells[:-2], row.cells[-1]), measure=measure), *_kept(after)]


def sink(row: GridRow, after: GridRow | None, scan: Scan) -> list[GridRow] | None:
    """The number, where a stop or a bracket still tells that it is one, stands in the measure's cell."""
    if scan.keys[:2] != ("number", "measure") or row.cells[0][-1:] not in (".", ")") or row.measure is None:
        return None
    return [replace(row, cells=("", f"{row.cells[0]} {row.cells[1]}", *row.cells[2:])), *_kept(after)]


def _kept(after: GridRow | None) -> list[GridRow]:
    return [] if after is None else [after]


_KINDS: dict[DamageKind, Callable[[GridRow, GridRow | None, Scan], list[GridRow] | None]] = {
    "split": split,
    "slide": slide,
    "merge": merge,
    "lose": lose,
    "shift": shift,
    "sink": sink,
}


def damaged(plan: Plan, scan: Scan, rate: float, kinds: Iterable[DamageKind]) -> Plan:
    """`plan` with about `rate` of its rows damaged, each in one way; rows under a row span are left alone."""
    left, out, order = list(plan.rows), list[GridRow](), sorted(kinds)
    while left:
        row = left.pop(0)
        after = left[0] if left else None
        spans = SPANNED in row.cells or (after is not None and SPANNED in after.cells)
        if row.kind != "measure" or spans or scan.rng.random() >= rate:
            out.append(row)
            continue
        tries = (_KINDS[kind](row, after, scan) for kind in scan.rng.sample(order, len(order)))
        new = next((rows for rows in tries if rows is not None), None)
        if new is None:
            out.append(row)
            continue
        out += new
        if after is not None:
            left.pop(0)
    return replace(plan, rows=tuple(out))
