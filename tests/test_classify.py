"""The measure-type classifier: what it answers, in what form, and what it refuses."""

from pathlib import Path

import numpy as np
import pytest
from skops.io import dump

from extractor.classify import TypeClassifier
from extractor.classify_features import bags, mean_vector, words
from extractor.errors import ModelError
from extractor.schema import MEASURE_TYPES

LINES = [line.split("\t") for line in Path(__file__).with_name("classify.tsv").read_text(encoding="utf-8").splitlines() if "\t" in line]
HEADS = [
    line.split("\t") for line in Path(__file__).with_name("classify_heads.tsv").read_text(encoding="utf-8").splitlines() if "\t" in line
]


@pytest.fixture(scope="module")
def model() -> TypeClassifier:
    return TypeClassifier.load()


@pytest.mark.parametrize(("accepted", "text"), LINES)
def test_plain_measures_get_their_type(model: TypeClassifier, accepted: str, text: str) -> None:
    assert model(text)[0].label in accepted.split(",")


@pytest.mark.parametrize(("heads", "text"), HEADS)
def test_heads_are_the_action_and_its_object(heads: str, text: str) -> None:
    assert bags(text)["heads"] == heads


@pytest.mark.parametrize("text", ["", "—", "1.1.", "lorem ipsum", "абвгд", "Ремонт", "Ремонт " * 500])
def test_any_text_gets_every_type_and_a_sum_of_one(model: TypeClassifier, text: str) -> None:
    ranked = model(text)
    assert sorted(each.label for each in ranked) == sorted(MEASURE_TYPES)
    assert sum(each.probability for each in ranked) == pytest.approx(1, abs=1e-9)
    assert all(0 <= each.probability <= 1 for each in ranked)
    assert [each.probability for each in ranked] == sorted((each.probability for each in ranked), reverse=True)


def test_a_batch_answers_as_one_by_one(model: TypeClassifier) -> None:
    texts = [text for _, text in LINES]
    assert model.map(texts) == [model(text) for text in texts]
    assert model.map([]) == []


def test_case_of_letters_and_end_stop_change_nothing(model: TypeClassifier) -> None:
    assert model("РЕМОНТ КРОВЛИ ШКОЛЫ.") == model("Ремонт кровли школы")


def test_a_hyphen_divides_words() -> None:
    assert words("Психолого-педагогический МЦТ № 5") == ["психолого", "педагогический", "мцт"]


def test_a_mean_vector_is_of_length_one_or_nothing() -> None:
    assert np.linalg.norm(mean_vector("Ремонт школы")) == pytest.approx(1, abs=1e-5)
    assert not mean_vector("ъъъ").any()


def test_an_absent_model_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no measure-type model"):
        TypeClassifier.load(tmp_path / "none.skops")


def test_a_broken_model_is_said(tmp_path: Path) -> None:
    (tmp_path / "broken.skops").write_bytes(b"not a zip file")
    with pytest.raises(ModelError, match=r"broken\.skops"):
        TypeClassifier.load(tmp_path / "broken.skops")


@pytest.mark.parametrize("state", [{"format": 0, "labels": list(MEASURE_TYPES)}, {"format": 2, "labels": ["event"]}, {}, []])
def test_a_model_of_another_version_is_said(tmp_path: Path, state: object) -> None:
    dump(state, tmp_path / "old.skops")
    with pytest.raises(ModelError, match="another version"):
        TypeClassifier.load(tmp_path / "old.skops")
