"""Measure types: a linear model over lemmas, the action and its object, letters and word vectors, with calibrated probabilities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from itertools import repeat
from math import hypot, log
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from extractor.classify_features import bags, mean_vector
from extractor.errors import ModelError
from extractor.schema import MEASURE_TYPES, TypeProbability

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

FORMAT = 2
DIGITS = 6
_UNMET = -1  # of a term that the model was not trained on


@dataclass(frozen=True, slots=True)
class Bag:
    """A bag of terms: its name in `bags`, n-grams of `shortest` to `longest` `units`, and by what its rows are multiplied."""

    name: str
    units: str
    shortest: int
    longest: int
    scale: float

    def vectorizer(self, **more: Any) -> TfidfVectorizer:
        """An unfitted one, alike in training and inference."""
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - heavy

        pattern = r"\S+" if self.units == "word" else None
        span = (self.shortest, self.longest)
        return TfidfVectorizer(analyzer=self.units, token_pattern=pattern, lowercase=False, ngram_range=span, sublinear_tf=True, **more)


@dataclass(frozen=True)
class Features:
    """Texts → rows: a fitted vectorizer for each bag, and the scale of the mean vector."""

    fitted: tuple[tuple[Bag, TfidfVectorizer], ...]
    vector_scale: float

    @cached_property
    def _blocks(self) -> list[tuple[Bag, Callable[[str], list[str]], dict[str, int], list[float]]]:
        """Of each bag what cuts it into terms, their numbers, and what each weighs."""
        return [(bag, fitted.build_analyzer(), fitted.vocabulary_, fitted.idf_.tolist()) for bag, fitted in self.fitted]

    def __call__(self, texts: Sequence[str]) -> csr_matrix:
        """One sparse row a text: the bags' blocks side by side, then the mean vector."""
        from scipy.sparse import csr_matrix, hstack  # noqa: PLC0415 - heavy

        return hstack([self.terms(texts), csr_matrix(self.vectors(texts))], format="csr")

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The scaled mean vectors, shape (n, 300)."""
        return np.stack([mean_vector(text) for text in texts]) * self.vector_scale

    def terms(self, texts: Sequence[str]) -> csr_matrix:
        """The bags' blocks, each weighed as its vectorizer's `transform` would: five matrices of a dozen texts are twice as slow."""
        from scipy.sparse import csr_matrix  # noqa: PLC0415 - heavy

        values, columns, ends, width = list[float](), list[int](), [0], 0
        for text in texts:
            seen, width = bags(text), 0
            for bag, cut, numbers, weights in self._blocks:
                counts = Counter(map(numbers.get, cut(seen[bag.name]), repeat(_UNMET)))
                counts.pop(_UNMET, None)
                weighed = [weights[number] if times == 1 else weights[number] * (1 + log(times)) for number, times in counts.items()]
                scale = bag.scale / (hypot(*weighed) or 1.0)
                values += [scale * each for each in weighed]
                columns += [width + number for number in counts]
                width += len(weights)
            ends.append(len(columns))
        return csr_matrix((values, columns, ends), shape=(len(texts), width))


@dataclass(frozen=True, slots=True)
class TypeClassifier:
    """Text → every measure type with its probability; `coefficients` (types, features), `intercepts` (types,)."""

    features: Features
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
        except (ValueError, TypeError, KeyError, OSError, BadZipFile) as error:
            raise ModelError(f"{source.name} is no measure-type model: {error}") from error
        return cls.of(state, source.name)

    @classmethod
    def of(cls, state: Any, name: str) -> Self:
        """The model of its stored parts: plain arrays, strings and numbers."""
        if not isinstance(state, dict) or state.get("format") != FORMAT or tuple(state.get("labels", ())) != MEASURE_TYPES:
            raise ModelError(f"{name} is a measure-type model of another version")
        features = Features(tuple(_fitted(each) for each in state["bags"]), state["vector_scale"])
        return cls(features, state["coefficients"].astype(np.float64), state["intercepts"], state["temperature"])

    def __call__(self, text: str) -> tuple[TypeProbability, ...]:
        """Every measure type, best first; the probabilities sum to 1."""
        return self.map([text])[0]

    def map(self, texts: Sequence[str]) -> list[tuple[TypeProbability, ...]]:
        """As `__call__`, for many texts at once."""
        if not texts:
            return []
        return [_ranked(row) for row in softmax(self.logits(texts) / self.temperature).round(DIGITS).tolist()]

    def logits(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Scores before calibration, shape (n, types)."""
        terms, vectors = self.features.terms(texts), self.features.vectors(texts)
        of_terms, of_vectors = np.split(self.coefficients, [terms.shape[1]], axis=1)
        return np.asarray(terms @ of_terms.T + vectors @ of_vectors.T + self.intercepts)


def _fitted(state: dict[str, Any]) -> tuple[Bag, TfidfVectorizer]:
    """A bag and its vectorizer, made again of its terms and their weights."""
    bag = Bag(state["name"], state["units"], state["shortest"], state["longest"], state["scale"])
    vectorizer = bag.vectorizer(vocabulary=state["terms"].split("\n"))
    vectorizer.idf_ = state["idf"].astype(np.float64)
    return bag, vectorizer


def softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Row by row."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _ranked(rounded: list[float]) -> tuple[TypeProbability, ...]:
    """Best first; they still add up to 1, for the best takes what rounding left."""
    best = rounded.index(max(rounded))
    rounded[best] = round(1 - sum(rounded[:best]) - sum(rounded[best + 1 :]), DIGITS)
    pairs = sorted(zip(MEASURE_TYPES, rounded, strict=True), key=lambda pair: -pair[1])
    return tuple(TypeProbability(label, probability) for label, probability in pairs)
