"""How much the repair stage restores and what it harms.

python -m corpus.noise.measure clean      changes on clean text, per 10,000 words
python -m corpus.noise.measure injected   damage drawn from counts.tsv (the table whose weights the stage uses: flattering)
python -m corpus.noise.measure real       OCR of degraded held-out pages (150 dpi, noise, skew); --pages N a level, 2 s a page
python -m corpus.noise.measure orders     recall and precision against gold corrections; --shared FOLDER
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import random
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.measures import load
from corpus.noise.align import Fate, fates
from corpus.noise.learn import read_pages
from corpus.noise.model import noise
from corpus.noise.pages import cells
from corpus.noise.scan import LEVELS
from extractor.repair import Repairer

SHARED = Path(__file__).parents[2].parent / "shared"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Figures:
    """Words, of them read wrong, of these lost (nothing like them on the page), restored; right words harmed; corrections made."""

    words: int
    wrong: int
    lost: int
    restored: int
    harmed: int
    made: int
    seconds: float


def repaired(repairer: Repairer, pages: Iterable[tuple[str, str]]) -> Figures:
    """Figures over pages of (truth, damaged)."""
    words = wrong = lost = restored = harmed = made = 0
    seconds = 0.0
    for truth, damaged in pages:
        begun = time.perf_counter()
        out = repairer(damaged)
        seconds += time.perf_counter() - begun
        before, after = fates(truth, damaged), fates(truth, out.text.text)
        words += len(before)
        wrong += sum(fate is not Fate.RIGHT for fate in before)
        lost += sum(fate is Fate.LOST for fate in before)
        restored += sum(b is not Fate.RIGHT and a is Fate.RIGHT for b, a in zip(before, after, strict=True))
        harmed += sum(b is Fate.RIGHT and a is not Fate.RIGHT for b, a in zip(before, after, strict=True))
        made += len(out.corrections)
    return Figures(words, wrong, lost, restored, harmed, made, round(seconds, 3))


def clean_texts() -> Iterator[str]:
    """Every clean text at hand: measures, cells, the generator's phrases, the gold's own strings."""
    yield from (example.text for example in load())
    yield from cells()
    for path in sorted((Path(__file__).parents[1] / "generate" / "data").rglob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from (cell for row in csv.reader(file, delimiter="\t") for cell in row if not set("{\\") & set(cell))
    for path in sorted(SHARED.glob("gold/*.json")):
        gold = json.loads(path.read_text("utf-8"))
        yield from _strings({key: value for key, value in gold.items() if key != "corrections"})


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def clean(repairer: Repairer) -> dict[str, object]:
    """Changes on clean texts, each a document of its own."""
    texts = list(dict.fromkeys(clean_texts()))
    words = sum(len(_WORD.findall(text)) for text in texts)
    changes = [f"{c.original} → {c.corrected} ({c.rule})" for text in texts for c in repairer(text).corrections]
    return {"cells": len(texts), "words": words, "changes": changes, "per_10000": round(10_000 * len(changes) / words, 2)}


def injected(repairer: Repairer, rate: float = 0.01) -> Figures:
    """Held-out measures damaged by the noise model."""
    rng = random.Random(11)
    truths = [example.text for example in load() if example.held_out]
    pages = ["\n".join(truths[first : first + 20]) for first in range(0, len(truths), 20)]
    return repaired(repairer, [(page, noise(page, rate, rng)[0]) for page in pages])


def real(repairer: Repairer, pages: int) -> dict[str, object]:
    """Held-out pages read by OCR, `pages` a level of damage."""
    levels = {
        f"{n}: {level}": repaired(repairer, read_pages(pages, 71 + n, held_out=True, levels=[level])) for n, level in enumerate(LEVELS)
    }
    return {
        name: asdict(figures) | {"of_readable": round(figures.restored / (figures.wrong - figures.lost), 3)}
        for name, figures in levels.items()
    }


def orders(repairer: Repairer, shared: Path) -> dict[str, object]:
    """Pooled recall and precision of the corrections by the contract's own scorer."""
    spec = importlib.util.spec_from_file_location("score", shared / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no score.py in {shared}")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    pooled = [0, 0, 0, 0]
    notes: list[tuple[object, ...]] = []
    for path in sorted(shared.glob("gold/*.json")):
        text = (shared / "orders" / f"{path.stem}.txt").read_text("utf-8")
        predicted = {"corrections": [asdict(c) for c in repairer(text).corrections]}
        counts = scorer.repairs(predicted, json.loads(path.read_text("utf-8")), lambda *note: notes.append(note))
        pooled = [a + b for a, b in zip(pooled, counts, strict=True)]
    found, wanted, harmless, made = pooled
    return {"repair_recall": found / wanted, "repair_precision": harmless / made, "counts": pooled, "notes": notes}


def main() -> None:
    """Print one figure set as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("clean", "injected", "real", "orders"))
    parser.add_argument("--pages", type=int, default=5)
    parser.add_argument("--shared", type=Path, default=SHARED)
    args = parser.parse_args()
    repairer = Repairer.load()
    repairer("словсо")  # word counts load with the first doubtful word
    measures: dict[str, Callable[[], dict[str, object]]] = {
        "clean": lambda: clean(repairer),
        "injected": lambda: asdict(injected(repairer)),
        "real": lambda: real(repairer, args.pages),
        "orders": lambda: orders(repairer, args.shared),
    }
    sys.stdout.write(json.dumps(measures[args.what](), ensure_ascii=False, indent=1, default=str) + "\n")


if __name__ == "__main__":
    main()
