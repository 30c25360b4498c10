"""Physical lines of an aligned table (pseudo-graphics, fixed width) → one row per measure, wrapped cells put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.fold import folded
from extractor.schema import Role
from extractor.tables.evidence import PARTY_ROLES, completes_date, deadline_share, goes_on, is_number, is_open, is_tick, names_action
from extractor.tables.grid import RawRow, blank
from extractor.tables.roles import is_counting, is_header, roles_of
from extractor.text import EMPTY, Traced, join

_BARE_DAY = re.compile(r"(?<![.\d])\d{1,2}$")


@dataclass(frozen=True, slots=True)
class PhysicalLine:
    """One printed line: a cell's part per column; `ruled` and `gap`: a rule, or a blank line, stands above."""

    cells: tuple[Traced, ...]
    ruled: bool = False
    gap: bool = False
    spanning: bool = False


def group(lines: Sequence[PhysicalLine], *, wrapped: bool = True) -> list[RawRow]:
    """Rows of a table's printed lines; the header's lines, if it has one, make the first row. A line a row where no cell is wrapped."""
    if not wrapped:
        return [_row([line]) for line in lines]
    head = header_lines(lines)
    roles = roles_of([folded(cell) for cell in _joined(lines[:head])]) if head else ()
    rows = [_row(lines[:head])] if head else []
    rest = lines[head:]
    ruled, parted = _is_ruled(rest, roles), _is_parted(rest, roles)
    current: list[PhysicalLine] = []
    for line in rest:
        if current and (_begins_row(current, line, roles, ruled) or (parted and _is_whole(current, line, roles))):
            rows.append(_row(current))
            current = []
        current.append(line)
    return [*rows, _row(current)] if current else rows


def header_lines(lines: Sequence[PhysicalLine]) -> int:
    """How many of the first lines are the header; 0 where the first lines name no columns."""
    for count in range(1, min(6, len(lines)) + 1):
        if lines[0].spanning or (count > 1 and _is_data(lines[count - 1])):
            return 0
        if is_header([folded(cell) for cell in _joined(lines[:count])]):
            return _header_end(lines, count)
    return 0


def _header_end(lines: Sequence[PhysicalLine], count: int) -> int:
    while count < len(lines) and not lines[count].ruled and not lines[count].gap and not _is_data(lines[count]):
        above, here = _joined(lines[:count]), lines[count].cells
        fits = [
            not str(b).strip() or goes_on(str(b)) or (str(a).strip() and len(str(b).strip()) < 25)
            for a, b in zip(above, here, strict=False)
        ]
        if lines[count].spanning or not all(fits) or len(here) != len(lines[0].cells):
            break
        count += 1
    return count


def _is_data(line: PhysicalLine) -> bool:
    first = next((str(cell).strip() for cell in line.cells if not blank(cell)), "")
    return is_number(first) or is_counting([str(cell) for cell in line.cells])


def _is_ruled(lines: Sequence[PhysicalLine], roles: Sequence[Role]) -> bool:
    first = next((i for i, line in enumerate(lines) if line.ruled), 0)  # the rule under the header parts no rows
    segments = sum(line.ruled for line in lines[first + 1 :]) + 1
    if roles and roles[0] == "number":
        numbered = sum(is_number(str(line.cells[0]).strip()) for line in lines if line.cells)
        return segments > 1 and segments >= 0.6 * numbered
    return segments > 2 and segments * 8 >= len(lines)


def _is_parted(lines: Sequence[PhysicalLine], roles: Sequence[Role]) -> bool:
    """Whether a blank line stands above each row: above nearly every number or, without numbers, above one line in six at least."""
    if roles and roles[0] == "number":
        below = [line for above, line in pairwise(lines) if not above.spanning and not line.spanning]
        numbered = [line.gap for line in below if is_number(str(line.cells[0]).strip())]
        return len(numbered) > 2 and 10 * sum(numbered) >= 9 * len(numbered)
    cells = [line for line in lines if not line.spanning]
    return 6 * sum(line.gap for line in cells) >= len(cells) > 12


