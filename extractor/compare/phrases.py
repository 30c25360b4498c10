"""Measure texts as numbers: distinct phrases, their lemmas, weights and vectors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from extractor.compare.lexicon import action_names, actions, actions_of, names_thing, passing, synonyms
from extractor.embeddings import navec
from extractor.morph import lemma
from extractor.schema import MEASURE_TYPES, TypeProbability

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]
Indices = NDArray[np.int64]
_TOKEN = re.compile(r"[а-яё]+|[a-z]+|\d+")
VECTOR_SIZE = 300
LONGEST = 32  # lemmas that are looked at; a measure with its whole programme in it is known by its beginning
STEM = 6  # letters by which «пенсионер» and «пенсионный» are akin
HEADS = 3
FAR, NEAR = 0.2, 0.7  # cosines of words that have nothing to do with each other, and that say the same
AKIN = 0.85  # what a common stem is worth


@dataclass(frozen=True, slots=True)
class Phrase:
    """One wording: the lemmas that tell it from others and its type's probabilities; phrases of one key are copies."""

    key: str
    lemmas: tuple[str, ...]
    types: tuple[TypeProbability, ...]


@dataclass(frozen=True, slots=True)
class Space:
    """Phrases as matrices, a row each: TF-IDF, mean vectors (n, 300), actions (n, actions), types (n, 13), words (n, longest).

    `words` are places in the vocabulary, filled up with 0, the empty word: of `answers` (words, words), which says how well one word
    is answered by another, 0..1; of `weights`; of `things`, words that name no action. `heads` (n, longest) marks the first nouns of
    what is acted upon.
    """

    phrases: tuple[Phrase, ...]
    terms: csr_matrix
    means: Floats
    actions: Floats
    types: Floats
    words: Indices
    heads: Floats
    answers: NDArray[np.float16]
    weights: Floats
    things: Floats


def tokens(text: str) -> list[str]:
    """Lower-case words and numbers."""
    return _TOKEN.findall(text.lower())


def lemmas_of(text: str) -> frozenset[str]:
    """All lemmas of a text, as of a place's name."""
    return frozenset(map(lemma, tokens(text)))


def new_phrase(text: str, types: tuple[TypeProbability, ...], place: frozenset[str] = frozenset()) -> Phrase:
    """The phrase of a text; words of `place` and words that every plan has are no part of it."""
    words = tokens(text)
    bases = [lemma(word) for word in words]
    telling = (base for base in bases if base not in place and base not in passing())
    kept = dict.fromkeys(each for base in telling for each in synonyms().get(base, (base,)))
    key = " ".join(word for word, base in zip(words, bases, strict=True) if base not in place) or text.strip()
    return Phrase(key, tuple(kept)[:LONGEST], types)


@lru_cache(maxsize=100_000)
def _vector(word: str) -> Floats:
    """The word's vector, of length one; zeros where navec does not know it."""
    vector = np.asarray(navec().get(word, np.zeros(VECTOR_SIZE)), dtype=np.float32)
    return np.asarray(_unit(vector[None])[0])


def new_space(phrases: Sequence[Phrase], idf: Mapping[str, float]) -> Space:
    """The matrices; a word weighs `idf` (that of "" where unknown), less the more of these phrases hold it."""
    vocabulary = {"": 0} | {word: at for at, word in enumerate(dict.fromkeys(w for each in phrases for w in each.lemmas), 1)}
    words = np.zeros((len(phrases), max([1, *(len(each.lemmas) for each in phrases)])), dtype=np.int64)
    for at, each in enumerate(phrases):
        words[at, : len(each.lemmas)] = [vocabulary[word] for word in each.lemmas]
    weights = _weights(vocabulary, words, idf)
    vectors = np.stack([_vector(word) for word in vocabulary])
    means = _unit(np.stack([weights[row] @ vectors[row] for row in words]))
    nouns = np.array([bool(word) and names_thing(word) for word in vocabulary])[words]
    return Space(
        tuple(phrases),
        _terms(words, weights),
        means,
        _actions(phrases),
        _types(phrases),
        words,
        np.asarray(nouns & (np.cumsum(nouns, axis=1) <= HEADS), dtype=np.float32),
        _answers(list(vocabulary), vectors),
        weights,
        np.array([word not in actions() for word in vocabulary], dtype=np.float32),
    )


def _answers(vocabulary: Sequence[str], vectors: Floats) -> NDArray[np.float16]:
    """The same word, one of its stem, one near in meaning; half precision keeps 20,000 words under a gibibyte."""
    names = {stem: at for at, stem in enumerate(dict.fromkeys(word[:STEM] for word in vocabulary if len(word) >= STEM), 1)}
    stems = np.array([names.get(word[:STEM], 0) for word in vocabulary])
    table = np.empty((len(vocabulary), len(vocabulary)), dtype=np.float16)
    for rows in np.array_split(np.arange(len(vocabulary)), 1 + len(vocabulary) // 512):
        akin = (stems[rows, None] == stems) & (stems > 0)
        table[rows] = np.maximum(np.clip((vectors[rows] @ vectors.T - FAR) / (NEAR - FAR), 0, 1), AKIN * akin)
    np.fill_diagonal(table, 1)
    table[0, 0] = 0
    return table


def _weights(vocabulary: Iterable[str], words: Indices, idf: Mapping[str, float]) -> Floats:
    """A weight a word, 0 for the empty one; «школа» says little where every measure is about schools."""
    weights = np.array([idf.get(word, idf[""]) if word else 0 for word in vocabulary], dtype=np.float32)
    share = np.bincount(words.ravel(), minlength=len(weights)) / max(1, len(words))
    return np.asarray(weights * (1 - np.minimum(share, 0.9)), dtype=np.float32)


def _terms(words: Indices, weights: Floats) -> csr_matrix:
    """Rows of length one."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - heavy

    rows, columns = np.nonzero(words)
    values = weights[words[rows, columns]]
    norms = np.sqrt(np.bincount(rows, values**2, minlength=len(words)))
    return csr_matrix((values / norms[rows], (rows, words[rows, columns])), shape=(len(words), len(weights)), dtype=np.float32)


def _actions(phrases: Iterable[Phrase]) -> Floats:
    found = (actions_of(each.lemmas) for each in phrases)
    return np.array([[name in each for name in action_names()] for each in found], dtype=np.float32)


def _types(phrases: Iterable[Phrase]) -> Floats:
    found = ({one.label: one.probability for one in each.types} for each in phrases)
    return np.array([[each.get(label, 0) for label in MEASURE_TYPES] for each in found], dtype=np.float32)


def _unit(rows: Floats) -> Floats:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(norms == 0, 1, norms), dtype=np.float32)
