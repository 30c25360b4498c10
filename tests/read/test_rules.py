"""Tables by their rules on a picture, those that nobody framed too."""

from __future__ import annotations

import numpy as np

from extractor.read.pieces import pieces
from extractor.read.rules import find_tables
from extractor.read.strokes import find_rules

XS, LEFT, RIGHT = (450, 1300, 1700), 300, 2200


def drawn(ys: tuple[int, ...], spans: tuple[tuple[int, int], ...]) -> np.ndarray:
    """Ink of level rules at `ys` from LEFT to RIGHT and of upright ones at XS over `spans`."""
    ink = np.zeros((3000, 2480), np.uint8)
    for y in ys:
        ink[y : y + 3, LEFT:RIGHT] = 1
    for top, bottom in spans:
        for x in XS:
            ink[top:bottom, x : x + 3] = 1
    return ink


def test_a_table_without_a_frame_goes_on_over_a_heading() -> None:
    (table,) = find_tables(find_rules(pieces(drawn((600, 700, 800, 1100, 1400), ((450, 703), (800, 1600))))))
    rows = sorted({round(cell[1] / 50) for cell in table.cells})
    assert len(rows) == 6  # the header above the first level rule, two rows and a heading, two rows, the last below the last rule
    wide = [cell for cell in table.cells if cell[2] - cell[0] > 1800]
    assert [(round(top / 50), round(bottom / 50)) for _, top, _, bottom in wide] == [(14, 16)]
    assert {round(cell[0] / 50) for cell in table.cells if cell not in wide} == {6, 9, 26, 34}
