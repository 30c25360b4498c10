"""What falls due within some days, by whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.export.occurrences import anchor, closings, last_day
from extractor.schema import Deadline, Document, Measure, Roadmap


@dataclass(frozen=True, slots=True)
class Due:
    """A measure's deadline that ends on `day`."""

    day: dt.date
    document: Document
    measure: Measure
    deadline: Deadline


def due(document: Document, after: dt.date | None, before: dt.date) -> list[Due]:
    """Deadlines that end on `after` or later and earlier than `before`, by day; a recurring one has a line for each time."""
    found = (
        Due(day, document, measure, deadline)
        for roadmap in document.roadmaps
        for measure in roadmap.measures
        for deadline in measure.deadlines
        for day in _days(document, roadmap, deadline, before)
        if after is None or day >= after
    )
    return sorted(found, key=lambda one: one.day)


def _days(document: Document, roadmap: Roadmap, deadline: Deadline, before: dt.date) -> Iterator[dt.date]:
    """The days before `before` on which the deadline ends."""
    since = deadline.end or deadline.start or anchor(document, roadmap)
    until = min(filter(None, (before - dt.timedelta(days=1), last_day(roadmap))))
    if deadline.rrule and since:
        yield from closings(deadline.rrule, since, until)
    elif deadline.end and deadline.end < before:
        yield deadline.end
