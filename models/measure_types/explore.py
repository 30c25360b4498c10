"""What each part of the features is worth, by cross-validation over families of the training side: writes explored.json."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.measures import Example, load
from extractor.classify import Bag
from models.measure_types.figures import interval
from models.measure_types.fit import Config, out_of_fold

EXPLORED = Path(__file__).with_name("explored.json")
_LEMMAS, _OPENING = Bag("lemmas", "word", 1, 2, 1.0), Bag("opening", "word", 1, 2, 1.0)
_HEADS = (Bag("head", "word", 1, 1, 1.0), Bag("heads", "word", 1, 2, 1.0))
_LETTERS = Bag("letters", "char_wb", 2, 5, 1.0)

# name, compared with, bags, scale of the mean vector
VARIANTS: tuple[tuple[str, str | None, tuple[Bag, ...], float], ...] = (
    ("lemmas", None, (_LEMMAS,), 0.0),
    ("lemmas, opening", "lemmas", (_LEMMAS, _OPENING), 0.0),
    ("known: lemmas, opening, vector", "lemmas, opening", (_LEMMAS, _OPENING), 2.0),
    ("chosen: lemmas, heads, letters, vector", "known: lemmas, opening, vector", (_LEMMAS, *_HEADS, _LETTERS), 2.0),
    ("chosen and the opening", "chosen: lemmas, heads, letters, vector", (_LEMMAS, _OPENING, *_HEADS, _LETTERS), 2.0),
    ("chosen without the vector", "chosen: lemmas, heads, letters, vector", (_LEMMAS, *_HEADS, _LETTERS), 0.0),
    ("chosen without the letters", "chosen: lemmas, heads, letters, vector", (_LEMMAS, *_HEADS), 2.0),
    ("chosen without the heads", "chosen: lemmas, heads, letters, vector", (_LEMMAS, _LETTERS), 2.0),
    ("chosen without the lemmas", "chosen: lemmas, heads, letters, vector", (*_HEADS, _LETTERS), 2.0),
)


def explore(examples: Sequence[Example], config: Config) -> list[dict[str, object]]:
    """One row a variant: accuracy across folds, and its gain over the one it is compared with, with a 95 % interval."""
    hits: dict[str, NDArray[np.float64]] = {}
    table: list[dict[str, object]] = []
    for name, than, bags, scale in VARIANTS:
        logits, right = out_of_fold(examples, replace(config, bags=bags, vector_scale=scale))
        hits[name] = (logits.argmax(axis=1) == right).astype(float)
        row: dict[str, object] = {"variant": name, "accuracy": round(float(hits[name].mean()), 4)}
        if than is not None:
            gain = hits[name] - hits[than]
            row |= {"than": than, "gain": round(float(gain.mean()), 4), "interval": interval(gain, examples, config.seed)}
        table.append(row)
    return table


if __name__ == "__main__":
    rows = explore([example for example in load() if not example.held_out], Config.read())
    EXPLORED.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