def _is_whole(row: Sequence[PhysicalLine], line: PhysicalLine, roles: Sequence[Role]) -> bool:
    """Whether a line below a blank one begins a sentence below one that has ended: in the measure's column or, without names, its first."""
    first = next((i for i, cell in enumerate(line.cells) if not blank(cell)), 0)
    measure = roles.index("measure") if "measure" in roles else first
    if not line.gap or len(line.cells) <= measure:
        return False
    here = str(line.cells[measure]).strip()
    return bool(here) and not goes_on(here) and not is_open(_held(row, measure))


def _begins_row(row: Sequence[PhysicalLine], line: PhysicalLine, roles: Sequence[Role], ruled: bool) -> bool:
    if line.spanning != row[-1].spanning or line.ruled:
        return True
    if line.spanning:
        return not goes_on(str(line.cells[0]).strip()) and line.gap
    first = str(line.cells[0]).strip() if line.cells else ""
    if is_number(first) and (not roles or roles[0] == "number"):
        return not _number_goes_on(row, first)
    if ruled:
        return False
    return _is_anew(row, line, roles) or _starts(row, line, roles) >= 2


def _is_anew(row: Sequence[PhysicalLine], line: PhysicalLine, roles: Sequence[Role]) -> bool:
    """Whether a mark stands under a mark of its column, or a measure and a whole deadline under whole ones.

    «Не позднее 08.03.2024» above «ежемесячно» are two deadlines where «Заседание рабочей группы» stands beside the second.
    """
    cells = [(role, _held(row, i), str(line.cells[i]).strip()) for i, role in enumerate(roles) if i < len(line.cells)]
    filled = [(role, above, here) for role, above, here in cells if above and here]
    if any(role == "deadline" and is_tick(above) and is_tick(here) for role, above, here in filled):
        return True
    measure = any(role == "measure" and here[0].isupper() and names_action(here) and not is_open(above) for role, above, here in filled)
    deadlines = [(above, here) for role, above, here in filled if role == "deadline"]
    return measure and bool(deadlines) and all(not _is_half(above, here) for above, here in deadlines)


def _held(row: Sequence[PhysicalLine], column: int) -> str:
    """What a row's lines hold in a column so far."""
    return " ".join(text for above in row if column < len(above.cells) and (text := str(above.cells[column]).strip()))


def _is_half(above: str, here: str) -> bool:
    """Whether two lines of a deadline's cell need each other: «В срок до» above «18.05.2020», «Март, декабрь» above «2020 г.»."""
    return (
        is_open(above)
        or completes_date(here)
        or _BARE_DAY.search(above) is not None
        or deadline_share(above) < 1.0
        or deadline_share(here) < 1.0
    )


def _number_goes_on(row: Sequence[PhysicalLine], first: str) -> bool:
    """A number broken over lines, «1.» above «12.», is read as two numbers unless the first part is cut: «1.1» «0.»."""
    return len(row) == 1 and str(row[0].cells[0]).strip().endswith("-") and first.isdigit()


def _starts(row: Sequence[PhysicalLine], line: PhysicalLine, roles: Sequence[Role]) -> float:
    """Evidence that `line` begins a row: a cell begins anew after blank lines in its column, sentences begin, a blank line above."""
    score = 3.0 if line.gap else 0.0
    for i, cell in enumerate(line.cells):
        text = str(cell).strip()
        if not text:
            continue
        role = roles[i] if i < len(roles) else "other"
        parts = [str(above.cells[i]).strip() for above in row if i < len(above.cells)]
        filled = [part for part in parts if part]
        restarts = bool(filled) and not parts[-1]
        cut = bool(filled) and bool(parts[-1]) and (is_open(parts[-1]) or parts[-1].endswith("-"))
        if cut or (goes_on(text) and (filled or role == "measure") and role != "deadline"):
            score -= 2.0
        elif restarts:
            score += 2.0
        elif role == "measure":
            score += 0.5
        elif role == "deadline" or role in PARTY_ROLES:
            score += 0.5 if filled else 0.0
    return score


def _joined(lines: Sequence[PhysicalLine]) -> tuple[Traced, ...]:
    width = max((len(line.cells) for line in lines), default=0)
    columns = ([line.cells[i] for line in lines if i < len(line.cells) and not blank(line.cells[i])] for i in range(width))
    return tuple(join((part.strip() for part in column), "\n") if column else EMPTY for column in columns)


def _row(lines: Sequence[PhysicalLine]) -> RawRow:
    return RawRow(_joined(lines), aligned=True, gap=lines[0].gap, spanning=lines[0].spanning)
