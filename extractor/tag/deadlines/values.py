"""What the deadline grammar passes from rule to rule: partial dates, recurrences, drafts and tokens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.schema import DeadlineKind, Period

MONTH_END = -1  # a Point's day: whatever day the month ends on
WEEK, DAY = -7, -1  # a Recurrence's step below a month, in days


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the document says about years: the plan's own period, the order's date."""

    period: Period | None
    order_date: dt.date | None


@dataclass(frozen=True, slots=True)
class Year:
    """A printed year; a school year is named by its first half."""

    first: int
    school: bool = False

    def of(self, month: int) -> int:
        """The calendar year of `month` in it."""
        return self.first + (self.school and month < 9)


@dataclass(frozen=True, slots=True)
class Point:
    """A date of which parts may be missing: year alone, month, month and day, a day alone."""

    year: Year | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the first point to the last, both included.

    `vague` where the words leave the days open («конец мая»), `next_year` where they say so («до 1 мая следующего года»).
    """

    first: Point = Point()
    last: Point = Point()
    vague: bool = False
    next_year: bool = False

    @classmethod
    def at(cls, point: Point) -> Stretch:
        """One point."""
        return cls(point, point)

    @property
    def is_day(self) -> bool:
        """Whether it is one single day."""
        return self.first == self.last and self.first.day is not None

    @property
    def has_year(self) -> bool:
        """Whether a year is printed with it."""
        return self.last.year is not None or self.first.year is not None

    @property
    def is_years(self) -> bool:
        """Whether it consists of years alone."""
        return self.first.month is None and self.first.day is None and self.last.month is None

    def months(self) -> Iterator[int]:
        """The months it touches, from the first to the last, over New Year if need be."""
        first, last = self.first.month or 1, self.last.month or 12
        yield from ((first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1))


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every `step` months, or every `-step` days, narrowed to months, days of the month or weekdays."""

    step: int
    months: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    weekdays: tuple[str, ...] = ()

    def rrule(self) -> str:
        """As RFC 5545 writes it."""
        units = (("YEARLY", 12), ("MONTHLY", 1)) if self.step > 0 else (("WEEKLY", WEEK), ("DAILY", DAY))
        name, unit = next((name, unit) for name, unit in units if self.step % unit == 0)
        parts = [f"FREQ={name}"] + [f"INTERVAL={self.step // unit}"] * (self.step != unit)
        lists = (("BYMONTH", self.months), ("BYMONTHDAY", self.days), ("BYDAY", self.weekdays))
        return ";".join(parts + [f"{key}={','.join(map(str, values))}" for key, values in lists if values])


@dataclass(frozen=True, slots=True)
class Draft:
    """A deadline before its years are known; `scope` is what an ongoing one lasts: a year, the plan's period."""

    kind: DeadlineKind = "conditional"
    stretch: Stretch | None = None
    rule: Recurrence | None = None
    scope: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """`cell[start:end]` with its code, a letter of the table in words.tsv, and the value that goes with the code."""

    code: str
    start: int
    end: int
    number: int = 0
    stretch: Stretch = Stretch()
    draft: Draft = Draft()
