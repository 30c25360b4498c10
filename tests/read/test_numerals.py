"""Numbers of a column and Roman numerals before a quarter."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractor.read.case import letters_and_figures
from extractor.read.lines import Token
from extractor.read.numerals import in_order, with_heading_roman, with_romans
from tests.read.build import font_file


def column(texts: str, sure: float = 0.5) -> list[list[Token]]:
    return [[Token(text, (0, 0, 9, 9), sure)] if text != "_" else [] for text in texts.split()]


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("3.2 3.8 3.4", "3.2 3.3 3.4"),
        ("1. 2. 8. 4.", "1. 2. 3. 4."),
        ("2.2 2.э", "2.2 2.3"),
        ("3.6 З.1", "3.6 3.7"),
        ("2.3 24 2.5", "2.3 2.4 2.5"),
        ("1.3. 14 15 _ 2.1.", "1.3. 1.4 1.5 _ 2.1."),
        ("2.1 2 2.3 2.4", "2.1 2.2 2.3 2.4"),
        ("4.1 4.2 4.3 4.1 5.1", "4.1 4.2 4.3 4.4 5.1"),
        ("4.3 4.4 5 5.1 5.2", "4.3 4.4 5 5.1 5.2"),  # a section has a number too
        ("9 10 11 12 13", "9 10 11 12 13"),
        ("1 2 _ 4", "1 2 _ 4"),  # an empty cell stays empty
        ("1 2 7 4", "1 2 7 4"),  # 7 looks like no 3
        ("4 5 1 2", "4 5 1 2"),  # a new count
    ],
)
def test_the_number_that_fits_is_believed_where_the_page_may_show_it(seen: str, meant: str) -> None:
    assert " ".join(tokens[0].text if tokens else "_" for tokens in in_order(column(seen))) == meant


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("Руководители 00", "Руководители ОО"),
        ("00, ИМО", "ОО, ИМО"),
        ("10 00", "10 00"),
        ("до 2000", "до 2000"),
        ("не позднее З числа", "не позднее 3 числа"),
        ("МДОУ № 2, з, 7", "МДОУ № 2, 3, 7"),
        ("З. Иванова", "З. Иванова"),
    ],
)
def test_a_letter_alone_may_be_a_figure_and_figures_letters(seen: str, meant: str) -> None:
    assert " ".join(token.text for token in letters_and_figures([Token(text, (0, 0, 9, 9)) for text in seen.split()])) == meant


@pytest.mark.slow
@pytest.mark.parametrize("numeral", ["I", "II", "III", "IV"])
def test_a_quarter_has_a_roman_numeral(numeral: str) -> None:
    image = Image.new("L", (500, 80), 255)
    font = ImageFont.truetype(font_file(), 46)
    draw = ImageDraw.Draw(image)
    draw.text((20, 10), numeral, 0, font)
    width = font.getlength(numeral)
    draw.text((40 + width, 10), "квартал", 0, font)
    tokens = [Token("№", (20, 20, 20 + width, 58), 0.9), Token("квартал", (40 + width, 20, 300, 58), 0.9)]
    assert [token.text for token in with_romans(np.asarray(image), tokens, (10, 490))] == [numeral, "квартал"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("numeral", "seen", "meant"), [("I", "Г.", "I."), ("II", "П.", "II."), ("III", "Ш.", "III."), ("11", "П.", "П."), ("1", "Г.", "Г.")]
)
def test_a_heading_has_its_roman_numeral_and_no_arabic_one_is_taken_for_it(numeral: str, seen: str, meant: str) -> None:
    font = ImageFont.truetype(font_file(), 40)
    image = Image.new("L", (700, 80), 255)
    draw = ImageDraw.Draw(image)
    draw.text((20, 10), f"{numeral}. Раздел", 0, font)
    width = font.getlength(f"{numeral}.")
    tokens = [Token(seen, (20, 20, 20 + width, 50), 0.9), Token("Раздел", (40 + width, 20, 400, 58), 0.9)]
    assert [token.text for token in with_heading_roman(np.asarray(image), tokens)] == [meant, "Раздел"]
