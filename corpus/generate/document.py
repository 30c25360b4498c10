"""A whole generated document: an act, one roadmap or two, a layout, damage, and the gold of it all."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, replace
from itertools import count, pairwise
from typing import cast as as_type

from corpus.generate import act as acts
from corpus.generate import dates, gold, html
from corpus.generate.act import Act, Stamp
from corpus.generate.cast import Cast, new_cast
from corpus.generate.damage import Scan, damaged
from corpus.generate.dates import Calendar, PeriodKind
from corpus.generate.layouts import LAYOUTS, Layout, new_print
from corpus.generate.misread import misread
from corpus.generate.plan import Design, GridRow, Plan, new_columns, new_habits, new_plan
from corpus.generate.words import SUBJECTS, Entry, SetName, Writer

_CASES = {
    "приказ": ("приказу", "приказом"),
    "постановление": ("постановлению", "постановлением"),
    "распоряжение": ("распоряжению", "распоряжением"),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A generated file: its name, its bytes (UTF-8) and its gold."""

    name: str
    data: bytes
    gold: gold.Json


@dataclass(frozen=True, slots=True)
class Story:
    """What a document tells, before it is set in any layout."""

    writer: Writer
    cast: Cast
    stamp: Stamp
    act: Act
    plans: tuple[Plan, ...]


def generate(set_: SetName, layout: str, seed: int, damage: float = 0.0, misreads: float = 0.0) -> Sample:
    """The same arguments give the same bytes.

    `damage` is the share of rows that the scan spoils, `misreads` the share of letters, of an otherwise equal document.
    """
    form = LAYOUTS[layout]
    story = new_story(set_, layout, seed)
    writer, cast, act, plans = story.writer, story.cast, story.act, list(story.plans)
    page = writer.style("break" if writer.rng.random() < 0.6 or not form.page_numbers else "page")
    plans = [_with_breaks(writer, plan, page) for plan in plans]
    if form.suffix == "html":
        plans = [with_spans(writer, plan) for plan in plans]
    if damage:
        scanner = random.Random(f"{set_}/{layout}/{seed}/{damage}")
        plans = [damaged(p, Scan(scanner, p.keys, form.shifts, GridRow("break", (page,))), damage, form.damage) for p in plans]
    text = _printed(story, layout, _numbered(plans))
    text, corrections = misread(text, misreads, random.Random(f"{set_}/{layout}/{seed}/{misreads}")) if misreads else (text, ())
    name = f"{set_}_{layout}_{seed:05}_{round(damage * 100):02}.{form.suffix}"
    return Sample(name, text.encode(), gold.document(act, plans, cast, corrections))


def new_story(set_: SetName, layout: str, seed: int) -> Story:
    """Act and roadmaps in columns that the layout can show."""
    form = LAYOUTS[layout]
    rng = random.Random(f"{set_}/{layout}/{seed}")
    writer = Writer(set_, rng, rng.choice(SUBJECTS))
    cast = new_cast(writer)
    title, calendar, stamp = _frame(writer)
    act = _act(writer, cast, calendar, stamp, title)
    plans = [_plan(writer, cast, form, title, calendar)]
    if rng.random() < 0.15:
        _choose_theme(writer)
        plans.append(_plan(writer, cast, form, writer.pick("title", period=calendar.kind), calendar))
    return Story(writer, cast, stamp, act, tuple(plans))


def _choose_theme(writer: Writer) -> None:
    """What the plan at hand is about, for its titles."""
    writer.slots |= {"plan.theme": writer.pick("theme")["d"], "plan.name": writer.pick("name")["n"]}


def _frame(writer: Writer) -> tuple[Entry, Calendar, Stamp]:
    """The title's templates, the period and the act's date, near the period's start, or within the year where none is stated."""
    rng = writer.rng
    _choose_theme(writer)
    title = writer.pick("title")
    kind = as_type(PeriodKind, title["period"])
    calendar = dates.new_calendar(kind, rng.randint(2016, 2024), rng.randint(2, 5))
    offset = rng.randint(0, 360) if kind == "none" else rng.randint(-100, 50)
    return title, calendar, acts.new_stamp(writer, calendar.start + dt.timedelta(offset))


def _titled(writer: Writer, template: str, calendar: Calendar) -> str:
    years = {"{y1}": str(calendar.start.year), "{y2}": str(calendar.end.year)}
    text = writer.fill(template).replace("\\n", "\n")
    for slot, year in years.items():
        text = text.replace(slot, year)
    return text


