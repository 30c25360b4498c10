"""A roadmap as data: the grid that will be printed and, beside each row, the measure that it means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal
from typing import cast as as_type

from corpus.generate import dates
from corpus.generate.cast import Cast, parties
from corpus.generate.dates import ROMAN, Calendar
from corpus.generate.words import Writer
from extractor.schema import Column, Deadline, MeasureType, Party, Period, Role, Section

RowKind = Literal["header", "numbers", "section", "measure", "break"]
QUARTERS = ("q1", "q2", "q3", "q4")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a careful archivist would sign for one row; `section` indexes the plan's sections."""

    number: str | None
    section: int | None
    text: str
    type: MeasureType
    types_ok: tuple[MeasureType, ...]
    deadlines: tuple[Deadline, ...] = ()
    responsible: tuple[Party, ...] = ()
    coordinators: tuple[Party, ...] = ()
    result: str | None = None
    indicator: str | None = None
    funding: str | None = None


@dataclass(frozen=True, slots=True)
class GridRow:
    """A physical row: its cells as printed (a section and a break have one), and the measure that begins in it."""

    kind: RowKind
    cells: tuple[str, ...]
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One roadmap: its heading's lines, what its columns mean (`keys` tells start, end and quarter columns apart), its rows."""

    heading: tuple[str, ...]
    period: Period | None
    keys: tuple[str, ...]
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class Habits:
    """How one table is set: number templates, sections, restarts, rows without number, a header or none."""

    number: str
    section: str
    sections: int
    restart: bool
    gaps: bool
    header: bool
    numbered_columns: bool


@dataclass(frozen=True, slots=True)
class Design:
    """A table before its rows: period of its dates, columns, habits; `empties`: a header of two rows, with empty cells, can be shown."""

    calendar: Calendar
    keys: tuple[str, ...]
    columns: tuple[Column, ...]
    habits: Habits
    empties: bool = True


def new_habits(writer: Writer, keys: tuple[str, ...], *, rows_marked: bool, header_optional: bool) -> Habits:
    """Habits at random; rows without a number only where the layout marks its rows (`rows_marked`)."""
    rng = writer.rng
    sections = rng.choice((0, 0, 2, 3))
    sub = bool(sections) and rng.random() < 0.3
    simple = {"start", "q1", "funding", "indicator", "coordinator"}.isdisjoint(keys) and "number" in keys and keys[1] == "measure"
    section = "{s}. {t}" if sub else writer.style("section")
    return Habits(
        number=writer.style("subnumber" if sub else "number"),
        section=section,
        sections=sections,
        restart=bool(sections) and (sub or rng.random() < 0.4),
        gaps=rows_marked and rng.random() < 0.25,
        header=bool(sections) or not (header_optional and simple and rng.random() < 0.15),
        numbered_columns=rng.random() < 0.15,
    )


def new_columns(writer: Writer, calendar: Calendar, *, numbered: bool) -> tuple[tuple[str, ...], tuple[Column, ...]]:
    """Keys and columns of a table; quarter columns only in a plan for one year, a number column always where `numbered`."""
    while True:
        keys = tuple(writer.pick("columns")["roles"].split())
        if ("q1" not in keys or calendar.kind == "year") and ("number" in keys or not numbered):
            break
    roles = ["deadline" if key in ("start", "end", *QUARTERS) else key for key in keys]
    headers = [writer.pick("header", role=key)["n"] for key in keys]
    return keys, tuple(Column(as_type(Role, role), header) for role, header in zip(roles, headers, strict=True))


def _text(writer: Writer) -> tuple[str, MeasureType, tuple[MeasureType, ...]]:
    """A measure's text with its type and the further right ones."""
    entry, text = writer.new("measure", "text")
    if "- " not in text and writer.rng.random() < 0.3:
        text += writer.pick("tail")["n"]
    return text, as_type(MeasureType, entry["type"]), as_type(tuple[MeasureType, ...], tuple(entry["ok"].split(",")))


def _filled(writer: Writer, table: str) -> str:
    """A cell of result, indicator or funding."""
    slots = {"int": str(writer.rng.randint(20, 95)), "small": str(writer.rng.randint(2, 19))}
    text = writer.fill(writer.pick(table)["n"])
    return text.replace("{int}", slots["int"]).replace("{small}", slots["small"])


