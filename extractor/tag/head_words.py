"""The words that a head is read by, out of head_words.tsv."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from extractor.morph import known

_ALIKE = 78  # two letters of a word of ten, as rapidfuzz counts: «комитвт» 86, «управленив» 90, «отдых» of «отдел» 60


@cache
def _table() -> dict[str, tuple[str, ...]]:
    rows = (line.split("\t") for line in Path(__file__).with_name("head_words.tsv").read_text("utf-8").splitlines())
    return {row[0]: tuple(row[1].split(";")) for row in rows if len(row) == 2 and not row[0].startswith("#")}


@cache
def words(group: str) -> frozenset[str]:
    """The lemmas of a group, lower case."""
    return frozenset(_table()[group])


@lru_cache(maxsize=4096)
def nearest(word: str, group: str) -> str | None:
    """The word of a group that `word` is, or that it is read for where it is damaged («РАСПОРЯЖВНИЕ»); None where it is another word."""
    low = word.lower()
    if low in words(group) or known(low):
        return low if low in words(group) else None
    found = process.extractOne(low, sorted(words(group)), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return str(found[0]) if found else None


def patterns(group: str) -> str:
    """The entries of a group as the alternatives of a regular expression."""
    return "|".join(_table()[group])


@cache
def opening(group: str) -> re.Pattern[str]:
    """A pattern that matches any phrase of a group (each a regular expression) at the start of a text, any case."""
    return re.compile(rf"\W*(?:{patterns(group)})", re.IGNORECASE)
