"""Which letters became which: a page's truth against what OCR read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

_KEPT = re.compile(r"[А-Яа-яЁё0-9 ]*")
_LONGEST = 3


def flat(text: str) -> str:
    """White space folded to one space."""
    return " ".join(text.split())


def confusions(truth: str, seen: str) -> Iterator[tuple[str, str]]:
    """Pairs (meant, seen) of runs that differ, each at most three characters of letters, digits and spaces; one side may be empty."""
    start, end, other = 0, 0, 0
    for op in Levenshtein.editops(truth, seen).as_opcodes():
        if op.tag == "equal" and op.src_end - op.src_start >= 1:
            if start < end or other < op.dest_start:
                yield from _kept(truth[start:end], seen[other : op.dest_start])
            start, end, other = op.src_end, op.src_end, op.dest_end
        else:
            end = op.src_end
    yield from _kept(truth[start:end], seen[other:])


def _kept(meant: str, seen: str) -> Iterator[tuple[str, str]]:
    if max(len(meant), len(seen)) <= _LONGEST and _KEPT.fullmatch(meant + seen) and (meant or seen).strip():
        yield meant, seen


def word_pairs(truth: str, seen: str) -> Iterator[tuple[str, str]]:
    """Each word of the truth with the words of `seen` that stand in its place (none, one or several, joined by spaces)."""
    left, right = _words(truth), _words(seen)
    for op in Levenshtein.editops([w.lower() for w in left], [w.lower() for w in right]).as_opcodes():
        if op.tag == "equal":
            yield from zip(left[op.src_start : op.src_end], right[op.dest_start : op.dest_end], strict=True)
        else:
            yield from _spread(left[op.src_start : op.src_end], right[op.dest_start : op.dest_end])


def _spread(left: list[str], right: list[str]) -> Iterator[tuple[str, str]]:
    yield " ".join(left), " ".join(right)


_CORE = re.compile(r"\w+(?:[-./]\w+)*")


def _words(text: str) -> list[str]:
    return _CORE.findall(text)


def counted(pairs: list[tuple[str, str]]) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """Confusions over pages of (truth, seen), and how often each character of the truth stands there."""
    seen: Counter[tuple[str, str]] = Counter()
    meant: Counter[str] = Counter()
    for truth, read in pairs:
        seen.update(confusions(flat(truth), flat(read)))
        meant.update(flat(truth))
    return seen, meant
