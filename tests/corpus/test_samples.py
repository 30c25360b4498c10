"""The own-written orders: their gold keeps the contract and says nothing that the paper does not."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from corpus.agree import Item, fold, items
from corpus.evaluate import SAMPLES, Task, sample_tasks
from tests.corpus.invariants import breaches

GOLDS = sorted(SAMPLES.glob("*.gold.json"))


def test_there_are_at_least_six() -> None:
    assert len(sample_tasks()) >= 6


@pytest.mark.parametrize("path", GOLDS, ids=lambda path: path.stem)
def test_gold_keeps_the_contract(path: Path) -> None:
    assert list(breaches(json.loads(path.read_text("utf-8")))) == []


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text)))


@pytest.mark.parametrize("task", sample_tasks(), ids=lambda task: task.name)
def test_what_gold_says_stands_on_the_page(task: Task) -> None:
    _, data, gold = task.load()
    text = re.sub(r"-[ \t]*\|?[ \t]*\n[ |\t]*", "", html.unescape(re.sub(r"<[^>]*>", " ", data.decode())))
    page = words(text) | {word for c in items(gold, "corrections") for word in words(str(c["corrected"]))}
    for measure in (m for r in items(gold, "roadmaps") for m in items(r, "measures")):
        missing = words(str(measure["text"])) - page
        assert sum(word not in fold(data.decode()) for word in missing) <= len(missing) <= 6, missing
        surnames(measure, page)
    for correction in items(gold, "corrections"):
        assert str(correction["original"]) in data.decode()


def surnames(measure: Item, page: set[str]) -> None:
    for party in items(measure, "responsible"):
        if party["kind"] == "person":
            assert words(str(party["text"])) <= page
