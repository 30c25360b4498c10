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
    ink = drawn((600, 700, 800, 1100, 1400), ((450, 703), (800, 1600)))
    (table,) = find_tables(find_rules(pieces(ink)), ink)
    rows = sorted({round(cell[1] / 50) for cell in table.cells})
    assert len(rows) == 6  # the header above the first level rule, two rows and a heading, two rows, the last below the last rule
    wide = [cell for cell in table.cells if cell[2] - cell[0] > 1800]
    assert [(round(top / 50), round(bottom / 50)) for _, top, _, bottom in wide] == [(14, 16)]
    assert {round(cell[0] / 50) for cell in table.cells if cell not in wide} == {6, 9, 26, 34}


def framed(xs: tuple[int, ...] = (300, 450, 1300, 1700, 2200), ys: tuple[int, ...] = (600, 800, 1000, 1200, 1500)) -> np.ndarray:
    """Ink of a closed table's rules."""
    ink = np.zeros((3000, 2480), np.uint8)
    for y in ys:
        ink[y : y + 4, xs[0] : xs[-1] + 4] = 1
    for x in xs:
        ink[ys[0] : ys[-1] + 4, x : x + 4] = 1
    return ink


def rows_and_columns(ink: np.ndarray) -> list[tuple[int, int]]:
    """Rows and columns of each table by the edges of its cells; all cells are single."""
    tables = find_tables(find_rules(pieces(ink)), ink)
    return [(len({round(cell[1] / 20) for cell in table.cells}), len({round(cell[0] / 20) for cell in table.cells})) for table in tables]


def test_a_rule_worn_to_dashes_still_parts_cells() -> None:
    ink = framed()
    ink[810:990, 450:454] = 0
    ink[1000:1004, 310:445] = 0
    ink[830:850, 451:453] = ink[920:935, 451:453] = ink[1001:1003, 350:375] = 1
    (table,) = find_tables(find_rules(pieces(ink)), ink)
    assert len(table.cells) == 16
    for y in (830, 890, 950):  # text crosses: the cell is one
        ink[y : y + 30, 432:474:6] = ink[y : y + 30, 433:474:6] = 1
    (table,) = find_tables(find_rules(pieces(ink)), ink)
    assert len(table.cells) < 16


def test_a_stroke_of_dirt_through_a_row_is_no_rule() -> None:
    ink = framed()
    ink[1350:1353, 700:1450] = 1
    assert rows_and_columns(ink) == [(4, 4)]
    ink = framed()
    ink[1350:1353, 450:1300] = 1  # from rule to rule: a row in one column alone
    assert rows_and_columns(ink) == [(5, 4)]


def test_lines_that_a_fax_lost_part_no_table() -> None:
    ink = framed()
    ink[1100:1180] = 0
    ink[1100:1180, 400:900:7] = 1
    assert rows_and_columns(ink) == [(4, 4)]
    apart = framed(ys=(600, 800, 1000)) | framed((300, 700, 1500, 2200), (1250, 1400, 1500))
    assert rows_and_columns(apart) == [(2, 4), (2, 3)]
