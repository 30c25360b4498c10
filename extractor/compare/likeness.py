"""How probably two phrases are the same measure: boosted trees over a few kinds of evidence."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Self

import numpy as np

from extractor.compare.answers import Floats
from extractor.compare.evidence import EVIDENCE, balanced, evidence
from extractor.compare.phrases import Indices, Space
from extractor.errors import ModelError

FORMAT = 2
_ANSWERS = 0.5  # from where one word is shown as the other's answer


@dataclass(frozen=True, slots=True)
class Tree:
    """Nodes in parallel lists, the root first: a leaf has `left` 0 and gives `value`, else what is at most `threshold` goes left."""

    column: tuple[int, ...]
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]

    def __call__(self, columns: Floats, node: int = 0) -> Floats:
        """The value for each row; `columns` is (EVIDENCE, rows)."""
        if not self.left[node]:
            return np.float32(self.value[node])  # type: ignore[return-value]
        goes_left = columns[self.column[node]] <= np.float32(self.threshold[node])
        return np.where(goes_left, self(columns, self.left[node]), self(columns, self.right[node]))


@dataclass(frozen=True, slots=True)
class Likeness:
    """Pairs of phrases → probability that they are the same, of a set half of which is the same: «same» begins at `threshold`.

    Among all pairs of whole plans few are the same: there only a balanced pair over `sure` is taken for it, or one of the same words.
    """

    idf: Mapping[str, float]
    trees: Sequence[Tree]
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
        if state.get("format") != FORMAT or tuple(state["evidence"]) != EVIDENCE:  # type: ignore[arg-type]
            raise ModelError("models/pairs is a model of another version")
        trees = tuple(Tree(*map(tuple, each)) for each in state["trees"])  # type: ignore[attr-defined]
        return cls(state["idf"], trees, state["intercept"], state["threshold"], state["sure"])  # type: ignore[arg-type]

    def __call__(self, space: Space, pairs: Indices) -> Floats:
        """The probability for each pair, shape (pairs,); a phrase that names nothing is like none."""
        return self.judged(space, pairs)[0]

    def judged(self, space: Space, pairs: Indices) -> tuple[Floats, np.ndarray]:
        """The probability for each pair and whether it is surely the same, both of shape (pairs,)."""
        found = evidence(space, pairs)
        columns = np.ascontiguousarray(found.T)
        named = (space.words[pairs][:, :, 0] > 0).all(axis=1)
        logits = sum((tree(columns) for tree in self.trees), np.full(len(pairs), self.intercept, dtype=np.float32))
        likeness = np.asarray(named / (1 + np.exp(-logits)), dtype=np.float32)
        return likeness, balanced(found) & ((likeness >= self.sure) | (_of_same_words(space, pairs) & (likeness >= self.threshold)))


def _of_same_words(space: Space, pairs: Indices) -> np.ndarray:
    """Whether two phrases differ in no word that says anything: «Ремонт моста» and «Организация и проведение ремонта моста»; (pairs,)."""
    left, right = (np.sort(space.forms[pairs[:, side]], axis=1) for side in (0, 1))
    return np.asarray((left == right).all(axis=1))


@cache
def _shipped() -> Mapping[str, object]:
    path = files("models").joinpath("pairs", "model.json")
    if not path.is_file():
        raise ModelError("no model of like measures at models/pairs/model.json")
    return dict(json.loads(path.read_text(encoding="utf-8")))


def carried(space: Space, left: int, right: int) -> list[tuple[str, str, float]]:
    """Words of `left` with their answers in `right` and their share of the evidence, greatest first."""
    a, b = space.phrases[left].shown, space.phrases[right].shown
    if not a or not b:
        return []
    words = space.words[left, : len(a)]
    answers = space.answers[np.ix_(words, space.words[right, : len(b)])].astype(np.float32)
    best = answers.argmax(axis=1)
    gain = space.weights[words] * answers.max(axis=1)
    order = [at for at in np.argsort(-gain, kind="stable") if answers[at, best[at]] >= _ANSWERS]
    return [(a[at], b[best[at]], float(gain[at] / max(gain.sum(), 1e-6))) for at in order]
