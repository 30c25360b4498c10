"""The measure corpus keeps what its datasheet promises."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.evaluate import SHARED
from corpus.measures import Example, load, read, read_rows
from extractor.classify_features import empty_lemmas, words
from extractor.errors import BadDocumentError
from extractor.morph import lemma
from extractor.schema import MEASURE_TYPES

RUN = 8
HEADER = "family\ttype\talso\ttext\n"


def template(example: Example) -> tuple[str, ...]:
    """What the datasheet calls a template: the first three lemmas that are not empty."""
    return tuple(each for word in words(example.text) if (each := lemma(word)) not in empty_lemmas())[:3]


def test_every_type_and_subject_is_well_filled() -> None:
    types = Counter(each.type for each in load())
    subjects = Counter(each.subject for each in load())
    assert len(load()) >= 1500
    assert set(types) == set(MEASURE_TYPES) and min(types.values()) >= 100
    assert set(subjects) == {"education", "culture", "health", "social", "youth", "roads", "ecology"}
    assert min(subjects.values()) >= 200


def test_no_text_stands_twice() -> None:
    twice = [text for text, count in Counter(" ".join(words(each.text)) for each in load()).items() if count > 1]
    assert not twice


def test_no_template_stands_more_than_three_times_or_in_two_families() -> None:
    families: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for each in load():
        families[template(each)].add(each.family)
    assert not {key: names for key, names in families.items() if len(names) > 1}
    assert max(Counter(each.family for each in load()).values()) <= 3


def test_no_family_stands_on_both_sides_and_a_fifth_is_held_out() -> None:
    held = {each.family for each in load() if each.held_out}
    assert not held & {each.family for each in load() if not each.held_out}
    assert 0.15 < sum(each.held_out for each in load()) / len(load()) < 0.25


def test_an_example_is_clean_text() -> None:
    assert not [each.text for each in load() if each.text != re.sub(r"\s+", " ", each.text).strip()]
    assert not [each.text for each in load() if each.type in each.also or len(set(each.also)) < len(each.also)]


def test_no_sentence_of_the_real_orders_stands_here() -> None:
    orders = sorted((SHARED / "orders").glob("*.txt"))
    if not orders:
        pytest.skip(f"no real orders at {SHARED / 'orders'}")
    real = {run for path in orders for run in _runs(words(path.read_text(encoding="utf-8")))}
    gold = {" ".join(words(text)) for path in sorted((SHARED / "gold").glob("*.json")) for text in _measures(path)}
    assert not [each.text for each in load() if " ".join(words(each.text)) in gold or real & set(_runs(words(each.text)))]


def _runs(tokens: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(tokens[at : at + RUN]) for at in range(len(tokens) - RUN + 1))


def _measures(path: Path) -> Iterator[str]:
    document = json.loads(path.read_text(encoding="utf-8"))
    return (measure["text"] for roadmap in document["roadmaps"] for measure in roadmap["measures"])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("text\n", "header"),
        (HEADER + "a\tevent\tДень\n", "line 2"),
        (HEADER + "a\tfeast\t\tДень\n", "feast"),
        (HEADER + "a\tevent\t\t \n", "line 2"),
    ],
)
def test_a_file_that_breaks_the_form_is_named(tmp_path: Path, content: str, reason: str) -> None:
    (tmp_path / "bad.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=reason):
        read(tmp_path / "bad.tsv")


def test_a_users_rows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(
        '{"text": "День села", "type": "event", "also": ["students"]}\n\n{"text": "Ремонт", "type": "infrastructure"}\n', encoding="utf-8"
    )
    assert [(each.text, each.type, each.also) for each in read_rows(path)] == [
        ("День села", "event", ("students",)),
        ("Ремонт", "infrastructure", ()),
    ]


@pytest.mark.parametrize(
    "line",
    ["{", '{"text": "День"}', '{"text": "День", "type": "feast"}', '{"text": " ", "type": "event"}', "[]", '{"text": 1, "type": "event"}'],
)
def test_a_users_row_that_breaks_the_form_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(BadDocumentError, match=r"rows\.jsonl, line 1"):
        read_rows(path)
