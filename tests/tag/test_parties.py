"""Cells and their parties, one example a line in `parties.txt`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extractor.tag.parties import leading_parties, split_parties, standing_alone
from models.parties.cells import training_cells
from models.parties.markup import lines, parse, render
from models.parties.train import filled

HERE = Path(__file__).parent
MODEL = HERE.parents[1] / "models" / "parties"
EXAMPLES = [line for name in ("parties.txt", "parties_fields.txt") for line in lines(HERE.joinpath(name).read_text("utf-8"))]
LEADS = lines(HERE.joinpath("parties_lead.txt").read_text("utf-8"))
PARTIES = sorted({(example.cell[span.start : span.end], span.kind) for example in map(parse, EXAMPLES) for span in example.spans})


@pytest.mark.parametrize("line", EXAMPLES)
def test_a_cell_is_split_into_its_parties(line: str) -> None:
    example = parse(line)
    assert render(example.cell, split_parties(example.cell, example.alone), example.alone) == line


@pytest.mark.parametrize("line", LEADS)
def test_a_merged_cell_is_cut_where_its_parties_end(line: str) -> None:
    parties, _, rest = line.partition("|")
    assert (parties + rest)[: leading_parties(parties + rest)] == parties.rstrip()


@pytest.mark.parametrize("line", EXAMPLES)
def test_spans_lie_in_order_and_begin_and_end_with_a_letter_or_mark(line: str) -> None:
    cell = parse(line).cell
    last = 0
    for span in split_parties(cell):
        assert last <= span.start < span.end <= len(cell)
        assert cell[span.start : span.end] == cell[span.start : span.end].strip(" ,;:-–/")
        last = span.end


def test_markup_says_what_was_parsed() -> None:
    for line in EXAMPLES:
        example = parse(line)
        assert render(example.cell, example.spans, example.alone) == line


@given(st.sampled_from(PARTIES), st.sampled_from(PARTIES))
@settings(max_examples=300, deadline=None)
def test_a_semicolon_parts_any_two_parties(first: tuple[str, str], second: tuple[str, str]) -> None:
    assume("Сомов" not in (first[0], second[0]))  # alone, «Сомов» is as well a form of «сом»
    cell = f"{first[0]}; {second[0]}"
    assert [(cell[span.start : span.end], span.kind) for span in split_parties(cell)] == [first, second]


@given(st.text('УОО МКИ«»"(),;–-/ и№12.аяДиректор школ Лугова Т.', max_size=40))
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_the_splitter(cell: str) -> None:
    last = 0
    for span in split_parties(cell):
        assert last <= span.start < span.end <= len(cell)
        last = span.end
    assert 0 <= leading_parties(cell) <= len(cell)


@pytest.mark.parametrize(
    ("parties", "result", "known"),
    [
        ("Руководители кружков", " программы, отчёты", "Руководители кружков"),
        ("Воспитатели", " заметки в печати", "Воспитатели"),
        ("МКУ «ЦРО»", " план работы", "МКУ"),
        ("Руководители школ", " план работы", "Руководители"),
        ("УО, ОО", " Рекомендации", "УО"),
        ("Штаб Северный", " планы", "Штаб Северный"),
    ],
)
def test_a_text_of_the_column_settles_where_parties_end(parties: str, result: str, known: str) -> None:
    assert leading_parties(parties + result, known=frozenset({known})) == len(parties)


def test_abbreviations_stand_alone_only_where_no_post_governs_them() -> None:
    cells = ["Руководители ОУ, ДОУ", "УО, ОО", "ИМЦ Руководители ОО", "МКУ «ЦРО»"]
    assert standing_alone(cells) == {"УО", "ОО", "ИМЦ", "Руководители ОУ, ДОУ", "Руководители ОО"}


def test_a_post_that_the_document_uses_alone_is_no_part_of_a_name() -> None:
    cell = "Сомова И.И., руководитель проекта"
    alone = standing_alone([cell, "руководитель проекта"])
    assert render(cell, split_parties(cell, alone)) == "[PERSON Сомова И.И.], [ROLE руководитель проекта]"
    assert render(cell, split_parties(cell)) == "[PERSON Сомова И.И., руководитель проекта]"


def test_the_model_card_shows_the_measured_figures() -> None:
    card = MODEL.joinpath("README.md").read_text("utf-8")
    assert filled(card, json.loads(MODEL.joinpath("metrics.json").read_text("utf-8"))["held_out"]) == card


def test_training_cells_hold_their_parties() -> None:
    cells = training_cells(60, seed=3)
    assert cells == training_cells(60, seed=3)
    for cell in cells:
        assert cell.spans
        assert all(cell.text[span.start : span.end].strip(" ,") == cell.text[span.start : span.end] for span in cell.spans)
