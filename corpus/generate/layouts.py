"""Every layout by name: its printer, its file's suffix, and what it needs for the reader to have a chance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from corpus.generate import html
from corpus.generate.damage import DamageKind
from corpus.generate.lines import Print, cell_lines, fixed, mixed, tabs
from corpus.generate.plan import Plan
from corpus.generate.ruled import ASCII, BOX, HEAVY, drawn, pipes
from corpus.generate.words import Writer

ALL: frozenset[DamageKind] = frozenset(("split", "slide", "merge", "lose", "shift", "sink"))

NUMBERED = ALL - {"sink"}
"""Where only its number tells where a row begins."""


@dataclass(frozen=True, slots=True)
class Layout:
    """`marked`: rows are told apart by the layout itself, so that a row may lack its number; `shifts`: a merged cell pulls the others left;
    `empties`: an empty cell can be seen.

    `rules`, `lead`, `blank` fix a detail that is random where they are None.
    """

    lines: Callable[[Plan, Print], Iterator[str]]
    suffix: str = "txt"
    marked: bool = True
    shifts: bool = False
    page_numbers: bool = True
    empties: bool = True
    damage: frozenset[DamageKind] = ALL
    rules: bool | None = None
    lead: bool | None = None
    blank: bool | None = None


def _html(plan: Plan, _: Print) -> Iterator[str]:
    yield from html.table(plan)


LAYOUTS: dict[str, Layout] = {
    "tabs": Layout(tabs, shifts=True),
    "lines": Layout(cell_lines, shifts=True, page_numbers=False, lead=True),
    "lines_plain": Layout(
        cell_lines, marked=False, shifts=True, page_numbers=False, empties=False, damage=frozenset(("merge",)), lead=False
    ),
    "pipes": Layout(pipes),
    "plus": Layout(partial(drawn, pen=ASCII), rules=True),
    "plus_open": Layout(partial(drawn, pen=ASCII), marked=False, damage=NUMBERED, rules=False),
    "box": Layout(partial(drawn, pen=BOX), rules=True),
    "box_open": Layout(partial(drawn, pen=HEAVY), marked=False, damage=NUMBERED, rules=False),
    "fixed": Layout(fixed, blank=True),
    "fixed_tight": Layout(fixed, marked=False, damage=NUMBERED, blank=False),
    "html": Layout(_html, "html", shifts=True),
    "html_page": Layout(_html, "html", shifts=True),
    "mixed": Layout(mixed, shifts=True),
}


def new_print(writer: Writer, layout: Layout, *, sections: bool) -> Print:
    """The table's details at random where the layout leaves them open; rows of lines are parted by blank ones where there are sections."""
    rng = writer.rng

    def either(fixed_: bool | None) -> bool:
        return rng.random() < 0.5 if fixed_ is None else fixed_

    blank = either(layout.blank)
    return Print(
        width=int(writer.style("width")),
        hyphenate=rng.random() < 0.5,
        rules=either(layout.rules),
        lead=either(layout.lead),
        blank=blank or (layout.blank is None and sections),
        outer=rng.random() < 0.6,
    )
