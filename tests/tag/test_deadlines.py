"""Deadline cells against a table of examples, the edtf and dateutil libraries, and the gold orders."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from edtf import parse_edtf

from extractor.schema import Deadline, Period
from extractor.tag.deadlines import Calendar, find_deadlines, read_deadlines, read_period, read_split_deadline
from extractor.tag.values import DeadlineSpan

HERE = Path(__file__).parent
GOLD = Path(__file__).parents[3] / "shared" / "gold"
KINDS = "date|until|interval|recurring|ongoing|conditional"
MARKUP = re.compile(rf"\[({KINDS})((?: [^\]: ]+)*): ?([^\]]+)\]")


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def calendar(context: str) -> Calendar:
    if context.startswith("order "):
        return Calendar(None, dt.date.fromisoformat(context[6:]))
    if context == "-":
        return Calendar(None, None)
    start, _, end = context.partition("/")
    period = (
        Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end))
        if end
        else Period(dt.date(int(start), 1, 1), dt.date(int(start), 12, 31))
    )
    return Calendar(period, dt.date(2017, 1, 1))


def bare(marked: str) -> str:
    return MARKUP.sub(lambda found: found[3], marked)


def shown(text: str, spans: tuple[DeadlineSpan, ...]) -> str:
    """`text` with the markup of the table."""
    out, last = "", 0
    for span in spans:
        deadline = span.deadline
        facts = [deadline.kind, deadline.edtf, deadline.rrule, "!" * deadline.year_inferred, *(f"?{code}" for code, _ in span.doubts)]
        out += text[last : span.start] + f"[{' '.join(filter(None, facts))}: {text[span.start : span.end]}]"
        last = span.end
    return out + text[last:]


@cache
def bound(edtf: str, *, last: bool) -> dt.date | None:
    """First or last day of one side of an EDTF, as the edtf library has it; None where it is open or has no known year."""
    if edtf == ".." or "X" in edtf:
        return None
    parsed = parse_edtf(edtf)
    year, month, day = (parsed.upper_strict() if last else parsed.lower_strict())[:3]
    return dt.date(year, month, day)


def agrees(deadline: Deadline) -> bool:
    """Whether EDTF and dates say the same, and the rule is one that dateutil reads."""
    if deadline.rrule:
        rrulestr(deadline.rrule, dtstart=dt.datetime(2021, 1, 1))
    if (deadline.kind == "recurring") != bool(deadline.rrule):
        return False
    if deadline.edtf is None:
        return deadline.start is None and deadline.end is None
    first, _, last = deadline.edtf.partition("/")
    return (deadline.start, deadline.end) == (bound(first, last=False), bound(last or first, last=True))


@pytest.mark.parametrize("row", rows("deadlines.tsv"), ids=lambda row: f"{row[1]} {row[0]}")
def test_cell(row: list[str]) -> None:
    text = bare(row[1])
    assert shown(text, read_deadlines(text, calendar(row[0]))) == row[1]


def table() -> Iterator[tuple[str, tuple[DeadlineSpan, ...]]]:
    for context, marked, *_ in rows("deadlines.tsv"):
        yield bare(marked), read_deadlines(bare(marked), calendar(context))


def test_every_word_belongs_to_exactly_one_deadline() -> None:
    for text, spans in table():
        covered = [sum(span.start <= at < span.end for span in spans) for at in range(len(text))]
        assert all(times == 1 for times, char in zip(covered, text, strict=True) if char.isalnum()) or not spans, text
        assert all(span.deadline.text == text[span.start : span.end] for span in spans)


def test_any_jumble_of_words_is_held_whole() -> None:
    rng = random.Random(5)
    words = [word for text, _ in table() for word in text.split()]
    for _ in range(1000):
        text = " ".join(rng.choices(words, k=rng.randint(1, 8)))
        spans = read_deadlines(text, calendar(rng.choice(["-", "2021", "2022-09-01/2023-08-31", "order 2024-02-29"])))
        held = {at for span in spans for at in range(span.start, span.end)}
        assert all(at in held for at, char in enumerate(text) if char.isalnum()) or not spans, text
        assert all(span.deadline.start is None or span.deadline.end is None or span.deadline.start <= span.deadline.end for span in spans)
        assert all((span.deadline.kind == "recurring") == bool(span.deadline.rrule) for span in spans), text


def test_edtf_rrule_and_dates_say_the_same() -> None:
    for text, spans in table():
        assert all(agrees(span.deadline) for span in spans), text


@pytest.mark.parametrize("row", rows("deadlines_running.tsv"), ids=lambda row: row[1][:60])
def test_running_text(row: list[str]) -> None:
    text = bare(row[1])
    assert shown(text, find_deadlines(text, calendar(row[0]))) == row[1]


@pytest.mark.parametrize(("heading", "period"), rows("deadlines_periods.tsv"))
def test_period(heading: str, period: str) -> None:
    found = read_period(heading)
    assert (f"{found.start}/{found.end}" if found else "-") == period


@pytest.mark.parametrize("row", rows("deadlines_columns.tsv"), ids=lambda row: f"{row[1]} {row[0]}")
def test_columns(row: list[str]) -> None:
    parts = [(header, cell) for header, _, cell in (part.partition(":") for part in row[1].split(" | "))]
    found = read_split_deadline(parts, calendar(row[0]))
    told = [
        " ".join(filter(None, [d.deadline.kind, d.deadline.edtf, "!" * d.deadline.year_inferred, *(f"?{code}" for code, _ in d.doubts)]))
        + f": {d.deadline.text}"
        for d in found
    ]
    assert told == [part for part in row[2].split(" | ") if part != "-"]
    assert all(agrees(each.deadline) for each in found)


def test_a_year_carried_to_two_months_shares_its_text() -> None:
    spans = read_deadlines("май, октябрь 2022, 2023 гг.", Calendar(None, None))
    assert [(span.deadline.edtf, span.deadline.text) for span in spans] == [
        ("2022-05", "май"),
        ("2022-10", "октябрь 2022"),
        ("2023-05", "2023 гг."),
        ("2023-10", "2023 гг."),
    ]


def test_months_carry_to_each_year_of_a_range() -> None:
    spans = read_deadlines("до 1 декабря 2022-2024 гг.", Calendar(None, None))
    assert [(span.deadline.edtf, span.deadline.text, span.deadline.year_inferred) for span in spans] == [
        (f"../{year}-12-01", "до 1 декабря 2022-2024 гг.", False) for year in (2022, 2023, 2024)
    ]


def test_a_cell_that_cannot_be_read_is_kept_whole_with_a_doubt() -> None:
    (span,) = read_deadlines("сельский клуб, библиотека", Calendar(None, None))
    assert (span.deadline.text, span.deadline.kind, [code for code, _ in span.doubts]) == (
        "сельский клуб, библиотека",
        "conditional",
        ["low_confidence"],
    )


def gold_deadlines() -> Iterator[tuple[str, list[dict[str, object]], Calendar]]:
    """Each gold measure's cell (its deadlines' texts), the deadlines themselves and the document's calendar."""
    for path in sorted(GOLD.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        order_date = dt.date.fromisoformat(gold["order"]["date"])
        for roadmap in gold["roadmaps"]:
            stated = roadmap["period"]
            period = Period(*map(dt.date.fromisoformat, (stated["start"], stated["end"]))) if stated else None
            for measure in roadmap["measures"]:
                yield ", ".join(d["text"] for d in measure["deadlines"]), measure["deadlines"], Calendar(period, order_date)


@pytest.mark.skipif(not GOLD.exists(), reason=f"NO GOLD ORDERS at {GOLD}: their deadlines go unchecked")
def test_gold_deadlines() -> None:
    checked = 0
    for cell, wanted, known in gold_deadlines():
        spans = read_deadlines(cell, known)
        got = [json.loads(json.dumps({**as_json(span.deadline)})) for span in spans]
        assert got == [{key: want[key] for key in got[0]} for want in wanted], cell
        checked += len(wanted)
    assert checked


@pytest.mark.skipif(not GOLD.exists(), reason=f"NO GOLD ORDERS at {GOLD}: their periods and directives go unchecked")
def test_gold_periods_and_directives() -> None:
    for path in sorted(GOLD.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        for roadmap in gold["roadmaps"]:
            period = read_period(roadmap["title"])
            assert (period and {"start": str(period.start), "end": str(period.end)}) == roadmap["period"]
        for directive in gold["order"]["directives"]:
            spans = find_deadlines(directive["text"], Calendar(None, dt.date.fromisoformat(gold["order"]["date"])))
            got = [as_json(span.deadline) for span in spans]
            assert [{**each, "text": str(each["text"]).rstrip(".")} for each in got] == directive["deadlines"]


def as_json(deadline: Deadline) -> dict[str, object]:
    return {
        "text": deadline.text,
        "kind": deadline.kind,
        "start": deadline.start and deadline.start.isoformat(),
        "end": deadline.end and deadline.end.isoformat(),
        "edtf": deadline.edtf,
        "rrule": deadline.rrule,
        "year_inferred": deadline.year_inferred,
    }
