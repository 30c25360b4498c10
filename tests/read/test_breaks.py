"""Words that a narrow cell broke; a letter is 6 wide, the cell has a padding of 5."""

from __future__ import annotations

import pytest

from extractor.read.breaks import mended, over_pages
from extractor.read.linear import Cell, Paragraph, Table
from extractor.read.lines import Line, Token, cell_paragraph


def lines(texts: list[str]) -> list[Line]:
    out = []
    for n, text in enumerate(texts):
        at, tokens = 5.0, []
        for word in text.split(" "):
            tokens.append(Token(word, (at, 14.0 * n, at + 6 * len(word), 14.0 * n + 10)))
            at += 6 * (len(word) + 1)
        out.append(Line.of(tokens))
    return out


@pytest.mark.parametrize(
    ("texts", "width", "expected"),
    [
        (["по", "просвещени", "ю взрослых"], 10, "по просвещению взрослых"),
        (["- подготов", "ка записки"], 10, "- подготовка записки"),
        (["Ответственны", "е"], 12, "Ответственные"),
        (["неуспешн", "ости детей"], 8, "неуспешности детей"),
        (["экоотрядов", "в форуме"], 10, "экоотрядов в форуме"),
        (["муниципального", "совета"], 14, "муниципального совета"),
        (["Метринская", "по графику"], 10, "Метринская по графику"),
        (["плана-графика", "работ"], 13, "плана-графика работ"),
        (["педагогов-", "психологов"], 10, "педагогов-психологов"),
        (["Февраль-", "май"], 8, "Февраль-май"),
        (["2021–", "2022 годы"], 9, "2021–2022 годы"),
        (["Сундук", "мастерицы", "»"], 9, "Сундук мастерицы»"),
        (["до весны", "и лета"], 20, "до весны\nи лета"),
    ],
)
def test_cells(texts: list[str], width: int, expected: str) -> None:
    made = lines(texts)
    assert cell_paragraph(mended(made, 0, 6 * width + 10), 0, 6 * width + 10).text == expected


def test_no_lines() -> None:
    assert mended([], 0, 100) == []


def table(*rows: tuple[str, ...]) -> Table:
    return Table(tuple(tuple(Cell(Paragraph(text), n) for n, text in enumerate(row)) for row in rows))


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("Рассмотрени", ("", "е вопросов"), "Рассмотрени\u00ad"),
        ("Рассмотрение", ("", "вопросов"), "Рассмотрение"),
        ("Рассмотрени", ("6.", "е вопросов"), "Рассмотрени"),
    ],
)
def test_a_word_that_a_pages_end_broke(above: str, below: tuple[str, str], expected: str) -> None:
    first, second = over_pages([[table(("5.", above)), Paragraph("2", furniture=True)], [table(("№", "Мероприятие"), below)]])
    assert isinstance(first[0], Table)
    assert first[0].rows[-1][1].content.text == expected
    assert len(second) == 1
