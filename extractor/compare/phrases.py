"""Measure texts as what they name: distinct phrases, and their matrices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from extractor.compare.answers import KNOWN, Floats, kinds_of, new_answers, vector
from extractor.compare.concepts import concepts, named
from extractor.compare.lexicon import head_and_rest, names_thing, passing, tokens
from extractor.morph import lemma
from extractor.schema import MEASURE_TYPES, TypeProbability

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Indices = NDArray[np.int64]
LONGEST = 32  # names that are looked at; a measure with its whole programme in it is known by its beginning
EARLY = 6  # names among which the action stands
HEADS = 2
TAUGHT = "обучение"  # «участие в курсах» is to be taught, whoever holds them
PARTAKING = frozenset({"участие", "участвовать"})
LIGHT = frozenset({"участие в"})  # says who acts, not what is done


@dataclass(frozen=True, slots=True)
class Phrase:
    """One wording: the concepts and lemmas that tell it from others, as `names` and as `shown`; phrases of one key are copies.

    The first `head` names stand before the items of an enumeration. `partakes` where others hold what is named: «Участие в форуме».
    """

    key: str
    names: tuple[str, ...]
    shown: tuple[str, ...]
    head: int
    partakes: bool
    types: tuple[TypeProbability, ...]


@dataclass(frozen=True, slots=True)
class Space:
    """Phrases as matrices, a row each: TF-IDF, mean vectors (n, 300), types (n, 13), words (n, longest).

    `words` are places in the vocabulary, filled up with 0, the empty word: of `answers` (words, words), which says how well one is
    answered by another, 0..1; of `weights`; of `kinds`, 0 for a lemma of no concept. Beside `words` stand `forms`, numbers of their
    wordings, equal where not only the meaning is the same, `actions`, those that begin the measure, `acts`, all actions near its
    beginning, `heads`, the first nouns of what is acted upon, and `opening`, all before the items of an enumeration. `partakes` (n,)
    is 1 where it is others who hold what is named.
    """

    phrases: tuple[Phrase, ...]
    terms: csr_matrix
    means: Floats
    types: Floats
    words: Indices
    forms: Indices
    actions: Floats
    acts: Floats
    heads: Floats
    opening: np.ndarray
    partakes: Floats
    answers: NDArray[np.float16]
    weights: Floats
    kinds: NDArray[np.int8]


def new_phrase(text: str, types: tuple[TypeProbability, ...], place: frozenset[str] = frozenset()) -> Phrase:
    """The phrase of a text; words of `place` and words that every plan has are no part of it."""
    kept: dict[str, str] = {}
    head = 0
    partakes = any(lemma(word) in PARTAKING for word in tokens(text)[:3])
    for part in head_and_rest(text):
        for each in named([base for base in map(lemma, tokens(part)) if base not in place]):
            partakes |= each.name in LIGHT and not kept
            if each.name not in LIGHT and (each.name in concepts() or each.name not in passing()):
                kept.setdefault(each.name, each.shown)
        head = head or len(kept)
    partakes &= next((name for name in kept if name in concepts() and concepts()[name].kind == "do"), "") != TAUGHT
    key = " ".join(word for word in tokens(text) if lemma(word) not in place) or text.strip()
    return Phrase(key, tuple(kept)[:LONGEST], tuple(kept.values())[:LONGEST], head, partakes, types)


def new_space(phrases: Sequence[Phrase], idf: Mapping[str, float]) -> Space:
    """The matrices; a word weighs `idf` (that of "" where unknown), less the more of these phrases hold it."""
    vocabulary = {"": 0} | {word: at for at, word in enumerate(dict.fromkeys(w for each in phrases for w in each.names), 1)}
    words = np.zeros((len(phrases), max([1, *(len(each.names) for each in phrases)])), dtype=np.int64)
    for at, each in enumerate(phrases):
        words[at, : len(each.names)] = [vocabulary[word] for word in each.names]
    wordings = {shown: at for at, shown in enumerate(dict.fromkeys(w for each in phrases for w in each.shown), 1)}
    forms = np.zeros(words.shape, dtype=np.int64)
    for at, each in enumerate(phrases):
        forms[at, : len(each.shown)] = [wordings[shown] for shown in each.shown]
    weights = _weights(vocabulary, words, idf)
    vectors = np.stack([vector(word) for word in vocabulary])
    kinds = kinds_of(list(vocabulary))
    acts = (kinds[words] == KNOWN["do"]) & (np.arange(words.shape[1]) < EARLY)
    nouns = np.array([bool(word) and (word in concepts() or names_thing(word)) for word in vocabulary])[words]
    nouns &= kinds[words] != KNOWN["do"]
    return Space(
        tuple(phrases),
        _terms(words, weights),
        _unit(np.stack([weights[row] @ vectors[row] for row in words])),
        _types(phrases),
        words,
        forms,
        np.asarray(_leading(acts), dtype=np.float32),
        np.asarray(acts, dtype=np.float32),
        np.asarray(nouns & (np.cumsum(nouns, axis=1) <= HEADS), dtype=np.float32),
        np.arange(words.shape[1]) < np.array([each.head for each in phrases])[:, None],
        np.array([each.partakes for each in phrases], dtype=np.float32),
        new_answers(list(vocabulary), vectors, kinds),
        weights,
        kinds,
    )


def _leading(acts: np.ndarray) -> np.ndarray:
    """The first action, and one that follows at once: «Разработка и утверждение»."""
    first = acts & (np.cumsum(acts, axis=1) == 1)
    after = np.zeros_like(first)
    after[:, 1:] = first[:, :-1]
    return np.asarray(first | (after & acts))


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


def _types(phrases: Iterable[Phrase]) -> Floats:
    found = ({one.label: one.probability for one in each.types} for each in phrases)
    return np.array([[each.get(label, 0) for label in MEASURE_TYPES] for each in found], dtype=np.float32)


def _unit(rows: Floats) -> Floats:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(norms == 0, 1, norms), dtype=np.float32)
