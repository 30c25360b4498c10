"""`python -m models.pairs.train`: weights of words from the corpus of measures, the model and its thresholds from corpus/pairs."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from corpus import measures
from corpus.pairs import Pair, crossed, development, implied, load, space_of
from corpus.pairs.evaluate import f1, figures, interval, steady_threshold, truth
from extractor.compare.answers import Floats
from extractor.compare.evidence import AGAINST, EVIDENCE, balanced, evidence
from extractor.compare.likeness import FORMAT, Likeness, Tree
from extractor.compare.phrases import Indices, Space, new_phrase

TARGET = Path(__file__).with_name("model.json")
TREES, LEAVES, RATE, SMALLEST, RIDGE = 120, 6, 0.06, 15, 5.0  # the best of six, each development subject left out in turn
PRECISION = 0.92  # of balanced candidates; with 0.9 two readers took 7 of 32 shown pairs of unseen plans for other measures
IMPLIED = 0.5  # what a pair teaches that nobody wrote
LEAST = 2  # measures that must hold a word for its weight to be kept


def rarity() -> dict[str, float]:
    """Concept or lemma → inverse document frequency over the corpus of measures, smoothed."""
    texts = [frozenset(new_phrase(each.text, ()).names) for each in measures.load()]
    counts = Counter(name for text in texts for name in text)
    kept = {name: count for name, count in sorted(counts.items()) if count >= LEAST}
    found = {name: round(math.log((1 + len(texts)) / (1 + count)) + 1, 3) for name, count in kept.items()}
    return {**found, "": round(math.log(1 + len(texts)) + 1, 3)}


def boost(columns: Floats, same: np.ndarray, weights: Floats) -> tuple[tuple[Tree, ...], float]:
    """Trees and intercept of gradient boosting in which no likeness counts against «same», and no difference for it."""
    from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415 - heavy

    model = HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=SMALLEST,
        l2_regularization=RIDGE,
        early_stopping=False,
        monotonic_cst=[-1 if name in AGAINST else 1 for name in EVIDENCE],
        random_state=0,
    ).fit(columns, same, sample_weight=weights)
    return tuple(_tree(each[0].nodes) for each in model._predictors), round(float(model._baseline_prediction.item()), 4)


def _tree(nodes: np.ndarray) -> Tree:
    inner = nodes["is_leaf"] == 0
    columns, left, right = (tuple(np.where(inner, nodes[name], 0).tolist()) for name in ("feature_idx", "left", "right"))
    threshold = np.where(inner, nodes["num_threshold"], 0).round(5)
    return Tree(columns, tuple(threshold.tolist()), left, right, tuple(nodes["value"].round(5).tolist()))


@dataclass(frozen=True, slots=True)
class Lessons:
    """Pairs as columns with what they teach: those as written, then those implied, then candidates written for different measures."""

    space: Space
    rows: Indices
    columns: Floats
    same: np.ndarray
    subjects: np.ndarray
    weights: Floats  # of the written 1; the crossed teach nothing, but tell how many false pairs a whole plan has


def lessons(pairs: Sequence[Pair], idf: Mapping[str, float]) -> Lessons:
    """All that the pairs say."""
    told = [*pairs, *implied(pairs)]
    space, rows = space_of(told, idf)
    across, its_subjects = crossed(pairs, space, rows[: len(pairs)])
    rows = np.concatenate([rows, across])
    weights = np.repeat([1, IMPLIED, 0], [len(pairs), len(told) - len(pairs), len(across)])
    same = np.concatenate([truth(told), np.zeros(len(across), dtype=bool)])
    return Lessons(space, rows, evidence(space, rows), same, np.array([each.subject for each in told] + its_subjects), weights)


def model_of(idf: Mapping[str, float], taught: Lessons, fold: np.ndarray) -> Likeness:
    """The model of a part of the lessons, without thresholds."""
    fold = fold & (taught.weights > 0)
    return Likeness(idf, *boost(taught.columns[fold], taught.same[fold], taught.weights[fold]), 0.5, 0.5)


def left_out(taught: Lessons, idf: Mapping[str, float]) -> np.ndarray:
    """Each pair's score by a model that has not seen its subject."""
    scores = np.zeros(len(taught.rows))
    for subject in np.unique(taught.subjects):
        mine = taught.subjects == subject
        scores[mine] = model_of(idf, taught, ~mine)(taught.space, taught.rows[mine])
    return scores


