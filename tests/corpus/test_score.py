"""The scorer: gold against itself is all ones, each kind of fault costs its own figure, and the shared scorer agrees."""

from __future__ import annotations

import copy
import importlib.util
import random
from types import ModuleType
from typing import Any

import pytest

from corpus.evaluate import SHARED
from corpus.generate import generate
from corpus.score import average, differences, score

Doc = dict[str, Any]


def gold(seed: int = 4, layout: str = "tabs") -> Doc:
    return generate("a", layout, seed).gold


def spoil(document: Doc, rng: random.Random) -> Doc:
    """A plausible wrong answer: some rows, cells and entities changed, lost or doubled."""
    out = copy.deepcopy(document)
    for roadmap in out["roadmaps"]:
        rows = roadmap["measures"]
        for measure in rows:
            match rng.randrange(9):
                case 0:
                    measure["text"] = measure["text"][: len(measure["text"]) * 2 // 3]
                case 1:
                    measure["number"] = "77"
                case 2:
                    measure["deadlines"] = measure["deadlines"][1:]
                case 3:
                    measure["responsible"] = [{"text": "Кто-то", "kind": "role"}, *measure["responsible"]]
                case 4:
                    measure["section"] = None
                case 5:
                    measure["result"] = "другое"
        if rng.random() < 0.5:
            rows.append({**rows.pop(rng.randrange(len(rows))), "text": "Строка, которой нет"})
        roadmap["sections"] = roadmap["sections"][1:]
    out["people"] = out["people"][1:]
    out["organisations"] = [*out["organisations"], {"name": "Лишняя"}]
    out["order"]["directives"] = out["order"]["directives"][:-1]
    out["order"]["title"] = None
    out["corrections"] = [{"original": "abc", "corrected": "абв"}]
    return out


def test_gold_against_itself_is_all_ones() -> None:
    assert set(score(gold(), gold()).figures.values()) == {1.0}
    assert differences(gold(), gold()) == []


def without(document: Doc, path: str) -> Doc:
    out = copy.deepcopy(document)
    *parents, last = path.split("/")
    holder = out
    for key in parents:
        holder = holder[int(key)] if isinstance(holder, list) else holder[key]
    if isinstance(holder, list):
        del holder[int(last)]
    else:
        holder[last] = None
    return out


@pytest.mark.parametrize(
    ("path", "figure"),
    [
        ("order/number", "order_fields"),
        ("order/legal_basis/0", "legal_basis"),
        ("order/directives/0", "directives"),
        ("order/directives/0/text", "directives"),
        ("roadmaps/0/title", "roadmap_head"),
        ("roadmaps/0", "roadmaps"),
        ("roadmaps/0/measures/0", "rows"),
        ("roadmaps/0/measures/0/text", "measure_exact"),
        ("roadmaps/0/measures/0/deadlines/0", "deadlines"),
        ("roadmaps/0/measures/0/deadlines/0/edtf", "deadline_details"),
        ("roadmaps/0/measures/0/responsible/0", "parties"),
        ("roadmaps/0/measures/0/responsible/0/kind", "party_kinds"),
        ("people/0", "people"),
        ("organisations/0", "organisations"),
    ],
)
def test_a_fault_costs_its_figure(path: str, figure: str) -> None:
    wanted = gold(2)
    wanted["roadmaps"][0]["measures"][0]["deadlines"] = [
        {
            "text": "Май 2021",
            "kind": "interval",
            "start": "2021-05-01",
            "end": "2021-05-31",
            "edtf": "2021-05",
            "rrule": None,
            "year_inferred": False,
        }
    ]
    wanted["roadmaps"][0]["measures"][0]["responsible"] = [{"text": "Методисты", "kind": "role"}]
    assert score(without(wanted, path), wanted).figures[figure] < 1


def test_optional_is_neither_missed_nor_spurious() -> None:
    wanted = {"organisations": [{"name": "А", "optional": True}, {"name": "Б"}], "people": []}
    assert score({"organisations": [{"name": "Б"}]}, wanted).figures["organisations"] == 1
    assert score({"organisations": [{"name": "Б"}, {"name": "А"}]}, wanted).figures["organisations"] == 1


def test_repairs_are_pooled() -> None:
    wanted = {"corrections": [{"original": "Мeсто", "corrected": "Место"}], "order": {"title": "Место"}}
    good = score({"corrections": [{"original": "Мeсто", "corrected": "Место"}]}, wanted)
    bad = score({"corrections": [{"original": "план", "corrected": "клан"}]}, wanted)
    pooled = average([good, bad])
    assert (pooled["repair_recall"], pooled["repair_precision"]) == (0.5, 0.5)


@pytest.fixture(scope="module")
def shared() -> ModuleType:
    path = SHARED / "score.py"
    if not path.exists():
        pytest.skip(f"NOT CHECKED against the shared scorer: {path} is absent")
    spec = importlib.util.spec_from_file_location("shared_score", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("layout", "seed"), [("tabs", 1), ("lines", 2), ("html", 3), ("mixed", 4)])
def test_the_shared_scorer_agrees(shared: ModuleType, layout: str, seed: int) -> None:
    wanted = gold(seed, layout)
    for predicted in (wanted, spoil(wanted, random.Random(seed)), gold(seed + 1, layout), {}):
        theirs = shared.score(predicted, wanted)
        theirs.pop("_repairs")
        assert score(predicted, wanted).figures == pytest.approx(theirs)
