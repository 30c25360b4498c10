"""Lines that print one cell, or a part of one, each → blocks of cells between blank lines, and where such a table ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from extractor.fold import folded
from extractor.tables.evidence import goes_on
from extractor.tables.grid import bare, blank
from extractor.tables.marks import is_mark
from extractor.tables.roles import role_of
from extractor.text import Traced, join

_CELL_MARK = re.compile(r"[ \f]*\t")
_ITEM = re.compile(r"\s*[-–—•]\s+\w")
_LOOK_AHEAD = 12
_MOST_LOOSE = 3
_NAMES_BEFORE = 4
_STOPS = ("end", "signature", "title")

Cells = tuple[Traced, ...]


def opens_cell(line: Traced) -> bool:
    """Whether a tab begins the line's one cell."""
    return _CELL_MARK.match(line.text) is not None and "\t" not in line.text.strip()


def _is_gap(line: Traced) -> bool:
    return not line.text.strip(" \f")


def tabbed_extent(lines: Sequence[Traced]) -> int:
    """How many lines a tabbed table takes: down to words that only stand below a table, to a plan's heading, or to running text."""
    last = 0
    for i, line in enumerate(lines):
        if opens_cell(line) or (last == i - 1 and not _is_gap(line)):
            last = i
        elif not _is_gap(line) and (_stops(line) or _is_running_text(lines[i : i + _LOOK_AHEAD])):
            break
    return last + 1


def plain_extent(lines: Sequence[Traced]) -> int:
    """How many lines a table without tabs takes; neither «план согласован» in a cell nor «Перечень мероприятий» among names ends it."""
    shown: list[str] = []
    for i, line in enumerate(lines):
        heads = is_mark("strong_title", folded(line)) and not any(role_of(text) == "number" for text in shown[-_NAMES_BEFORE:])
        if i and ("\t" in line.text.strip() or heads):
            return i
        shown += [bare(line)] * bool(bare(line))
    return len(lines)


def _stops(line: Traced) -> bool:
    text = folded(line)
    return "\t" in line.text.strip() or any(is_mark(kind, text) for kind in _STOPS)


def _is_running_text(lines: Sequence[Traced]) -> bool:
    """Whether more lines without a mark follow than a page's end or a section's title takes."""
    next_cell = next((i for i, line in enumerate(lines) if opens_cell(line)), None)
    return next_cell is None or sum(not _is_gap(line) for line in lines[:next_cell]) > _MOST_LOOSE


def cell_blocks(lines: Sequence[Traced]) -> list[Cells]:
    """The cells of each run of lines between blank ones; an empty cell between blank lines is white space too."""
    parted = [_is_gap(line) or _is_lone_tab(lines, i) for i, line in enumerate(lines)]
    runs = groupby(zip(parted, lines, strict=True), key=lambda item: item[0])
    return [_cells([line for _, line in run]) for gap, run in runs if not gap]


def _is_lone_tab(lines: Sequence[Traced], i: int) -> bool:
    alone = (i == 0 or _is_gap(lines[i - 1])) and (i + 1 == len(lines) or _is_gap(lines[i + 1]))
    return alone and blank(lines[i])


def _cells(block: Sequence[Traced]) -> Cells:
    """A block's cells: each tabbed line with the lines that go on with it, or, where no line is tabbed, each line, «- …» items apart."""
    tabbed = any(map(opens_cell, block))
    cells: list[Traced] = []
    for line in block:
        if not cells or (opens_cell(line) if tabbed else not _ITEM.match(line.text)):
            cells.append(line)
        else:
            cells[-1] = join([cells[-1], line], "\n")
    return tuple(cells)


def broken_over_tabs(block: Cells) -> Cells:
    """A header whose tabs mark lines, not cells («Наименование», «мероприятия»), put together; empty where its names are whole."""
    texts = [bare(cell) for cell in block]
    if sum(map(goes_on, texts)) < 2:
        return ()
    cells: list[Traced] = []
    for cell, text in zip(block, texts, strict=True):
        if cells and goes_on(text):
            cells[-1] = join([cells[-1], cell.strip()], "\n")
        else:
            cells.append(cell.strip())
    return tuple(cells)