def fit(pairs: Sequence[Pair], idf: Mapping[str, float]) -> Likeness:
    """The model of these pairs, «same» against the rest; its thresholds are those of subjects left out in turn."""
    taught = lessons(pairs, idf)
    scores, written, even = left_out(taught, idf), len(pairs), balanced(taught.columns)
    found = model_of(idf, taught, np.ones(len(scores), dtype=bool))
    threshold = steady_threshold(scores[:written], taught.same[:written])
    return replace(found, threshold=threshold, sure=sure_threshold(scores[even], taught.same[even]))


def sure_threshold(scores: np.ndarray, same: np.ndarray) -> float:
    """The lowest score from which PRECISION of a subject's balanced candidates are the same."""
    order = np.argsort(-scores, kind="stable")
    precision = np.cumsum(same[order]) / np.arange(1, len(scores) + 1)
    return round(float(scores[order[np.flatnonzero(precision >= PRECISION)[-1]]]), 4)


def shown(idf: Mapping[str, float]) -> dict[str, float]:
    """Precision and recall of what is shown, over all candidates of each development subject by the model and threshold of the others."""
    taught = lessons(development(), idf)
    scores, even = left_out(taught, idf), balanced(taught.columns)
    said = np.zeros(len(scores), dtype=bool)
    for subject in np.unique(taught.subjects):
        mine = taught.subjects == subject
        said[mine] = even[mine] & (scores[mine] >= sure_threshold(scores[even & ~mine], taught.same[even & ~mine]))
    precision, recall, _ = f1(said, taught.same)
    return {"precision": round(precision, 4), "recall": round(recall, 4)}


def every_subject(idf: Mapping[str, float]) -> dict[str, object]:
    """F1 with each of all subjects left out in turn, its interval, and by subject."""
    pairs = list(load())
    scores, same = left_out(lessons(pairs, idf), idf)[: len(pairs)], truth(pairs)
    subjects = np.array([each.subject for each in pairs])
    said = np.zeros(len(pairs), dtype=bool)
    for subject in np.unique(subjects):
        mine = subjects == subject
        said[mine] = scores[mine] >= steady_threshold(scores[~mine], same[~mine])
    by_subject = {str(name): round(f1(said[subjects == name], same[subjects == name])[2], 3) for name in np.unique(subjects)}
    precision, recall, found = (round(each, 4) for each in f1(said, same))
    return {"precision": precision, "recall": recall, "f1": found, "interval": interval(pairs, said), "by_subject": by_subject}


def main() -> None:
    """Train on the development subjects; write model.json, and metrics.json with the figures on the others."""
    idf = rarity()
    model = fit(development(), idf)
    state = {
        "format": FORMAT,
        "threshold": model.threshold,
        "sure": model.sure,
        "intercept": model.intercept,
        "evidence": EVIDENCE,
        "trees": [(each.column, each.threshold, each.left, each.right, each.value) for each in model.trees],
        "idf": model.idf,
    }
    lines = json.dumps(state, ensure_ascii=False, separators=(",", ":")).replace("]],[[", "]],\n[[").replace(',"', ',\n"')
    TARGET.write_text(lines + "\n", encoding="utf-8")
    held_out = {name: asdict(each) for name, each in figures(model).items()}
    metrics: dict[str, object] = {"trained_on": len(development()), "threshold": model.threshold, "sure": model.sure, "held_out": held_out}
    metrics["shown"] = shown(idf)
    metrics["each_subject_left_out"] = every_subject(idf)
    TARGET.with_name("metrics.json").write_text(json.dumps(metrics, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
