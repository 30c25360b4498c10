"""Dates, numbers and places of heads, by one-line examples; the data files' own form."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.tag.entity_gazetteer import expansions_of_forms, gazetteer
from extractor.tag.head_acts import find_stamps
from extractor.tag.head_places import find_municipality, find_region

HERE = Path(__file__).parent
DATA = Path(find_region.__code__.co_filename).parent


def rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("text, municipality, region", rows(HERE / "places.tsv"))
def test_places(text: str, municipality: str, region: str) -> None:
    assert (find_municipality([text]) or "", find_region([text]) or "") == (municipality, region)


@pytest.mark.parametrize("text, date, number", rows(HERE / "stamps.tsv"))
def test_stamps(text: str, date: str, number: str) -> None:
    found = find_stamps(text)
    assert len(found) <= 1 + (date == "")
    assert [str(s.date) for s in found if s.date] == [date] * bool(date)
    assert [s.number for s in found if s.number] == [number] * bool(number)


def test_gazetteer_names_each_abbreviation_once() -> None:
    named = [row for row in rows(DATA / "gazetteer.tsv") if row[2] != "pattern"]
    assert {row[2] for row in named} == {"specific", "generic", "form"}
    assert len({(row[0], row[2] == "form") for row in named}) == len(named)
    assert len(gazetteer()) >= 150
    assert len(expansions_of_forms()) >= 30


def test_every_subject_of_the_federation_is_found_by_its_own_name() -> None:
    names = [row[0].replace(" | ", " ") for row in rows(DATA / "regions.tsv")]
    assert len(set(names)) == 89
    assert [find_region([name]) for name in names] == names
