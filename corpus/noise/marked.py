"""Damaged text with its corrections marked in place: `{seen|meant}`, or `{seen|meant|?}` where the contract lets either stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DAMAGED = Path(__file__).with_name("damaged")
FRESH = Path(__file__).with_name("fresh.txt")
_MARK = re.compile(r"\{([^{}|]*)\|([^{}|]*)(\|\?)?\}")


@dataclass(frozen=True, slots=True)
class Marked:
    """A damaged text, what it was before, the corrections (original, corrected) that it asks for, and those that it allows."""

    name: str
    text: str
    truth: str
    asked: Counter[tuple[str, str]]
    allowed: Counter[tuple[str, str]]


def pair(original: str, corrected: str) -> tuple[str, str]:
    """A correction without what the scorer folds away: outer stops, ё."""
    return original.strip(" .,;:").replace("ё", "е"), corrected.strip(" .,;:").replace("ё", "е")


def marked(name: str, source: str) -> Marked:
    """`source` with its marks taken apart."""
    asked, allowed = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for found in _MARK.finditer(source):
        (allowed if found[3] else asked)[pair(found[1], found[2])] += 1
    return Marked(name, _MARK.sub(r"\1", source), _MARK.sub(r"\2", source).replace("ё", "е"), asked, allowed)


def excerpts() -> Iterator[Marked]:
    """The damaged excerpts."""
    for path in sorted(DAMAGED.glob("*.txt")):
        yield marked(path.stem, path.read_text("utf-8"))


def fresh() -> Iterator[Marked]:
    """The lines of the fresh list, each a document of its own, named by its class."""
    name = ""
    for line in FRESH.read_text("utf-8").splitlines():
        if line.startswith("#"):
            name = line.removeprefix("# class: ")
        else:
            yield marked(name, line)


def judged(document: Marked, made: Counter[tuple[str, str]]) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Asked corrections that were not made, and made ones that do harm: neither asked nor allowed, nor right all the same."""
    spurious = made - document.asked - document.allowed
    harmful = {(a, b): n for (a, b), n in spurious.items() if not (b in document.truth and a not in document.truth)}
    return document.asked - made, Counter(harmful)
