"""No text of a scan is lost without a word: what stands at odd places is read, but for two letters, or told."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz.distance import Levenshtein

from extractor.read import read
from extractor.read.linear import Paragraph, Table
from extractor.read.lines import Token
from extractor.read.pages import page_blocks
from tests.read.build import as_file, font_file, noisy, page
from tests.read.test_pdf import cells
from tests.read.test_scan import EXPECTED

pytestmark = pytest.mark.slow
WORD = "Согласовано"


def with_word(at: tuple[int, int], size: int, fill: int = 0, angle: float = 0) -> Image.Image:
    """The page with one more word on it."""
    image = page()
    layer = Image.new("L", image.size, 255)
    ImageDraw.Draw(layer).text(at, WORD, fill, ImageFont.truetype(font_file(), size))
    turned = layer.rotate(angle, fillcolor=255, center=at)
    return Image.fromarray(np.minimum(np.asarray(image), np.asarray(turned)))


@pytest.mark.parametrize(
    "image",
    [
        pytest.param(with_word((160, 890), 30), id="right under the table"),
        pytest.param(with_word((800, 2250), 24), id="foot"),
        pytest.param(with_word((1430, 20), 20), id="corner"),
        pytest.param(with_word((300, 1300), 80), id="large"),
        pytest.param(with_word((300, 1300), 150), id="huge"),
        pytest.param(with_word((300, 1500), 30, 195), id="pale"),
        pytest.param(with_word((300, 395), 26), id="across the table's edge"),
        pytest.param(with_word((60, 1000), 26, angle=90), id="up the margin"),
        pytest.param(with_word((400, 1700), 30, angle=25), id="askew"),
        pytest.param(noisy(with_word((300, 1500), 24), 0.004), id="speckled"),
    ],
)
def test_a_word_is_held_or_told(image: Image.Image) -> None:
    reading = read(as_file(image, "PNG"), "a")
    is_held = any(Levenshtein.distance(word, WORD) <= 2 for word in reading.text.split())
    assert is_held or "lost_text" in [doubt.code for doubt in reading.warnings]


def test_nothing_is_told_of_a_clean_page() -> None:
    reading = read(as_file(page(), "PNG"), "a")
    assert cells(reading) == EXPECTED
    assert not reading.warnings


def test_a_word_inside_a_table_and_in_no_cell_is_kept() -> None:
    boxes = [(0.0, 0.0, 50.0, 20.0), (50.0, 0.0, 100.0, 20.0), (0.0, 40.0, 50.0, 60.0), (50.0, 40.0, 100.0, 60.0)]
    blocks = page_blocks([Token("в ячейке", (5, 5, 40, 15)), Token("между", (5, 25, 40, 35))], [boxes], 2)
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["между"]
    assert any(isinstance(block, Table) for block in blocks)
