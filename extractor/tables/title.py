"""The plan's own heading: the lines above its table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.tables.marks import is_mark

_MOST_LINES = 12
_ANNEX_LINES = 8


def title_span(lines: Sequence[str], before: int, floor: int) -> tuple[int, int]:
    """First line and end of the heading that stands above line `before`, not above `floor`; empty where there is none.

    `lines` are folded. The heading begins with a plan's word («План мероприятий», «Дорожная карта») and may be parted by
    blank lines («ДОРОЖНАЯ КАРТА», blank, «по оказанию …»); without such a word it is the block of short lines just above.
    """
    end = before
    while end > floor and not lines[end - 1]:
        end -= 1
    start, blanks, seen = end, 0, 0
    for i in range(end - 1, floor - 1, -1):
        line = lines[i]
        blanks = blanks + 1 if not line else 0
        seen += bool(line)
        if blanks > 3 or seen > _MOST_LINES or (line and is_mark("stop", line) and not is_mark("title", line)):
            break
        if line and is_mark("title", line):
            return _first_of_block(lines, i, floor), end
    while start > floor and lines[start - 1] and not is_mark("stop", lines[start - 1]):
        start -= 1
    block = lines[start:end]
    if block and len(block) <= 6 and not re.search(r"[.:;]$", block[-1]) and block[0][:1].isupper():
        return start, end
    return end, end


def heads_plan(lines: Sequence[str], start: int, end: int) -> bool:
    """Whether folded lines `start`..`end` head a plan of their own: by its words, or by «План по …» below «Приложение 2», «УТВЕРЖДЁН»."""
    annex = any(is_mark("end", text) for text in lines[max(0, start - _ANNEX_LINES) : start])
    return any(is_mark("strong_title", text) or (annex and is_mark("title", text)) for text in lines[start:end])


def _first_of_block(lines: Sequence[str], i: int, floor: int) -> int:
    """Above «(«дорожная карта»)» stands «План мероприятий»: the heading begins with the first such line of its block."""
    first = i
    while i > floor and (lines[i - 1] or (i - 1 > floor and is_mark("title", lines[i - 2]))):
        i -= 1
        if lines[i] and is_mark("stop", lines[i]) and not is_mark("title", lines[i]):
            break
        if lines[i] and is_mark("title", lines[i]):
            first = i
    return first
