"""Rows tagged: every measure with its deadlines and parties as they stand in its cells, before anything has an id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.layout import Row, Table
from extractor.schema import Deadline, Order, Period, Role
from extractor.tables.evidence import PARTY_ROLES
from extractor.tag.deadlines import Calendar, read_deadlines, read_period, read_split_deadline
from extractor.tag.parties import split_parties, standing_alone
from extractor.tag.values import PartyMention, PartySpan
from extractor.text import EMPTY, Traced


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """A row with what its cells say; `table` indexes the layout's tables."""

    table: int
    row: Row
    text: Traced
    deadlines: tuple[Deadline, ...]
    responsible: tuple[PartyMention, ...]
    coordinators: tuple[PartyMention, ...]
    result: str | None
    indicator: str | None
    funding: str | None
    doubts: tuple[tuple[str, str], ...]

    @property
    def parties(self) -> Iterator[PartyMention]:
        """All of them, in the order in which references are asked for."""
        yield from self.responsible
        yield from self.coordinators


def drafts(tables: Sequence[Table], order: Order, marked: str = "") -> list[MeasureDraft]:
    """The measures of all tables, top to bottom.

    `marked` is the text as read where its source marks cells, so that a line's end in one is a paragraph's; else nothing.
    """
    alone = standing_alone(
        str(cell) for table in tables for role in PARTY_ROLES for row in table.rows for cell in cells_of(table, row, role)
    )
    parties = _Parties(alone, marked)
    out = []
    for n, table in enumerate(tables):
        calendar = Calendar(period_of(table, order), order.date)
        out += [_draft(n, table, row, calendar, parties) for row in table.rows]
    return out


def period_of(table: Table, order: Order) -> Period | None:
    """The dates that the plan's heading states; where it is silent, the order's title about the plan."""
    return read_period(table.title.text) or (read_period(order.title) if order.title and not table.title.text else None)


def cells_of(table: Table, row: Row, role: Role) -> list[Traced]:
    """The row's filled cells of a role."""
    return [cell for column, cell in zip(table.columns, row.cells, strict=True) if column.role == role and cell.text]


@dataclass(frozen=True, slots=True)
class _Parties:
    """What the parties of a cell are told by besides its words."""

    alone: frozenset[str]
    marked: str

    def of(self, cell: Traced) -> tuple[PartySpan, ...]:
        """The parties of a cell."""
        places = zip(cell.text, cell.starts, cell.ends, strict=True) if self.marked else ()
        ends = tuple(n for n, (char, start, end) in enumerate(places) if char == " " and "\n" in self.marked[start:end])
        return split_parties(cell.text, self.alone, ends)


def _draft(n: int, table: Table, row: Row, calendar: Calendar, parties: _Parties) -> MeasureDraft:
    deadlines, doubts = _deadlines(table, row, calendar)
    result, indicator, funding = (_text(table, row, role) for role in ("result", "indicator", "funding"))
    return MeasureDraft(
        table=n,
        row=row,
        text=next(iter(cells_of(table, row, "measure")), EMPTY),
        deadlines=deadlines,
        responsible=_parties(table, row, "responsible", parties),
        coordinators=_parties(table, row, "coordinator", parties),
        result=result if _has(table, "result") else indicator,
        indicator=indicator if _has(table, "result") else None,
        funding=funding,
        doubts=(*row.doubts, *doubts, *_unread(table, row, parties)),
    )


def _has(table: Table, role: Role) -> bool:
    return any(column.role == role for column in table.columns)


def _text(table: Table, row: Row, role: Role) -> str | None:
    return " ".join(cell.text for cell in cells_of(table, row, role)) or None


def _parties(table: Table, row: Row, role: Role, parties: _Parties) -> tuple[PartyMention, ...]:
    return tuple(PartyMention(cell[span.start : span.end], span.kind) for cell in cells_of(table, row, role) for span in parties.of(cell))


def _unread(table: Table, row: Row, parties: _Parties) -> list[tuple[str, str]]:
    """A doubt for each cell of parties in which nobody was told: its words stand nowhere else in the Document."""
    cells = [cell for role in PARTY_ROLES for cell in cells_of(table, row, role)]
    return [("low_confidence", f"nobody was told in «{cell}»") for cell in cells if not parties.of(cell)]


def _deadlines(table: Table, row: Row, calendar: Calendar) -> tuple[tuple[Deadline, ...], tuple[tuple[str, str], ...]]:
    parts = [(column.header, cell.text) for column, cell in zip(table.columns, row.cells, strict=True) if column.role == "deadline"]
    if not any(text for _, text in parts):
        return (), ()
    found = read_split_deadline(parts, calendar) if len(parts) > 1 else read_deadlines(parts[0][1], calendar)
    return tuple(span.deadline for span in found), tuple(doubt for span in found for doubt in span.doubts)
