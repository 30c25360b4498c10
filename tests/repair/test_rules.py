"""Every rule by its table: text as read ⇥ text repaired; `\\n` stands for a line break."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.repair import Repairer
from extractor.repair.rules import RULES

HERE = Path(__file__).parent
EXAMPLES = [
    (path.stem, *(cell.replace("\\n", "\n") for cell in line.split("\t")))
    for path in sorted(HERE.glob("*.tsv"))
    for line in path.read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def repairer() -> Repairer:
    return Repairer.load()


@pytest.mark.parametrize(("rule", "before", "after"), EXAMPLES)
def test_rule(repairer: Repairer, rule: str, before: str, after: str) -> None:
    repaired = repairer(before)
    assert repaired.text.text == after
    assert any(rule in correction.rule.split("+") for correction in repaired.corrections)


def test_every_rule_has_a_table() -> None:
    assert {rule.name for rule in RULES} == {path.stem for path in HERE.glob("*.tsv")}


@pytest.mark.parametrize("line", (HERE / "untouched.txt").read_text("utf-8").splitlines())
def test_untouched(repairer: Repairer, line: str) -> None:
    assert [(c.original, c.corrected, c.rule) for c in repairer(line.replace("\\n", "\n")).corrections] == []
