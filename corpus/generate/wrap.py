"""Cells folded into a column's width: words kept whole or hyphenated at the line's end."""

from __future__ import annotations

import re
from itertools import zip_longest

_VOWELS = "аеёиоуыэюяАЕЁИОУЫЭЮЯ"
_WORD = re.compile(r"[«(]?([А-ЯЁа-яё]{6,})[»),.;:]*")
_NARROW = 12


def hyphen_points(word: str) -> list[int]:
    """Where a plain Russian word may break: after a vowel, before a consonant with a vowel behind it, two letters left on each side."""
    found = _WORD.fullmatch(word)
    if found is None:
        return []
    inner = range(found.start(1) + 2, found.end(1) - 1)
    return [i for i in inner if word[i - 1] in _VOWELS and word[i] not in _VOWELS + "ьъй" and word[i + 1] in _VOWELS]


def least_width(word: str, *, hyphenate: bool) -> int:
    """The narrowest column that `word` is let into."""
    return min(len(word), _NARROW) if hyphenate and hyphen_points(word) else len(word)


def wrapped(text: str, width: int, *, hyphenate: bool) -> list[str]:
    """Lines of at most `width`; a hard line break in `text` is kept, a word that no break makes fit is left whole."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            rest = word
            while len(f"{line} {rest}".strip()) > width:
                room = width - len(line) - (2 if line else 1)
                cut = max((i for i in hyphen_points(rest) if i <= room), default=0) if hyphenate else 0
                if not cut and not line:
                    break
                lines.append(f"{line} {rest[:cut]}-".strip() if cut else line)
                line, rest = "", rest[cut:]
            line = f"{line} {rest}".strip()
        lines.append(line)
    return lines


def fold(cells: tuple[str, ...], widths: tuple[int, ...], *, hyphenate: bool) -> list[tuple[str, ...]]:
    """A row as physical lines: each cell wrapped and padded to its width."""
    columns = [wrapped(cell, width, hyphenate=hyphenate) for cell, width in zip(cells, widths, strict=True)]
    return [tuple(part.ljust(width) for part, width in zip(line, widths, strict=True)) for line in zip_longest(*columns, fillvalue="")]
