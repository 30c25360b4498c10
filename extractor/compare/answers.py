"""How well each word of a vocabulary is answered by each other: by the concepts that we know, else by stem and navec vector."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from extractor.compare.concepts import KINDS, answer, concepts
from extractor.compare.lexicon import tokens
from extractor.embeddings import navec
from extractor.morph import lemma

Floats = NDArray[np.float32]
KNOWN = {kind: at for at, kind in enumerate(KINDS, 1)}
VECTOR_SIZE = 300
STEM = 6  # letters by which «пенсионер» and «пенсионный» are akin
FAR, NEAR = 0.2, 0.7  # cosines of words that have nothing to do with each other, and that say the same
AKIN = 0.85  # what a common stem is worth between two words of no concept
AKIN_TO_CONCEPT = 0.7  # and between a word and a concept: which of its words is meant is open
OTHER_KIND = 0.3  # what a concept answers at most of another kind's: «контроль», «бюджет»
_ROWS = 512  # of the table at a time


@lru_cache(maxsize=100_000)
def vector(name: str) -> Floats:
    """The vector of a lemma, or the mean of a concept's words, of length one; zeros where navec knows none."""
    words = concepts()[name].wordings if name in concepts() else (name,)
    single = [lemma(parts[0]) if name in concepts() else name for each in words if len(parts := tokens(each)) == 1]
    found = [np.asarray(navec()[each], dtype=np.float32) for each in single if each in navec()]
    mean = np.sum([each / np.linalg.norm(each) for each in found], axis=0) if found else np.zeros(VECTOR_SIZE)
    return np.asarray(mean / (np.linalg.norm(mean) or 1), dtype=np.float32)


def kinds_of(vocabulary: Sequence[str]) -> NDArray[np.int8]:
    """KNOWN of each concept, 0 of what is none."""
    return np.array([KNOWN[concepts()[name].kind] if name in concepts() else 0 for name in vocabulary], dtype=np.int8)


def new_answers(vocabulary: Sequence[str], vectors: Floats, kinds: NDArray[np.int8]) -> NDArray[np.float16]:
    """The table; concepts of one kind answer each other only as far as one is broader, for near words of a kind are alternatives.

    Half precision keeps 20,000 words under a gibibyte.
    """
    table = np.empty((len(vocabulary), len(vocabulary)), dtype=np.float16)
    for rows in np.array_split(np.arange(len(vocabulary)), 1 + len(vocabulary) // _ROWS):
        table[rows] = np.clip((vectors[rows] @ vectors.T - FAR) / (NEAR - FAR), 0, 1)
    known = np.flatnonzero(kinds)
    table[np.ix_(known, known)] = _of_concepts([vocabulary[at] for at in known.tolist()], table[np.ix_(known, known)], kinds[known])
    for akin in _akin(vocabulary):
        words, its_concepts = akin[kinds[akin] == 0], akin[kinds[akin] > 0]
        for others, worth in ((words, AKIN), (its_concepts, AKIN_TO_CONCEPT)):
            table[np.ix_(words, others)] = np.maximum(table[np.ix_(words, others)], np.float16(worth))
            table[np.ix_(others, words)] = table[np.ix_(words, others)].T
    np.fill_diagonal(table, 1)
    table[0, 0] = 0
    return table


def _of_concepts(names: Sequence[str], near: NDArray[np.float16], kinds: NDArray[np.int8]) -> NDArray[np.float16]:
    found = np.array([[answer(one, other) for other in names] for one in names], dtype=np.float16).reshape(near.shape)
    elsewhere = (kinds[:, None] != kinds) & (found == 0)
    return np.where(elsewhere, np.minimum(near / 2, OTHER_KIND), found).astype(np.float16)


def _akin(vocabulary: Sequence[str]) -> Iterable[NDArray[np.int64]]:
    """Places of what has a stem in common."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(vocabulary):
        words = [word for each in concepts()[name].wordings for word in tokens(each)] if name in concepts() else [name]
        for stem in dict.fromkeys(word[:STEM] for word in words if len(word) >= STEM):
            places[stem].append(at)
    return (np.array(each) for each in places.values() if len(each) > 1)
