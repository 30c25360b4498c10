"""OCR noise over a printed document, and the corrections that undo it."""

from __future__ import annotations

import random
import re

from corpus.noise import noise
from extractor.schema import Correction

_RULES = re.compile(r"(<[^>]*>|[|│║\t\n\f]|[-+─-╿]{2,}| {2,}|&\w+;)")
_OUTER = " .,;:!?()«»\"'…-–—"


def misread(text: str, rate: float, rng: random.Random) -> tuple[str, tuple[Correction, ...]]:
    """`text` with about `rate` of its letters misread, rules and markup spared; corrections are whole tokens without outer punctuation."""
    out, corrections, at = list[str](), list[Correction](), 0
    for i, piece in enumerate(_RULES.split(text)):
        if i % 2:
            out.append(piece)
        else:
            noisy, made = noise(piece, rate, rng)
            changes = [(m.start, m.end, m.meant) for m in made if m.seen != m.meant]
            corrections += [_correction(noisy, run, at) for run in _runs(noisy, changes)]
            out.append(noisy)
        at += len(out[-1])
    return "".join(out), tuple(c for c in corrections if c.original != c.corrected)


Change = tuple[int, int, str]


def _runs(noisy: str, changes: list[Change]) -> list[list[Change]]:
    """Changes that touch the same space-delimited token, together."""
    runs: list[list[Change]] = []
    for change in changes:
        if runs and " " not in noisy[runs[-1][-1][1] : change[0]]:
            runs[-1].append(change)
        else:
            runs.append([change])
    return runs


def _correction(noisy: str, changes: list[Change], at: int) -> Correction:
    """Whole tokens around `changes` as read and as meant; the piece begins at offset `at`."""
    start = noisy.rfind(" ", 0, changes[0][0]) + 1
    end = noisy.find(" ", changes[-1][1])
    end = len(noisy) if end < 0 else end
    meant, last = "", start
    for left, right, text in changes:
        meant += noisy[last:left] + text
        last = right
    meant += noisy[last:end]
    seen = noisy[start:end]
    while seen and meant and seen[0] == meant[0] and seen[0] in _OUTER:
        seen, meant, start = seen[1:], meant[1:], start + 1
    while seen and meant and seen[-1] == meant[-1] and seen[-1] in _OUTER:
        seen, meant = seen[:-1], meant[:-1]
    return Correction(at + start, at + start + len(seen), seen, meant, "noise", 1.0)
