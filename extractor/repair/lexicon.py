"""What counts as a word: the dictionary of forms, word counts of a large corpus, and the genre's own lists."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from math import log
from pathlib import Path

from extractor.embeddings import frequencies
from extractor.morph import known, parses

_RARE = 20
_SELDOM = 2000
_REST = 100  # a compound ends in a word that is met
_DATA = Path(__file__).with_name("data")


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a data file of tab-separated columns, without its header."""
    with (_DATA / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return tuple(tuple(row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


@cache
def words(name: str) -> frozenset[str]:
    """The lines of a word list, without its comments."""
    lines = (_DATA / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _stems() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word.removesuffix("*")) for word in sorted(words("words"), reverse=True)))


def count(word: str) -> int:
    """How often a lower-case word stands in the corpus of word vectors; 0 where it has none."""
    return frequencies().get(word, 0)


@cache
def genre() -> dict[str, int]:
    """How often a word stands in texts of the genre (the training side of the corpus), twice at least."""
    return {word: int(times) for word, times, _ in table("genre")}


@cache
def genre_lemmas() -> dict[str, int]:
    """How often a lemma stands in texts of the genre."""
    lemmas: dict[str, int] = {}
    for _, times, of in table("genre"):
        lemmas[of] = lemmas.get(of, 0) + int(times)
    return lemmas


@cache
def genre_words() -> frozenset[str]:
    """Words of five letters and more that the genre holds three times and more."""
    return frozenset(word for word, times in genre().items() if times > 2 and len(word) > 4)


def weight(*words_in_row: str) -> float:
    """Log of how often lower-case words stand one after another by chance; rare words count as seen twenty times."""
    return sum(log(count(word) + _RARE) for word in words_in_row) - (len(words_in_row) - 1) * log(_total())


@cache
def _total() -> int:
    return sum(frequencies().values())


@lru_cache(maxsize=50_000)
def listed(word: str) -> bool:
    """Whether a lower-case word is in the dictionary of forms or begins with a stem of the genre."""
    return known(word) or _stems().match(word) is not None


@lru_cache(maxsize=50_000)
def is_word(word: str) -> bool:
    """Whether a lower-case Cyrillic word is a word: listed, seen in the corpus, or a compound of a listed one."""
    return listed(word) or compound(word) or count(word) > 0


def compound(word: str) -> bool:
    """Whether a lower-case word is made of a first part of compounds and a word that is met."""
    return any(word[:cut] in words("prefixes") and _is_met(word[cut:]) for cut in range(2, min(12, len(word) - 3)))


@lru_cache(maxsize=20_000)
def derived(word: str) -> bool:
    """Whether a lower-case word is by its form an adjective of a noun that is often met: «заездными» карманами."""
    likeliest = parses(word)[0]
    root = likeliest.normal_form[:-3]
    ends = likeliest.tag.POS == "ADJF" and likeliest.normal_form.endswith(("ный", "ной", "ний"))
    return ends and len(root) > 4 and count(root) > _SELDOM and parses(root)[0].tag.POS == "NOUN" and known(root)


def _is_met(word: str) -> bool:
    """Whether a word of the dictionary is met in any of its forms: the corpus has «поселенческой», not «поселенческий»."""
    return known(word) and (count(word) > _REST or any(count(form.word) > _REST for form in parses(word)[0].lexeme))


def half_known(word: str) -> bool:
    """Whether a lower-case word is in the corpus, rarely, and in no dictionary: a new word, or a misspelling («комисии»)."""
    return len(word) > 5 and 0 < count(word) < _SELDOM and not listed(word) and not compound(word)


def is_name(word: str) -> bool:
    """Whether a lower-case word is, by its likeliest reading, a person's, a place's or a body's name."""
    return bool({"Surn", "Name", "Patr", "Geox", "Orgn"} & set(parses(word)[0].tag.grammemes))


def known_abbreviation(token: str) -> bool:
    """Whether an abbreviation is one that needs no explanation."""
    return token in words("abbreviations")


def first_known(candidates: Iterable[str]) -> str | None:
    """The candidate that is the most frequent word, case folded; None where none is a word."""
    right = [c for c in candidates if is_word(c.lower())]
    return max(right, key=lambda c: count(c.lower()), default=None)
