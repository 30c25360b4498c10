"""How likely a scan reads one word as another: a noisy channel over runs of letters, its counts learnt from real recognition."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from extractor.repair.lexicon import table

_RUN = 3
_OTHER = -9.5  # log of a letter read for one that it does not resemble
_MISSING = -8.5  # of a letter that vanished
_HALVED = -6.5  # of a double letter that was read once
_SPARE = -8.5  # of one that appeared
_SWAPPED = -9.0
NEVER = -99.0


@cache
def _confusions() -> dict[str, list[tuple[str, float]]]:
    """What a run of letters as read can stand for, with the log of how likely."""
    out: dict[str, list[tuple[str, float]]] = {}
    for seen, meant, share in table("confusions"):
        out.setdefault(seen, []).append((meant, float(share)))
    return out


@cache
def _meanings() -> dict[str, dict[str, float]]:
    """As `_confusions`, to ask for one meaning."""
    return {seen: dict(meanings) for seen, meanings in _confusions().items()}


def confusable(a: str, b: str) -> bool:
    """Whether a scan takes one letter for the other."""
    a, b = a.lower(), b.lower()
    return b in _meanings().get(a, ()) or a in _meanings().get(b, ())


def edits(word: str) -> Iterator[tuple[str, float]]:
    """Words one confusion away, with the log of how likely the confusion is."""
    for at in range(len(word)):
        for length in range(1, _RUN + 1):
            for meant, likely in _confusions().get(word[at : at + length], ()) if at + length <= len(word) else ():
                yield word[:at] + meant + word[at + length :], likely


@lru_cache(maxsize=50_000)
def likely(seen: str, meant: str) -> float:
    """Log of how likely `meant` is read as `seen`, ё and е being one: the best way to cut both into runs."""
    meanings, seen, meant = _meanings(), seen.replace("ё", "е"), meant.replace("ё", "е")
    best = [[NEVER] * (len(meant) + 1) for _ in range(len(seen) + 1)]
    best[0][0] = 0.0
    for i in range(len(seen) + 1):
        runs = [(a, means) for a in range(1, min(_RUN, i) + 1) if (means := meanings.get(seen[i - a : i]))]
        for j in range(max(0, i - _RUN), min(len(meant), i + _RUN) + 1):
            ways = [best[i][j]]
            if i and j:
                ways.append(best[i - 1][j - 1] + (0.0 if seen[i - 1] == meant[j - 1] else _OTHER))
            if i:
                ways.append(best[i - 1][j] + _SPARE)
            if j:
                ways.append(best[i][j - 1] + (_HALVED if j > 1 and meant[j - 1] == meant[j - 2] else _MISSING))
            if i > 1 and j > 1 and seen[i - 2 : i] == meant[j - 2 : j][::-1]:
                ways.append(best[i - 2][j - 2] + _SWAPPED)
            for a, means in runs:
                ways += [best[i - a][j - b] + means[run] for b in range(1, min(_RUN, j) + 1) if (run := meant[j - b : j]) in means]
            best[i][j] = max(ways)
    return best[-1][-1]
