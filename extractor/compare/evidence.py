"""What speaks for and against two phrases being the same measure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extractor.compare.answers import KNOWN, Floats
from extractor.compare.phrases import Indices, Space

EVIDENCE = (
    "answered",
    "missed_known",
    "missed_unknown",
    "missed_by_both",
    "objects_missed_by_both",
    "known_missed_by_both",
    "swapped",
    "people_differ",
    "people_once",
    "action",
    "action_within",
    "action_missed",
    "type",
    "heads",
)
AGAINST = frozenset(
    {
        "missed_known",
        "missed_unknown",
        "missed_by_both",
        "objects_missed_by_both",
        "known_missed_by_both",
        "swapped",
        "people_differ",
        "people_once",
        "action_missed",
    }
)
_BLOCK = 1024  # pairs at a time
_HEAVY = 10.0  # about the weight of the rarest word
_OPEN = 0.5  # where a side names no action, or nothing acted upon
_MET = 0.6  # from where a word counts as answered by its neighbour's neighbour


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of each pair: weights of its words, their kinds, the best answer to each, and the marks of Space; (pairs, width)."""

    weights: Floats
    kinds: np.ndarray
    best: Floats
    actions: Floats
    acts: Floats
    heads: Floats

    def share(self, marked: np.ndarray) -> Floats:
        """The share of the side's weight that is marked and not answered."""
        missed = (self.weights * marked * (1 - self.best)).sum(axis=1)
        return np.asarray(missed / np.maximum(self.weights.sum(axis=1), 1e-6))

    def most(self, marked: np.ndarray) -> Floats:
        """The weight of the marked word that is missed most."""
        return np.asarray((self.weights * marked * (1 - self.best)).max(axis=1) / _HEAVY)

    def headed(self) -> Floats:
        """The mean answer to the first nouns."""
        count = self.heads.sum(axis=1)
        return np.asarray(np.where(count, (self.heads * self.best).sum(axis=1) / np.maximum(count, 1), _OPEN))


def evidence(space: Space, pairs: Indices) -> Floats:
    """A column for each name of EVIDENCE; shape (pairs, columns)."""
    lengths = np.count_nonzero(space.words, axis=1)[pairs].max(axis=1, initial=1)
    order = np.argsort(lengths, kind="stable")  # pairs of like length together, so that no block is wider than it must
    found = np.empty((len(pairs), len(EVIDENCE)), dtype=np.float32)
    for block in np.array_split(order, 1 + len(pairs) // _BLOCK):
        if len(block):
            found[block] = _evidence(space, pairs[block, 0], pairs[block, 1], int(lengths[block].max()))
    return found


def _side(space: Space, rows: Indices, best: Floats) -> _Side:
    words, width = space.words[rows, : best.shape[1]], best.shape[1]
    marks = (space.actions[rows, :width], space.acts[rows, :width], space.heads[rows, :width])
    return _Side(space.weights[words], space.kinds[words], best, *marks)


def _evidence(space: Space, left: Indices, right: Indices, width: int) -> Floats:
    """The columns of pairs whose phrases have `width` words at most."""
    a, b = space.words[left, :width], space.words[right, :width]
    answers = space.answers[a[:, :, None], b[:, None, :]].astype(np.float32)
    one, other = _side(space, left, answers.max(axis=2)), _side(space, right, answers.max(axis=1))
    columns = {
        "answered": (2 - one.share(one.weights > 0) - other.share(other.weights > 0)) / 2,
        "missed_known": (one.share(one.kinds > 0) + other.share(other.kinds > 0)) / 2,
        "missed_unknown": (one.share(one.kinds == 0) + other.share(other.kinds == 0)) / 2,
        "missed_by_both": np.minimum(one.most(one.weights > 0), other.most(other.weights > 0)),
        "objects_missed_by_both": np.minimum(one.most(one.kinds != KNOWN["do"]), other.most(other.kinds != KNOWN["do"])),
        "known_missed_by_both": np.minimum(one.most(one.kinds > KNOWN["do"]), other.most(other.kinds > KNOWN["do"])),
        "swapped": _swapped(answers, one, other),
        **_people(answers, one, other),
        **_actions(answers, one, other),
        "type": np.sqrt(space.types[left] * space.types[right]).sum(axis=1),  # Bhattacharyya
        "heads": np.minimum(one.headed(), other.headed()),
    }
    return np.stack([columns[name] for name in EVIDENCE], axis=1).astype(np.float32)


def _swapped(answers: Floats, one: _Side, other: _Side) -> Floats:
    """The weight of two words that stand beside the same one and differ: «качества питьевой воды», «качества дорожных работ»."""
    met = answers >= _MET
    beside = np.zeros_like(met)
    beside[:, 1:, 1:] |= met[:, :-1, :-1]
    beside[:, :-1, :-1] |= met[:, 1:, 1:]
    alone = (one.best < _MET)[:, :, None] & (other.best < _MET)[:, None, :]
    weights = np.minimum(one.weights[:, :, None], other.weights[:, None, :])
    return np.asarray((weights * (1 - answers) * (beside & alone)).max(axis=(1, 2)) / _HEAVY)


def _people(answers: Floats, one: _Side, other: _Side) -> dict[str, Floats]:
    """Whether both name people of whom none are the same; whether only one names any."""
    a, b = one.kinds == KNOWN["who"], other.kinds == KNOWN["who"]
    same = (answers * (a[:, :, None] & b[:, None, :])).max(axis=(1, 2))
    both = a.any(axis=1) & b.any(axis=1)
    return {"people_differ": np.where(both, 1 - same, 0), "people_once": np.asarray(a.any(axis=1) != b.any(axis=1), dtype=np.float32)}


def _actions(answers: Floats, one: _Side, other: _Side) -> dict[str, Floats]:
    """How far the leading actions answer each other; how far one stands anywhere in the other; whether one is answered by nothing."""
    known = (one.actions.any(axis=1)) & (other.actions.any(axis=1))
    first = _meeting(answers, one.actions, other.actions)
    within = np.maximum(_meeting(answers, one.actions, other.acts), _meeting(answers, one.acts, other.actions))
    missed = np.maximum(*((side.kinds[:, 0] == KNOWN["do"]) * (1 - side.best[:, 0]) for side in (one, other)))
    return {"action": np.where(known, first, _OPEN), "action_within": np.where(known, within, _OPEN), "action_missed": missed}


def _meeting(answers: Floats, a: Floats, b: Floats) -> Floats:
    return np.asarray((answers * a[:, :, None] * b[:, None, :]).max(axis=(1, 2)))
