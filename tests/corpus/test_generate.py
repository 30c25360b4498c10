"""The generator: exact gold, the same bytes for the same seed, two sets that share no words."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from lxml import html

from corpus.agree import Item, items
from corpus.generate import LAYOUTS, generate
from corpus.generate.gold import cleaned
from corpus.generate.misread import misread
from corpus.generate.words import SetName, tables
from corpus.generate.wrap import hyphen_points, wrapped
from tests.corpus.invariants import breaches

SEEDS = range(4)
LABELS = {
    "subject",
    "type",
    "ok",
    "sex",
    "part",
    "needs",
    "role",
    "period",
    "periods",
    "kind",
    "kind_g",
    "gold",
    "key",
    "roles",
    "head",
    "deputy",
}
CONVENTIONS = {"style", "columns"}


def measures(gold: Item) -> list[Item]:
    return [m for r in items(gold, "roadmaps") for m in items(r, "measures")]


@pytest.mark.parametrize(("set_", "layout", "damage"), list(product(("a", "b"), LAYOUTS, (0.0, 0.1, 0.5))))
def test_gold_keeps_the_contract(set_: SetName, layout: str, damage: float) -> None:
    for seed in SEEDS:
        sample = generate(set_, layout, seed, damage)
        assert list(breaches(sample.gold)) == []
        assert len(measures(sample.gold)) >= 5
        assert "{" not in sample.data.decode().partition("<style>")[0]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_damage_changes_the_page_and_not_what_is_signed(layout: str) -> None:
    clean, spoilt = generate("a", layout, 5), generate("a", layout, 5, 0.9)
    assert clean.data != spoilt.data
    assert [m["text"] for m in measures(clean.gold)] == [m["text"] for m in measures(spoilt.gold)]
    assert clean.gold["order"] == spoilt.gold["order"]


def test_the_same_seed_gives_the_same_bytes_in_another_process() -> None:
    code = "import hashlib; from corpus.generate import generate; print(hashlib.sha256(generate('a', 'box', 7, 0.3).data).hexdigest())"
    environment = {**os.environ, "PYTHONHASHSEED": "12345"}
    made = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, env=environment, cwd=Path(__file__).parents[2]
    )
    assert made.stdout.strip() == hashlib.sha256(generate("a", "box", 7, 0.3).data).hexdigest()


@pytest.mark.parametrize("layout", ["tabs", "plus", "html"])
def test_undoing_the_corrections_gives_the_clean_page(layout: str) -> None:
    clean = generate("a", layout, 2).data.decode()
    noisy, corrections = misread(clean, 0.02, random.Random(1))
    assert noisy != clean
    assert len(corrections) > 10
    for c in reversed(corrections):
        assert noisy[c.start : c.end] == c.original
        noisy = noisy[: c.start] + c.corrected + noisy[c.end :]
    assert noisy == clean


def test_the_sets_share_no_entry() -> None:
    def entries(set_: SetName) -> set[str]:
        rows = (row for name, rows in tables(set_).items() if name not in CONVENTIONS for row in rows)
        return {value for row in rows for key, value in row.items() if key not in LABELS and value}

    assert entries("a") & entries("b") == set()


def test_sentences_seldom_repeat() -> None:
    texts = [str(m["text"]) for seed in range(60) for m in measures(generate("a", "tabs", seed).gold)]
    assert len(set(texts)) > 0.8 * len(texts)
    document = [str(m["text"]) for m in measures(generate("a", "tabs", 5).gold)]
    assert len(document) == len(set(document))


def grid(text: str) -> set[tuple[str, ...]]:
    return {tuple(line.split("\t")) for line in text.splitlines() if "\t" in line}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_clean_tabbed_table_reads_back(seed: int) -> None:
    sample = generate("a", "tabs", seed)
    rows = grid(sample.data.decode())
    for measure in measures(sample.gold):
        row = next(row for row in rows if measure["text"] in row)
        number = str(measure["number"] or "")
        assert any(cell.rstrip(".)") == number for cell in row)
        assert measure["result"] is None or measure["result"] in row
        for party in [*items(measure, "responsible"), *items(measure, "coordinators")]:
            assert any(str(party["text"]) in cell for cell in row)


@pytest.mark.parametrize("seed", range(8))
def test_a_clean_web_page_reads_back(seed: int) -> None:
    sample = generate("a", "html_page", seed)
    page = html.fromstring(sample.data.decode())
    texts = [cleaned(" ".join(map(str, cell.itertext()))) for cell in page.iter("td")]
    assert all(measure["text"] in texts for measure in measures(sample.gold))
    outside = " ".join(str(text) for footer in page.iter("footer") for text in footer.itertext())
    assert outside
    assert all(str(person["surname"]) not in outside for person in items(sample.gold, "people"))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Проведение семинара", 10, ["Проведение", "семинара"]),
        ("мероприятие", 7, ["ме-", "роприя-", "тие"]),
        ("научно-методический совет", 8, ["научно-методический", "совет"]),
        ("Отдел\nСпециалисты", 20, ["Отдел", "Специалисты"]),
    ],
)
def test_wrapping(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width, hyphenate=True) == lines


@pytest.mark.parametrize(("word", "points"), [("дорога", [2, 4]), ("план", []), ("научно-практической", [])])
def test_hyphen_points(word: str, points: list[int]) -> None:
    assert hyphen_points(word) == points
