"""Measure types: a linear model over lemmas, the opening, the action and word vectors, with calibrated probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from extractor.classify_features import mean_vectors, views
from extractor.errors import ModelError
from extractor.schema import MEASURE_TYPES, TypeProbability

FORMAT = 1
DIGITS = 6


@dataclass(frozen=True, slots=True)
class View:
    """A bag of terms: which view of the text, its fitted TfidfVectorizer, and by what its rows are multiplied."""

    name: str
    vectorizer: Any
    scale: float


def features(texts: Sequence[str], bags: Sequence[View], vector_scale: float) -> Any:
    """One sparse row a text: the bags' blocks side by side, then the mean vector's."""
    from scipy.sparse import csr_matrix, hstack  # noqa: PLC0415 - heavy

    seen = [views(text) for text in texts]
    blocks = [bag.vectorizer.transform([each[bag.name] for each in seen]) * bag.scale for bag in bags]
    return hstack([*blocks, csr_matrix(mean_vectors(texts) * vector_scale)], format="csr")


@dataclass(frozen=True, slots=True)
class TypeClassifier:
    """Text → every measure type with its probability; `coefficients` (types, features), `intercepts` (types,)."""

    bags: tuple[View, ...]
    vector_scale: float
    coefficients: NDArray[np.float32]
    intercepts: NDArray[np.float32]
    temperature: float

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """The model of `path`, by default the shipped one; raises ModelError where it is absent or of another version."""
        from skops.io import load  # noqa: PLC0415 - heavy

        source = path or Path(str(files("models").joinpath("measure_types", "weights.skops")))
        if not source.is_file():
            raise ModelError(f"no measure-type model at {source.name}")
        try:
            state = load(source, trusted=[])
        except (ValueError, TypeError, KeyError, OSError) as error:
            raise ModelError(f"{source.name} is no measure-type model: {error}") from error
        return cls.of(state, source.name)

    @classmethod
    def of(cls, state: dict[str, Any], name: str) -> Self:
        """The model of its stored parts: plain arrays, strings and numbers."""
        if state.get("format") != FORMAT or tuple(state.get("labels", ())) != MEASURE_TYPES:
            raise ModelError(f"{name} is a measure-type model of another version")
        bags = tuple(_view(each) for each in state["bags"])
        return cls(bags, state["vector_scale"], state["coefficients"], state["intercepts"], state["temperature"])

    def __call__(self, text: str) -> tuple[TypeProbability, ...]:
        """Every measure type, best first; the probabilities sum to 1."""
        return self.map([text])[0]

    def map(self, texts: Sequence[str]) -> list[tuple[TypeProbability, ...]]:
        """As `__call__`, for many texts at once."""
        if not texts:
            return []
        return [_ranked(row) for row in softmax(self.logits(texts) / self.temperature)]

    def logits(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Scores before calibration, shape (n, types)."""
        rows = features(texts, self.bags, self.vector_scale)
        return np.asarray(rows @ self.coefficients.T.astype(np.float64) + self.intercepts)


def _view(state: dict[str, Any]) -> View:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - heavy

    return View(state["name"], restored(TfidfVectorizer, state), state["scale"])


def restored(kind: Any, state: dict[str, Any]) -> Any:
    """A fitted TfidfVectorizer of its terms and their weights."""
    vectorizer = kind(**settings(state["longest"]), vocabulary=state["terms"].split("\n"))
    vectorizer.idf_ = state["idf"].astype(np.float64)
    return vectorizer


def settings(longest: int) -> dict[str, Any]:
    """How a view's terms are counted, alike in training and inference: n-grams of one to `longest` terms."""
    return {"token_pattern": r"\S+", "lowercase": False, "ngram_range": (1, longest), "sublinear_tf": True}


def softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Row by row."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _ranked(row: NDArray[np.float64]) -> tuple[TypeProbability, ...]:
    """Rounded so that they still add up to 1: the best takes what rounding left."""
    rounded = [round(float(each), DIGITS) for each in row]
    best = max(range(len(rounded)), key=rounded.__getitem__)
    rounded[best] = round(1 - sum(rounded[:best]) - sum(rounded[best + 1 :]), DIGITS)
    pairs = sorted(zip(MEASURE_TYPES, rounded, strict=True), key=lambda pair: -pair[1])
    return tuple(TypeProbability(label, probability) for label, probability in pairs)
