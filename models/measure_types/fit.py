"""Fitting: examples and a config → the stored parts of a model; scores of a model on held-out examples."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from corpus.measures import Example
from extractor.classify import FORMAT, Bag, Features, TypeClassifier, softmax
from extractor.classify_features import bags as bags_of
from extractor.schema import MEASURE_TYPES

CONFIG = Path(__file__).with_name("config.toml")


@dataclass(frozen=True, slots=True)
class Config:
    """What training takes; a term that stands in fewer than `rarest` texts is left out."""

    seed: int
    folds: int
    strength: float
    also_weight: float
    rarest: int
    vector_scale: float
    bags: tuple[Bag, ...]

    @classmethod
    def read(cls, path: Path = CONFIG) -> Config:
        """The config of a TOML file."""
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        bags = tuple(Bag(**bag) for bag in raw.pop("bags"))
        return cls(**raw, bags=bags)


def fit(examples: Sequence[Example], config: Config) -> TypeClassifier:
    """A calibrated model: the temperature is the one that suits predictions across folds of families."""
    temperature = best_temperature(*out_of_fold(examples, config))
    return _fit(examples, config, temperature)


def _fit(examples: Sequence[Example], config: Config, temperature: float) -> TypeClassifier:
    texts = [example.text for example in examples]
    seen = [bags_of(text) for text in texts]
    fitted = [(bag, bag.vectorizer(min_df=config.rarest).fit([each[bag.name] for each in seen])) for bag in config.bags]
    features = Features(tuple(fitted), config.vector_scale)
    coefficients, intercepts = _regression(features(texts), examples, config)
    return TypeClassifier(features, coefficients, intercepts, temperature)


def _regression(rows: csr_matrix, examples: Sequence[Example], config: Config) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Coefficients (types, features) and intercepts (types,), in the schema's order of types."""
    at, labels, weights = _weighted(examples, config.also_weight)
    regression = LogisticRegression(C=config.strength, solver="newton-cg", tol=1e-3, random_state=config.seed)
    regression.fit(rows[at], labels, sample_weight=weights)
    order = [list(regression.classes_).index(label) for label in MEASURE_TYPES]
    return regression.coef_[order].astype(np.float32), regression.intercept_[order].astype(np.float32)


def _weighted(examples: Sequence[Example], also: float) -> tuple[list[int], list[str], list[float]]:
    """Each example once a label it accepts: its own type weighs most, the others share `also`."""
    rows: list[int] = []
    labels: list[str] = []
    weights: list[float] = []
    for row, example in enumerate(examples):
        share = also if example.also else 0.0
        own = [(example.type, 1 - share)]
        for label, weight in own + [(other, share / len(example.also)) for other in example.also]:
            rows.append(row)
            labels.append(label)
            weights.append(weight)
    return rows, labels, weights


def out_of_fold(examples: Sequence[Example], config: Config) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Logits (n, types) of every example by a model that saw nothing of its family, and the right indices (n,)."""
    logits = np.zeros((len(examples), len(MEASURE_TYPES)))
    groups = [example.family for example in examples]
    folds = GroupKFold(config.folds, shuffle=True, random_state=config.seed)
    for seen, unseen in folds.split(examples, groups=groups):
        model = _fit([examples[at] for at in seen], config, 1.0)
        logits[unseen] = model.logits([examples[at].text for at in unseen])
    return logits, truth(examples)


def truth(examples: Sequence[Example]) -> NDArray[np.int64]:
    """The index of each example's type, shape (n,)."""
    return np.array([MEASURE_TYPES.index(example.type) for example in examples])


def best_temperature(logits: NDArray[np.float64], right: NDArray[np.int64]) -> float:
    """The divisor of logits that makes the right answers likeliest (Guo et al. 2017, temperature scaling)."""

    def loss(temperature: float) -> float:
        likely = softmax(logits / temperature)[np.arange(len(right)), right]
        return float(-np.log(np.maximum(likely, 1e-12)).mean())

    return float(minimize_scalar(loss, bounds=(0.1, 10), method="bounded").x)


def state(model: TypeClassifier) -> dict[str, Any]:
    """The stored parts: plain arrays, strings and numbers."""
    bags = [
        asdict(bag) | {"terms": "\n".join(fitted.get_feature_names_out()), "idf": fitted.idf_.astype(np.float32)}
        for bag, fitted in model.features.fitted
    ]
    return {
        "format": FORMAT,
        "labels": list(MEASURE_TYPES),
        "bags": bags,
        "vector_scale": model.features.vector_scale,
        "coefficients": model.coefficients.astype(np.float32),
        "intercepts": model.intercepts,
        "temperature": model.temperature,
    }
