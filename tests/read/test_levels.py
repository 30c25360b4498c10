"""Level rules without upright ones: whole, broken, worn to dots."""

import numpy as np
import pytest

from extractor.read.levels import long_levels
from extractor.read.pieces import pieces
from extractor.read.rules import find_tables
from extractor.read.strokes import find_rules

YS = (600, 900, 1200, 1500)


def page(rule: str) -> np.ndarray:
    """Ink (0 or 1) of four level rules from 300 to 2200, the second one as `rule` says, and letters between them."""
    ink = np.zeros((2000, 2500), np.uint8)
    for y in YS:
        ink[y : y + 3, 300:2200] = 1
        for x in range(320, 2100, 40):
            ink[y + 60 : y + 85, x : x + 12] = 1
    second = slice(YS[1], YS[1] + 3)
    if rule == "broken":
        ink[second, 700:1000] = ink[second, 1200:1900] = 0
    elif rule == "worn":
        ink[second] = 0
        ink[second, 310:2190:50] = 1
    elif rule == "gone":
        ink[second] = 0
        ink[second, 310:900:80] = 1
    return ink


@pytest.mark.parametrize(("rule", "wanted"), [("whole", YS), ("broken", YS), ("worn", YS), ("gone", (600, 1200, 1500))])
def test_a_broken_rule_is_as_long_as_the_others(rule: str, wanted: tuple[int, ...]) -> None:
    ink = pieces(page(rule))
    rules = find_rules(ink)
    assert find_tables(rules, ink.mask) == []
    levels = long_levels(rules, ink)
    assert [round(top / 50) * 50 for _, top, _, _ in levels] == list(wanted)
    assert all(abs(left - 300) < 15 and abs(right - 2200) < 15 for left, _, right, _ in levels)


def test_specks_all_over_a_page_are_no_rule() -> None:
    ink = np.zeros((2000, 2500), np.uint8)
    spots = np.random.default_rng(3).integers(0, (2000, 2500), (6000, 2))
    ink[spots[:, 0], spots[:, 1]] = 1
    assert long_levels(find_rules(pieces(ink)), pieces(ink)) == []
