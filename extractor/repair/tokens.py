"""Words and borders of a text as read: what rules may look at and what no repair may cross."""

from __future__ import annotations

import re

_BORDERS = re.compile(
    r"</?[A-Za-z][^<>\n]{0,300}>|\*\*|[\t\n\r\f\v\x1c-\x1e\x85\u2028\u2029]|[\u2500-\u257f|\ufeff\x00]|[+][-=+]+|[-_=]{3,}"
)
_PLAIN = tuple(
    (re.compile(mark, re.IGNORECASE), re.compile(pattern, re.IGNORECASE))
    for mark, pattern in (
        (r"://|www\.", r"\b(?:https?://|www\.)\S+"),
        (r"@", r"(?<![\w.+-])[\w.+-]+@\S+"),
        (r"\.(?:ru|рф|com|org|net|info|su|edu|gov)\b", r"(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:ru|рф|com|org|net|info|su|edu|gov)\b(?:/\S*)?"),
    )
)
OUTER = " .,;:!?()[]{}«»\"'„“”‚‘’<>№-–—•*/\\…_~"
CYRILLIC = "А-Яа-яЁё"
_PAIRS = (("«", "»"), ("(", ")"), ("„", "“"), ("[", "]"))


def masked(text: str) -> str:
    """`text`, as long, with markup, cell borders, addresses and links as line breaks: a rule that stays on a line respects them."""
    text = _BORDERS.sub(lambda found: "\n" * len(found[0]), text)
    for mark, pattern in _PLAIN:  # a mark is found at once, what stands before it is not
        text = pattern.sub(lambda found: "\n" * len(found[0]), text) if mark.search(text) else text
    return text


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
