"""How probably two phrases are the same measure: a logistic model over a few kinds of evidence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Self

import numpy as np

from extractor.compare.phrases import Floats, Indices, Space
from extractor.errors import ModelError

FORMAT = 1
EVIDENCE = (
    "covered_less",
    "covered_more",
    "missed",
    "object_less",
    "object_more",
    "object_missed",
    "heads",
    "action",
    "clash",
    "type",
    "means",
    "action_object_less",
    "action_object_more",
    "action_heads",
    "type_object",
    "action_not_missed",
)
_BLOCK = 1024  # pairs at a time
_KIND = 0.7  # what a common type is worth where no action is known
_HEAVY = 10.0  # about the weight of the rarest word
_ANSWERS = 0.5  # from where one word is shown as the other's answer


@dataclass(frozen=True, slots=True)
class Likeness:
    """Pairs of phrases → probability that they are the same, of a set half of which is the same: «same» begins at `threshold`.

    Among all pairs of whole plans few are the same: there only what is over `sure` is taken for it.
    """

    idf: Mapping[str, float]
    coefficients: Mapping[str, float]
    intercept: float
    threshold: float
    sure: float

    @classmethod
    def load(cls) -> Self:
        """The shipped model; raises ModelError where it is absent or of another version."""
        return cls.of(_shipped())

    @classmethod
    def of(cls, state: Mapping[str, object]) -> Self:
        """The model of its stored parts."""
        if state.get("format") != FORMAT or tuple(state["coefficients"]) != EVIDENCE:  # type: ignore[arg-type]
            raise ModelError("models/pairs is a model of another version")
        return cls(state["idf"], state["coefficients"], state["intercept"], state["threshold"], state["sure"])  # type: ignore[arg-type]

    def __call__(self, space: Space, pairs: Indices) -> Floats:
        """The probability for each pair, shape (pairs,)."""
        logits = evidence(space, pairs) @ np.array(list(self.coefficients.values())) + self.intercept
        return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)


@cache
def _shipped() -> Mapping[str, object]:
    path = files("models").joinpath("pairs", "model.json")
    if not path.is_file():
        raise ModelError("no model of like measures at models/pairs/model.json")
    return dict(json.loads(path.read_text(encoding="utf-8")))


def evidence(space: Space, pairs: Indices) -> Floats:
    """A column for each name of EVIDENCE; shape (pairs, columns)."""
    lengths = np.count_nonzero(space.words, axis=1)[pairs].max(axis=1, initial=1)
    order = np.argsort(lengths, kind="stable")  # pairs of like length together, so that no block is wider than it must
    found = np.empty((len(pairs), len(EVIDENCE)), dtype=np.float32)
    for block in np.array_split(order, 1 + len(pairs) // _BLOCK):
        if len(block):
            found[block] = _evidence(space, pairs[block, 0], pairs[block, 1], int(lengths[block].max()))
    return found


def _evidence(space: Space, left: Indices, right: Indices, width: int) -> Floats:
    """The columns of pairs whose phrases have `width` words at most."""
    a, b = space.words[left, :width], space.words[right, :width]
    answers = space.answers[a[:, :, None], b[:, None, :]].astype(np.float32)
    best = (a, space.heads[left, :width], answers.max(axis=2)), (b, space.heads[right, :width], answers.max(axis=1))
    whole = [_covered(space.weights[words], found) for words, _, found in best]
    thing = [_covered(space.weights[words] * space.things[words], found) for words, _, found in best]
    heads = [_covered(first, found)[0] for _, first, found in best]
    shared = (space.actions[left] * space.actions[right]).sum(axis=1)
    either = np.maximum(space.actions[left], space.actions[right]).sum(axis=1)
    known = space.actions[left].any(axis=1) & space.actions[right].any(axis=1)
    kind = (space.types[left] * space.types[right]).sum(axis=1)
    doing = np.maximum(shared / np.maximum(either, 1), _KIND * kind)
    object_less, object_more = np.minimum(thing[0][0], thing[1][0]), np.maximum(thing[0][0], thing[1][0])
    missed = np.minimum(thing[0][1], thing[1][1])
    columns = {
        "covered_less": np.minimum(whole[0][0], whole[1][0]),
        "covered_more": np.maximum(whole[0][0], whole[1][0]),
        "missed": np.minimum(whole[0][1], whole[1][1]),
        "object_less": object_less,
        "object_more": object_more,
        "object_missed": missed,
        "heads": np.minimum(*heads),
        "action": shared / np.maximum(either, 1),
        "clash": known & (shared == 0),
        "type": kind,
        "means": (space.means[left] * space.means[right]).sum(axis=1),
        "action_object_less": doing * object_less,
        "action_object_more": doing * object_more,
        "action_heads": doing * np.minimum(*heads),
        "type_object": kind * object_less,
        "action_not_missed": doing * (1 - missed),
    }
    return np.stack([columns[name] for name in EVIDENCE], axis=1).astype(np.float32)


def _covered(weights: Floats, best: Floats) -> tuple[Floats, Floats]:
    """The weighted share of a side's words that the other answers, and the weight of the word that is missed most."""
    return (weights * best).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-6), (weights * (1 - best)).max(axis=1) / _HEAVY


def carried(space: Space, left: int, right: int) -> list[tuple[str, str, float]]:
    """Words of `left` with their answers in `right` and their share of the evidence, greatest first."""
    a, b = space.phrases[left].lemmas, space.phrases[right].lemmas
    if not a or not b:
        return []
    words = space.words[left, : len(a)]
    answers = space.answers[np.ix_(words, space.words[right, : len(b)])].astype(np.float32)
    best = answers.argmax(axis=1)
    gain = space.weights[words] * answers.max(axis=1)
    order = [at for at in np.argsort(-gain, kind="stable") if answers[at, best[at]] >= _ANSWERS]
    return [(a[at], b[best[at]], float(gain[at] / max(gain.sum(), 1e-6))) for at in order]
