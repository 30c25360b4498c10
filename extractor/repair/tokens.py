"""Words and borders of a text as read: what rules may look at and what no repair may cross."""

from __future__ import annotations

import re

_BORDERS = re.compile(
    r"</?[A-Za-z][^<>\n]{0,300}>|\*\*|[\t\n\r\f\v\x1c-\x1e\x85\u2028\u2029]|[\u2500-\u257f|\ufeff\x00]|[+][-=+]+|[-_=]{3,}"
)
_PLAIN = re.compile(
    r"\b(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]+@\S+|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:ru|рф|com|org|net|info|su|edu|gov)\b(?:/\S*)?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"@|://|www\.|\.(?:ru|рф|com|org|net|info|su|edu|gov)\b", re.IGNORECASE)
OUTER = " .,;:!?()[]{}«»\"'„“”‚‘’<>№-–—•*/\\…_~"
CYRILLIC = "А-Яа-яЁё"
_PAIRS = (("«", "»"), ("(", ")"), ("„", "“"), ("[", "]"))


def masked(text: str) -> str:
    """`text`, as long, with markup, cell borders, addresses and links as line breaks: a rule that stays on a line respects them."""
    masked_borders = _BORDERS.sub(lambda found: "\n" * len(found[0]), text)
    return _PLAIN.sub(lambda found: "\n" * len(found[0]), masked_borders) if _ADDRESS.search(masked_borders) else masked_borders


def trimmed(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """`start`..`end` without outer punctuation outside of the changed `first`..`last`, unless that would tear quotes or brackets apart."""
    left, right = start, end
    while left < first and text[left] in OUTER:
        left += 1
    while right > last and text[right - 1] in OUTER:
        right -= 1
    inner = text[left:right]
    torn = any(inner.count(opening) != inner.count(closing) for opening, closing in _PAIRS)
    return (start, end) if torn or left >= right else (left, right)
