"""Candidates: each phrase's nearest others, looked for in overlapping cells of like phrases, so that time grows with their number."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from extractor.compare.phrases import Indices, Space

CELL = 512  # phrases in a cell, about
CELLS_OF_ONE = 3  # cells that a phrase belongs to
LARGEST = 4 * CELL
NEAREST = 40
FLOOR = 0.25  # of the mean of both cosines; nothing under it was ever the same


def near(space: Space) -> Indices:
    """Pairs of phrases worth a look, left < right, each once; shape (pairs, 2)."""
    found = [_nearest(space, cell) for cell in _cells(space)]
    keys = np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)
    return np.stack(np.divmod(keys, len(space.phrases)), axis=1)


def _cells(space: Space) -> Iterator[Indices]:
    """Overlapping sets of phrases whose mean vectors are nearest to the same pivot; all in one where there are few."""
    count = len(space.phrases)
    if count <= LARGEST:
        yield np.arange(count)
        return
    pivots = space.means[np.random.default_rng(0).choice(count, count // CELL, replace=False)]
    nearest = np.concatenate([_best(rows @ pivots.T, CELLS_OF_ONE) for rows in np.array_split(space.means, count // CELL)])
    members = np.argsort(nearest.ravel(), kind="stable")
    bounds = np.searchsorted(nearest.ravel()[members], np.arange(1, len(pivots)))
    for cell in np.split(members // nearest.shape[1], bounds):
        yield from np.array_split(cell, max(1, -(-len(cell) // LARGEST)))


def _best(rows: np.ndarray, count: int) -> Indices:
    """The columns of each row's highest values."""
    count = min(count, rows.shape[1])
    return np.asarray(np.argpartition(rows, -count, axis=1)[:, -count:], dtype=np.int64)


def _nearest(space: Space, cell: Indices) -> Indices:
    """Keys `left * n + right` of each phrase and its nearest in the cell."""
    terms, means = space.terms[cell], space.means[cell]
    likeness = ((terms @ terms.T).toarray() + means @ means.T) / 2
    np.fill_diagonal(likeness, -1)
    columns = _best(likeness, NEAREST)
    rows = np.repeat(np.arange(len(cell)), columns.shape[1])
    good = likeness[rows, columns.ravel()] >= FLOOR
    left, right = cell[rows[good]], cell[columns.ravel()[good]]
    return np.asarray(np.minimum(left, right) * len(space.phrases) + np.maximum(left, right), dtype=np.int64)
