"""What the measure-type model sees of a text: bags of terms and a mean of word vectors; shared by training and inference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractor.embeddings import navec
from extractor.morph import lemma

VECTOR_SIZE = 300
OPENING = 4
_WORD = re.compile(r"[а-яё]+|[a-z]+")


def words(text: str) -> list[str]:
    """Lower-case words of one script; a hyphen divides them («психолого-педагогический» is two)."""
    return _WORD.findall(text.lower())


@cache
def empty_lemmas() -> frozenset[str]:
    """Lemmas that name no action by themselves («организация», «проведение»), of the contract's list and their verbs."""
    lines = Path(__file__).with_name("classify_empty.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def views(text: str) -> dict[str, str]:
    """View name → its terms, each divided by a space: all lemmas; the first four; the first four that are not empty."""
    lemmas = [lemma(word) for word in words(text)]
    full = [each for each in lemmas if each not in empty_lemmas()]
    return {"lemmas": " ".join(lemmas), "opening": " ".join(lemmas[:OPENING]), "action": " ".join(full[:OPENING])}


@lru_cache(maxsize=100_000)
def _vector(word: str) -> NDArray[np.float32] | None:
    """The word's own vector; None where navec does not know it."""
    vectors = navec()
    return vectors[word] if word in vectors else None


def mean_vector(text: str) -> NDArray[np.float32]:
    """The mean of the known words' vectors, of length one; zeros where none is known. Shape (300,)."""
    known = [vector for word in words(text) if (vector := _vector(word)) is not None]
    if not known:
        return np.zeros(VECTOR_SIZE, dtype=np.float32)
    mean = np.mean(known, axis=0)
    return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)


def mean_vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """One row a text, shape (n, 300)."""
    return np.stack([mean_vector(text) for text in texts])
