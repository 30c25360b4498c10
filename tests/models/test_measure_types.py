"""Training measure types: the same bytes, honest figures, a card that agrees with them, and a user's rows."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

import models.measure_types
from corpus.measures import Example, load
from extractor.classify import TypeClassifier, softmax
from extractor.schema import MEASURE_TYPES
from models.measure_types import train
from models.measure_types.card import filled
from models.measure_types.figures import figures, interval, reliability
from models.measure_types.fit import Config, best_temperature, fit, state
from models.measure_types.pack import pack

FOLDER = Path(models.measure_types.__path__[0])
SMALL = replace(Config.read(), folds=2, bags=Config.read().bags[-2:])


@pytest.fixture(scope="module")
def few() -> list[Example]:
    """Some of each type, enough to fit on."""
    seen, _ = train.sides()
    return [each for label in MEASURE_TYPES for each in [one for one in seen if one.type == label][:8]]


@pytest.fixture(scope="module")
def small(few: list[Example]) -> TypeClassifier:
    return fit(few, SMALL)


def test_the_shipped_figures_are_those_of_the_shipped_weights() -> None:
    _, unseen = train.sides()
    held = json.loads((FOLDER / "metrics.json").read_text(encoding="utf-8"))["held_out"]
    assert json.loads(json.dumps(asdict(figures(TypeClassifier.load(), unseen, Config.read().seed)))) == held


def test_the_shipped_figures_reach_what_is_promised() -> None:
    held = json.loads((FOLDER / "metrics.json").read_text(encoding="utf-8"))["held_out"]
    assert held["accuracy"] >= 0.9 and held["macro_f1"] >= 0.88
    assert held["top3"] >= 0.97 and held["calibration_error"] <= 0.05


def test_the_card_shows_the_figures_of_the_files() -> None:
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert filled(card, FOLDER) == card


def test_the_same_seed_gives_the_same_bytes(few: list[Example], small: TypeClassifier) -> None:
    assert pack(state(fit(few, SMALL))) == pack(state(small))


def test_packed_weights_answer_as_the_model_did(few: list[Example], small: TypeClassifier, tmp_path: Path) -> None:
    (tmp_path / "small.skops").write_bytes(pack(state(small)))
    texts = [each.text for each in few]
    assert TypeClassifier.load(tmp_path / "small.skops").logits(texts) == pytest.approx(small.logits(texts), abs=1e-4)


def test_temperature_undoes_overconfidence() -> None:
    rng = np.random.default_rng(0)
    logits = rng.normal(size=(4000, 5))
    right = np.array([rng.choice(5, p=row) for row in softmax(logits)])
    assert best_temperature(logits * 3, right) == pytest.approx(3, rel=0.1)


def test_bins_count_all_and_keep_their_place() -> None:
    bins = reliability(np.array([0.05, 0.95, 1.0, 0.91]), np.array([0.0, 1.0, 1.0, 0.0]))
    assert [(each.count, each.accuracy) for each in bins] == [(1, 0.0), (3, 0.6667)]


def test_an_interval_draws_whole_families(few: list[Example]) -> None:
    one = [replace(each, family="one") for each in few]
    values = np.linspace(0, 1, len(few))
    assert interval(values, one, 1) == [0.5, 0.5]
    low, high = interval(values, [replace(each, family=str(at)) for at, each in enumerate(few)], 1)
    assert low < 0.5 < high


def test_a_users_rows_that_are_held_out_are_not_learnt() -> None:
    _, unseen = train.sides()
    shouted = replace(unseen[0], text=unseen[0].text.upper() + ".", family="user")
    own = replace(unseen[0], text="Поверка весов на рынке", family="user")
    assert train.without([shouted, own], unseen) == [own]


def _rows(path: Path, few: list[Example], *, wrong: bool) -> Path:
    shift = 1 if wrong else 0
    labels = [MEASURE_TYPES[(MEASURE_TYPES.index(each.type) + shift) % len(MEASURE_TYPES)] for each in few]
    lines = [json.dumps({"text": f"{each.text} вновь", "type": label}) for each, label in zip(few, labels, strict=True)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def short(few: list[Example], monkeypatch: pytest.MonkeyPatch) -> list[Example]:
    """A corpus of few examples and a config of few folds, so that training again takes seconds."""
    held = [each for each in load() if each.held_out][:150]
    monkeypatch.setattr(train, "load", lambda: (*few, *held))
    monkeypatch.setattr(Config, "read", classmethod(lambda _: SMALL))
    return few


def test_a_worse_model_is_refused_unless_forced(short: list[Example], tmp_path: Path) -> None:
    rows, out = _rows(tmp_path / "wrong.jsonl", short, wrong=True), tmp_path / "own" / "types.skops"
    refused = train.retrain(rows, out)
    assert refused.after.accuracy < refused.before.accuracy and not refused.saved and not out.exists()
    forced = train.retrain(rows, out, force=True)
    assert forced.saved and TypeClassifier.load(out)("Ремонт")
    better = train.retrain(_rows(tmp_path / "right.jsonl", short, wrong=False), out)
    assert better.before == forced.after and better.saved and better.added == len(short)
