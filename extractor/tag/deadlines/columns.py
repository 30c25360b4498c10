"""Deadlines that a table says in several columns: quarters or months as headers, a beginning and an end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extractor.schema import Deadline
from extractor.tag.deadlines.cells import read_deadlines
from extractor.tag.deadlines.resolving import Doubt
from extractor.tag.deadlines.values import Calendar
from extractor.tag.values import DeadlineSpan

_NOTHING = re.compile(r"[\s\-–—−_.]*")
_START = re.compile(r"\b(?:начал[оа]|с)\b", re.IGNORECASE)
_END = re.compile(r"\b(?:окончани[ея]|кон(?:ец|ца)|завершени[ея]|по)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ColumnDeadline:
    """A deadline and the index of the column that says it (of a pair, the first)."""

    part: int
    deadline: Deadline
    doubts: tuple[Doubt, ...] = ()


def read_split_deadline(parts: Sequence[tuple[str, str]], calendar: Calendar) -> tuple[ColumnDeadline, ...]:
    """The deadlines of a row's (header, cell) pairs, in order; an empty cell or a dash says none."""
    found: list[ColumnDeadline] = []
    skip = -1
    for at, (header, cell) in enumerate(parts):
        following = parts[at + 1] if at + 1 < len(parts) else ("", "")
        if at == skip:
            continue
        if (_START.search(header) and _END.search(following[0])) or (len(parts) == 2 and at == 0 and _are_ends(parts, calendar)):
            found += _pair(at, cell, following[1], calendar)
            skip = at + 1
        elif not _NOTHING.fullmatch(cell):
            found += _marked(at, header, calendar) or _read(at, cell, calendar)
    return tuple(found)


def _are_ends(parts: Sequence[tuple[str, str]], calendar: Calendar) -> bool:
    """Whether two columns whose names do not say so hold a first and a last day, month or year: one each, in order; no header is a time."""
    if any(_marked(0, header, calendar) for header, _ in parts):
        return False
    days = [[span.deadline for span in read_deadlines(cell, calendar)] for _, cell in parts]
    if [len(found) for found in days] != [1, 1]:
        return False
    first, last = (found[0] for found in days)
    if first.kind != last.kind or first.kind not in ("date", "interval"):
        return False
    return first.start is not None and last.end is not None and first.start <= last.end


def _read(at: int, cell: str, calendar: Calendar) -> list[ColumnDeadline]:
    return [ColumnDeadline(at, span.deadline, span.doubts) for span in read_deadlines(cell, calendar)]


def _marked(at: int, header: str, calendar: Calendar) -> list[ColumnDeadline]:
    """The interval that a column's header names, as «I квартал» or «март»; nothing where it names none."""
    words = header.split()
    named = [(text, _time(text, calendar)) for text in (" ".join(words[i:]) for i in range(len(words)))]
    whole = next((span for _, span in named if span), None)
    if whole is None:
        return []
    # «Срок (период) II квартал»: the group's name stands before, and the fewest last words that say the same are the column's own.
    own = next(text for text, span in reversed(named) if span and span.deadline.edtf == whole.deadline.edtf)
    return [ColumnDeadline(at, replace(whole.deadline, text=own), whole.doubts)]


@lru_cache(maxsize=1_000)
def _time(text: str, calendar: Calendar) -> DeadlineSpan | None:
    """The one interval or day that a text names."""
    spans = [span for span in read_deadlines(text, calendar) if span.deadline.kind in ("interval", "date") and span.deadline.edtf]
    return spans[0] if len(spans) == 1 else None


def _pair(at: int, start: str, end: str, calendar: Calendar) -> list[ColumnDeadline]:
    """«Начало» and «Окончание» as one interval, or what either says alone."""
    if _NOTHING.fullmatch(start) or _NOTHING.fullmatch(end):
        return _open(at, "до", end, calendar) if _NOTHING.fullmatch(start) else _open(at, "с", start, calendar)
    spans = read_deadlines(f"{start} - {end}", calendar)
    if len(spans) == 1 and spans[0].deadline.kind in ("interval", "date"):
        return [ColumnDeadline(at, replace(spans[0].deadline, kind="interval", text=f"{start} {end}"), spans[0].doubts)]
    return [*_read(at, start, calendar), *_read(at + 1, end, calendar)]


def _open(at: int, word: str, cell: str, calendar: Calendar) -> list[ColumnDeadline]:
    """A pair of which one side is empty: an open end or an open beginning."""
    if _NOTHING.fullmatch(cell):
        return []
    spans = read_deadlines(f"{word} {cell}", calendar)
    if len(spans) == 1 and spans[0].deadline.kind in ("until", "ongoing"):
        return [ColumnDeadline(at + (word == "до"), replace(spans[0].deadline, text=cell), spans[0].doubts)]
    return _read(at + (word == "до"), cell, calendar)
