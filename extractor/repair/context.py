"""How well a word fits between its neighbours: how often words that end so stand one after another in the genre's texts."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from math import log

from extractor.morph import parses
from extractor.repair.lexicon import table
from extractor.repair.rule import starts

_LETTERS = 3
_SMOOTH = 6.0
_BOUND = 3.0
_APART = 4.0
_LEFT = re.compile(r"([А-Яа-яёЁ]+|\d) $")
_LINE_BEFORE = re.compile(r"([а-яё]+)\n$")
_RIGHT = re.compile(r" ([а-яё]+|\d)|\n([а-яё]+)")


def ending(word: str) -> str:
    """The last letters of a lower-case word, which carry its agreement; a short word whole; all numbers are one."""
    return "0" if word[:1].isdigit() else word[-_LETTERS:]


@cache
def _pairs() -> tuple[dict[tuple[str, str], int], Counter[str], Counter[str], int]:
    pairs = {(left, right): int(times) for left, right, times in table("neighbours")}
    lefts, rights = Counter[str](), Counter[str]()
    for (left, right), times in pairs.items():
        lefts[left] += times
        rights[right] += times
    return pairs, lefts, rights, lefts.total()


def _fit(left: str, right: str) -> float:
    """Log of how much likelier two endings are side by side than by chance."""
    pairs, lefts, rights, total = _pairs()
    chance = (rights[right] + 1) / (total + len(rights))
    return log((pairs.get((left, right), 0) + _SMOOTH * chance) / (lefts[left] + _SMOOTH) / chance)


def neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after `start`..`end`, lower case, where a single space parts them; else empty, "^" where a cell starts.

    A line that goes on in small letters is one sentence with the line before: «управления не ⏎ позднее 5 рабочих дней».
    """
    window = max(0, start - 40)
    before = _LEFT.search(text, window, start) or (_LINE_BEFORE.search(text, window, start) if text[start].islower() else None)
    after = _RIGHT.match(text, end)
    left = before[1].lower() if before else "^" if text[start].isupper() and starts(text, start) else ""
    return left, (after[1] or after[2]) if after else ""


def fit(word: str, around: tuple[str, str]) -> float:
    """How well a lower-case word stands between two words (log, bounded); 0 where nothing is known."""
    left, right = around
    fits = (_fit(ending(left), ending(word)) if left else 0.0) + (_fit(ending(word), ending(right)) if right else 0.0)
    return max(-_BOUND, min(_BOUND, fits))


def disagreement(word: str, around: tuple[str, str]) -> float:
    """A penalty (log) where a word is an adjective that the next noun does not agree with, or a noun after such an adjective."""
    left, right = around
    return _APART * ((right != "" and not agree(word, right)) or (left != "" and not agree(left, word)))


@lru_cache(maxsize=20_000)
def agree(adjective: str, noun: str) -> bool:
    """Whether two words may be an adjective and its noun; true where the one is none or the other none."""
    tags, nouns = [parse.tag for parse in parses(adjective)], [parse.tag for parse in parses(noun)]
    if any(tag.POS not in ("ADJF", "PRTF") for tag in tags) or any(tag.POS != "NOUN" for tag in nouns):
        return True
    return any(a.case == n.case and a.number == n.number and (a.number == "plur" or a.gender == n.gender) for a in tags for n in nouns)
