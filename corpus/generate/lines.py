"""Layouts without drawn rules: tabs, one cell a line, columns aligned by spaces, tabs that turn into paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.generate.plan import GridRow, Plan
from corpus.generate.wrap import fold, least_width, wrapped


@dataclass(frozen=True, slots=True)
class Print:
    """Details of one printed table; what a layout does not know it ignores."""

    width: int
    hyphenate: bool
    rules: bool
    lead: bool
    blank: bool
    outer: bool


HEAD = ("header", "numbers")


def _flat(cell: str) -> str:
    return " ".join(cell.split())


def tabs(plan: Plan, print_: Print) -> Iterator[str]:
    """A row a line, cells parted by tabs; a section padded by tabs or alone on its line."""
    for row in plan.rows:
        if row.kind == "section":
            yield _flat(row.cells[0]) + "\t" * ((len(plan.keys) - 1) if print_.lead else 0)
        elif row.kind == "break":
            yield row.cells[0]
        else:
            yield "\t".join(map(_flat, row.cells))


def cell_lines(plan: Plan, print_: Print) -> Iterator[str]:
    """A cell a line, as a word processor dumps it: a tab before each cell (`lead`), a blank line between rows (`blank`).

    Without the tab nothing tells a cell's second line from the next cell, so that a cell is one line there.
    """
    for row in plan.rows:
        lead = "\t" if print_.lead and row.kind != "break" else ""
        for cell in row.cells:
            yield from (lead + cell).split("\n") if lead or row.kind == "break" else (_flat(cell),)
        if print_.blank:
            yield ""


def widths_of(plan: Plan, total: int, *, hyphenate: bool) -> tuple[int, ...]:
    """Widths that add up to about `total`, by how much the columns hold, none narrower than its longest word."""
    rows = [r.cells for r in plan.rows if r.kind in ("header", "numbers", "measure")]
    columns = list(zip(*(row + ("",) * (len(plan.keys) - len(row)) for row in rows), strict=True))
    load = [max(4.0, sum(map(len, column)) / len(column)) ** 0.6 for column in columns]
    floor = [max((least_width(w, hyphenate=hyphenate) for cell in column for w in cell.split()), default=1) for column in columns]
    return tuple(max(low, int(total * part / sum(load))) for low, part in zip(floor, load, strict=True))


def padded(row: GridRow, count: int) -> tuple[str, ...]:
    """The row's cells, empty ones added for those that are missing at its end."""
    return row.cells + ("",) * (count - len(row.cells))


def fixed(plan: Plan, print_: Print) -> Iterator[str]:
    """Columns aligned by spaces, cells wrapped; a blank line between rows (`blank`) and always around sections."""
    widths = widths_of(plan, print_.width, hyphenate=print_.hyphenate)
    for row, after in zip(plan.rows, (*plan.rows[1:], None), strict=True):
        if row.kind == "section":
            yield from ("", *wrapped(row.cells[0], print_.width, hyphenate=False), "")
        elif row.kind == "break":
            yield row.cells[0].center(print_.width).rstrip(" ") if row.cells[0].strip() else row.cells[0]
        else:
            yield from ("   ".join(line).rstrip() for line in fold(padded(row, len(widths)), widths, hyphenate=print_.hyphenate))
            if row.kind in HEAD and print_.rules and after is not None and after.kind not in HEAD:
                yield "   ".join("-" * width for width in widths)
            if print_.blank:
                yield ""


def mixed(plan: Plan, print_: Print) -> Iterator[str]:
    """Tabs down to the table's middle, then each cell in a `<p>`, the number with the measure (`outer`) or in a `<p>` of its own."""
    half = len(plan.rows) // 2
    yield from tabs(replace(plan, rows=plan.rows[:half]), print_)
    yield ""
    for row in plan.rows[half:]:
        cells = list(map(_flat, row.cells))
        if print_.outer and row.kind in ("measure", "header") and plan.keys[:2] == ("number", "measure"):
            cells[:2] = [" ".join(filter(None, cells[:2]))]
        yield row.cells[0] if row.kind == "break" else "\t".join(f"<p>{cell}</p>" for cell in cells)
