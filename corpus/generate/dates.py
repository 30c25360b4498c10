"""Deadline cells from a table: what is printed, and beside it the kind, EDTF and RRULE that it means."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal, cast

from corpus.generate.words import Entry, Writer
from extractor.schema import Deadline, DeadlineKind, Period

PeriodKind = Literal["year", "school", "multi", "none"]
MONTHS = ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь")
GENITIVE = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_PART = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The plan's period and the year that a date without one belongs to where the plan states none."""

    kind: PeriodKind
    start: dt.date
    end: dt.date

    @property
    def period(self) -> Period | None:
        """As the heading states it."""
        return None if self.kind == "none" else Period(self.start, self.end)


def new_calendar(kind: PeriodKind, year: int, years: int) -> Calendar:
    """A period of `kind` that begins in `year`; `years` is the length of a plan over several."""
    if kind == "school":
        return Calendar(kind, dt.date(year, 9, 1), dt.date(year + 1, 8, 31))
    return Calendar(kind, dt.date(year, 1, 1), dt.date(year + (years - 1 if kind == "multi" else 0), 12, 31))


def bounds(edtf: str) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of an EDTF date or interval; None for an open or unknown end."""

    def day(text: str, last: bool) -> dt.date | None:
        found = _DAY.fullmatch(text)
        if found is None:
            return None
        year, month = int(found[1]), int(found[2] or (12 if last else 1))
        return dt.date(year, month, int(found[3] or (calendar.monthrange(year, month)[1] if last else 1)))

    first, slash, second = edtf.partition("/")
    return day(first, False), day(second if slash else first, True)


def deadline(text: str, spec: str, slots: dict[str, str]) -> Deadline:
    """The deadline that `kind;edtf;rrule;inferred` of the table describes; in a rule `,` parts rules and `~` values."""
    kind, edtf, rule, inferred = spec.strip().format(**slots).split(";")
    start, end = bounds(edtf)
    rrule = rule.replace(",", ";").replace("~", ",") or None
    return Deadline(text.strip(), cast(DeadlineKind, kind), start, end, edtf or None, rrule, inferred == "+")


def _two_days(writer: Writer, calendar_: Calendar) -> tuple[dt.date, dt.date]:
    """Two days of different months, in order; of the same year in a plan over several."""
    start, end = calendar_.start, calendar_.end
    if calendar_.kind == "multi":
        year = writer.rng.randint(start.year, end.year)
        start, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    while True:
        first, second = sorted(start + dt.timedelta(writer.rng.randrange((end - start).days + 1)) for _ in range(2))
        if first.month != second.month and max(first.day, second.day) <= 28:
            return first, second


def slots_of(writer: Writer, calendar_: Calendar) -> dict[str, str]:
    """Everything that a template of dates can name, for two random days of the period."""
    first, second = _two_days(writer, calendar_)
    slots = {
        "y1": str(calendar_.start.year),
        "y2": str(calendar_.end.year),
        "small": str(writer.rng.randint(2, 15)),
        "body": writer.slots["body.n"],
    }
    for day, tail in ((first, ""), (second, "2")):
        month = MONTHS[day.month - 1]
        slots |= {f"d{tail}": str(day.day), f"dd{tail}": f"{day.day:02}", f"m{tail}": str(day.month), f"mm{tail}": f"{day.month:02}"}
        slots |= {
            f"monthp{tail}": GENITIVE[day.month - 1][:-1] + "е",
            f"month{tail}": month,
            f"Month{tail}": month.capitalize(),
            f"monthg{tail}": GENITIVE[day.month - 1],
        }
        slots |= {f"yyyy{tail}": str(day.year), f"yy{tail}": str(day.year)[2:]}
    quarter, half = (first.month - 1) // 3, (first.month - 1) // 6
    slots |= {"q": str(quarter + 1), "Q": ROMAN[quarter], "qa": f"{quarter * 3 + 1:02}", "qb": f"{quarter * 3 + 3:02}"}
    slots |= {"qlist": "~".join(str(quarter * 3 + i) for i in (1, 2, 3))}
    return slots | {"H": ROMAN[half], "ha": f"{half * 6 + 1:02}", "hb": f"{half * 6 + 6:02}"}


def cell(entry: Entry, slots: dict[str, str]) -> tuple[str, tuple[Deadline, ...]]:
    """The text of a cell and the deadlines in it; `[…]` in the template marks each of several."""
    printed = entry["cell"].format(**slots)
    parts = _PART.findall(printed) or [printed]
    specs = entry["gold"].split(" | ")
    return _PART.sub(r"\1", printed), tuple(deadline(part, spec, slots) for part, spec in zip(parts, specs, strict=True))


def random_cell(writer: Writer, calendar_: Calendar) -> tuple[str, tuple[Deadline, ...]]:
    """A deadline cell that fits the plan's period."""
    fitting = [e for e in writer.entries("deadline") if e["periods"] == "*" or calendar_.kind in e["periods"].split(",")]
    return cell(writer.rng.choice(fitting), slots_of(writer, calendar_))


def start_end(writer: Writer, calendar_: Calendar) -> tuple[str, str, tuple[Deadline, ...]]:
    """The cells of a start and an end column, which say one interval together."""
    first, second = _two_days(writer, calendar_)
    a, b = f"{first:%d.%m.%Y}", f"{second:%d.%m.%Y}"
    return a, b, (Deadline(f"{a} {b}", "interval", first, second, f"{first}/{second}"),)


def quarters(writer: Writer, calendar_: Calendar, headers: tuple[str, ...]) -> tuple[list[str], tuple[Deadline, ...]]:
    """Four cells under quarter headers, one to three of them marked, each an interval whose text is its header."""
    marked = sorted(writer.rng.sample(range(4), writer.rng.choice((1, 1, 2, 3))))
    mark, year = writer.style("mark"), calendar_.start.year
    edtf = [f"{year}-{i * 3 + 1:02}/{year}-{i * 3 + 3:02}" for i in marked]
    found = tuple(Deadline(headers[i], "interval", *bounds(e), e, None, True) for i, e in zip(marked, edtf, strict=True))
    return [mark if i in marked else "" for i in range(4)], found
