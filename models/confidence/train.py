"""`python -m models.confidence.train`: weights.json from set a, metrics.json from set b and from independent authors' documents."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractor.confidence import FORMAT, ROW, Confidence
from models.confidence.rows import Example, examples, generated, independent, scanned, written

WEIGHTS = Path(__file__).with_name("weights.json")
METRICS = Path(__file__).with_name("metrics.json")
CARD = Path(__file__).with_name("README.md")
STRENGTH = 0.3  # inverse of the penalty
FREE = frozenset({"bias", "own.words", "deadlines", "parties", "posts", "conditional", "unmarked"})  # what is no doubt in itself
LEAST_WRONG = 20  # a role with fewer wrong cells is judged as its row is
LEAST_WEIGHT = 0.02
BINS = 10
# seeds, shares of damaged rows, shares of misread letters: mostly clean, as documents are, and some of each kind of damage
TRAIN = (
    (range(1000, 1012), (0.0, 0.1), (0.0,)),
    (range(1100, 1106), (0.0, 0.1), (0.004,)),
    (range(1200, 1204), (0.3,), (0.0, 0.004)),
    (range(1300, 1303), (0.1,), (0.012,)),
)
SCANS = range(3000, 3030)
SCAN_WEIGHT = 3.0  # a scan costs a hundred times the time of a text, so that there are few
HELD_OUT, HELD_OUT_SCANS = range(5000, 5008), range(5000, 5010)


def fitted(found: Sequence[Example]) -> dict[str, float]:
    """Bias and weights of one ridge logistic regression in which no sign of doubt speaks for a row; small weights left out."""
    from scipy.optimize import minimize  # noqa: PLC0415 - heavy

    names = ["bias", *sorted({name for example in found for name in example.signs})]
    design = np.array([[1.0, *(example.signs.get(name, 0.0) for name in names[1:])] for example in found])
    sides = np.array([1.0 if example.right else -1.0 for example in found])
    counts = np.array([SCAN_WEIGHT if example.group == "scans" else 1.0 for example in found])
    ridge = np.array([0.0, *[1 / STRENGTH] * (len(names) - 1)])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = sides * (design @ weights)
        pull = -counts * sides / (1 + np.exp(np.clip(margins, -50, 50)))
        return float(counts @ np.logaddexp(0, -margins) + ridge @ weights**2 / 2), design.T @ pull + ridge * weights

    bounds = [(None, None if name in FREE else 0) for name in names]
    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 2000}).x
    return {
        name: round(float(weight), 3) for name, weight in zip(names, best, strict=True) if name == "bias" or abs(weight) >= LEAST_WEIGHT
    }


def trained(found: Sequence[Example]) -> Confidence:
    """A regression for rows, and one for each role of which enough cells were wrong."""
    targets = [ROW, *sorted({example.target for example in found} - {ROW})]
    own = {target: [example for example in found if example.target == target] for target in targets}
    return Confidence({target: fitted(one) for target, one in own.items() if sum(not e.right for e in one) >= LEAST_WRONG})


def figures(model: Confidence, found: Sequence[Example]) -> dict[str, float]:
    """Of rows and of cells: how many, the share that is right, the mean confidence, calibration error, Brier score and its baseline."""
    out: dict[str, float] = {}
    for name, chosen in (("rows", [e for e in found if e.target == ROW]), ("cells", [e for e in found if e.target != ROW])):
        said = np.array([model(example.target, example.signs) for example in chosen])
        right = np.array([example.right for example in chosen], float)
        share = float(right.mean())
        out |= {
            name: len(chosen),
            f"{name}_right": round(share, 4),
            f"{name}_confidence": round(float(said.mean()), 4),
            f"{name}_calibration_error": round(calibration_error(said, right), 4),
            f"{name}_brier": round(float(((said - right) ** 2).mean()), 4),
            f"{name}_brier_constant": round(share * (1 - share), 4),
            f"{name}_area": round(area(said, right), 4),
        }
    return out


def calibration_error(said: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """Expected calibration error over bins of equally many."""
    order = np.argsort(said, kind="stable")
    parts = np.array_split(order, BINS)
    return float(sum(len(part) * abs(said[part].mean() - right[part].mean()) for part in parts if len(part)) / len(said))


def area(said: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """Probability that a right one is judged surer than a wrong one; ½ where there is none of either."""
    from scipy.stats import rankdata  # noqa: PLC0415 - heavy

    wrong, good = int((right == 0).sum()), int((right == 1).sum())
    if not wrong or not good:
        return 0.5
    return float((rankdata(said)[right == 1].sum() - good * (good + 1) / 2) / (good * wrong))


def filled(card: str, measured: Mapping[str, Mapping[str, float]]) -> str:
    """The card with its two tables made anew, each between `<!-- rows -->` and `<!-- /rows -->`."""
    for name in ("rows", "cells"):
        head = ("documents", name, "right", "confidence", "calibration error", "Brier", "of a constant", "area")
        columns = ("", "_right", "_confidence", "_calibration_error", "_brier", "_brier_constant", "_area")
        lines = [head, ("---", *["---:"] * (len(head) - 1))]
        for group, found in measured.items():
            values = [found[f"{name}{column}"] for column in columns]
            lines.append((group, f"{values[0]:.0f}", *(f"{value:.3f}" for value in values[1:])))
        table = "".join(f"| {' | '.join(line)} |\n" for line in lines)
        start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        card = card[: card.index(start) + len(start)] + table + card[card.index(end) :]
    return card


def main() -> None:
    """Train and measure; needs LibreOffice and Tesseract for the scanned pages."""
    texts = chain.from_iterable(generated("a", *each, odd=True) for each in TRAIN)
    files = [*texts, *written(), *scanned("a", SCANS)]
    found = examples(files)
    sys.stdout.write(f"{len(files)} documents, {sum(e.target == ROW for e in found)} rows\n")
    sys.stdout.flush()
    model = trained(found)
    WEIGHTS.write_text(json.dumps({"format": FORMAT, "weights": model.weights}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    held_out = {
        "set b": generated("b", HELD_OUT, (0.0, 0.1), (0.0,), odd=False),
        "set b, misread": generated("b", HELD_OUT, (0.1,), (0.006,), odd=False),
        "set b, scanned": scanned("b", HELD_OUT_SCANS),
        "independent authors": independent(),
    }
    parts = {name: examples(list(files)) for name, files in held_out.items()}
    measured = {name: figures(model, part) for name, part in (("training", found), *parts.items())}
    measured["all held out"] = figures(model, list(chain.from_iterable(parts.values())))
    METRICS.write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n", "utf-8")
    CARD.write_text(filled(CARD.read_text("utf-8"), measured), "utf-8")
    for name, one in measured.items():
        sys.stdout.write(f"{name}: {one}\n")


if __name__ == "__main__":
    main()
