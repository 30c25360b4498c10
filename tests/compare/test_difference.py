from __future__ import annotations

from pathlib import Path

import pytest

from extractor.compare import diff
from tests.compare.making import document

CASES = [case.split("\n", 1) for case in Path(__file__).with_name("changes.txt").read_text("utf-8").split("\n= ")[1:]]


@pytest.mark.parametrize(("name", "case"), CASES, ids=[name for name, _ in CASES])
def test_changes(name: str, case: str) -> None:
    before, after, expected = (part.strip().splitlines() for part in f"{case}\n".split("---"))
    found = diff(document(before), document(after))
    said = [f"+ {row.number}" for row in found.added] + [f"- {row.number}" for row in found.removed]
    said += [f"~ {change.after.number} {cell.cell}" for change in found.changed for cell in change.cells]
    said += [f"> {move.after.number}" for move in found.moved]
    assert said == expected


def test_empty_plans_have_no_difference() -> None:
    found = diff(document([]), document([]))
    assert (found.added, found.removed, found.changed, found.moved, found.unchanged) == ((), (), (), (), 0)
