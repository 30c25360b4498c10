"""Parties that only a line's end parts, where the source marks cells."""

import pytest

from extractor.tag.parties import split_parties

CASES = [
    ("Руководители ОО|МАУ ДО «Олимп»", ["Руководители ОО", "МАУ ДО «Олимп»"]),
    (
        "Управление образования|Отдел культуры|МКУ «Служба заказчика»",
        ["Управление образования", "Отдел культуры", "МКУ «Служба заказчика»"],
    ),
    ("Отдел экономики|Финансовое управление", ["Отдел экономики", "Финансовое управление"]),
    ("Педагог-психолог|МКУ «ЦСО»|Юдина Т.К.", ["Педагог-психолог МКУ «ЦСО» Юдина Т.К."]),
    ("Отдел|комплектования|МБУК «ВМБ»", ["Отдел комплектования МБУК «ВМБ»"]),
    ("Специалисты|МКУ «ЦРО»", ["Специалисты МКУ «ЦРО»"]),
    ("Начальник|Управления образования|Иванова А.А.", ["Начальник Управления образования Иванова А.А."]),
]


@pytest.mark.parametrize(("cell", "wanted"), CASES)
def test_a_line_end_parts_what_can_be_no_complement(cell: str, wanted: list[str]) -> None:
    text = cell.replace("|", " ")
    ends = tuple(n for n, sign in enumerate(cell) if sign == "|")
    assert [text[span.start : span.end] for span in split_parties(text, ends=ends)] == wanted
