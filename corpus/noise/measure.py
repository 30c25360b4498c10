"""How much the repair stage restores and what it harms.

python -m corpus.noise.measure clean      changes on clean text, per 10,000 words
python -m corpus.noise.measure unlisted   how many right words that no dictionary has would be changed
python -m corpus.noise.measure names      how many names that no dictionary has would be changed
python -m corpus.noise.measure injected   damage drawn from counts.tsv (the table whose weights the stage uses: flattering)
python -m corpus.noise.measure real       degraded held-out pages (150 dpi, noise, skew) as the scan reader hands them on; 5 s a page
python -m corpus.noise.measure raw        the same pages read whole as they are, without the reader's clean-up
python -m corpus.noise.measure excerpts   recall and precision on damaged excerpts (damaged/, which tells what was blind)
python -m corpus.noise.measure fresh      the same on the list of damaged tokens (fresh.txt), by class
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
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.measures import load
from corpus.noise.align import Fate, fates, kinds
from corpus.noise.learn import EVERY_LEVEL, Read, read_pages
from corpus.noise.marked import Marked, excerpts, fresh, judged, pair
from corpus.noise.model import noise
from corpus.noise.pages import cells
from corpus.noise.scan import read, recognised
from corpus.noise.unlisted import names, unlisted
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


def real(repairer: Repairer, pages: int, seed: int, how: Read) -> dict[str, object]:
    """Held-out pages read by OCR, `pages` a level of damage, and all levels together."""
    levels = [
        (f"{n}: {level}", list(read_pages(pages, seed + n, held_out=True, levels=[level], how=how))) for n, level in enumerate(EVERY_LEVEL)
    ]
    figures = {name: asdict(repaired(repairer, read)) for name, read in levels}
    figures["all"] = {key: sum(of[key] for of in figures.values()) for key in next(iter(figures.values()))}
    out: dict[str, object] = {name: of | {"of_wrong": _share(of, 0), "of_readable": _share(of, of["lost"])} for name, of in figures.items()}
    return out | {"kinds": dict(sum((kinds(truth, seen) for _, read in levels for truth, seen in read), Counter[str]()).most_common())}


def _share(figures: dict[str, float], without: float) -> float:
    return round(figures["restored"] / max(1, figures["wrong"] - without), 3)


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


def marks(repairer: Repairer, documents: Iterable[Marked], *, notes: bool) -> dict[str, object]:
    """Recall and precision of the corrections on marked documents, pooled and by name; `notes` lists what went amiss."""
    by_name: dict[str, list[int]] = {}
    amiss: list[str] = []
    for document in documents:
        made = Counter(pair(c.original, c.corrected) for c in repairer(document.text).corrections)
        missed, harmful = judged(document, made)
        counts = document.asked.total() - missed.total(), document.asked.total(), made.total() - harmful.total(), made.total()
        by_name[document.name] = [a + b for a, b in zip(by_name.get(document.name, [0] * 4), counts, strict=True)]
        amiss += [f"{document.name}: missed {a} → {b}" for a, b in missed] + [f"{document.name}: harm {a} → {b}" for a, b in harmful]
    found, wanted, harmless, all_made = (sum(column) for column in zip(*by_name.values(), strict=True))
    figures: dict[str, object] = {"recall": round(found / wanted, 3), "precision": round(harmless / all_made, 4)}
    figures |= {"asked": wanted, "made": all_made}
    figures["by_name"] = {name: f"{c[0]}/{c[1]}, {c[2]}/{c[3]}" for name, c in by_name.items()}
    return figures | ({"amiss": amiss} if notes else {})


def main() -> None:
    """Print one figure set as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("clean", "unlisted", "names", "injected", "real", "raw", "excerpts", "fresh", "orders"))
    parser.add_argument("--pages", type=int, default=5, help="pages a level of damage")
    parser.add_argument("--seed", type=int, default=71, help="of the pages and their noise")
    parser.add_argument("--notes", action="store_true", help="name what went amiss in the excerpts")
    parser.add_argument("--shared", type=Path, default=SHARED)
    args = parser.parse_args()
    repairer = Repairer.load()
    repairer("словсо")  # word counts load with the first doubtful word
    measures: dict[str, Callable[[], dict[str, object]]] = {
        "clean": lambda: clean(repairer),
        "unlisted": unlisted,
        "names": lambda: names(repairer),
        "injected": lambda: asdict(injected(repairer)),
        "real": lambda: real(repairer, args.pages, args.seed, read),
        "raw": lambda: real(repairer, args.pages, args.seed, recognised),
        "excerpts": lambda: marks(repairer, excerpts(), notes=args.notes),
        "fresh": lambda: marks(repairer, fresh(), notes=True),
        "orders": lambda: orders(repairer, args.shared),
    }
    sys.stdout.write(json.dumps(measures[args.what](), ensure_ascii=False, indent=1, default=str) + "\n")


if __name__ == "__main__":
    main()
