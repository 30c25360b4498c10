"""The days on which a deadline falls, recurrences included."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import takewhile

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

from extractor.schema import Document, Roadmap


def anchor(document: Document, roadmap: Roadmap) -> dt.date | None:
    """The day from which recurrences of a roadmap count: its period's first, else the order's; None where neither is known."""
    return roadmap.period.start if roadmap.period else document.order.date


def last_day(roadmap: Roadmap) -> dt.date | None:
    """The day after which nothing of a roadmap recurs, where it states a period."""
    return roadmap.period.end if roadmap.period else None


def recurrences(rrule: str, since: dt.date, until: dt.date) -> Iterator[dt.date]:
    """The days of a recurrence rule from `since` on, `until` included."""
    rule = rrulestr(rrule, dtstart=dt.datetime.combine(since, dt.time()))
    return takewhile(lambda day: day <= until, (moment.date() for moment in rule))


def closings(rrule: str, since: dt.date, until: dt.date) -> Iterator[dt.date]:
    """As recurrences, but the last day of each month, quarter or year that a rule without a day means."""
    parts = dict(part.split("=") for part in rrule.split(";"))
    if "BYMONTHDAY" in parts or parts["FREQ"] not in {"MONTHLY", "YEARLY"}:
        return recurrences(rrule, since, until)
    months = int(parts.get("INTERVAL", "1")) - 1 if parts["FREQ"] == "MONTHLY" else 0
    december = ";BYMONTH=12" if parts["FREQ"] == "YEARLY" and "BYMONTH" not in parts else ""
    return recurrences(f"{rrule}{december};BYMONTHDAY=-1", since + relativedelta(day=1, months=months), until)
