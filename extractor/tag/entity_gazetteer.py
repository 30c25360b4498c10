"""Abbreviations of municipal practice, out of gazetteer.tsv, and the heads that bodies are named by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractor.tag.head_words import words


@dataclass(frozen=True, slots=True)
class Entry:
    """An abbreviation and its expansion in the nominative; `specific` is one body, otherwise a class of bodies."""

    expansion: str
    specific: bool


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    lines = Path(__file__).with_name("gazetteer.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple((row[0], row[1], row[2]) for row in rows)


@cache
def gazetteer() -> dict[str, Entry]:
    """Abbreviation → expansion, legal forms left out."""
    return {short: Entry(full, kind == "specific") for short, full, kind in _rows() if kind in ("specific", "generic")}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(short), full) for short, full, kind in _rows() if kind == "pattern")


def pattern_entry(short: str) -> Entry | None:
    """The expansion of an abbreviation that begins with a region's letters («…ИРО»): without the region."""
    full = next((full for pattern, full in _patterns() if pattern.fullmatch(short)), None)
    return Entry(full, True) if full else None


@cache
def expansions_of_forms() -> dict[str, str]:
    """Legal form → its words: «МКУ» → «Муниципальное казенное учреждение»."""
    return {short: full for short, full, kind in _rows() if kind == "form"}


@cache
def strong_heads() -> frozenset[str]:
    """Heads that name a body whenever something depends on them."""
    return words("strong_body")


@cache
def weak_heads() -> frozenset[str]:
    """Heads that name a body only with a capital."""
    return words("weak_body")


@cache
def no_dependents() -> frozenset[str]:
    """Nouns that never belong to a body's name: «заседание Совета | вопросов …»."""
    return words("no_dependent")
