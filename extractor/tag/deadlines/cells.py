"""A whole deadline cell: the cascade of rules, then every word of the cell given to exactly one deadline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor import trace
from extractor.schema import Deadline
from extractor.tag.deadlines.isolated import read_isolated
from extractor.tag.deadlines.items import CONDITIONS, DEADLINES, RANGES, REST
from extractor.tag.deadlines.lexer import fold, tokens
from extractor.tag.deadlines.recurrences import RECURRENCES
from extractor.tag.deadlines.resolving import resolve
from extractor.tag.deadlines.rewriting import Rule, rewrite
from extractor.tag.deadlines.sharing import share
from extractor.tag.deadlines.units import UNITS
from extractor.tag.deadlines.values import Calendar, Token
from extractor.tag.values import DeadlineSpan

_EMPTY = re.compile(r"[\W_]*")
_SHORT = re.compile(r"(?<!\w)\w{0,5}[бвгджзйклмнпрстфхцчшщ]\.$|(?<![\d.])\d{1,2}\.\d\d\.$")  # «2021 г.», «I кв.», «15.08.» keep their stop
_JOINS = frozenset("g&iutf")  # a connecting word goes with the later part


def read_deadlines(cell: str, calendar: Calendar) -> tuple[DeadlineSpan, ...]:
    """The deadlines of a cell's cleaned text, in order; together they hold its every word. «-» has none."""
    if _EMPTY.fullmatch(cell):
        return ()
    parsed, printed = parse(cell, calendar)
    items = [at for at, token in enumerate(parsed) if token.code == "I"]
    if (isolated := _isolated(cell, parsed)) is not None:
        return (isolated,)
    if not items:
        trace.fired("deadline.unreadable", None, cell)
        return (DeadlineSpan(0, len(cell), Deadline(cell.strip(), "conditional"), (("low_confidence", f"{cell}: no deadline read"),)),)
    firsts = [at for at, before in zip(items, [-1, *items], strict=False) if before < 0 or parsed[before].start != parsed[at].start]
    cuts = [0, *(_cut(parsed, a, b) for a, b in pairwise(firsts)), len(cell)]
    spans = []
    for first, start, end in zip(firsts, cuts, cuts[1:], strict=False):
        left, right = trimmed(cell, start, end)
        for at in items:  # more than one where a printed year serves two months: «октябрь, май 2022, 2023»
            if parsed[at].start == parsed[first].start:
                deadline, doubts = resolve(parsed[at].draft, cell[left:right], printed, calendar)
                spans.append(DeadlineSpan(left, right, deadline, doubts))
    return tuple(spans)


def _isolated(cell: str, parsed: Sequence[Token]) -> DeadlineSpan | None:
    """One date for the whole cell where the grammar left a day's number unread and dateparser reads all of it."""
    if all(token.code not in "nx" for token in parsed) or any(token.draft.kind == "date" for token in parsed):
        return None
    day = read_isolated(cell.strip())
    if day is None:
        return None
    trace.fired("deadline.isolated", None, cell)
    start, end = trimmed(cell, 0, len(cell))
    return DeadlineSpan(start, end, Deadline(cell[start:end], "date", day, day, day.isoformat()))


def parse(text: str, calendar: Calendar, rest: Sequence[Rule] = REST) -> tuple[list[Token], frozenset[int]]:
    """The tokens of a text after the whole cascade (deadlines have the code I), and the years printed in it."""
    folded = fold(text)
    read = tokens(folded)
    parsed = rewrite(read, [*UNITS, *CONDITIONS, *RANGES])
    printed = _printed(read)
    shared = share(parsed, calendar)
    return rewrite(shared, [*DEADLINES, *RECURRENCES, *rest]), printed


def _printed(read: Sequence[Token]) -> frozenset[int]:
    """The years that stand in the text, both of a school year."""
    found: set[int] = set()
    for token in read:
        found |= {token.number} if token.code == "y" else set()
        found |= {point.year.of(point.month or 12) for point in (token.stretch.first, token.stretch.last) if point.year}
    for first, dash, last in zip(read, read[1:], read[2:], strict=False):  # «декабрь 2022-2024 гг.» says 2023 too
        found |= set(range(first.number, last.number)) if (first.code, dash.code, last.code) == ("y", "-", "y") else set()
    return frozenset(found)


def _cut(parsed: Sequence[Token], a: int, b: int) -> int:
    """Where the text of deadline `a` ends and that of the next, `b`, begins: at the last separator between, else before its joins."""
    at = b
    while at - 1 > a and parsed[at - 1].code in _JOINS:
        at -= 1
    separators = [i for i in range(a + 1, b) if parsed[i].code in ",;("]
    if separators and at > separators[-1]:
        at = separators[-1]
    joins = [i for i in range(a + 1, b) if parsed[i].code in "g&"]
    return parsed[min([at, *joins])].start


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """`start`..`end` without outer white space, separators and brackets that have no partner inside."""
    while True:
        before = start, end
        while start < end and (text[start].isspace() or text[start] in ",;-–—/:"):
            start += 1
        while start < end and (text[end - 1].isspace() or text[end - 1] in ",;-–—/:"):
            end -= 1
        part = text[start:end]
        if part.startswith("(") and (")" not in part or (part.endswith(")") and "(" not in part[1:])):
            start += 1
        if part.endswith(")") and part.count(")") > text[start:end].count("("):
            end -= 1
        if text[start:end].endswith(".") and not _SHORT.search(text[start:end].lower()):
            end -= 1
        if (start, end) == before:
            return start, end
