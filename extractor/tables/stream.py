"""One cell per line, as a word processor dumps a table: with or without tabs, blank lines, a number column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from extractor.fold import folded
from extractor.schema import Role
from extractor.tables.align import Unit, align_stream
from extractor.tables.evidence import (
    NUMBERED,
    deadline_share,
    goes_on,
    is_number,
    is_open,
    leads_deadline,
    names_action,
    names_people,
    party_share,
)
from extractor.tables.grid import RawRow, bare, blank
from extractor.tables.header import guess_header, is_column_name, is_lower_line
from extractor.tables.marks import is_mark
from extractor.tables.roles import is_counting, is_header, role_of
from extractor.text import EMPTY, Traced, join

_LONGEST_HEADER = 90
_COUNT = re.compile(r"(\d+)\.?(?:$|\s)")
_GAP = re.compile(r"\S {3,}\S")


def read_stream_header(lines: Sequence[Traced]) -> tuple[list[Traced], int]:
    """Header cells that the first lines make, and how many lines they take; no cells where they name no columns."""
    tabbed = lines[0].text.startswith("\t")
    cells: list[Traced] = []
    best: tuple[list[Traced], int] = ([], 0)
    first = bare(lines[0])
    if role_of(first) is None or NUMBERED.match(first) or _is_no_header_cell(lines[0], first):
        return best
    counted = role_of(first) == "number"
    gaps, i = False, 0
    for i, line in enumerate(lines[:40]):
        text = bare(line)
        if not text and not (tabbed and line.text.strip(" ") == "\t"):
            if not gaps and (best[0] or _is_framed(cells, lines[i:], counted=counted)):
                return _with_lower_line((list(cells), i), lines)
            gaps = True
            continue
        # among names that begin with a number's, «Перечень мероприятий» is the measure's
        unnamed = counted and bool(cells) and not any(role_of(bare(cell)) == "measure" for cell in cells)
        if _is_no_header_cell(line, text, titled=not unnamed) or (cells and is_number(text)) or ((best[0] or counted) and _is_data(text)):
            break
        if cells and _wraps(cells[-1], line, tabbed, gap=blank(lines[i - 1])):
            cells[-1] = join([cells[-1], line], "\n")
        elif role_of(text) or tabbed or counted:
            cells.append(line)
        else:
            break
        if is_header([folded(cell) for cell in cells]):
            best = (list(cells), i + 1)
    return best if best[0] or not (counted and _is_framed(cells, lines[i:], counted=counted)) else (cells, i)


def _is_framed(cells: Sequence[Traced], below: Sequence[Traced], *, counted: bool) -> bool:
    """Whether names half known stand above a number, or above a block of as many cells."""
    if not is_header([folded(cell) for cell in cells], framed=True):
        return False
    shown = [line for line in below if not blank(line) or line.text.strip(" ") == "\t"]
    block = next((n for n, line in enumerate(below) if n and blank(line) and not line.text.strip(" ")), len(below))
    first = bare(shown[0]) if shown else ""
    numbered = is_number(first) or is_mark("section", first) or NUMBERED.match(first) is not None
    return (counted and numbered) or sum(line in shown for line in below[:block]) == len(cells)


def _with_lower_line(header: tuple[list[Traced], int], lines: Sequence[Traced]) -> tuple[list[Traced], int]:
    """The header with the line of names under it, as many cells below a blank line, the first one empty."""
    cells, taken = header
    below = next((i for i in range(taken, len(lines)) if lines[i].text), len(lines))
    block = lines[below : below + len(cells)]
    names = [bare(line) for line in block]
    tabbed = len(block) == len(cells) and all(line.text.startswith("\t") for line in block)
    lower = all(is_column_name(name) for name in names if name) or is_lower_line([folded(cell) for cell in cells], names)
    if tabbed and any(names) and not names[0] and lower:
        return [*cells, *block], below + len(cells)
    return header


def _is_data(text: str) -> bool:
    """Whether a line below the names of the columns is already a row's cell."""
    return bool(NUMBERED.match(text)) or (role_of(text) is None and (deadline_share(text) == 1.0 or names_action(text) or len(text) > 45))


def split_header(cells: Sequence[Traced]) -> list[tuple[Traced, ...]]:
    """One row of header cells, or two of one length, the lower one beginning with an empty cell («Сроки», below it «Начало»)."""
    half = len(cells) // 2
    if len(cells) % 2 == 0 and half > 1 and blank(cells[half]) and not blank(cells[half - 1]):
        return [tuple(cells[:half]), tuple(cells[half:])]
    return [tuple(cell for cell in cells if not blank(cell))]


def _is_no_header_cell(line: Traced, text: str, *, titled: bool = True) -> bool:
    """Several cells on the line, a sentence, or, where it may stand (`titled`), a plan's own heading: «Перечень мероприятий»."""
    return (
        "\t" in line.text.strip("\t")
        or bool(_GAP.search(text))
        or len(text) > _LONGEST_HEADER
        or (titled and is_mark("strong_title", text))
    )


def _wraps(above: Traced, line: Traced, tabbed: bool, gap: bool) -> bool:
    text = bare(line)
    if tabbed:
        return not line.text.startswith("\t") and not gap
    return not gap and (
        goes_on(text) or is_open(bare(above)) or (role_of(text) is None and role_of(bare(above)) is not None and text[:1].islower())
    )


