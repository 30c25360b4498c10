"""Prints how long a measure takes in a batch, in ms: the first time its words are met, and again."""

from __future__ import annotations

import sys
import time

from corpus.measures import load
from extractor.classify import TypeClassifier


def main() -> None:
    """Over the held-out texts; the models are loaded before the clock starts."""
    texts = [example.text for example in load() if example.held_out]
    model = TypeClassifier.load()
    model("Ремонт")
    for name in ("words met for the first time", "words met before"):
        start = time.process_time()
        model.map(texts)
        sys.stdout.write(f"{name}: {(time.process_time() - start) / len(texts) * 1000:.3f} ms of processor time a measure\n")


if __name__ == "__main__":
    main()