def _act(writer: Writer, cast: Cast, calendar: Calendar, stamp: Stamp, title: Entry) -> Act:
    """The act, or, at times, only what an appendix's heading tells of it."""
    if writer.rng.random() < 0.92:
        return acts.new_act(writer, cast, stamp, _titled(writer, title["act"], calendar))
    return acts.annex_only(cast, stamp)


def _plan(writer: Writer, cast: Cast, form: Layout, title: Entry, calendar: Calendar) -> Plan:
    """One roadmap's data, in columns that the layout can show."""
    while True:
        keys, columns = new_columns(writer, calendar, numbered=not form.marked)
        if form.empties or "q1" not in keys:
            break
    habits = new_habits(writer, keys, rows_marked=form.marked, header_optional=form.marked)
    heading = tuple(_titled(writer, title["plan"], calendar).split("\n"))
    return new_plan(writer, cast, Design(calendar, keys, columns, habits, form.empties), heading)


def _with_breaks(writer: Writer, plan: Plan, page: str) -> Plan:
    """`plan` with page breaks between rows in half of the documents, the header repeated after them in some."""
    if writer.rng.random() < 0.5:
        return plan
    header = tuple(row for row in plan.rows if row.kind == "header") if writer.rng.random() < 0.5 else ()
    out, count = list[GridRow](), 0
    for row in plan.rows:
        if count >= 5 and row.kind != "header" and writer.rng.random() < 0.3:
            out += [GridRow("break", (page,)), *header]
            count = 0
        out.append(row)
        count += row.kind == "measure"
    return replace(plan, rows=tuple(out))


def with_spans(writer: Writer, plan: Plan) -> Plan:
    """`plan` in which some cells span two rows: the lower row has the upper one's value."""
    rows, at = list(plan.rows), len(plan.keys) - 1 if plan.keys[-1] == "responsible" else None
    for i, (upper, lower) in enumerate(pairwise(plan.rows)):
        if at is None or upper.measure is None or lower.measure is None or rows[i].cells[at] == html.SPANNED or writer.rng.random() > 0.12:
            continue
        cells = (*lower.cells[:at], html.SPANNED)
        rows[i + 1] = replace(lower, cells=cells, measure=replace(lower.measure, responsible=upper.measure.responsible))
    return replace(plan, rows=tuple(rows))


def _numbered(plans: list[Plan]) -> list[Plan]:
    """`plans` with a number in each page break that prints one."""
    pages = count(2)

    def numbered(row: GridRow) -> GridRow:
        return replace(row, cells=(row.cells[0].format(p=next(pages)),)) if row.kind == "break" else row

    return [replace(plan, rows=tuple(map(numbered, plan.rows))) for plan in plans]


def annex(story: Story, i: int) -> list[str]:
    """The lines that tie the `i`-th appendix to its act."""
    writer, cast, stamp = story.writer, story.cast, story.stamp
    slots = {
        "{i}": str(i),
        "{kind_d}": _CASES[stamp.kind][0],
        "{kind_i}": _CASES[stamp.kind][1],
        "{issuer_g}": cast.issuer_entry["g"],
        "{number}": stamp.number,
    }
    slots |= {"{dd}": f"{stamp.date:%d}", "{mm}": f"{stamp.date:%m}", "{yyyy}": f"{stamp.date:%Y}", "\\n": "\n"}
    text = writer.fill(writer.pick("annex")["n"])
    for slot, value in slots.items():
        text = text.replace(slot, value)
    return text.split("\n")


def _foot(writer: Writer, cast: Cast, act: Act) -> str:
    """A line under the table: a note, a place for a seal, or the signature again, which stands on the first page too."""
    if act.paragraphs and writer.rng.random() < 0.3:
        return f"{cast.issuer_entry['head']} {cast.issuer_entry['g']}{' ' * 12}{cast.people[0].named(surname_first=False)}"
    return writer.style("foot")


def _printed(story: Story, layout: str, plans: list[Plan]) -> str:
    """The document's text in its layout."""
    writer, act = story.writer, story.act
    form, html_form = LAYOUTS[layout], LAYOUTS[layout].suffix == "html"
    out = html.paragraphs(act.paragraphs) if html_form else list(act.paragraphs)
    for i, plan in enumerate(plans, 1):
        head = [*annex(story, i), "", *plan.heading, ""]
        foot = ["", _foot(writer, story.cast, act), ""] if writer.rng.random() < 0.4 else [""]
        table = list(form.lines(plan, new_print(writer, form, sections=bool(plan.sections))))
        out += [*html.paragraphs(head), *table, *html.paragraphs(foot)] if html_form else [*head, *table, *foot]
    if html_form:
        return html.saved_page(out, writer) if layout == "html_page" else html.bare(out)
    return "\n".join(out) + "\n"
