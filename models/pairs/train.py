"""`python -m models.pairs.train`: weights of words from the corpus of measures, the model and its threshold from corpus/pairs."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from corpus import measures
from corpus.pairs import Pair, development, space_of
from corpus.pairs.evaluate import best_threshold, figures, truth
from extractor.compare.likeness import EVIDENCE, FORMAT, Likeness, evidence
from extractor.compare.phrases import new_phrase

TARGET = Path(__file__).with_name("model.json")
STRENGTH = 0.1  # inverse of the penalty; the best F1 of .01, .1, 1, 10 with each development subject left out in turn
AGAINST = frozenset({"missed", "object_missed", "clash"})
PRECISION = 0.75
LEAST = 2  # measures that must hold a word for its weight to be kept


def rarity() -> dict[str, float]:
    """Lemma → inverse document frequency over the corpus of measures, smoothed."""
    texts = [frozenset(new_phrase(each.text, ()).lemmas) for each in measures.load()]
    counts = Counter(lemma for text in texts for lemma in text)
    kept = {lemma: count for lemma, count in sorted(counts.items()) if count >= LEAST}
    found = {lemma: round(math.log((1 + len(texts)) / (1 + count)) + 1, 3) for lemma, count in kept.items()}
    return {**found, "": round(math.log(1 + len(texts)) + 1, 3)}


def fit(pairs: Sequence[Pair], idf: Mapping[str, float], strength: float = STRENGTH) -> Likeness:
    """The model of these pairs, «same» against the rest, with the threshold of the highest F1 on them."""
    space, rows = space_of(pairs, idf)
    same = truth(pairs)
    slopes, intercept = logistic(evidence(space, rows).astype(np.float64), same, strength)
    coefficients = dict(zip(EVIDENCE, (round(float(each), 4) for each in slopes), strict=True))
    found = Likeness(idf, coefficients, round(intercept, 4), 0.5, 0.5)
    scores = found(space, rows)
    return replace(found, threshold=best_threshold(scores, same), sure=sure_threshold(scores, same))


def sure_threshold(scores: np.ndarray, same: np.ndarray) -> float:
    """The lowest score from which PRECISION of the pairs are the same."""
    order = np.argsort(-scores, kind="stable")
    precision = np.cumsum(same[order]) / np.arange(1, len(scores) + 1)
    return round(float(scores[order[np.flatnonzero(precision >= PRECISION)[-1]]]), 4)


def logistic(columns: np.ndarray, same: np.ndarray, strength: float) -> tuple[np.ndarray, float]:
    """Slopes and intercept of a ridge logistic regression in which no likeness counts against «same», and no difference for it."""
    from scipy.optimize import minimize  # noqa: PLC0415 - heavy

    means, scales = columns.mean(axis=0), columns.std(axis=0)
    design = np.column_stack([(columns - means) / scales, np.ones(len(columns))])
    signs = np.where(same, 1, -1)
    ridge = np.array([1] * len(EVIDENCE) + [0]) / strength

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margins = signs * (design @ weights)
        pull = -signs / (1 + np.exp(margins))
        return float(np.logaddexp(0, -margins).sum() + ridge @ weights**2 / 2), design.T @ pull + ridge * weights

    bounds = [(None, 0) if name in AGAINST else (0, None) for name in EVIDENCE]
    best = minimize(loss, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]).x
    slopes = best[:-1] / scales
    return slopes, float(best[-1] - slopes @ means)


def main() -> None:
    """Train on the development subjects; write model.json, and metrics.json with the figures on the others."""
    model = fit(development(), rarity())
    state = {
        "format": FORMAT,
        "threshold": model.threshold,
        "sure": model.sure,
        "intercept": model.intercept,
        "coefficients": model.coefficients,
        "idf": model.idf,
    }
    TARGET.write_text(json.dumps(state, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    held_out = {name: asdict(each) for name, each in figures(model).items()}
    metrics = {"trained_on": len(development()), "threshold": model.threshold, "sure": model.sure, "held_out": held_out}
    TARGET.with_name("metrics.json").write_text(json.dumps(metrics, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
