"""What the measure-type model sees of a text: bags of terms and the mean of its word vectors; shared by training and inference."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractor.embeddings import navec
from extractor.morph import lemma, parses

VECTOR_SIZE = 300
OPENING = 4
HEADS = 2
_WORD = re.compile(r"[а-яё]+|[a-z]+")
_QUOTED = re.compile(r"«[^»]*»")
_HEADS = frozenset({"NOUN", "INFN", "VERB", "PRTS"})  # OpenCorpora parts of speech that can name an action or its object


def words(text: str) -> list[str]:
    """Lower-case words of one script; a hyphen divides them («психолого-педагогический» is two)."""
    return _WORD.findall(text.lower())


@cache
def empty_lemmas() -> frozenset[str]:
    """Lemmas that name no action by themselves («организация», «проведение»), of the contract's list and their verbs."""
    lines = Path(__file__).with_name("classify_empty.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def bags(text: str) -> dict[str, str]:
    """Bag name → its terms, divided by spaces: all lemmas, the first four, the heads, the first four words that are not empty."""
    tokens = words(text)
    lemmas = [lemma(word) for word in tokens]
    heads = [lemma(word) for word in _heads(text)]
    full = [word for word, its in zip(tokens, lemmas, strict=True) if its not in empty_lemmas()]
    return {
        "lemmas": " ".join(lemmas),
        "opening": " ".join(lemmas[:OPENING]),
        "head": " ".join(heads[:1]),
        "heads": " ".join(heads),
        "letters": " ".join(full[:OPENING]),
    }


def _heads(text: str) -> list[str]:
    """The action and what it is done to: «Организация проведения районного конкурса чтецов» → конкурса, чтецов."""
    return list(islice(filter(_is_head, words(_QUOTED.sub(" ", text))), HEADS))


@lru_cache(maxsize=100_000)
def _is_head(word: str) -> bool:
    """Whether a word can name an action; «МЦТ», which the dictionary gives no part of speech, can."""
    part = parses(word)[0].tag.POS
    return (part is None or part in _HEADS) and lemma(word) not in empty_lemmas()


@lru_cache(maxsize=100_000)
def _vector(word: str) -> NDArray[np.float32] | None:
    """The word's own vector; None where navec does not know it."""
    vector: NDArray[np.float32] | None = navec().get(word)
    return vector


def mean_vector(text: str) -> NDArray[np.float32]:
    """The mean of the known words' vectors, of length one; zeros where none is known. Shape (300,)."""
    known = [vector for word in words(text) if (vector := _vector(word)) is not None]
    if not known:
        return np.zeros(VECTOR_SIZE, dtype=np.float32)
    mean = np.mean(known, axis=0)
    return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)
