"""Trains the measure-type model: weights, metrics.json, the card's tables and its picture; and again with a user's rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.measures import Example, documents, load, read_rows
from extractor.classify import TypeClassifier
from extractor.classify_features import words
from models.measure_types.card import fill, picture
from models.measure_types.figures import Figures, figures
from models.measure_types.fit import Config, fit, state
from models.measure_types.pack import pack

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Report:
    """What training again came to: figures on the same held-out set; `saved` is false where a worse model was refused."""

    added: int
    before: Figures
    after: Figures
    saved: bool


def sides() -> tuple[list[Example], list[Example]]:
    """The training side, the independent authors' documents on it, and the held-out side; a family stands on one of them."""
    unseen = [each for each in load() if each.held_out]
    return [*(each for each in load() if not each.held_out), *without(documents(), unseen)], unseen


def train(folder: Path = FOLDER) -> Figures:
    """Fits the shipped model on the training side and writes everything that tells of it into `folder`."""
    config = Config.read()
    seen, unseen = sides()
    model = fit(seen, config)
    got = figures(model, unseen, config.seed)
    (folder / "weights.skops").write_bytes(pack(state(model)))
    metrics = {"trained_on": len(seen), "temperature": round(model.temperature, 4), "config": asdict(config), "held_out": asdict(got)}
    (folder / "metrics.json").write_text(json.dumps(metrics, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    picture(got.bins, folder / "reliability.png")
    fill(folder)
    return got


def retrain(extra: Path, out: Path, *, force: bool = False) -> Report:
    """Trains on the training side and the rows of `extra` (JSONL: text, type, also), and writes the weights to `out`.

    The model before is that of `out`, or the shipped one. A worse model is not written unless forced. Raises
    BadDocumentError where a row has not this form.
    """
    config = Config.read()
    seen, unseen = sides()
    before = figures(TypeClassifier.load(out if out.is_file() else None), unseen, config.seed)
    added = without(read_rows(extra), unseen)
    model = fit([*seen, *added], config)
    after = figures(model, unseen, config.seed)
    saved = force or after.accuracy >= before.accuracy
    if saved:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(pack(state(model)))
    return Report(len(added), before, after, saved)


def without(examples: Sequence[Example], unseen: Sequence[Example]) -> list[Example]:
    """Examples whose words are not those of a held-out one: to learn these would make the comparison worthless."""
    known = {tuple(words(each.text)) for each in unseen}
    return [each for each in examples if tuple(words(each.text)) not in known]


if __name__ == "__main__":
    train()
