"""A calendar (RFC 5545) of what is due: an all-day event for each deadline that has a date or a recurrence rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from icalendar import Calendar, Event, vRecur

from extractor.export.occurrences import anchor, last_day, recurrences
from extractor.export.rows import heading
from extractor.schema import Deadline, Document, Measure, Roadmap

_DAY = dt.timedelta(days=1)
_LOOK_AHEAD = dt.timedelta(days=366 * 4)  # every rule of the contract has a day within it, 29 February too
_NO_DATE = dt.date(1970, 1, 1)


def to_ics(document: Document) -> bytes:
    """The calendar; a deadline whose days cannot be known is left out. The same Document gives the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Dorkarta//Roadmap//RU")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", heading(document))
    for roadmap in document.roadmaps:
        for measure in roadmap.measures:
            for number, deadline in enumerate(measure.deadlines):
                for event in _events(document, roadmap, deadline):
                    _describe(event, document, measure, number)
                    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(document: Document, roadmap: Roadmap, deadline: Deadline) -> Iterator[Event]:
    """At most one event, with its days and its rule."""
    since = deadline.start or deadline.end or anchor(document, roadmap)
    if deadline.rrule and since:
        first = next(recurrences(deadline.rrule, since, since + _LOOK_AHEAD), None)
        if first:
            yield _event(first, deadline.end if deadline.start else first, _rule(deadline.rrule, last_day(roadmap)))
    elif deadline.end:
        yield _event(deadline.start or deadline.end, deadline.end, None)


def _rule(rrule: str, until: dt.date | None) -> vRecur:
    rule: vRecur = vRecur.from_ical(rrule)
    if until:
        rule["UNTIL"] = [until]
    return rule


def _event(first: dt.date, last: dt.date | None, rule: vRecur | None) -> Event:
    event = Event()
    event.add("dtstart", first)
    event.add("dtend", max(first, last or first) + _DAY)  # iCalendar's end is exclusive
    if rule:
        event.add("rrule", rule)
    return event


def _describe(event: Event, document: Document, measure: Measure, number: int) -> None:
    parties = ", ".join(party.text for party in (*measure.responsible, *measure.coordinators))
    lines = (
        f"Срок: {measure.deadlines[number].text}",
        parties and f"Ответственные: {parties}",
        measure.result and f"Результат: {measure.result}",
        heading(document),
    )
    event.add("summary", measure.text)
    event.add("description", "\n".join(line for line in lines if line))
    event.add("uid", f"{document.source.sha256[:16]}-{measure.id}-{number}@dorkarta")
    event.add("dtstamp", dt.datetime.combine(document.order.date or _NO_DATE, dt.time(), dt.UTC))
    event.add("transp", "TRANSPARENT")
