"""Generated documents of every layout: whole rows where nothing is damaged, and no printed character lost anywhere."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.agree import fold, items
from corpus.generate import LAYOUTS, generate
from extractor.layout import Layout, Reading
from extractor.read import read
from extractor.tables import find_tables
from extractor.text import Traced

DAMAGE = (0.0, 0.15)


def layout_of(data: bytes, name: str) -> Layout:
    reading = read(data, name)
    return find_tables(reading, Traced.of(reading.text))


def measures(layout: Layout) -> list[str]:
    cells = [zip(table.columns, row.cells, strict=True) for table in layout.tables for row in table.rows]
    return [fold(cell.text) for row in cells for column, cell in row if column.role == "measure"]


@pytest.mark.parametrize(("layout", "seed"), [*product(LAYOUTS, range(3))])
def test_clean_rows_come_out_whole(layout: str, seed: int) -> None:
    sample = generate("a", layout, seed=seed, damage=0.0)
    want = [fold(measure["text"]) for roadmap in items(sample.gold, "roadmaps") for measure in items(roadmap, "measures")]
    assert measures(layout_of(sample.data, sample.name)) == want


@pytest.mark.parametrize(("layout", "damage"), [*product(LAYOUTS, DAMAGE)])
def test_nothing_is_lost(layout: str, damage: float) -> None:
    for seed in range(40, 44):
        sample = generate("a", layout, seed=seed, damage=damage)
        assert [w.message for w in layout_of(sample.data, sample.name).warnings if w.code == "lost_text"] == []


_CELL = st.text(alphabet="АБвгд 12.,;«»()-–\n", max_size=30)
_ROW = st.lists(_CELL, min_size=2, max_size=5)
_LINE = st.one_of(
    _CELL,
    _ROW.map("\t".join),
    _ROW.map(lambda cells: "| " + " | ".join(cells) + " |"),
    st.just("№\tМероприятие\tСрок\tОтветственный"),
    st.just("|---|---|"),
)


@given(st.lists(_LINE, max_size=25).map("\n".join))
@settings(max_examples=300, deadline=None)
def test_no_text_is_lost_whatever_the_lines(text: str) -> None:
    layout = find_tables(Reading(text, "text/plain", "text"), Traced.of(text))
    assert [warning.message for warning in layout.warnings if warning.code == "lost_text"] == []
