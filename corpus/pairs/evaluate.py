"""`python -m corpus.pairs.evaluate`: F1 of «same» on the held-out subjects, beside lemma TF-IDF and rapidfuzz."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

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


def main() -> None:
    """Print the table; the others' thresholds are the best on the development subjects, as the model's is."""
    model = Likeness.load()
    seen, unseen = development(), held_out()
    for name, pairs in (("development", seen), ("held out", unseen)):
        counts = Counter(each.label for each in pairs)
        subjects = ", ".join(sorted({each.subject for each in pairs}))
        print(f"{name:12} {subjects}: {len(pairs)} pairs, " + ", ".join(f"{count} {label}" for label, count in counts.items()))
    known, new = scores(seen, model), scores(unseen, model)
    print(f"\n{'held out':22} precision  recall     F1")
    for name, values in new.items():
        threshold = model.threshold if name == "model" else best_threshold(known[name], truth(seen))
        print(f"{name:22} " + "  ".join(f"{value:9.3f}" for value in f1(values >= threshold, truth(unseen))))
        if "--wrong" in sys.argv and name == "model":
            for pair, value in zip(seen, known[name], strict=True):  # of the development subjects: nobody looks at the others
                if (value >= threshold) != (pair.label == "same"):
                    print(f"  {value:.2f} {pair.label}: {pair.left} | {pair.right}")


if __name__ == "__main__":
    main()
