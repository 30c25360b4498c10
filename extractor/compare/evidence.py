"""What speaks for and against two phrases being the same measure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extractor.compare.answers import KNOWN, Floats
from extractor.compare.phrases import Indices, Space

EVIDENCE = (
    "answered",
    "said",
    "missed_known",
    "missed_unknown",
    "missed_by_both",
    "objects_missed_by_both",
    "known_missed_by_both",
    "swapped",
    "people_differ",
    "missed_by_one",
    "copied_but_swapped",
    "copied_but_longer",
    "restriction",
    "acts_missed",
    "head_missed",
    "object_missed",
    "one_partakes",
    "action",
    "action_within",
    "action_missed",
    "type",
    "heads",
)
AGAINST = frozenset(EVIDENCE) - {"answered", "said", "action", "action_within", "type", "heads"}
_BLOCK = 1024  # pairs at a time
_HEAVY = 10.0  # about the weight of the rarest word
_OPEN = 0.5  # where a side names no action, or nothing acted upon
_EVENT = 0.5  # what an action of the other side answers less where somebody takes part: a seminar is no course, though both teach
LOPSIDED = {"missed_by_one": 0.6, "acts_missed": 0.6, "one_partakes": 0.5}  # over it no score made nine of ten left-out pairs the same
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
    opening: np.ndarray

    def share(self, marked: np.ndarray) -> Floats:
        """The share of the side's weight that is marked and not answered."""
        missed = (self.weights * marked * (1 - self.best)).sum(axis=1)
        return np.asarray(missed / np.maximum(self.weights.sum(axis=1), 1e-6))

    def part(self, marked: np.ndarray) -> Floats:
        """The share of the side's weight that is marked."""
        return np.asarray((self.weights * marked).sum(axis=1) / np.maximum(self.weights.sum(axis=1), 1e-6))

    def missed(self, marked: np.ndarray) -> Floats:
        """The share of the marked words' own weight that is not answered; 0 where none is marked."""
        missed = (self.weights * marked * (1 - self.best)).sum(axis=1)
        return np.asarray(missed / np.maximum((self.weights * marked).sum(axis=1), 1e-6))

    def worst(self, marked: np.ndarray) -> Floats:
        """How far the marked word that is answered least is not; 0 where none is marked."""
        return np.asarray((marked * (1 - self.best)).max(axis=1))

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


def balanced(columns: Floats) -> np.ndarray:
    """Whether neither side says much that the other doesn't: a narrower circle or topic, another action, who holds it; (pairs,)."""
    return np.asarray(np.all([columns[:, EVIDENCE.index(name)] <= most for name, most in LOPSIDED.items()], axis=0))


def _side(space: Space, rows: Indices, best: Floats) -> _Side:
    words, width = space.words[rows, : best.shape[1]], best.shape[1]
    marks = (space.actions[rows, :width], space.acts[rows, :width], space.heads[rows, :width], space.opening[rows, :width])
    return _Side(space.weights[words], space.kinds[words], best, *marks)


def _evidence(space: Space, left: Indices, right: Indices, width: int) -> Floats:
    """The columns of pairs whose phrases have `width` words at most."""
    a, b = space.words[left, :width], space.words[right, :width]
    answers = space.answers[a[:, :, None], b[:, None, :]].astype(np.float32)
    one, other = _side(space, left, answers.max(axis=2)), _side(space, right, answers.max(axis=1))
    partakes = space.partakes[left], space.partakes[right]
    less = 1 - np.maximum(*partakes)[:, None, None] * (answers < 1) * np.float32(_EVENT)
    actions = _actions(np.asarray(answers * less, dtype=np.float32), one, other)
    columns = {
        "answered": (2 - one.share(one.weights > 0) - other.share(other.weights > 0)) / 2,
        "said": np.minimum(one.weights.sum(axis=1), other.weights.sum(axis=1)) / _HEAVY,  # «Коллегия комитета» is like many
        "missed_known": (one.share(one.kinds > 0) + other.share(other.kinds > 0)) / 2,
        "missed_unknown": (one.share(one.kinds == 0) + other.share(other.kinds == 0)) / 2,
        "missed_by_both": np.minimum(one.most(one.weights > 0), other.most(other.weights > 0)),
        "objects_missed_by_both": np.minimum(one.most(one.kinds != KNOWN["do"]), other.most(other.kinds != KNOWN["do"])),
        "known_missed_by_both": np.minimum(one.most(one.kinds > KNOWN["do"]), other.most(other.kinds > KNOWN["do"])),
        "swapped": _swapped(answers, one, other),
        "people_differ": _people_differ(answers, one, other),
        **_copied(space.forms[left, :width], space.forms[right, :width], one, other),
        **_alone(one, other),
        **actions,
        "one_partakes": np.abs(partakes[0] - partakes[1]),
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


def _people_differ(answers: Floats, one: _Side, other: _Side) -> Floats:
    """Whether both name people of whom none are the same."""
    a, b = one.kinds == KNOWN["who"], other.kinds == KNOWN["who"]
    same = (answers * (a[:, :, None] & b[:, None, :])).max(axis=(1, 2))
    return np.where(a.any(axis=1) & b.any(axis=1), 1 - same, 0)


def _copied(left: Indices, right: Indices, one: _Side, other: _Side) -> dict[str, Floats]:
    """How much is word for word the same while the rest differs: a frame that was filled anew is another measure, a paraphrase is not."""
    same = (left[:, :, None] == right[:, None, :]) & (left > 0)[:, :, None]
    copied = np.minimum(one.part(same.any(axis=2)), other.part(same.any(axis=1)))
    missed = one.share(one.weights > 0), other.share(other.weights > 0)
    return {
        "copied_but_swapped": copied * np.minimum(one.most(one.weights > 0), other.most(other.weights > 0)),
        "copied_but_longer": copied * np.maximum(*missed),
    }


def _alone(one: _Side, other: _Side) -> dict[str, Floats]:
    """What the side that says more says alone: its head, its object, its topic and circle of people, its actions."""
    known = KNOWN["do"]
    found = {
        "missed_by_one": [side.share(side.weights > 0) for side in (one, other)],
        "restriction": [(side.weights * (side.kinds > known) * (1 - side.best)).sum(axis=1) / _HEAVY for side in (one, other)],
        "acts_missed": [side.most(side.kinds == known) for side in (one, other)],
        "head_missed": [side.missed(side.opening) for side in (one, other)],
        "object_missed": [side.worst(side.heads * (np.cumsum(side.heads, axis=1) == 1)) for side in (one, other)],
    }
    return {name: np.maximum(*sides) for name, sides in found.items()}


def _actions(answers: Floats, one: _Side, other: _Side) -> dict[str, Floats]:
    """How far the leading actions answer each other; how far one stands anywhere in the other; whether one is answered by nothing."""
    known = (one.actions.any(axis=1)) & (other.actions.any(axis=1))
    first = _meeting(answers, one.actions, other.actions)
    within = np.maximum(_meeting(answers, one.actions, other.acts), _meeting(answers, one.acts, other.actions))
    missed = np.maximum(*((side.kinds[:, 0] == KNOWN["do"]) * (1 - side.best[:, 0]) for side in (one, other)))
    return {"action": np.where(known, first, _OPEN), "action_within": np.where(known, within, _OPEN), "action_missed": missed}


def _meeting(answers: Floats, a: Floats, b: Floats) -> Floats:
    return np.asarray((answers * a[:, :, None] * b[:, None, :]).max(axis=(1, 2)))
