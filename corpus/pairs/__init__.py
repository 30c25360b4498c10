"""Pairs of measure texts, written for this project: do two municipalities do the same thing? One file a subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np

from extractor.classify import TypeClassifier
from extractor.compare.phrases import Indices, Space, new_phrase, new_space

FOLDER = Path(__file__).parent
HELD_OUT = ("roads", "social")
Label = Literal["same", "related", "different"]
_MARKS: dict[str, Label] = {"=": "same", "~": "related", "!": "different"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts and whether they are the same measure, related ones or different ones."""

    subject: str
    label: Label
    left: str
    right: str


def read(path: Path) -> list[Pair]:
    """The pairs of one file: a measure, then lines that begin with =, ~ or !; raises ValueError naming the line that breaks the form."""
    pairs: list[Pair] = []
    anchor = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        mark, text = line[:1], line[2:].strip()
        if not line or mark == "#":
            anchor = None if not line else anchor
        elif mark not in _MARKS:
            anchor = line
        elif anchor is None or not text:
            raise ValueError(f"{path.name}, line {number}: a measure before it and a text in it are needed")
        else:
            pairs.append(Pair(path.stem, _MARKS[mark], anchor, text))
    return pairs


@cache
def load() -> tuple[Pair, ...]:
    """All pairs, by file name and line."""
    return tuple(pair for path in sorted(FOLDER.glob("*.txt")) for pair in read(path))


def development() -> list[Pair]:
    """Pairs that the model and the threshold may see."""
    return [pair for pair in load() if pair.subject not in HELD_OUT]


def held_out() -> list[Pair]:
    """Pairs of the subjects that nothing was set on."""
    return [pair for pair in load() if pair.subject in HELD_OUT]


def space_of(pairs: Sequence[Pair], idf: Mapping[str, float]) -> tuple[Space, Indices]:
    """The texts as matrices, and each pair's rows in them; shape (pairs, 2). Types are those that the classifier gives."""
    texts = list(dict.fromkeys(text for pair in pairs for text in (pair.left, pair.right)))
    types = TypeClassifier.load().map(texts)
    where = {text: at for at, text in enumerate(texts)}
    rows = np.array([(where[pair.left], where[pair.right]) for pair in pairs], dtype=np.int64)
    return new_space([new_phrase(text, kind) for text, kind in zip(texts, types, strict=True)], idf), rows