def _measure(writer: Writer, cast: Cast, design: Design) -> tuple[dict[str, str], Measure]:
    """A measure without its number and section, and the cells that print it."""
    text, label, labels = _text(writer)
    calendar, keys = design.calendar, design.keys
    cells = {"measure": text.replace(" - ", "\n- ")}
    found: dict[str, tuple[Party, ...]] = {}
    for key in ("responsible", "coordinator"):
        cells[key], found[key] = parties(writer, cast) if key in keys else ("", ())
    deadlines: tuple[Deadline, ...] = ()
    if "start" in keys:
        cells["start"], cells["end"], deadlines = dates.start_end(writer, calendar)
    elif "q1" in keys:
        marks, deadlines = dates.quarters(
            writer, calendar, tuple(c.header for key, c in zip(keys, design.columns, strict=True) if key in QUARTERS)
        )
        cells |= dict(zip(QUARTERS, marks, strict=True))
    elif "deadline" in keys:
        cells["deadline"], deadlines = dates.random_cell(writer, calendar)
        if cast.bodies[0].printed in cells["deadline"]:
            cast.name_body(cast.bodies[0])
    for key in ("result", "indicator", "funding"):
        cells[key] = _filled(writer, key) if key in keys else ""
    gold = {key: None if cells[key] in ("", "-", "—") else cells[key] for key in ("result", "indicator", "funding")}
    if "result" not in keys:
        gold["result"], gold["indicator"] = gold["indicator"], None
    return cells, Measure(None, None, text, label, labels, deadlines, found["responsible"], found["coordinator"], **gold)


def _section(writer: Writer, habits: Habits, index: int) -> tuple[Section, str]:
    """The `index`-th heading row and how it is printed."""
    _, title = writer.new("section")
    number = str(index) if "{s}" in habits.section else ROMAN[index - 1] if "{R}" in habits.section else None
    return Section(f"s{index}", number, title), habits.section.format(s=index, R=ROMAN[index - 1], t=title)


def _broken(writer: Writer, header: str) -> str:
    """A header that is at times set in two lines («Срок \\nисполнения»)."""
    return header.replace(" ", " \n", 1) if writer.rng.random() < 0.2 else header


def _head(writer: Writer, design: Design) -> list[GridRow]:
    """The header, at times over two rows (a group over start and end or over the quarters), and the row of 1, 2, 3 under it."""
    if not design.habits.header:
        return []
    headers = tuple(_broken(writer, c.header) for c in design.columns)
    rows = [GridRow("header", headers)]
    grouped = [key in ("start", "end", *QUARTERS) for key in design.keys]
    if design.empties and any(grouped) and writer.rng.random() < 0.5:
        group = writer.pick("header", role="group")["n"]
        first = grouped.index(True)
        top = tuple(group if i == first else "" if in_group else h for i, (in_group, h) in enumerate(zip(grouped, headers, strict=True)))
        rows = [GridRow("header", top), GridRow("header", tuple(h if g else "" for g, h in zip(grouped, headers, strict=True)))]
    if design.habits.numbered_columns:
        rows.append(GridRow("numbers", tuple(str(i) for i in range(1, len(headers) + 1))))
    return rows


def new_rows(writer: Writer, cast: Cast, design: Design) -> tuple[tuple[Section, ...], tuple[GridRow, ...]]:
    """Sections and rows of a table, its header first."""
    rng, habits = writer.rng, design.habits
    rows = _head(writer, design)
    sections: list[Section] = []
    count = 0
    for _ in range(max(1, habits.sections)):
        if habits.sections:
            section, printed = _section(writer, habits, len(sections) + 1)
            sections.append(section)
            rows.append(GridRow("section", (printed,)))
        count = 0 if habits.restart else count
        for _ in range(rng.randint(3, 6) if habits.sections else rng.randint(5, 14)):
            cells, measure = _measure(writer, cast, design)
            gap = "number" not in design.keys or (habits.gaps and rng.random() < 0.3)
            count += not gap
            cells["number"] = "" if gap else habits.number.format(n=count, s=len(sections))
            number = cells["number"].rstrip(".)") or None
            measure = replace(measure, number=number, section=len(sections) - 1 if sections else None)
            rows.append(GridRow("measure", tuple(cells[key] for key in design.keys), measure))
    return tuple(sections), tuple(rows)


def new_plan(writer: Writer, cast: Cast, design: Design, heading: tuple[str, ...]) -> Plan:
    """A whole roadmap under `heading`."""
    sections, rows = new_rows(writer, cast, design)
    return Plan(heading, design.calendar.period, design.keys, design.columns, sections, rows)
