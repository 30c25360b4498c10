"""Measure texts as numbers: distinct phrases, their lemmas, weights and vectors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from extractor.classify_features import empty_lemmas
from extractor.embeddings import navec
from extractor.morph import lemma, parses
from extractor.schema import MEASURE_TYPES, TypeProbability

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]
Indices = NDArray[np.int64]
_TOKEN = re.compile(r"[а-яё]+|[a-z]+|\d+")
_QUOTED = re.compile(r"«[^»]*»")
_HEADS = frozenset({"NOUN", "INFN", "VERB", "PRTS"})  # OpenCorpora parts of speech that can name an action or its object
VECTOR_SIZE = 300
LONGEST = 40  # words that are looked at; a measure with its whole programme in it is known by its beginning


@dataclass(frozen=True, slots=True)
class Phrase:
    """One wording: lemmas that tell it from others, the heads (action, object), and its type's probabilities."""

    key: str
    lemmas: tuple[str, ...]
    heads: tuple[str, ...]
    types: tuple[TypeProbability, ...]


@dataclass(frozen=True, slots=True)
class Space:
    """Phrases as matrices, a row each: TF-IDF, mean vectors (n, 300), heads' vectors (2, n, 300), types (n, 13).

    `words` (n, longest) are rows of `vectors` and `weights`, filled up with 0, the empty word.
    """

    phrases: tuple[Phrase, ...]
    terms: csr_matrix
    means: Floats
    heads: Floats
    types: Floats
    words: Indices
    vectors: Floats
    weights: Floats


@cache
def passing() -> frozenset[str]:
    """Lemmas that tell no measure from another."""
    lines = Path(__file__).with_name("passing.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


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
    kept = dict.fromkeys(base for base in bases if base not in place and base not in passing())
    key = " ".join(word for word, base in zip(words, bases, strict=True) if base not in place) or text.strip()
    return Phrase(key, tuple(kept)[:LONGEST], _heads(text), types)


def _heads(text: str) -> tuple[str, ...]:
    """The action and what it is done to: «Организация проведения районного конкурса чтецов» → конкурс, чтец."""
    return tuple(lemma(word) for word in tokens(_QUOTED.sub(" ", text)) if _is_head(word))[:2]


@lru_cache(maxsize=100_000)
def _is_head(word: str) -> bool:
    part = parses(word)[0].tag.POS
    return part in _HEADS and lemma(word) not in empty_lemmas()


@lru_cache(maxsize=100_000)
def _vector(word: str) -> Floats:
    """The word's vector, of length one; zeros where navec does not know it."""
    return _unit(np.asarray(navec().get(word, np.zeros(VECTOR_SIZE)), dtype=np.float32)[None])[0]


def new_space(phrases: Sequence[Phrase], idf: Mapping[str, float]) -> Space:
    """The matrices; a word weighs `idf` (the highest where unknown), less the more of these phrases hold it."""
    vocabulary = {word: at for at, word in enumerate(dict.fromkeys(w for each in phrases for w in each.lemmas), 1)}
    words = np.zeros((len(phrases), max([1, *(len(each.lemmas) for each in phrases)])), dtype=np.int64)
    for at, each in enumerate(phrases):
        words[at, : len(each.lemmas)] = [vocabulary[word] for word in each.lemmas]
    weights = _weights(vocabulary, words, idf)
    vectors = np.vstack([np.zeros((1, VECTOR_SIZE), dtype=np.float32), *(_vector(word)[None] for word in vocabulary)])
    means = _unit(np.stack([weights[row] @ vectors[row] for row in words]))
    empty = vectors[0]
    heads = np.stack([[_vector(each.heads[at]) if len(each.heads) > at else empty for each in phrases] for at in (0, 1)])
    return Space(tuple(phrases), _terms(words, weights), means, heads, _types(phrases), words, vectors, weights)


def _weights(vocabulary: Mapping[str, int], words: Indices, idf: Mapping[str, float]) -> Floats:
    """A weight a word, 0 for the empty one; «школа» says little where every measure is about schools."""
    rare = max(idf.values())
    weights = np.array([0, *(idf.get(word, rare) for word in vocabulary)], dtype=np.float32)
    share = np.bincount(words.ravel(), minlength=len(weights)) / max(1, len(words))
    return np.asarray(weights * (1 - np.minimum(share, 0.9)), dtype=np.float32)


def _terms(words: Indices, weights: Floats) -> csr_matrix:
    """Rows of length one."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - heavy

    rows, columns = np.nonzero(words)
    values = weights[words[rows, columns]]
    norms = np.sqrt(np.bincount(rows, values**2, minlength=len(words)))
    return csr_matrix((values / norms[rows], (rows, words[rows, columns])), shape=(len(words), len(weights)), dtype=np.float32)


def _types(phrases: Iterable[Phrase]) -> Floats:
    return np.array(
        [[dict((t.label, t.probability) for t in each.types).get(label, 0) for label in MEASURE_TYPES] for each in phrases],
        dtype=np.float32,
    )


def _unit(rows: Floats) -> Floats:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(norms == 0, 1, norms), dtype=np.float32)
