"""How good a model is on held-out examples: accuracy with its interval, macro F1, calibration."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score

from corpus.measures import Example
from extractor.classify import TypeClassifier
from extractor.schema import MEASURE_TYPES

BINS = 10
DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions of like confidence: how many, their mean confidence, the share that is right."""

    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares are 0..1; `accuracy` counts the one type, `accepted` any type that a careful reader would accept."""

    examples: int
    families: int
    accuracy: float
    accuracy_interval: list[float]
    accepted: float
    top3: float
    macro_f1: float
    calibration_error: float
    f1: dict[str, float]
    by_subject: dict[str, float]
    bins: list[Bin]


def figures(model: TypeClassifier, examples: Sequence[Example], seed: int) -> Figures:
    """All figures of a model on examples that it has not seen."""
    ranked = model.map([example.text for example in examples])
    right = [example.type for example in examples]
    best = [each[0].label for each in ranked]
    hits = np.array([got == want for got, want in zip(best, right, strict=True)], dtype=float)
    f1 = f1_score(right, best, labels=list(MEASURE_TYPES), average=None, zero_division=0.0)
    bins = reliability(np.array([each[0].probability for each in ranked]), hits)
    return Figures(
        examples=len(examples),
        families=len({example.family for example in examples}),
        accuracy=_short(hits.mean()),
        accuracy_interval=interval(hits, examples, seed),
        accepted=_share(label in example.accepted for label, example in zip(best, examples, strict=True)),
        top3=_share(want in [each.label for each in row[:3]] for row, want in zip(ranked, right, strict=True)),
        macro_f1=_short(f1.mean()),
        calibration_error=_short(sum(each.count * abs(each.confidence - each.accuracy) for each in bins) / len(examples)),
        f1={label: _short(value) for label, value in zip(MEASURE_TYPES, f1, strict=True)},
        by_subject=_by_subject(hits, examples),
        bins=bins,
    )


def reliability(confidence: NDArray[np.float64], hits: NDArray[np.float64]) -> list[Bin]:
    """Ten bins of equal width over the best type's probability, empty ones left out (Naeini et al. 2015)."""
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        Bin(int((place == at).sum()), _short(confidence[place == at].mean()), _short(hits[place == at].mean()))
        for at in range(BINS)
        if (place == at).any()
    ]


def interval(values: NDArray[np.float64], examples: Sequence[Example], seed: int) -> list[float]:
    """The 95 % interval of the mean by a bootstrap that draws whole families."""
    families: dict[str, list[int]] = {}
    for at, example in enumerate(examples):
        families.setdefault(example.family, []).append(at)
    sums = np.array([values[at].sum() for at in families.values()])
    sizes = np.array([len(at) for at in families.values()])
    drawn = np.random.default_rng(seed).integers(0, len(sums), (DRAWS, len(sums)))
    low, high = np.percentile(sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1), [2.5, 97.5])
    return [_short(low), _short(high)]


def _by_subject(hits: NDArray[np.float64], examples: Sequence[Example]) -> dict[str, float]:
    subjects = np.array([example.subject for example in examples])
    return {str(subject): _short(hits[subjects == subject].mean()) for subject in np.unique(subjects)}


def _share(hits: Iterable[bool]) -> float:
    return _short(float(np.mean(list(hits))))


def _short(value: float) -> float:
    return round(float(value), 4)
