"""Pseudo-graphics: pipes, `+---+` and box-drawing characters, with and without rules between rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.generate.lines import HEAD, Print, padded, widths_of
from corpus.generate.plan import GridRow, Plan
from corpus.generate.wrap import fold, wrapped


@dataclass(frozen=True, slots=True)
class Pen:
    """Characters of a rule (left, dash, joint, right) at the top, in the middle and at the bottom, and the bar between cells."""

    top: str
    middle: str
    bottom: str
    bar: str


ASCII = Pen("+-++", "+-++", "+-++", "|")
BOX = Pen("┌─┬┐", "├─┼┤", "└─┴┘", "│")
HEAVY = Pen("╔═╦╗", "╠═╬╣", "╚═╩╝", "║")


def _rule(pattern: str, widths: tuple[int, ...]) -> str:
    return pattern[0] + pattern[2].join(pattern[1] * (width + 2) for width in widths) + pattern[3]


def _line(cells: tuple[str, ...], bar: str) -> str:
    return f"{bar} " + f" {bar} ".join(cells) + f" {bar}"


def _row(row: GridRow, widths: tuple[int, ...], pen: Pen, print_: Print) -> Iterator[str]:
    """Physical lines of a row; a section runs over the whole table."""
    if row.kind == "section":
        whole = sum(widths) + 3 * (len(widths) - 1)
        yield from (_line((line.ljust(whole),), pen.bar) for line in wrapped(row.cells[0], whole, hyphenate=False))
    else:
        yield from (_line(line, pen.bar) for line in fold(padded(row, len(widths)), widths, hyphenate=print_.hyphenate))


def drawn(plan: Plan, print_: Print, pen: Pen) -> Iterator[str]:
    """A table with a frame; rules between all rows (`rules`) or only under the header and around sections."""
    widths = widths_of(plan, print_.width, hyphenate=print_.hyphenate)
    before = "break"
    for row in plan.rows:
        if row.kind == "break":
            if before != "break":
                yield _rule(pen.bottom, widths)
            yield row.cells[0]
            before = "break"
            continue
        if before == "break":
            yield _rule(pen.top, widths)
        elif print_.rules or row.kind != "measure" or before != "measure":
            yield _rule(pen.middle, widths)
        yield from _row(row, widths, pen, print_)
        before = row.kind
    if before != "break":
        yield _rule(pen.bottom, widths)


def pipes(plan: Plan, print_: Print) -> Iterator[str]:
    """A row a line, cells parted by `|`, with or without outer bars, a dashed rule under the header."""
    for row, after in zip(plan.rows, (*plan.rows[1:], None), strict=True):
        if row.kind == "break":
            yield row.cells[0]
            continue
        cells = [" ".join(cell.split()) for cell in (row.cells if row.kind == "section" else padded(row, len(plan.keys)))]
        line = " | ".join(cells)
        yield f"| {line} |" if print_.outer or row.kind == "section" else line
        if row.kind in HEAD and print_.rules and after is not None and after.kind not in HEAD:
            yield "|" + "|".join("---" for _ in plan.keys) + "|"
