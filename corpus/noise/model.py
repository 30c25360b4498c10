"""The noise model: misreads a text as a bad scan would, at any rate."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

COUNTS = Path(__file__).with_name("counts.tsv")


@dataclass(frozen=True, slots=True)
class Misread:
    """One misreading: offsets in the noisy text, what stands there, and what was meant."""

    start: int
    end: int
    seen: str
    meant: str


@cache
def _table() -> dict[str, tuple[list[str], list[int]]]:
    """What each run can be misread as, and how often it was; nothing appears or vanishes whole."""
    table: dict[str, tuple[list[str], list[int]]] = {}
    for row in COUNTS.read_text("utf-8").splitlines()[1:]:
        meant, seen, count = row.split("\t")
        if meant.strip() and meant != seen and (seen.strip() or len(meant) == 1):
            seens, counts = table.setdefault(meant, ([], []))
            seens.append(seen)
            counts.append(int(count))
    return table


@cache
def _likelihood() -> dict[str, float]:
    """How often a run is misread, against the mean over all runs (so that the mean over a text's letters is about 1)."""
    read: dict[str, int] = {}
    for row in COUNTS.read_text("utf-8").splitlines()[1:]:
        meant, _, count = row.split("\t")
        read[meant] = read.get(meant, 0) + int(count)
    wrong = {meant: sum(counts) for meant, (_, counts) in _table().items()}
    mean = sum(wrong.values()) / max(1, sum(n for run, n in read.items() if len(run) == 1))
    return {run: wrong[run] / max(read.get(run[0], 1), 1) / mean for run in wrong}


def noise(text: str, rate: float, rng: random.Random) -> tuple[str, tuple[Misread, ...]]:
    """`text` with about `rate` of its characters misread, and where; markup, tabs and line ends stay."""
    out, made, at, length = list[str](), list[Misread](), 0, 0
    while at < len(text):
        seen = meant = text[at]
        for size in (3, 2, 1):
            run = text[at : at + size]
            if run in _table() and rng.random() < rate * _likelihood()[run]:
                seens, counts = _table()[run]
                meant, seen = run, rng.choices(seens, counts)[0]
                made.append(Misread(length, length + len(seen), seen, meant))
                break
        out.append(seen)
        at += len(meant)
        length += len(seen)
    return "".join(out), tuple(made)
