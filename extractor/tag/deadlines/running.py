"""Deadlines inside running text: only what the words around it mark as one."""

from __future__ import annotations

import re

from extractor.tag.deadlines.cells import parse, trimmed
from extractor.tag.deadlines.items import RUNNING_REST
from extractor.tag.deadlines.lexer import fold
from extractor.tag.deadlines.resolving import resolve
from extractor.tag.deadlines.values import Calendar, Stretch, Token
from extractor.tag.values import DeadlineSpan

# What is no deadline of the directive: quoted titles, entry into force, cited acts, plans «на 2021-2022 годы»
_HIDDEN = [
    re.compile(r"«[^«»]*[а-яё]{3}[^«»]*(?:«[^»]*»[^«»]*)*»", re.IGNORECASE),
    re.compile(r"вступа\w+\s+в\s+(?:законную\s+)?силу[^.;]*(?:\.\d[^.;]*)*", re.IGNORECASE),
    re.compile(r"распространя\w+[^.;]*правоотношени[^.;]*(?:\.\d[^.;]*)*", re.IGNORECASE),
    re.compile(r"\bот\s+[«\"]?\d{1,2}[»\"]?[\s.]*(?:\d{1,2}|[а-я]+)[\s.]*\d{4}\s*(?:г(?:ода|\.)?)?", re.IGNORECASE),
    re.compile(r"\bна\s+(?:период\s+)?(?:до\s+)?\d{4}[^,;]*?(?:год\w*|г\.\s?г\.|гг\.|г\.)", re.IGNORECASE),
]


def find_deadlines(text: str, calendar: Calendar) -> tuple[DeadlineSpan, ...]:
    """The deadlines that a directive's cleaned text sets, in order."""
    masked = text
    for pattern in _HIDDEN:
        masked = pattern.sub(lambda found: "#" * len(found[0]), masked)
    parsed, printed = parse(masked, calendar, RUNNING_REST)
    folded = fold(masked)
    spans = []
    for token in parsed:
        if token.code == "I" and _marked(token, folded):
            start, end = trimmed(text, token.start, token.end)
            deadline, doubts = resolve(token.draft, text[start:end], printed, calendar)
            spans.append(DeadlineSpan(start, end, deadline, doubts))
    return tuple(spans)


_LED = re.compile(r"(?:с|в|по)\s|\d")
_DURATION = re.compile(
    r"(?:(?:не позднее,?\s*)?(?:чем\s*)?(?:в течени[еи]|через|за)|не позднее)\s+"
    r"(?:\d{1,3}\b|[а-я]+(?:х|и|ти)\s|(?:месяца|недели|квартала)\s+(?:со|с|после)\s)"
    r"|в [а-я]+(?:дневный|недельный|месячный) срок"
)


def _marked(token: Token, folded: str) -> bool:
    """Whether the words say that this is a deadline of the point itself."""
    words = folded[token.start : token.end]
    kind, stretch = token.draft.kind, token.draft.stretch
    if kind == "conditional":
        return _DURATION.match(words) is not None
    if kind == "recurring":
        return True
    if kind == "until":  # «к зимнему периоду» sets no day
        return stretch is not None and (stretch.last.month is not None or words.startswith(("до", "не поз", "в срок", "срок")))
    if kind == "ongoing":
        return stretch is not None or bool(token.draft.scope) or words == "постоянно"
    return stretch is not None and stretch.last.month is not None and not _school_year(stretch) and _LED.match(words) is not None


def _school_year(stretch: Stretch) -> bool:
    """Whether it is a whole school year: in a directive that is the plan's («подготовки к ГИА в 2021-2022 учебном году»)."""
    first, last = stretch.first, stretch.last
    return first.year is not None and first.year.school and (first.month, last.month) == (9, 8) and first.day is None
