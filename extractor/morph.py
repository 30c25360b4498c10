"""pymorphy3 behind one cached door; loaded on first use."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.analyzer import Parse

_LEAST_PART = 3  # letters of each half of a compound


@cache
def analyzer() -> MorphAnalyzer:
    """The one analyser of the process."""
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415 - half a second that `--help` need not pay

    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=100_000)
def parses(word: str) -> tuple[Parse, ...]:
    """All readings of a word, most probable first."""
    return tuple(analyzer().parse(word))


def lemma(word: str) -> str:
    """The most probable lemma, lower case."""
    return str(parses(word.lower())[0].normal_form)


def is_compound(left: str, right: str) -> bool:
    """The hyphen at a line's end between the two is the word's own: «учебно-⏎методический», «врачей-⏎педиатров»; not in «образо-⏎вания»."""
    if known(left + right) or not known(right):
        return known(f"{left}-{right}")
    return left.endswith(("о", "е")) or (known(left) and min(len(left), len(right)) >= _LEAST_PART)


@lru_cache(maxsize=100_000)
def known(word: str) -> bool:
    """Whether the dictionary holds the word itself (not a guess by its ending)."""
    return bool(analyzer().word_is_known(word.lower()))