def read_stream(lines: Sequence[Traced], roles: Sequence[Role]) -> list[RawRow]:
    """Rows of the lines below a header with these roles."""
    stamps = [line for i, line in enumerate(lines) if is_mark("furniture", folded(line)) or _is_page_number(lines, i)]
    units = _units([line for line in lines if line not in stamps] if stamps else lines, counted="number" in roles)
    rows = _counting(units, len(roles))
    units = units[len(rows) * len(roles) :]
    rows += [RawRow((line,), aligned=True, spanning=True) for line in stamps]
    columns = align_stream(units, roles)
    held: dict[int, list[Traced]] = {}
    last, gap = -1, False
    for unit, column in zip(units, columns, strict=True):
        if held and (column < last or (column != last and -1 in (column, last))):
            rows.append(_row(held, len(roles), gap))
            held = {}
        if not held:
            gap = unit.gap
        held.setdefault(column, []).append(unit.line)
        last = column
    return [*rows, _row(held, len(roles), gap)] if held else rows


def _is_page_number(lines: Sequence[Traced], i: int) -> bool:
    """Whether a lone number between blank lines does not go on with the rows' numbers: «7.» … «4» … «8.»."""
    text = bare(lines[i])
    if not text.isdigit() or not all(0 <= j < len(lines) and blank(lines[j]) for j in (i - 1, i + 1)):
        return False
    blanks = sum(map(blank, lines))
    above = next((int(found[1]) for line in reversed(lines[:i]) if (found := _COUNT.match(bare(line)))), 0)
    return 4 * blanks < len(lines) and int(text) != above + 1


def _row(held: dict[int, list[Traced]], width: int, gap: bool) -> RawRow:
    if -1 in held:
        return RawRow((join(held[-1], "\n"),), aligned=True, gap=gap, spanning=True)
    return RawRow(tuple(join(held[i], "\n") if i in held else EMPTY for i in range(width)), aligned=True, gap=gap)


def _units(lines: Sequence[Traced], *, counted: bool) -> list[Unit]:
    units = []
    gap = False
    spread = 2 * sum(blank(line) for line in lines) > len(lines) - 2  # a blank line stands between any two cells
    for i, line in enumerate(lines):
        text = folded(line)
        empty_cell = (
            not text and line.text.startswith("\t") and "\t" not in line.text[1:] and i + 1 < len(lines) and not _parts_rows(lines, i)
        )
        if not text and not empty_cell:
            gap = True
            continue
        opens = line.text.startswith("\t") or line.text.lstrip().lower().startswith(("<p", "<td")) or is_number(text)
        alone = gap and not spread and i + 1 < len(lines) and blank(lines[i + 1])
        units.append(Unit(text, line, gap, opens, _section_score(text, alone, lines[i + 1 :], counted=counted)))
        gap = False
    return units


def _parts_rows(lines: Sequence[Traced], i: int) -> bool:
    """Whether an empty tabbed line is no empty cell but white space between rows: blank lines on both sides."""
    return (i == 0 or not lines[i - 1].text.strip(" ")) and not lines[i + 1].text.strip(" \t")


def _section_score(text: str, alone: bool, below: Sequence[Traced], *, counted: bool) -> float:
    """How much a line of its own reads as a heading over all columns; where rows have no numbers (not `counted`) a number says it."""
    if (
        not text
        or is_number(text)
        or deadline_share(text) == 1.0
        or leads_deadline(text)
        or not (text[0].isupper() or text[0] in "«*" or text[0].isdigit())
    ):
        return -4.0
    if is_mark("section", text):
        score = 2.5
    else:
        score = -4.0 if party_share(text) > 0.95 or names_people(text) else -1.0
    following = next((bare(line) for line in below if not blank(line)), "")
    if not counted and NUMBERED.match(text):
        score += 3.5
    elif is_number(following):
        score += 3.5 if NUMBERED.match(text) else 1.5
    score += 1.0 if alone else 0.0
    return score - (1.5 if text.endswith((".", ";")) else 0.0)


def _counting(units: Sequence[Unit], width: int) -> list[RawRow]:
    """The 1, 2, 3 … under a header, a row of its own."""
    first = units[:width]
    return [RawRow(tuple(unit.line for unit in first), aligned=True)] if is_counting([unit.text for unit in first]) else []


def rough_rows(lines: Sequence[Traced]) -> list[RawRow]:
    """The rows that are whole at a first look, cut at numbers or at blank lines: what tells the columns of names that tell nothing."""
    cells = [line for line in lines if not blank(line) or line.text.strip(" ") == "\t"]
    starts = [i for i, line in enumerate(cells) if is_number(bare(line))]
    rows = [cells[a:b] for a, b in zip(starts, [*starts[1:], len(cells)], strict=True)] if len(starts) > 1 else _blocks(lines)
    widths = Counter(len(row) for row in rows if len(row) > 2)
    return [RawRow(tuple(row), aligned=True) for row in rows if widths and len(row) == widths.most_common(1)[0][0]]


def _blocks(lines: Sequence[Traced]) -> list[list[Traced]]:
    """Runs of lines between fully blank ones."""
    runs = ([*run] for empty, run in groupby(lines, lambda line: not line.text.strip(" ")) if not empty)
    return [run for run in runs if len(run) > 1]


def guess_stream(lines: Sequence[Traced]) -> tuple[Role, ...]:
    """Roles of a headless table's columns, by its whole rows; empty where its cells tell none."""
    rows = rough_rows(lines)
    return tuple(cell.role for cell in guess_header(rows)) if len(rows) > 1 else ()
