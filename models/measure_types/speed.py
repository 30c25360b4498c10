"""Prints how long a measure takes in a batch, in ms: when its words are met for the first time, and again."""

from __future__ import annotations

import sys
import time

from corpus.measures import load
from extractor.classify import TypeClassifier


def main() -> None:
    """Over the held-out texts; the models are loaded before the clock starts; the second time is the best of five."""
    texts = [example.text for example in load() if example.held_out]
    model = TypeClassifier.load()
    model("Ремонт")
    times = [_took(model, texts) for _ in range(6)]
    sys.stdout.write(f"{len(texts)} measures, ms of processor time a measure: {times[0]:.3f} at first, {min(times[1:]):.3f} again\n")


def _took(model: TypeClassifier, texts: list[str]) -> float:
    start = time.process_time()
    model.map(texts)
    return (time.process_time() - start) / len(texts) * 1000


if __name__ == "__main__":
    main()
