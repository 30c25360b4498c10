"""Each kind of damage on the tiny plan: what the page shows, and what gold still says."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from corpus.generate.damage import Scan, damaged, lose, merge, shift, sink, slide, split
from corpus.generate.html import SPANNED
from corpus.generate.layouts import ALL
from corpus.generate.plan import GridRow
from tests.corpus.tiny import KEYS, PLAN

BREAK = GridRow("break", ("",))
FIRST, SECOND = PLAN.rows[2], PLAN.rows[4]


def scan(seed: int = 0, *, shifts: bool = True, keys: tuple[str, ...] = KEYS) -> Scan:
    return Scan(random.Random(seed), keys, shifts, BREAK)


@pytest.mark.parametrize("seed", range(6))
def test_split_keeps_number_deadline_and_parties_above_the_break(seed: int) -> None:
    rows = split(FIRST, SECOND, scan(seed))
    assert rows is not None
    first, page, rest, after = rows
    assert page == BREAK
    assert (first.cells[0], *first.cells[2:4]) == ("1.", "Май", "МБУ «Маяк»")
    assert (rest.cells[0], *rest.cells[2:4]) == ("", "", "")
    assert f"{first.cells[1]} {rest.cells[1]}" == FIRST.cells[1]
    assert (first.measure, rest.measure, after) == (FIRST.measure, None, SECOND)


def test_slide_moves_the_quoted_name_down() -> None:
    rows = slide(FIRST, SECOND, scan())
    assert rows is not None
    assert [row.cells[3] for row in (rows[0], rows[2])] == ["МБУ", "«Маяк» Методисты"]
    assert [row.measure for row in rows] == [FIRST.measure, None, SECOND.measure]


@pytest.mark.parametrize(("shifts", "length"), [(True, 4), (False, 5)])
def test_merge_pulls_left_only_where_nothing_holds_the_columns(shifts: bool, length: int) -> None:
    rows = merge(FIRST, SECOND, scan(shifts=shifts))
    assert rows is not None
    assert len(rows[0].cells) == length
    assert " ".join(" ".join(rows[0].cells).split()) == " ".join(FIRST.cells)
    assert rows[0].measure == FIRST.measure


def test_a_lost_cell_is_lost_to_gold_as_well() -> None:
    for seed in range(8):
        rows = lose(FIRST, SECOND, scan(seed))
        assert rows is not None
        measure, cells = rows[0].measure, rows[0].cells
        assert measure is not None
        assert (cells[3] == "") == (measure.responsible == ())
        assert (cells[4] == "") == (measure.result is None)


def test_shift_loses_the_party_and_keeps_the_result() -> None:
    rows = shift(FIRST, SECOND, scan())
    assert rows is not None and rows[0].measure is not None
    assert rows[0].cells[-1] == "Подробный список"
    assert (rows[0].measure.responsible, rows[0].measure.result) == ((), "Подробный список")
    assert shift(FIRST, SECOND, scan(shifts=False)) is None


def test_sink_puts_the_number_before_the_text() -> None:
    rows = sink(FIRST, None, scan())
    assert rows is not None
    assert rows[0].cells[:2] == ("", f"1. {FIRST.cells[1]}")
    assert sink(replace(FIRST, cells=("1", *FIRST.cells[1:])), None, scan()) is None


def test_rows_under_a_span_are_left_alone() -> None:
    spanned = replace(SECOND, cells=(*SECOND.cells[:3], SPANNED, SECOND.cells[4]))
    plan = replace(PLAN, rows=(FIRST, spanned))
    assert damaged(plan, scan(), 1.0, ALL) == plan


def test_no_row_is_lost_or_doubled() -> None:
    for seed in range(20):
        rows = damaged(PLAN, scan(seed), 1.0, ALL).rows
        assert [row.measure.number for row in rows if row.measure is not None] == ["1", "2"]
