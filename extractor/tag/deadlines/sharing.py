"""Parts of a list that share a month or a year: what a stretch lacks comes from its neighbours in the cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.tag.deadlines.values import Calendar, Point, Stretch, Token, Year


def share(tokens: Sequence[Token], calendar: Calendar) -> list[Token]:
    """`tokens` whose stretches (T) have every month and year that the cell prints for them."""
    out = _months(tokens)
    out = _years(out, calendar)
    return _carried(out)


def _dated(tokens: Sequence[Token]) -> list[int]:
    return [at for at, token in enumerate(tokens) if token.code == "T"]


def _months(tokens: Sequence[Token]) -> list[Token]:
    """«5, 12 и 19 марта»: a day alone, or a part of a month alone, takes the next month."""
    out = list(tokens)
    month, year = None, None
    for at in reversed(_dated(tokens)):
        stretch = out[at].stretch
        if stretch.first.day and stretch.first.month is None and month:
            first, last = (replace(point, month=month, year=year) for point in (stretch.first, stretch.last))
            out[at] = replace(out[at], stretch=replace(stretch, first=first, last=last))
        else:
            month, year = stretch.first.month, stretch.first.year
    return out


def _years(tokens: Sequence[Token], calendar: Calendar) -> list[Token]:
    """A printed year reaches back over the dates before it, and on over those after the last one."""
    out = list(tokens)
    places = _dated(tokens)
    for at in places:
        stretch = out[at].stretch
        if stretch.has_year or stretch.last.month is None or stretch.next_year:
            continue
        beside = [i for i in places if not out[i].stretch.is_years and _together(tokens, at, i)]
        before = next((out[i].stretch.last for i in reversed(beside) if i < at), Point())
        later = next((out[i].stretch.first for i in beside if i > at and out[i].stretch.has_year), Point())
        year = _choose(stretch, before, later, calendar)
        if year is not None:
            out[at] = replace(out[at], stretch=_with(stretch, year))
    return out


def _together(tokens: Sequence[Token], a: int, b: int) -> bool:
    """Whether no recurrence stands between: «Апрель ежегодно, сентябрь 2021» shares no year."""
    return all(token.code != "r" for token in tokens[min(a, b) : max(a, b)])


def _choose(stretch: Stretch, before: Point, after: Point, calendar: Calendar) -> Year | None:
    """The later year, unless the list would then run backwards; else the earlier one."""
    month = stretch.first.month or 0
    if after.year is None or not after.month:
        if before.year is None or not before.month or before.year.school:
            return before.year
        return before.year if month >= before.month else Year(before.year.first + 1)  # «декабрь 2021, январь»
    if after.year.school or month <= after.month:
        return after.year
    if before.year is not None and before.month and month >= before.month and not before.year.school:
        return before.year if before.year.first <= after.year.first else after.year  # «сентябрь 2021, октябрь, март 2022»
    period = calendar.period
    if (period is not None and period.start.year <= after.year.first - 1) or (period is None and before.year is None):
        return Year(after.year.first - 1)  # «октябрь, декабрь, февраль 2022»
    return after.year


def _with(stretch: Stretch, year: Year) -> Stretch:
    last = year
    if not year.school and stretch.first.month and stretch.last.month and stretch.first.month > stretch.last.month:
        year = Year(year.first - 1)
    return replace(stretch, first=replace(stretch.first, year=year), last=replace(stretch.last, year=last))


def _carried(tokens: Sequence[Token]) -> list[Token]:
    """«Май - июнь 2022, 2023 гг.»: a year alone after a comma takes the months of the list before it, once for each."""
    out: list[Token] = []
    group: list[Token] = []
    for at, token in enumerate(tokens):
        listed = at > 1 and tokens[at - 1].code in ",&" and tokens[at - 2].code == "T"
        year = token.stretch.first.year
        if token.code == "T" and listed and group and token.stretch.first == Point(year) == token.stretch.last and year is not None:
            out += [replace(token, stretch=_with(member.stretch, year)) for member in group]
            continue
        if token.code == "T":
            group = [] if token.stretch.is_years else [*(group if listed else []), token]
        out.append(token)
    return out
