"""Cells and their parties, one example a line in `parties.txt`."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.tag.parties import leading_parties, split_parties, standing_alone
from tests.tag.party_markup import lines, parse, render

EXAMPLES = lines(Path(__file__).with_name("parties.txt").read_text("utf-8"))
LEADS = lines(Path(__file__).with_name("parties_lead.txt").read_text("utf-8"))


@pytest.mark.parametrize("line", EXAMPLES)
def test_a_cell_is_split_into_its_parties(line: str) -> None:
    example = parse(line)
    assert render(example.cell, split_parties(example.cell, example.alone), example.alone) == line


@pytest.mark.parametrize("line", LEADS)
def test_a_merged_cell_is_cut_where_its_parties_end(line: str) -> None:
    parties, _, rest = line.partition("|")
    assert (parties + rest)[: leading_parties(parties + rest)] == parties.rstrip()


def test_a_text_of_the_column_settles_where_parties_end() -> None:
    text = "Руководители кружков программы, отчёты"
    assert text[: leading_parties(text, known=frozenset({"Руководители кружков"}))] == "Руководители кружков"


def test_abbreviations_stand_alone_only_where_no_post_governs_them() -> None:
    cells = ["Руководители ОУ, ДОУ", "УО, ОО", "ИМЦ Руководители ОО", "МКУ «ЦРО»"]
    assert standing_alone(cells) == {"УО", "ОО", "ИМЦ", "Руководители ОУ, ДОУ", "Руководители ОО"}


def test_a_post_that_the_document_uses_alone_is_no_part_of_a_name() -> None:
    cell = "Сомова И.И., руководитель проекта"
    alone = standing_alone([cell, "руководитель проекта"])
    assert render(cell, split_parties(cell, alone)) == "[PERSON Сомова И.И.], [ROLE руководитель проекта]"
    assert render(cell, split_parties(cell)) == "[PERSON Сомова И.И., руководитель проекта]"
