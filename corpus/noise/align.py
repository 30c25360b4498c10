"""Which letters became which: a page's truth against what OCR read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from enum import Enum

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

_KEPT = re.compile(r"[А-Яа-яЁё0-9 ]*")
_LONGEST = 3


def flat(text: str) -> str:
    """White space folded to one space."""
    return " ".join(text.split())


def confusions(truth: str, seen: str) -> Iterator[tuple[str, str]]:
    """Pairs (meant, seen) of runs that differ, each at most three characters of letters, digits and spaces; one side may be empty."""
    start, end, other = 0, 0, 0
    for op in Levenshtein.opcodes(truth, seen):
        if op.tag == "equal" and op.src_end - op.src_start >= 1:
            if start < end or other < op.dest_start:
                yield from _kept(truth[start:end], seen[other : op.dest_start])
            start, end, other = op.src_end, op.src_end, op.dest_end
        else:
            end = op.src_end
    yield from _kept(truth[start:end], seen[other:])


def _kept(meant: str, seen: str) -> Iterator[tuple[str, str]]:
    if max(len(meant), len(seen)) <= _LONGEST and _KEPT.fullmatch(meant + seen):
        yield meant, seen


class Fate(Enum):
    """What became of a word of the truth."""

    RIGHT = "right"
    WRONG = "wrong"
    LOST = "lost"


_CORE = re.compile(r"\w+(?:[-./]\w+)*")
_LIKE = 50


def _alike(word: str, seen: str) -> float:
    """0..100: how much of `word` there is in `seen`, which may hold its neighbours too."""
    return float(fuzz.partial_ratio(word, seen) if len(seen) > len(word) else fuzz.ratio(word, seen))


def fates(truth: str, seen: str) -> list[Fate]:
    """The fate of each word of the truth: there, misread, or nothing like it between its neighbours; ё and е, and case, are one."""
    left, right = (_CORE.findall(text.lower().replace("ё", "е")) for text in (truth, seen))
    out = [Fate.RIGHT] * len(left)
    for op in Levenshtein.opcodes(left, right):
        there = right[op.dest_start : op.dest_end]
        for at in range(op.src_start, op.src_end) if op.tag != "equal" else ():
            alike = max((_alike(left[at], word) for word in there), default=0.0)
            out[at] = Fate.WRONG if alike >= _LIKE else Fate.LOST
    return out


def kinds(truth: str, seen: str) -> Counter[str]:
    """What became of the words that were not read right, by kind."""
    left, right = (_CORE.findall(text.replace("ё", "е")) for text in (truth, seen))
    found: Counter[str] = Counter()
    at = other = 0
    for op in [op for op in Levenshtein.opcodes(left, right) if op.tag == "equal"]:
        found.update(_kinds(left[at : op.src_start], right[other : op.dest_start]))
        at, other = op.src_end, op.dest_end
    found.update(_kinds(left[at:], right[other:]))
    return found


def _kinds(meant: list[str], seen: list[str]) -> Iterator[str]:
    """The kinds of one run of words that differ; a word's neighbours tell whether it was broken or run together."""
    if meant and seen and "".join(meant) == "".join(seen):
        yield from ["broken" if len(seen) > len(meant) else "joined"] * len(meant)
        return
    for word in meant:
        near = max(seen, key=lambda other: _alike(word.lower(), other.lower()), default="")
        yield _kind(word, near) if near and _alike(word.lower(), near.lower()) >= _LIKE else "lost"


def _kind(word: str, seen: str) -> str:
    if word.lower() == seen.lower():
        return "case"
    if any(map(str.isdigit, word)):
        return "number"
    if len(seen) > len(word) + 2 and word.lower() in seen.lower():
        return "joined"
    if len(word) < 4:
        return "short word"
    return f"{min(4, Levenshtein.distance(word.lower(), seen.lower()))} letters"


def counted(pairs: list[tuple[str, str]]) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """Confusions over pages of (truth, seen), and how often each character of the truth stands there."""
    seen: Counter[tuple[str, str]] = Counter()
    meant: Counter[str] = Counter()
    for truth, read in pairs:
        seen.update(confusions(flat(truth), flat(read)))
        meant.update(flat(truth))
    return seen, meant
