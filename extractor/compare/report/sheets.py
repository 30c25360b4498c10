"""A Comparison as tables: XLSX with a sheet a question, CSV with the groups in one long table."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.compare.report.words import word
from extractor.compare.values import BodyShare, Comparison, Coverage
from extractor.export.csv import csv_bytes

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Value = str | int | float | dt.date | None
_STAMP = dt.datetime(2000, 1, 1)
_WIDTHS = {
    **dict.fromkeys(("measure", "gap_column"), 60),
    **dict.fromkeys(("words", "party", "result"), 34),
    **dict.fromkeys(("plan", "body", "earliest"), 28),
    "deadline": 22,
    "group": 8,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: the key of its title, what its header says with the key of each column's width, its rows."""

    key: str
    header: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Value, ...], ...]


def sheets(comparison: Comparison) -> Iterator[Sheet]:
    """A sheet for each question that the comparison answers."""
    names = {plan.id: plan.name for plan in comparison.plans}
    plans = tuple((p.name, p.region, p.start, p.end, p.measures, p.filename) for p in comparison.plans)
    yield Sheet("plans", _header("plan", "region", "start", "end", "measures", "file"), plans)
    yield group_sheet(comparison)
    gaps = tuple((names[gap.plan], gap.label, word(gap.type), gap.having, gap.others, gap.group) for gap in comparison.gaps)
    yield Sheet("gaps", _header("plan", "gap_column", "type", "having", "others", "group"), gaps)
    yield _shares("coverage", "type", [(word(line.type), line) for line in comparison.coverage], tuple(names.values()))
    yield _timing(comparison, names)
    yield _shares("parties", "body", [(word(line.body), line) for line in comparison.parties], tuple(names.values()))
    wording = tuple((names[line.plan], line.copied, line.changed, line.own) for line in comparison.wording)
    yield Sheet("wording", _header("plan", "copied", "changed", "own"), wording)


def _header(*keys: str) -> tuple[tuple[str, str], ...]:
    return tuple((word(key).capitalize(), key) for key in keys)


def group_sheet(comparison: Comparison) -> Sheet:
    """A row a measure, group by group."""
    names = {plan.id: plan.name for plan in comparison.plans}
    keys = ("group", "type", "plan", "measure", "similarity", "wording", "deadline", "start", "end", "party", "result", "words")
    rows = (
        (
            group.id,
            word(group.type),
            names[member.plan],
            member.text,
            member.similarity,
            word(member.wording),
            "; ".join(member.deadlines),
            member.start,
            member.end,
            "; ".join(member.parties),
            member.result,
            ", ".join(each.word for each in group.words),
        )
        for group in comparison.groups
        for member in group.members
    )
    return Sheet("groups", _header(*keys), tuple(rows))


def _shares(key: str, first: str, lines: Sequence[tuple[str, Coverage | BodyShare]], names: Sequence[str]) -> Sheet:
    """Counts of all plans, then shares of all."""
    header = (*_header(first), *((name, "plan") for name in names), *((f"{name}, {word('share')}", "plan") for name in names))
    return Sheet(key, header, tuple((label, *line.counts, *line.shares) for label, line in lines))


def _timing(comparison: Comparison, names: dict[str, str]) -> Sheet:
    """A row a group: each plan's last day, or first where there is no last."""
    labels = {group.id: group.label for group in comparison.groups}
    header = (*_header("group", "measure", "earliest", "days"), *((name, "end") for name in names.values()))
    rows = []
    for each in comparison.timing:
        days = {span.plan: span.end or span.start for span in each.spans}
        first = ", ".join(names[plan] for plan in each.earliest)
        rows.append((each.group, labels[each.group], first, each.days, *(days.get(plan) for plan in names)))
    return Sheet("timeline", header, tuple(rows))


def to_xlsx(comparison: Comparison) -> bytes:
    """A workbook with frozen headers and filters; text is never taken for a formula, a number or a link."""
    import xlsxwriter  # noqa: PLC0415 - heavy

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": word("title"), "created": _STAMP})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#EAEFF2"})
        plain = {"valign": "top", "text_wrap": True, "border": 1, "align": "left"}
        formats = {dt.date: book.add_format({**plain, "num_format": "dd.mm.yyyy"}), float: book.add_format({**plain, "num_format": "0%"})}
        text = book.add_format(plain)
        for each in sheets(comparison):
            sheet = book.add_worksheet(word(each.key)[:31])
            for at, (title, key) in enumerate(each.header):
                sheet.set_column(at, at, _WIDTHS.get(key, 14))
                sheet.write_string(0, at, title, head)
                for line, row in enumerate(each.rows, 1):
                    _write(sheet, line, at, row[at], formats.get(type(row[at]), text))
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(1, len(each.rows)), len(each.header) - 1)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
    return out.getvalue()


def _write(sheet: Worksheet, line: int, at: int, value: Value, style: Format) -> None:
    match value:
        case None | "":
            sheet.write_blank(line, at, None, style)
        case dt.date():
            sheet.write_datetime(line, at, dt.datetime.combine(value, dt.time()), style)
        case int() | float():
            sheet.write_number(line, at, value, style)
        case _:
            sheet.write_string(line, at, value, style)


def to_csv(comparison: Comparison) -> bytes:
    """The groups as Excel opens them in Russian: a byte-order mark, semicolons, dates by day."""
    sheet = group_sheet(comparison)
    return csv_bytes([[title for title, _ in sheet.header], *sheet.rows])
