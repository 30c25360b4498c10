"""Links between measures of different plans, one-to-one within each pair of plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from extractor.compare.answers import Floats
from extractor.compare.near import NEAREST
from extractor.compare.phrases import Indices

_ORDER = 1e-3  # what the same place in both plans is worth where the words leave it open


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of measures `left` < `right` with their similarity; the three are parallel."""

    left: Indices
    right: Indices
    similarity: Floats

    def __getitem__(self, keep: np.ndarray) -> Links:
        return Links(self.left[keep], self.right[keep], self.similarity[keep])


def link(phrase: Indices, pairs: Indices, similarity: Floats) -> Links:
    """Links of measures, `phrase` (n,) naming each one's: of the same phrase, and of like ones; at most NEAREST of a kind each."""
    order = np.argsort(phrase, kind="stable")
    groups = np.split(order, np.searchsorted(phrase[order], np.arange(1, int(phrase.max()) + 1))) if len(phrase) else []
    left, right, value = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.float32)]
    for members in (each for each in groups if len(each) > 1):
        steps = np.arange(1, min(len(members), NEAREST + 1))
        a = np.repeat(np.arange(len(members)), len(steps))
        _add(left, right, value, members[a], members[(a + np.tile(steps, len(members))) % len(members)], 1.0)
    for (one, other), likeness in zip(pairs, similarity, strict=True):
        a, b = groups[one], groups[other]
        if len(a) * len(b) == 1:
            _add(left, right, value, a, b, likeness)
            continue
        steps = np.arange(min(NEAREST, len(b)))
        rows = np.repeat(np.arange(len(a)), len(steps))
        _add(left, right, value, a[rows], b[(rows + np.tile(steps, len(a))) % len(b)], likeness)
    keys = np.stack([np.concatenate(left), np.concatenate(right)])
    keys, first = np.unique(np.sort(keys, axis=0), axis=1, return_index=True)
    return Links(keys[0], keys[1], np.concatenate(value)[first])


def _add(left: list[Indices], right: list[Indices], value: list[Floats], a: Indices, b: Indices, likeness: float) -> None:
    left.append(a)
    right.append(b)
    value.append(np.full(len(a), likeness, dtype=np.float32))


def one_to_one(links: Links, plan: Indices, place: Floats) -> Links:
    """The assignment of greatest similarity in each pair of plans; `plan` and `place` (0..1) of each measure."""
    links = links[plan[links.left] != plan[links.right]]
    count = int(plan.max()) + 1 if len(plan) else 0
    pair = plan[links.left] * count + plan[links.right]
    contested = _repeated(pair, links.left, len(plan)) | _repeated(pair, links.right, len(plan))
    keep = ~contested
    open_ = np.flatnonzero(contested)
    open_ = open_[np.argsort(pair[open_], kind="stable")]
    worth = links.similarity - _ORDER * np.abs(place[links.left] - place[links.right])
    for chosen in np.split(open_, np.flatnonzero(np.diff(pair[open_])) + 1):
        keep[list(_assign(chosen, links, worth))] = True
    return links[keep]


def _repeated(pair: Indices, side: Indices, count: int) -> np.ndarray:
    """Whether a measure has several links into the same plan."""
    _, at, times = np.unique(pair * count + side, return_inverse=True, return_counts=True)
    return np.asarray(times[at] > 1)


def _assign(chosen: Indices, links: Links, worth: Floats) -> Iterator[int]:
    """Which of a pair of plans' links stay: the assignment of greatest worth over those that there are."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - heavy

    left, right = links.left[chosen].tolist(), links.right[chosen].tolist()
    rows, columns = _numbered(left), _numbered(right)
    if min(len(rows), len(columns)) <= 1:  # one measure and those it is like: the likest
        yield from chosen[[int(worth[chosen].argmax())]].tolist() if left else ()
        return
    table = np.zeros((len(rows), len(columns)))
    where = {(rows[a], columns[b]): at for a, b, at in zip(left, right, chosen.tolist(), strict=True)}
    for (row, column), at in where.items():
        table[row, column] = worth[at]
    yield from (where[cell] for cell in zip(*linear_sum_assignment(table, maximize=True), strict=True) if cell in where)


def _numbered(measures: list[int]) -> dict[int, int]:
    return {each: at for at, each in enumerate(dict.fromkeys(measures))}
