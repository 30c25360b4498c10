"""Words that plans are written with: those that tell nothing, those that mean the same, those that name an action."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from extractor.classify_features import empty_lemmas
from extractor.morph import parses

_EARLY = 6  # lemmas among which the action stands


@cache
def passing() -> frozenset[str]:
    """Lemmas that tell no measure from another."""
    lines = Path(__file__).with_name("passing.txt").read_text(encoding="utf-8").splitlines()
    return empty_lemmas() | {line for line in lines if line and not line.startswith("#")}


def _table(name: str, key: str) -> dict[str, str]:
    with Path(__file__).with_name(name).open(encoding="utf-8") as file:
        return {word: row[key] for row in csv.DictReader(file, delimiter="\t") for word in row["lemmas"].split()}


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Lemma or abbreviation → the lemmas it stands for: «ОВЗ», «учащийся»."""
    return {word: tuple(means.split()) for word, means in _table("synonyms.tsv", "means").items()}


@cache
def actions() -> dict[str, str]:
    """Lemma → the action it names; `повышение_квалификация` is two lemmas in a row."""
    return {lemma.replace("_", " "): action for lemma, action in _table("actions.tsv", "action").items()}


@cache
def action_names() -> tuple[str, ...]:
    """Every action, once."""
    return tuple(dict.fromkeys(actions().values()))


def actions_of(lemmas: Sequence[str]) -> frozenset[str]:
    """The actions that a measure begins with: «Разработка и утверждение» is one, «Подготовка и издание» two."""
    early = lemmas[:_EARLY]
    pairs = (" ".join(early[at : at + 2]) for at in range(len(early)))
    return frozenset(actions()[each] for each in (*early, *pairs) if each in actions())


@lru_cache(maxsize=100_000)
def names_thing(word: str) -> bool:
    """Whether a lemma can be what is acted upon: a noun, or an abbreviation that the dictionary gives no part of speech."""
    part = parses(word)[0].tag.POS
    return word not in actions() and part in {"NOUN", None}
