"""`python -m corpus.pairs.evaluate`: F1 of «same» on the held-out subjects, beside lemma TF-IDF and rapidfuzz."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.fuzz import token_set_ratio

from corpus.pairs import Pair, development, held_out, space_of
from extractor.compare.likeness import Likeness


def best_threshold(scores: np.ndarray, same: np.ndarray) -> float:
    """The score from which «same» has the highest F1."""
    order = np.argsort(-scores, kind="stable")
    f1 = 2 * np.cumsum(same[order]) / (np.arange(1, len(scores) + 1) + same.sum())
    best = int(f1.argmax())
    following = scores[order[min(best + 1, len(scores) - 1)]]
    return round(float(scores[order[best]] + following) / 2, 4)


def f1(said: np.ndarray, same: np.ndarray) -> tuple[float, float, float]:
    """Precision, recall and F1 of what was said to be the same."""
    right = int((said & same).sum())
    precision, recall = right / max(1, int(said.sum())), right / max(1, int(same.sum()))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def truth(pairs: Sequence[Pair]) -> np.ndarray:
    """Whether each pair is the same measure."""
    return np.array([each.label == "same" for each in pairs])


def scores(pairs: Sequence[Pair], model: Likeness) -> dict[str, np.ndarray]:
    """Each way's score for each pair."""
    space, rows = space_of(pairs, model.idf)
    return {
        "model": model(space, rows),
        "lemma TF-IDF": np.asarray(space.terms[rows[:, 0]].multiply(space.terms[rows[:, 1]]).sum(axis=1)).ravel(),
        "rapidfuzz token-set": np.array([token_set_ratio(each.left.lower(), each.right.lower()) for each in pairs]),
    }


@dataclass(frozen=True, slots=True)
class Figures:
    """How well a way tells the same from the rest; `auc` is the area under its ROC curve, whatever the threshold."""

    precision: float
    recall: float
    f1: float
    auc: float


def figures(model: Likeness) -> dict[str, Figures]:
    """Each way on the held-out subjects, with the threshold of the highest F1 on the others."""
    from sklearn.metrics import roc_auc_score  # noqa: PLC0415 - heavy

    seen, unseen = development(), held_out()
    known, new = scores(seen, model), scores(unseen, model)
    found = {}
    for name, values in new.items():
        threshold = model.threshold if name == "model" else best_threshold(known[name], truth(seen))
        numbers = (*f1(values >= threshold, truth(unseen)), float(roc_auc_score(truth(unseen), values)))
        found[name] = Figures(*(round(number, 4) for number in numbers))
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
    for name, pairs in (("development", development()), ("held out", held_out())):
        counts = Counter(each.label for each in pairs)
        subjects = ", ".join(sorted({each.subject for each in pairs}))
        print(f"{name:12} {subjects}: {len(pairs)} pairs, " + ", ".join(f"{count} {label}" for label, count in counts.items()))
    print(f"\n{'held out':20}{'precision':>10}{'recall':>10}{'F1':>10}{'AUC':>10}")
    for name, each in figures(model).items():
        print(f"{name:20}{each.precision:10.3f}{each.recall:10.3f}{each.f1:10.3f}{each.auc:10.3f}")
    if "--wrong" in sys.argv:
        print(*wrong(model), sep="\n")


if __name__ == "__main__":
    main()
