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
EVIDENCE = ("terms", "means", "covered_less", "covered_more", "missing", "action_same", "action", "object", "type", "length")
_BLOCK = 2048  # pairs at a time
_ANSWERS = 0.5  # cosine from which one word answers to another


@dataclass(frozen=True, slots=True)
class Likeness:
    """Pairs of phrases → probability that they are the same; `threshold` is where «same» begins."""

    idf: Mapping[str, float]
    coefficients: Mapping[str, float]
    intercept: float
    threshold: float

    @classmethod
    def load(cls) -> Self:
        """The shipped model; raises ModelError where it is absent or of another version."""
        return cls.of(_shipped())

    @classmethod
    def of(cls, state: Mapping[str, object]) -> Self:
        """The model of its stored parts."""
        if state.get("format") != FORMAT or tuple(state["coefficients"]) != EVIDENCE:  # type: ignore[arg-type]
            raise ModelError("models/pairs is a model of another version")
        return cls(state["idf"], state["coefficients"], state["intercept"], state["threshold"])  # type: ignore[arg-type]

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
    blocks = np.array_split(pairs, max(1, -(-len(pairs) // _BLOCK)))
    return np.concatenate([_evidence(space, block[:, 0], block[:, 1]) for block in blocks])


def _evidence(space: Space, left: Indices, right: Indices) -> Floats:
    covered, missing = zip(*_covered(space, left, right), strict=True)
    lengths = np.log1p(np.count_nonzero(space.words, axis=1))
    actions = [{at: each.heads[:1] for at, each in enumerate(space.phrases)}]
    columns = {
        "terms": np.asarray(space.terms[left].multiply(space.terms[right]).sum(axis=1)).ravel(),
        "means": (space.means[left] * space.means[right]).sum(axis=1),
        "covered_less": np.minimum(*covered),
        "covered_more": np.maximum(*covered),
        "missing": np.maximum(*missing),
        "action_same": np.array([actions[0][a] == actions[0][b] for a, b in zip(left, right, strict=True)], dtype=np.float32),
        "action": (space.heads[0, left] * space.heads[0, right]).sum(axis=1),
        "object": (space.heads[1, left] * space.heads[1, right]).sum(axis=1),
        "type": (space.types[left] * space.types[right]).sum(axis=1),
        "length": np.abs(lengths[left] - lengths[right]),
    }
    return np.stack([columns[name] for name in EVIDENCE], axis=1).astype(np.float32)


def _cosines(space: Space, left: Indices, right: Indices) -> Floats:
    """Each word of one against each of the other; the same word is 1, known to the vectors or not."""
    a, b = space.words[left], space.words[right]
    cosines = space.vectors[a] @ space.vectors[b].transpose(0, 2, 1)
    same = (a[:, :, None] == b[:, None, :]) & (a[:, :, None] > 0)
    return np.asarray(np.where(same, 1, np.clip(cosines, 0, 1)), dtype=np.float32)


def _covered(space: Space, left: Indices, right: Indices) -> list[tuple[Floats, Floats]]:
    """For each side: the weighted share of its words that the other answers, and the weight of the word that is missed most."""
    cosines = _cosines(space, left, right)
    sides = []
    for words, best in ((space.words[left], cosines.max(axis=2)), (space.words[right], cosines.max(axis=1))):
        weights = space.weights[words]
        total = np.maximum(weights.sum(axis=1), 1e-6)
        sides.append(((weights * best).sum(axis=1) / total, (weights * (1 - best)).max(axis=1) / space.weights.max()))
    return sides


def carried(space: Space, left: int, right: int) -> list[tuple[str, str, float]]:
    """Words of `left` with their answers in `right` and their share of the evidence, greatest first."""
    cosines = _cosines(space, np.array([left]), np.array([right]))[0]
    a, b = space.phrases[left].lemmas, space.phrases[right].lemmas
    if not a or not b:
        return []
    cosines = cosines[: len(a), : len(b)]
    best = cosines.argmax(axis=1)
    gain = space.weights[space.words[left, : len(a)]] * cosines.max(axis=1)
    order = [at for at in np.argsort(-gain, kind="stable") if cosines[at, best[at]] >= _ANSWERS]
    return [(a[at], b[best[at]], float(gain[at] / max(gain.sum(), 1e-6))) for at in order]
