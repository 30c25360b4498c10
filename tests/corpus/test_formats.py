"""One document in six formats is one Document."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from corpus import formats
from corpus.agree import Item
from corpus.generate.word import docx
from corpus.score import score
from extractor.pipeline import Extractor
from extractor.read import office, read
from extractor.schema import to_json

needs_office = pytest.mark.skipif(office.libreoffice() is None, reason="LibreOffice is not installed")
SEEDS = range(1, 7)


@cache
def extractor() -> Extractor:
    return Extractor.load()


def document(path: Path) -> Item:
    out: Item = json.loads(to_json(extractor()(path.read_bytes(), path.name)))
    return out


def test_the_same_seed_tells_the_same_document() -> None:
    (one, gold), (two, again) = docx("a", 3), docx("a", 3)
    assert gold == again
    assert read(one, "a").text == read(two, "a").text


def test_only_what_tells_of_the_file_may_differ() -> None:
    one: Item = {"order": {"number": "1"}, "warnings": [{"code": "joined_row"}], "people": [{"surname": "Зимин", "mentions": [1]}]}
    two: Item = {"order": {"number": "1"}, "warnings": [], "people": [{"surname": "Зимин", "mentions": []}]}
    three: Item = {**two, "order": {"number": "2"}}
    assert list(formats.differences(formats.comparable(one), formats.comparable(two))) == []
    assert list(formats.differences(formats.comparable(one), formats.comparable(three))) == ['order.number: "1" | "2"']


@needs_office
@pytest.mark.slow
def test_generated_documents_agree(tmp_path: Path) -> None:
    for path, gold in formats.generated(SEEDS, tmp_path):
        first = document(path)
        assert score(first, gold).figures["measure_exact"] == 1.0, path.name
        for suffix in formats.WRITERS:
            other = document(path.with_suffix(f".{suffix}"))
            assert list(formats.differences(formats.comparable(first), formats.comparable(other))) == [], f"{path.stem}.{suffix}"


@pytest.mark.slow
@pytest.mark.skipif(not formats.shared(), reason="../shared/scans is not there")
def test_orders_on_pages_agree() -> None:
    for path, gold in formats.shared():
        first = document(path)
        for suffix in (s for s in formats.WRITERS if path.with_suffix(f".{s}").exists()):
            other = document(path.with_suffix(f".{suffix}"))
            assert score(other, gold).figures["measure_exact"] == 1.0
            assert list(formats.differences(formats.comparable(first), formats.comparable(other))) == [], f"{path.stem}.{suffix}"
