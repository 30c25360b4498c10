from __future__ import annotations

from collections import Counter

import pytest

from corpus.pairs import Pair, crossed, implied, space_of
from extractor.compare.concepts import KINDS, above, answer, concepts, named
from extractor.compare.evidence import AGAINST, EVIDENCE, balanced, evidence
from extractor.compare.lexicon import tokens
from extractor.compare.likeness import Likeness
from extractor.compare.phrases import new_phrase
from extractor.morph import lemma


def _names(text: str) -> list[str]:
    return [each.name for each in named([lemma(word) for word in tokens(text)])]


def test_a_wording_names_one_concept_and_broader_ones_exist() -> None:
    wordings = Counter(key for each in concepts().values() for key in {tuple(map(lemma, tokens(one))) for one in each.wordings})
    assert [key for key, count in wordings.items() if count > 1 or not key] == []
    assert {name for each in concepts().values() for name in each.broader} <= set(concepts())
    assert {each.kind for each in concepts().values()} == set(KINDS)
    assert [name for name in concepts() if name in above(name)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Возведение модульных ФАП", ["строительство", "модульный", "фап"]),
        ("Курсы для медицинских сестёр", ["обучение", "для", "медсестра"]),
        ("Построить фельдшерско-акушерский пункт", ["строительство", "фап"]),
        ("Медицинский осмотр граждан пожилого возраста", ["осмотр здоровья", "пожилой"]),
    ],
)
def test_the_longest_wording_names(text: str, expected: list[str]) -> None:
    assert _names(text) == expected


def test_answers_of_concepts() -> None:
    assert answer("медсестра", "медсестра") == 1
    assert answer("медсестра", "медработник") > answer("медсестра", "работник") > answer("медсестра", "врач") > 0
    assert answer("музей", "парковка") == answer("парковка", "музей") == 0


def _likeness(left: str, right: str) -> float:
    model = Likeness.load()
    return float(model(*space_of([Pair("", "same", left, right)], model.idf))[0])


@pytest.mark.parametrize(
    "text", ["Мониторинг удовлетворённости жителей качеством услуг", "Ремонт моста", "Повышение квалификации поваров школьных столовых"]
)
def test_a_copy_and_a_near_copy_are_surely_the_same(text: str) -> None:
    model = Likeness.load()
    pairs = [Pair("", "same", text, other) for other in (text, f"Организация и проведение: {text.lower()} округа")]
    likeness, sure = model.judged(*space_of(pairs, model.idf))
    assert sure.all()
    assert (likeness > 0.85).all()


def test_bodies_that_meet_are_not_surely_the_same() -> None:
    model = Likeness.load()
    pair = Pair("", "different", "Коллегия комитета по итогам года", "Заседание межведомственной комиссии")
    assert not model.judged(*space_of([pair], model.idf))[1].any()


def test_what_names_nothing_is_like_nothing() -> None:
    assert _likeness("«»", "-") == 0


def test_one_thing_in_place_of_another_counts_against() -> None:
    same, other = (
        dict(
            zip(
                EVIDENCE,
                evidence(*space_of([Pair("", "same", "Контроль качества питьевой воды", text)], Likeness.load().idf))[0],
                strict=True,
            )
        )
        for text in ("Проверка качества питьевой воды", "Контроль качества дорожных работ")
    )
    assert same["swapped"] == 0 < other["swapped"]
    assert "swapped" in AGAINST <= set(EVIDENCE)


@pytest.mark.parametrize(
    ("text", "head", "rest"),
    [
        ("Поддержка музеев: – консультации – выезды", ["поддержка", "музей"], ["консультирование", "выезд"]),
        ("Поддержка проекта в сети. Размещение информации в газете", ["поддержка", "проект", "сеть"], ["информирование", "сми"]),
        ("Ремонт моста через р. Каменку", ["ремонт", "мост", "р", "каменка"], []),
        ("Обучение водителей, в том числе дистанционно; экзамен", ["обучение", "водитель"], ["экзамен"]),
    ],
)
def test_the_head_of_a_measure_stands_before_its_items(text: str, head: list[str], rest: list[str]) -> None:
    phrase = new_phrase(text, ())
    assert list(phrase.names[: phrase.head]) == head
    assert list(phrase.names[phrase.head :]) == rest


@pytest.mark.parametrize(
    ("text", "partakes"),
    [("Организация участия в форуме", True), ("Участие педагогов в курсах", False), ("Проведение форума с участием врачей", False)],
)
def test_who_takes_part_holds_nothing_and_who_takes_courses_is_taught(text: str, partakes: bool) -> None:
    assert new_phrase(text, ()).partakes == partakes


@pytest.mark.parametrize(
    ("left", "right", "even"),
    [
        ("Повышение квалификации врачей", "Курсы для врачей", True),
        ("Повышение квалификации врачей", "Курсы для заведующих аптеками малых сёл по закупке лекарств и учёту рецептов", False),
        ("Проведение форума волонтёров", "Участие в форуме волонтёров", False),
    ],
)
def test_a_pair_is_lopsided_where_one_side_says_much_alone(left: str, right: str, even: bool) -> None:
    assert balanced(evidence(*space_of([Pair("", "same", left, right)], Likeness.load().idf)))[0] == even


def test_what_pairs_say_of_each_other() -> None:
    pairs = [Pair("s", "same", "Ремонт", "Починка"), Pair("s", "same", "Ремонт", "Капремонт"), Pair("s", "different", "Ремонт", "Уборка")]
    assert implied(pairs) == [
        Pair("s", "same", "Починка", "Капремонт"),
        Pair("s", "different", "Починка", "Уборка"),
        Pair("s", "different", "Капремонт", "Уборка"),
    ]


def test_candidates_of_different_measures_of_one_subject() -> None:
    pairs = [Pair("s", "same", "Ремонт моста", "Починка моста"), Pair("s", "same", "Уборка моста", "Очистка моста")]
    space, rows = space_of(pairs, Likeness.load().idf)
    found, subjects = crossed(pairs, space, rows)
    assert len(found) == 4
    assert set(subjects) == {"s"}
