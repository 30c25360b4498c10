"""`python -m corpus.pairs.evaluate`: F1 of «same» on the held-out subjects, beside lemma TF-IDF and rapidfuzz."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.fuzz import token_set_ratio

from corpus import measures
from corpus.pairs import Pair, development, held_out, independent, space_of
from extractor.compare.lexicon import tokens
from extractor.compare.likeness import Likeness
from extractor.morph import lemma

_DRAWS = 1000


def best_threshold(scores: np.ndarray, same: np.ndarray) -> float:
    """The score from which «same» has the highest F1 where half of all is the same: the rest weighs as much."""
    order = np.argsort(-scores, kind="stable")
    weights = np.where(same, 1.0, same.sum() / max(1, (~same).sum()))[order]
    f1 = 2 * np.cumsum(same[order]) / (np.cumsum(weights) + same.sum())
    best = int(f1.argmax())
    following = scores[order[min(best + 1, len(scores) - 1)]]
    return round(float(scores[order[best]] + following) / 2, 4)


def steady_threshold(scores: np.ndarray, same: np.ndarray) -> float:
    """The median of the best thresholds of bootstrap draws: F1 is flat near its top, and one draw's best is chance."""
    rng = np.random.default_rng(0)
    draws = (rng.integers(len(scores), size=len(scores)) for _ in range(200))
    return round(float(np.median([best_threshold(scores[draw], same[draw]) for draw in draws])), 4)


def f1(said: np.ndarray, same: np.ndarray) -> tuple[float, float, float]:
    """Precision, recall and F1 of what was said to be the same."""
    right = int((said & same).sum())
    precision, recall = right / max(1, int(said.sum())), right / max(1, int(same.sum()))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def interval(pairs: Sequence[Pair], said: np.ndarray) -> tuple[float, float]:
    """95 % bootstrap interval of F1; measures with all their pairs are drawn, for pairs of one measure hang together."""
    rng, same = np.random.default_rng(0), truth(pairs)
    anchors = np.unique([f"{each.subject} {each.left}" for each in pairs], return_inverse=True)[1]
    rows = np.split(np.argsort(anchors, kind="stable"), np.cumsum(np.bincount(anchors))[:-1])
    draws = (np.concatenate([rows[at] for at in rng.integers(len(rows), size=len(rows))]) for _ in range(_DRAWS))
    low, high = np.quantile([f1(said[draw], same[draw])[2] for draw in draws], (0.025, 0.975))
    return round(float(low), 4), round(float(high), 4)


def truth(pairs: Sequence[Pair]) -> np.ndarray:
    """Whether each pair is the same measure."""
    return np.array([each.label == "same" for each in pairs])


def scores(pairs: Sequence[Pair], model: Likeness) -> dict[str, np.ndarray]:
    """Each way's score for each pair."""
    space, rows = space_of(pairs, model.idf)
    return {
        "model": model(space, rows),
        "lemma TF-IDF": lemma_cosines(pairs),
        "rapidfuzz token-set": np.array([token_set_ratio(each.left.lower(), each.right.lower()) for each in pairs]),
    }


def lemma_cosines(pairs: Sequence[Pair]) -> np.ndarray:
    """Cosines of the texts' lemmas, weighed by their rarity in the corpus of measures; neither concepts nor lists of words help."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - heavy

    words = TfidfVectorizer(analyzer=lambda text: [lemma(word) for word in tokens(text)]).fit([each.text for each in measures.load()])
    left, right = (words.transform([getattr(each, side) for each in pairs]) for side in ("left", "right"))
    return np.asarray(left.multiply(right).sum(axis=1)).ravel()


@dataclass(frozen=True, slots=True)
class Figures:
    """How well a way tells the same from the rest; `interval` is of F1, `auc` is the area under its ROC curve, whatever the threshold."""

    precision: float
    recall: float
    f1: float
    interval: tuple[float, float]
    auc: float


def figures(model: Likeness, unseen: Sequence[Pair] | None = None) -> dict[str, Figures]:
    """Each way on unseen pairs (the held-out subjects unless given), with the threshold of the highest F1 on the development subjects."""
    from sklearn.metrics import roc_auc_score  # noqa: PLC0415 - heavy

    seen, unseen = development(), held_out() if unseen is None else unseen
    known, new = scores(seen, model), scores(unseen, model)
    found = {}
    for name, values in new.items():
        threshold = model.threshold if name == "model" else steady_threshold(known[name], truth(seen))
        said, same = values >= threshold, truth(unseen)
        precision, recall, found_f1 = (round(each, 4) for each in f1(said, same))
        found[name] = Figures(precision, recall, found_f1, interval(unseen, said), round(float(roc_auc_score(same, values)), 4))
    return found


def wrong(model: Likeness) -> Iterator[str]:
    """Errors on the development subjects; nobody looks at those of the others."""
    pairs = development()
    for pair, value in zip(pairs, scores(pairs, model)["model"], strict=True):
        if (value >= model.threshold) != (pair.label == "same"):
            yield f"{value:.2f} {pair.label}: {pair.left} | {pair.right}"


def main() -> None:
    """Print the table, and with --wrong the errors on the development subjects."""
    model = Likeness.load()
    groups = {"development": development(), "held out": held_out(), "independent": independent()}
    for name, pairs in groups.items():
        counts = Counter(each.label for each in pairs)
        subjects = ", ".join(sorted({each.subject for each in pairs}))
        print(f"{name:12} {subjects}: {len(pairs)} pairs, " + ", ".join(f"{count} {label}" for label, count in counts.items()))
    for group in ("held out", "independent"):
        print(f"\n{group:20}{'precision':>10}{'recall':>10}{'F1':>10}{'95 %':>14}{'AUC':>10}")
        for name, each in figures(model, groups[group]).items():
            low, high = each.interval
            print(f"{name:20}{each.precision:10.3f}{each.recall:10.3f}{each.f1:10.3f}{low:9.3f}–{high:.3f}{each.auc:9.3f}")
    if "--wrong" in sys.argv:
        print(*wrong(model), sep="\n")


if __name__ == "__main__":
    main()
