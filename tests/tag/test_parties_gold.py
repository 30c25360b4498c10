"""The parties of the real orders, their cells rebuilt from the source text; skipped where `../shared` is absent."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from extractor.tag.parties import split_parties, standing_alone

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GOLDS = sorted((SHARED / "gold").glob("*.json"))
# how far apart two parties of a cell can stand in the source: separators, a line break
_GAP = r"[\s,;]{1,4}"
Parties = tuple[tuple[str, str], ...]


def cells(gold: Path) -> dict[str, Parties]:
    """Cell text as the source prints it → its (text, kind) parties, for each party list that the source holds in one piece."""
    source = (SHARED / "orders" / f"{gold.stem}.txt").read_text("utf-8-sig")
    found: dict[str, Parties] = {}
    for roadmap in json.loads(gold.read_text("utf-8"))["roadmaps"]:
        for measure in roadmap["measures"]:
            for parties in filter(None, (measure.get("responsible"), measure.get("coordinators"))):
                spaced = (r"\s+".join(map(re.escape, party["text"].split())) for party in parties)
                place = re.search(r"(?<=[\t\n])\s*(" + _GAP.join(spaced) + ")", source)
                if place is not None:
                    found[" ".join(place[1].split())] = tuple((party["text"], party["kind"]) for party in parties)
    return found


@pytest.mark.skipif(not GOLDS, reason=f"no gold orders in {SHARED / 'gold'}")
@pytest.mark.parametrize("gold", GOLDS, ids=lambda path: path.stem)
def test_cells_of_the_real_orders(gold: Path) -> None:
    expected = cells(gold)
    alone = standing_alone(expected)
    assert len(expected) >= 5
    for cell, parties in expected.items():
        assert tuple((cell[s.start : s.end], s.kind) for s in split_parties(cell, alone)) == parties
