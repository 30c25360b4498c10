"""What words of plans mean (`concepts.txt`): words and phrases → concepts, and how far one concept answers another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from extractor.compare.lexicon import tokens
from extractor.morph import lemma

Kind = Literal["do", "who", "thing"]
KINDS: tuple[Kind, ...] = ("do", "who", "thing")
_LONGEST = 6  # lemmas in a wording
BROADER, FARTHER, KINDRED = 0.8, 0.6, 0.3  # what one answers of another that is broader, broader still, or has something broader in common


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning, the concepts that are broader, and its wordings as they stand in the file, its name among them."""

    name: str
    kind: Kind
    broader: tuple[str, ...]
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A concept, or a lemma that belongs to none; `shown` is the lemma or, of a phrase, its wording in the file."""

    name: str
    shown: str


@cache
def concepts() -> dict[str, Concept]:
    """Name → concept; raises ValueError naming the line that breaks the form."""
    found: dict[str, Concept] = {}
    kind: Kind | None = None
    for number, line in enumerate(Path(__file__).with_name("concepts.txt").read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("## "):
            kind = next((each for each in KINDS if line.startswith(f"## {each}:")), None)
        elif line and not line.startswith("#"):
            head, colon, words = line.partition(":")
            name, *broader = _listed(head.replace("<", ",", 1))
            if kind is None or not colon or name in found:
                raise ValueError(f"concepts.txt, line {number}: a kind above, a new name and a colon are needed")
            found[name] = Concept(name, kind, tuple(broader), (name, *_listed(words)))
    return found


def _listed(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


@cache
def wordings() -> dict[tuple[str, ...], Named]:
    """Lemmas in a row → the concept that they name."""
    keys = {each: tuple(map(lemma, tokens(each))) for concept in concepts().values() for each in concept.wordings}
    return {
        keys[each]: Named(concept.name, keys[each][0] if len(keys[each]) == 1 else each)
        for concept in concepts().values()
        for each in reversed(concept.wordings)
    }


def named(lemmas: Sequence[str]) -> Iterator[Named]:
    """What the lemmas of a text name, in order, the longest wordings first."""
    at = 0
    while at < len(lemmas):
        longest = min(_LONGEST, len(lemmas) - at)
        length = next((size for size in range(longest, 0, -1) if tuple(lemmas[at : at + size]) in wordings()), 1)
        yield wordings().get(tuple(lemmas[at : at + length]), Named(lemmas[at], lemmas[at]))
        at += length


@cache
def above(name: str) -> frozenset[str]:
    """The concepts that are broader than this one, at any distance."""
    near = concepts()[name].broader
    return frozenset(near).union(*(above(each) for each in near))


@cache
def answer(one: str, other: str) -> float:
    """How far two concepts answer each other, 0..1."""
    if one == other:
        return 1.0
    if one in concepts()[other].broader or other in concepts()[one].broader:
        return BROADER
    if one in above(other) or other in above(one):
        return FARTHER
    return KINDRED if above(one) & above(other) else 0.0
