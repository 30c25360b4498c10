"""`python -m models.pairs.train`: weights of words from the corpus of measures, the model and its threshold from corpus/pairs."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from corpus import measures
from corpus.pairs import Pair, development, space_of
from extractor.compare.likeness import EVIDENCE, FORMAT, Likeness, evidence
from extractor.compare.phrases import new_phrase

TARGET = Path(__file__).with_name("model.json")
STRENGTH = 1.0  # inverse of the penalty; the best of .01, .1, 1, 10 with each development subject left out in turn
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
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - heavy
    from sklearn.preprocessing import StandardScaler  # noqa: PLC0415

    space, rows = space_of(pairs, idf)
    columns = evidence(space, rows)
    same = np.array([each.label == "same" for each in pairs])
    scaler = StandardScaler().fit(columns)
    model = LogisticRegression(C=strength, max_iter=1000).fit(scaler.transform(columns), same)
    slopes = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - slopes @ scaler.mean_)
    found = Likeness(idf, dict(zip(EVIDENCE, (round(float(each), 4) for each in slopes), strict=True)), round(intercept, 4), 0.5)
    return Likeness(idf, found.coefficients, found.intercept, best_threshold(found(space, rows), same))


def best_threshold(scores: np.ndarray, same: np.ndarray) -> float:
    """The score from which «same» has the highest F1."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(same[order])
    f1 = 2 * right / (np.arange(1, len(scores) + 1) + same.sum())
    best = int(f1.argmax())
    following = scores[order[min(best + 1, len(scores) - 1)]]
    return round(float(scores[order[best]] + following) / 2, 4)


def main() -> None:
    """Train on the development subjects and write model.json."""
    model = fit(development(), rarity())
    state = {
        "format": FORMAT,
        "threshold": model.threshold,
        "intercept": model.intercept,
        "coefficients": model.coefficients,
        "idf": model.idf,
    }
    TARGET.write_text(json.dumps(state, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
