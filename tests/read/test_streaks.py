"""A scanner's upright line through a page, beside rules that end where their table does."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractor.read.image import ink_of
from extractor.read.streaks import without_streaks
from extractor.read.strokes import find_strokes

XS, YS = (300, 500, 1300, 1800, 2200), (900, 1100, 1500, 2000)


def page(ends: tuple[int, int] = (900, 2000)) -> np.ndarray:
    """A gray page with a table of four columns; its upright rules go from `ends[0]` to `ends[1]`."""
    gray = np.full((3400, 2480), 255, np.uint8)
    for y in YS:
        gray[y : y + 4, XS[0] : XS[-1] + 4] = 0
    for x in XS:
        gray[ends[0] : ends[1] + 4, x : x + 4] = 0
    cv2.putText(gray, "1234567", (1500, 1350), cv2.FONT_HERSHEY_SIMPLEX, 2, 0, 12)
    return gray


def cleaned(gray: np.ndarray) -> np.ndarray | None:
    ink = ink_of(gray)
    return without_streaks(gray, ink, find_strokes(ink))


@pytest.mark.parametrize("lean", [0, 60])
@pytest.mark.parametrize("broken", [False, True])
def test_a_line_down_the_whole_page_is_taken_off_and_what_it_crosses_stays(lean: int, broken: bool) -> None:
    gray = page()
    bare = gray.copy()
    cv2.line(gray, (1560, 0), (1560 + lean, 3399), 0, 3)
    if broken:
        gray[400:600] = bare[400:600]
        gray[2300:2700] = bare[2300:2700]
    seen = cleaned(gray)
    assert seen is not None
    assert (seen[2100:] < 128).mean() < 0.0001
    crossed = (bare < 128) & (seen > 128)
    assert crossed.sum() < 0.01 * (bare < 128).sum()


def test_a_table_that_nobody_closed_keeps_its_rules() -> None:
    assert cleaned(page()) is None
    assert cleaned(page((600, 2400))) is None
