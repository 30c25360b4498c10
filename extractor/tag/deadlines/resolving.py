"""From a draft to a Deadline: years from the calendar, first and last day, EDTF."""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from extractor.schema import Deadline, Period
from extractor.tag.deadlines.values import MONTH_END, Calendar, Draft, Point, Stretch, Year

Doubt = tuple[str, str]


def resolve(draft: Draft, text: str, printed: frozenset[int], calendar: Calendar) -> tuple[Deadline, tuple[Doubt, ...]]:
    """The Deadline of a draft whose surface is `text`; `printed` are the years that stand in the cell."""
    rrule = draft.rule.rrule() if draft.rule else None
    doubts: list[Doubt] = [("low_confidence", f"{text}: {draft.doubt}")] if draft.doubt else []
    if draft.scope:
        return _scoped(draft, text, printed, calendar), tuple(doubts)
    if draft.stretch is None:
        return Deadline(text, draft.kind, rrule=rrule), tuple(doubts)
    stretch, guessed = _dated(draft.stretch, calendar)
    if _outside(stretch, draft.stretch, calendar):
        doubts.append(("low_confidence", f"{text}: runs out of the plan's period"))
    if draft.stretch.vague:
        doubts.append(("low_confidence", f"{text}: the words leave the days open"))
    bare = Deadline(text, draft.kind, rrule=rrule)
    try:
        start, end = _day(stretch.first, last=False), _day(stretch.last, last=True)
    except ValueError:
        return bare, (*doubts, ("impossible_date", f"{text}: no such day"))
    if draft.kind == "until":
        start = None
    if start and end and end < start:
        return bare, (*doubts, ("impossible_date", f"{text}: ends before it starts"))
    if guessed and calendar.order_date is not None:
        doubts.append(("year_guessed", f"{text}: the year is taken from the order's date"))
    years = {day.year for day in (start, end) if day is not None}
    return replace(bare, start=start, end=end, edtf=_edtf(stretch, draft), year_inferred=not years <= printed), tuple(doubts)


def _scoped(draft: Draft, text: str, printed: frozenset[int], calendar: Calendar) -> Deadline:
    """«В течение года», «Весь период»: the plan's period, a year only where that is at most twelve months long."""
    period, rrule = calendar.period, draft.rule.rrule() if draft.rule else None
    if period is None or (draft.scope != "period" and not at_most_a_year(period)):
        return Deadline(text, draft.kind, rrule=rrule)
    edtf = edtf_of(period)
    if draft.kind == "until":
        return Deadline(text, "until", None, period.end, "../" + edtf.split("/")[-1], year_inferred=period.end.year not in printed)
    inferred = not {period.start.year, period.end.year} <= printed
    return Deadline(text, draft.kind, period.start, period.end, edtf, rrule, inferred)


def at_most_a_year(period: Period) -> bool:
    """Whether a period is no longer than twelve months."""
    return (period.end + dt.timedelta(days=1)).toordinal() <= _year_later(period.start).toordinal()


def _year_later(day: dt.date) -> dt.date:
    return day.replace(year=day.year + 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)


def edtf_of(period: Period) -> str:
    """A period in the coarsest units that say it whole: years, months or days."""
    start, end = period.start, period.end
    to_month_end = end.day == months.monthrange(end.year, end.month)[1]
    size = 10
    if start.day == 1 and to_month_end:
        size = 4 if (start.month, end.month) == (1, 12) else 7
    first, last = start.isoformat()[:size], end.isoformat()[:size]
    return first if first == last else f"{first}/{last}"


def _dated(stretch: Stretch, calendar: Calendar) -> tuple[Stretch, bool]:
    """The stretch with its years filled in, and whether they are a guess from the order's date."""
    if stretch.next_year:
        calendar = _next(calendar)
    first, guess = _point_dated(stretch.first, calendar)
    last, guess_last = _point_dated(stretch.last, calendar)
    if first.year and last.year and (guess or guess_last or not stretch.has_year):
        backwards = (first.year.first, first.month or 1, first.day or 1) > (
            last.year.first,
            last.month or 12,
            last.day if last.day and last.day > 0 else 31,
        )
        if backwards:  # «декабрь - январь» in a plan for one year runs into the next
            last = replace(last, year=Year(last.year.first + 1))
    return replace(stretch, first=first, last=last), guess or guess_last


def _outside(stretch: Stretch, stated: Stretch, calendar: Calendar) -> bool:
    """Whether years taken from the plan's period put the end of a stretch outside it: «III квартал» in a school year."""
    period, last = calendar.period, stretch.last
    if stated.has_year or stated.next_year or period is None or last.year is None or last.month is None:
        return False
    return (last.year.first, last.month) > (period.end.year, period.end.month)


def _next(calendar: Calendar) -> Calendar:
    """The calendar a year later."""
    period, order = calendar.period, calendar.order_date
    later = Period(_year_later(period.start), _year_later(period.end)) if period else None
    return Calendar(later, _year_later(order) if order else None)


def _point_dated(point: Point, calendar: Calendar) -> tuple[Point, bool]:
    if point.year is not None:
        return (replace(point, year=Year(point.year.of(point.month))) if point.month else point), False
    if point.month is None:
        return point, False
    if calendar.period is not None:
        years = list(_years_in(point.month, calendar.period))
        return (replace(point, year=Year(years[0])) if len(years) == 1 and at_most_a_year(calendar.period) else point), False
    if calendar.order_date is not None:
        return replace(point, year=Year(calendar.order_date.year)), True
    return point, False


def _years_in(month: int, period: Period) -> Iterator[int]:
    """The years in which the period touches the month."""
    for year in range(period.start.year, period.end.year + 1):
        if (period.start.year, period.start.month) <= (year, month) <= (period.end.year, period.end.month):
            yield year


def _day(point: Point, *, last: bool) -> dt.date | None:
    """The first or last day of a point; None where its year is unknown. Raises ValueError where there is no such day."""
    if point.month is not None and not 1 <= point.month <= 12:
        raise ValueError(f"no month {point.month}")
    if point.year is None:
        if point.day is not None and point.day != MONTH_END and point.month is not None:
            dt.date(2000, point.month, point.day)
        return None
    year = point.year.first
    month = point.month or (12 if last else 1)
    day = point.day or (MONTH_END if last else 1)
    return dt.date(year, month, months.monthrange(year, month)[1] if day == MONTH_END else day)


def _edtf(stretch: Stretch, draft: Draft) -> str | None:
    if draft.kind == "recurring" and stretch.last.year is None and stretch.first.year is None:
        return None
    first, last = _edtf_point(stretch.first), _edtf_point(stretch.last)
    if draft.kind == "until":
        return f"../{last}"
    if first == ".." or last == "..":
        return f"{first}/{last}"
    return first if stretch.first == stretch.last else f"{first}/{last}"


def _edtf_point(point: Point) -> str:
    if point == Point():
        return ".."
    text = f"{point.year.first:04d}" if point.year else "XXXX"
    if point.month is None:
        return text
    day = point.day
    if day == MONTH_END:
        day = months.monthrange(point.year.first if point.year else 2001, point.month)[1]
    return f"{text}-{point.month:02d}" + (f"-{day:02d}" if day else "")
