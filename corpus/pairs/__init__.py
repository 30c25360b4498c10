"""Pairs of measure texts, written for this project: do two municipalities do the same thing? One file a subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, groupby
from pathlib import Path
from typing import Literal

import numpy as np

from extractor.classify import TypeClassifier
from extractor.compare.near import near
from extractor.compare.phrases import Indices, Space, new_phrase, new_space

FOLDER = Path(__file__).parent
HELD_OUT = ("roads", "social")
WHOLE = ("plans",)  # whole plans, where two measures that no line pairs may be the same
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


def implied(pairs: Sequence[Pair]) -> list[Pair]:
    """What the pairs say of each other's texts: two that are the same as a measure are the same, one that isn't is the same as neither."""
    found: list[Pair] = []
    for (subject, _), group in groupby(pairs, key=lambda each: (each.subject, each.left)):
        mine = tuple(group)
        same = [each.right for each in mine if each.label == "same"]
        found += [Pair(subject, "same", one, other) for one, other in combinations(same, 2)]
        found += [replace(each, left=one) for one in same for each in mine if each.label != "same"]
    return found


def crossed(pairs: Sequence[Pair], space: Space, rows: Indices) -> tuple[Indices, list[str]]:
    """Rows of candidates of one subject that belong to different measures, and their subjects: none is the same."""
    owner: dict[int, tuple[str, str]] = {}
    for pair, (left, right) in zip(pairs, rows.tolist(), strict=True):
        owner |= dict.fromkeys((left, right) if pair.label == "same" else (left,), (pair.subject, pair.left))
    known = [(left, right) for left, right in near(space).tolist() if left in owner and right in owner]
    apart = [(left, right) for left, right in known if owner[left] != owner[right] and owner[left][0] == owner[right][0]]
    found = [pair for pair in apart if owner[pair[0]][0] not in WHOLE]
    return np.array(found, dtype=np.int64).reshape(-1, 2), [owner[left][0] for left, _ in found]


def development() -> list[Pair]:
    """Pairs that the model and the threshold may see."""
    return [pair for pair in load() if pair.subject not in HELD_OUT]


def held_out() -> list[Pair]:
    """Pairs of the subjects that nothing was set on."""
    return [pair for pair in load() if pair.subject in HELD_OUT]


def independent() -> list[Pair]:
    """Pairs of subjects by an author who saw neither the model nor the other pairs; they are only measured."""
    return [pair for path in sorted((FOLDER / "independent").glob("*.txt")) for pair in read(path)]


def space_of(pairs: Sequence[Pair], idf: Mapping[str, float]) -> tuple[Space, Indices]:
    """The texts as matrices, and each pair's rows in them; shape (pairs, 2). Types are those that the classifier gives."""
    texts = list(dict.fromkeys(text for pair in pairs for text in (pair.left, pair.right)))
    types = TypeClassifier.load().map(texts)
    where = {text: at for at, text in enumerate(texts)}
    rows = np.array([(where[pair.left], where[pair.right]) for pair in pairs], dtype=np.int64)
    return new_space([new_phrase(text, kind) for text, kind in zip(texts, types, strict=True)], idf), rows
