from __future__ import annotations

import jsonschema  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.compare import compare, diff
from extractor.compare.report import to_json
from extractor.compare.values import comparison_adapter, comparison_schema
from tests.compare.making import document

WORDS = ("ремонт", "школа", "книги", "«»", "-", "2024", "обучение", "учителей", "Ольшанский", "на")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)

EAST = document(
    [
        "Проведение вакцинации жителей против гриппа | до 01.10.2024 | Районная больница",
        "Ремонт здания поликлиники | май | Администрация района",
        "Закупка машин скорой помощи",
    ],
    "Восточный округ",
)
WEST = document(
    ["Вакцинация населения против гриппа | октябрь", "Ремонт здания поликлиники | июнь", "Конкурс рисунков на асфальте"],
    "Западный округ",
)
SOUTH = document(["Провести вакцинацию граждан против гриппа", "Ремонт здания поликлиники, Южный округ"], "Южный округ")


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, max_size=8))
def test_a_plan_beside_itself_has_no_gap_and_no_change(texts: list[str]) -> None:
    plan = document(texts)
    comparison = compare([plan, plan])
    assert comparison.gaps == ()
    assert sum(len(group.members) for group in comparison.groups) == 2 * len(texts)
    assert {(line.changed, line.own) for line in comparison.wording} == {(0, 0)}
    found = diff(plan, plan)
    assert (found.added, found.removed, found.changed, found.moved, found.unchanged) == ((), (), (), (), len(texts))


def test_the_same_measures_stand_in_one_group() -> None:
    comparison = compare([EAST, WEST, SOUTH])
    groups = [{(member.plan, member.measure) for member in group.members} for group in comparison.groups]
    assert {("p1", "m1"), ("p2", "m1"), ("p3", "m1")} in groups
    assert {("p1", "m2"), ("p2", "m2"), ("p3", "m2")} in groups
    assert all(("p2", "m3") not in group for group in groups)


def test_words_and_wording_of_a_group() -> None:
    repair = next(group for group in compare([EAST, WEST, SOUTH]).groups if "поликлиники" in group.label)
    assert [member.wording for member in repair.members] == ["copied", "copied", "copied"]  # a place's name is no other wording
    assert "поликлиника" in {word.word for word in repair.words}


def test_a_gap_is_what_half_of_the_others_do() -> None:
    gaps = compare([EAST, WEST, SOUTH, document(["Конкурс чтецов среди школьников"], "Северный округ")]).gaps
    north = [(gap.having, gap.others) for gap in gaps if gap.plan == "p4"]
    assert north == [(3, 3), (3, 3)]


def test_one_of_two_alike_measures_answers_to_one_other() -> None:
    double = document(["Ремонт здания поликлиники", "Ремонт здания поликлиники"], "Двойной округ")
    comparison = compare([double, WEST])
    assert [len(group.members) for group in comparison.groups] == [2]
    assert [(gap.plan, gap.label) for gap in comparison.gaps if "Ремонт" in gap.label] == []


def test_nothing_to_compare() -> None:
    comparison = compare([document([]), document([])])
    assert (comparison.groups, comparison.gaps) == ((), ())
    assert all(line.shares == (0, 0) for line in comparison.coverage)


def test_json_follows_its_schema_and_comes_back() -> None:
    comparison = compare([EAST, WEST])
    data = to_json(comparison)
    assert comparison_adapter().validate_json(data) == comparison
    jsonschema.validate(comparison_adapter().dump_python(comparison, mode="json"), comparison_schema())
