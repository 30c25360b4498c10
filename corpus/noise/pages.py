"""Clean lines as they stand on a page, from the project's own measures and cells."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Iterator
from pathlib import Path

from corpus.measures import load

WIDTH = 72
LINES = 46


def cells() -> list[str]:
    """Cells and lines that stand beside measures, written for this project."""
    every = Path(__file__).with_name("cells.txt").read_text("utf-8").splitlines()
    return [line for line in every if not line.startswith("#")]


def lines(rng: random.Random, *, held_out: bool) -> list[str]:
    """Every measure of one side with cells strewn in between, wrapped to the page's width; words are never cut."""
    measures = [example.text for example in load() if example.held_out is held_out]
    rng.shuffle(measures)
    beside = cells()[held_out::2]
    rng.shuffle(beside)
    out = []
    for number, text in enumerate(measures, start=1):
        for piece in (f"{number}. {text}", beside[number % len(beside)]):
            out += textwrap.wrap(piece, WIDTH, break_long_words=False, break_on_hyphens=False)
    return out


def pages(rng: random.Random, *, held_out: bool) -> Iterator[list[str]]:
    """The lines, a page at a time."""
    every = lines(rng, held_out=held_out)
    for first in range(0, len(every), LINES):
        yield every[first : first + LINES]
