"""What a rule is: a name, a confidence, and a function that finds what it would change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

_START = re.compile(r"(?:^|[\n!?:;«(•–—_`‘'|$°-]|\d,?|п/п|(?<![А-ЯЁ])\.)[ «(]*$")
_WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `new` (never empty) in place of the current text's `start`..`end`; `confidence` overrides the rule's own."""

    start: int
    end: int
    new: str
    confidence: float | None = None


def stem(word: str) -> str:
    """What forms of a word share, so that a form is not preferred for standing elsewhere: all but two letters, at least five."""
    return word[: max(5, len(word) - 2)]


class Page:
    """The masked text in its present state, and what it says of itself: its own dictionary."""

    def __init__(self, text: str, damaged: float = 0.0) -> None:
        self.text = text
        self.damaged = damaged  # how badly it was read, as far as an earlier state of it has shown
        self.suspects: tuple[re.Match[str], ...] | None = None  # words that are none, once somebody asked

    def edited(self, edits: list[Edit]) -> Page:
        """The page after `edits`, which are in order; none of them makes or breaks a border."""
        pieces, last = list[str](), 0
        for edit in edits:
            pieces += [self.text[last : edit.start], edit.new]
            last = edit.end
        return Page("".join([*pieces, self.text[last:]]), self.damaged)

    @cached_property
    def words(self) -> Counter[str]:
        """How often each Cyrillic word stands in the text, case kept, hyphenated words whole."""
        return Counter(_WORD.findall(self.text))

    @cached_property
    def folded(self) -> Counter[str]:
        """How often each Cyrillic word stands in the text, lower case, hyphenated words in their parts; with ё and without."""
        folded: Counter[str] = Counter()
        for word, times in self.words.items():
            for part in word.lower().split("-"):
                folded[part] += times
                if "ё" in part:
                    folded[part.replace("ё", "е")] += times
        return folded

    @cached_property
    def size(self) -> int:
        """How many words the text has."""
        return self.words.total()

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the text's words."""
        return frozenset(map(stem, self.folded))


def starts(text: str, at: int) -> bool:
    """Whether a capital letter at `at` need not mean a name: a cell, a sentence or a quotation starts there."""
    return _START.search(text[max(0, at - 4) : at]) is not None


Find = Callable[[Page], Iterator[Edit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named repair."""

    name: str
    confidence: float
    find: Find
