"""Which column each cell stands in, where the source lost count: the best monotone assignment, by evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from extractor.schema import Role
from extractor.tables.evidence import Vocabulary, fit, goes_on, is_number, is_open
from extractor.text import Traced

SKIP, SKIP_MEASURE, STAY, BACK, INSIDE_GAP = 0.8, 1.6, 1.2, 1.5, 1.0
_SECTION = -1


@dataclass(frozen=True, slots=True)
class Unit:
    """A line of a table that prints one cell, or a part of one, per line.

    `text` is folded; `gap`: a blank line stands above; `opens`: the source says that a cell begins here.
    """

    text: str
    line: Traced
    gap: bool
    opens: bool
    section: float = 0.0


def align_row(cells: Sequence[str], roles: Sequence[Role], vocabulary: Vocabulary, above: Sequence[str]) -> list[int]:
    """A column for each non-empty cell of a row whose count is off; strictly rising, the best sum of fits."""
    width = len(roles)
    best: dict[int, tuple[float, list[int]]] = {-1: (0.0, [])}
    for text in cells:
        step: dict[int, tuple[float, list[int]]] = {}
        for before, (score, path) in best.items():
            for column in range(before + 1, width):
                gain = fit(roles[column], text) + (1.5 if vocabulary.holds(column, text) else 0.0)
                gain += 1.5 if above and _goes_under(above[column], text) else 0.0
                total = score + gain - 0.3 * (column - before - 1)
                if column not in step or total > step[column][0]:
                    step[column] = (total, [*path, column])
        best = step or best
    score, path = max(best.values(), key=lambda item: item[0])
    return path if len(path) == len(cells) else [*range(min(len(cells), width))]


def align_block(lines: Sequence[str], roles: Sequence[Role]) -> list[int]:
    """A column for each line of a block that is one row, its cells broken over lines; not falling, the best sum of fits."""
    best: dict[tuple[int, int], tuple[float, list[int]]] = {(0, -1): (0.0, [])}
    passed = _passed(roles)
    for column, role in enumerate(roles):
        for (begun, before), (score, path) in list(best.items()):
            for end in range(begun + 1, len(lines) + 1):
                inner = sum(0.0 if is_open(lines[i - 1]) or goes_on(lines[i]) else STAY for i in range(begun + 1, end))
                cut = STAY if begun and is_open(lines[begun - 1]) else 0.0
                total = score + fit(role, " ".join(lines[begun:end])) - inner - cut - passed[column] + passed[before + 1]
                if total > best.get((end, column), (float("-inf"),))[0]:
                    best[end, column] = (total, [*path, *[column] * (end - begun)])
    return max((item for (end, _), item in best.items() if end == len(lines)), key=lambda item: item[0])[1]


def _passed(roles: Sequence[Role]) -> list[float]:
    """What it costs to leave the first 0, 1, 2 … columns empty; an empty measure is rarer than any other cell."""
    return [0.0, *accumulate(SKIP_MEASURE if role == "measure" else SKIP for role in roles)]


def _goes_under(above: str, text: str) -> bool:
    return bool(above) and (is_open(above) or above.endswith(";")) and goes_on(text)


def align_stream(units: Sequence[Unit], roles: Sequence[Role]) -> list[int]:
    """A column for each unit (-1: a heading over all columns), by the best path through rows of cells (Viterbi)."""
    if not units:
        return []
    style = _Style.of(units, roles)
    states = [_SECTION, *range(len(roles))]
    scores = {s: _emission(units[0], s, roles) - style.passed[max(s, 0)] for s in states}
    back: list[dict[int, int]] = []
    for above, unit in pairwise(units):
        step, origin = {}, {}
        for state in states:
            gains = {s: scores[s] - style.cost(s, state, above, unit) + _gain(unit, s, state, roles) for s in states}
            source = max(gains, key=lambda s: gains[s])
            step[state] = gains[source]
            origin[state] = source
        back.append(origin)
        scores = step
    state = max(states, key=lambda s: scores[s] - style.end_cost(s))
    path = [state]
    for origin in reversed(back):
        state = origin[state]
        path.append(state)
    return path[::-1]


def _gain(unit: Unit, before: int, state: int, roles: Sequence[Role]) -> float:
    """A line that goes on with a cell says less of its column; a measure hardly begins in lower case."""
    fits = _emission(unit, state, roles)
    if before == state:
        return 0.5 * fits
    return fits - (1.5 if state != _SECTION and roles[state] == "measure" and goes_on(unit.text) else 0.0)


def _emission(unit: Unit, state: int, roles: Sequence[Role]) -> float:
    if state == _SECTION:
        return unit.section
    return fit(roles[state], unit.text)


@dataclass(frozen=True, slots=True)
class _Style:
    """How this table parts its rows and cells."""

    passed: tuple[float, ...]
    gaps: bool
    marks: bool

    @classmethod
    def of(cls, units: Sequence[Unit], roles: Sequence[Role]) -> _Style:
        gaps = sum(unit.gap for unit in units[1:]) / max(1, len(units) - 1)
        return cls(tuple(_passed(roles)), 0.02 < gaps < 0.6, any(unit.opens and not is_number(unit.text) for unit in units))

    def cost(self, a: int, b: int, above: Unit, unit: Unit) -> float:
        """Of `unit` in column `b` right after `above` in column `a`."""
        if _SECTION in (a, b):
            return self._section_cost(a, b, unit)
        if a == b:
            return self._stay_cost(above, unit, b)
        closed = BACK if self.marks and not unit.opens else 0.0
        if b > a:
            return self.passed[b] - self.passed[a + 1] + closed + (INSIDE_GAP if self.gaps and unit.gap else 0.0)
        return self._left(a) + self.passed[b] + closed + self._row_cost(unit)

    def _left(self, column: int) -> float:
        """Of the columns right of `column`, which stay empty."""
        return self.passed[-1] - self.passed[column + 1]

    def _row_cost(self, unit: Unit) -> float:
        if not self.gaps:
            return 0.2
        return 0.0 if unit.gap else BACK

    def _section_cost(self, a: int, b: int, unit: Unit) -> float:
        if a == b:
            return 0.5 if goes_on(unit.text) else 1.5
        return (self._left(a) if b == _SECTION else self.passed[b]) + self._row_cost(unit)

    def _stay_cost(self, above: Unit, unit: Unit, column: int) -> float:
        if self.marks:
            stay = 3 * STAY if unit.opens else 0.0
        else:
            stay = 0.2 if is_open(above.text) or goes_on(unit.text) else STAY
        return stay + (INSIDE_GAP if self.gaps and unit.gap else 0.0) + (2.0 if is_number(above.text) and is_number(unit.text) else 0.0)

    def end_cost(self, state: int) -> float:
        """Of a table that ends in column `state`."""
        return self._left(state) if state != _SECTION else 1.0
