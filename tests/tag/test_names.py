"""People's names in text, surnames, posts and bodies in the nominative: one example a line in the tables beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.tag.names import find_names, nominative_given, nominative_phrase, nominative_surname

HERE = Path(__file__).parent


def table(name: str) -> list[list[str]]:
    """The rows of a table of examples."""
    lines = HERE.joinpath(name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("text", "names"), table("names.tsv"))
def test_names_are_found(text: str, names: str) -> None:
    found = [f"{n.surname}|{n.given_name or ''}|{n.patronymic or ''}" for n in find_names(text)]
    assert " ; ".join(found) == names


@pytest.mark.parametrize("text", ["Март\tЛугова", "Лугова\n\nТ.Т.", "Май\tМБУК", "Ольга\tИванова"])
def test_a_name_does_not_reach_over_cells_and_paragraphs(text: str) -> None:
    assert find_names(text) == ()


def test_a_name_may_break_over_a_line() -> None:
    assert [name.surname for name in find_names("заместитель начальника Лугова\nТ.Т.")] == ["Лугова"]


@pytest.mark.parametrize("text", [text for text, names in table("names.tsv") if names])
def test_a_span_holds_its_parts(text: str) -> None:
    for name in find_names(text):
        assert name.surname in text[name.start : name.end]
        assert (name.given_name or "")[0] in text[name.start : name.end]


@pytest.mark.parametrize(("printed", "given", "patronymic", "cases", "others", "nominative"), table("surnames.tsv"))
def test_surnames_in_the_nominative(printed: str, given: str, patronymic: str, cases: str, others: str, nominative: str) -> None:
    forms = [other for other in others.split(", ") if other]
    allowed = [case for case in cases.split(",") if case]
    assert nominative_surname(printed, given, patronymic, cases=allowed, others=forms) == nominative


@pytest.mark.parametrize(("printed", "cases", "nominative"), table("phrases.tsv"))
def test_posts_and_bodies_in_the_nominative(printed: str, cases: str, nominative: str) -> None:
    assert nominative_phrase(printed, cases=[case for case in cases.split(",") if case]) == nominative


@pytest.mark.parametrize(
    ("printed", "nominative"), [("Ольге", "Ольга"), ("Ивановичем", "Иванович"), ("Петровну", "Петровна"), ("Е.", "Е.")]
)
def test_given_names_in_the_nominative(printed: str, nominative: str) -> None:
    assert nominative_given(printed) == nominative
