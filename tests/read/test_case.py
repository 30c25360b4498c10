"""Case by height: ten level words 20 high set the size of small letters."""

from __future__ import annotations

import pytest

from extractor.read.case import letters_and_figures, true_case
from extractor.read.lines import Token


def token(text: str, height: float) -> Token:
    return Token(text, (0, 0, 50, height))


@pytest.mark.parametrize(
    ("text", "height", "expected"),
    [
        ("имо", 29, "ИМО"),
        ("ИМО", 29, "ИМО"),
        ("В", 20, "в"),
        ("СЛОЖНЫХ", 20, "сложных"),
        ("дсп,", 34, "ДСП,"),
        ("ЦСМ,", 26, "цсм,"),
        ("ЗП,", 27.5, "ЗП,"),
        ("ОДДТ", 28.6, "ОДДТ"),
        ("до", 26.5, "до"),
        ("ОдДдДтТ", 31, "ОДДТ"),
        ("работа", 34, "работа"),
        ("школ,", 34, "школ,"),
        ("и", 34, "и"),
        ("Июнь", 29, "Июнь"),
        ("2022", 29, "2022"),
    ],
)
def test_case_by_height(text: str, height: float, expected: str) -> None:
    assert true_case([*[token("основание", 20)] * 10, token(text, height)])[-1].text == expected


def test_too_few_words_to_tell_the_size() -> None:
    assert [t.text for t in true_case([token("имо", 29), token("основание", 20)])] == ["имо", "основание"]


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        ("ждений, 000 «Тепловые сети»", "ждений, ООО «Тепловые сети»"),
        ("до 10 000 «новых»", "до 10 000 «новых»"),
        ("Руководители 00", "Руководители ОО"),
        ("уо, оо", "УО, ОО"),
    ],
)
def test_noughts_that_are_letters(read: str, wanted: str) -> None:
    assert " ".join(t.text for t in letters_and_figures([token(text, 29) for text in read.split()])) == wanted
