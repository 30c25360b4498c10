"""A document taken apart: the roadmaps' tables, and the order's own lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.fold import fold, folded
from extractor.layout import HeaderCell, Layout, Reading, Table
from extractor.schema import Warning
from extractor.tables.coverage import lost_text
from extractor.tables.grid import RawRow, bare, blank, from_grid
from extractor.tables.header import guess_header, read_header
from extractor.tables.marks import is_mark
from extractor.tables.regions import find_regions
from extractor.tables.roles import is_header
from extractor.tables.rows import make_rows
from extractor.tables.tabs import TAB
from extractor.tables.title import heads_plan, title_span
from extractor.text import EMPTY, Traced, join
from extractor.trace import fired


@dataclass(frozen=True, slots=True)
class _Block:
    """A run of lines, or, where `rows` is given, a table; `top`: on a later page than the table before it."""

    lines: tuple[Traced, ...] = ()
    rows: tuple[RawRow, ...] = ()
    top: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A roadmap's table before its rows are made logical."""

    title: Traced
    columns: tuple[HeaderCell, ...]
    rows: tuple[RawRow, ...]
    header: tuple[RawRow, ...]


def find_tables(reading: Reading, text: Traced) -> Layout:
    """The layout of a repaired text; `reading` says what the source itself marks (grids, furniture)."""
    blocks, furniture = _blocks(reading, text)
    prose: list[Traced] = []
    found: list[_Found] = []
    warnings: list[Warning] = []
    for block in blocks:
        if block.rows:
            _take(block, found, prose, warnings)
        else:
            prose += _stray_rows(block.lines, found)
    tables: list[Table] = []
    accounted: list[Traced] = []
    for table in found:
        made = make_rows(table.rows, table.columns)
        tables.append(Table(table.title, table.columns, made.headings, made.rows))
        furniture += made.furniture
        prose += made.below
        accounted += [cell for row in table.header for cell in row.cells]
    if not tables:
        warnings.append(Warning("no_roadmap", "no table of measures was found"))
    lost = lost_text(text, [*prose, *furniture, *accounted], tables)
    return Layout(tuple(prose), tuple(tables), tuple(furniture), (*warnings, *lost))


def _blocks(reading: Reading, text: Traced) -> tuple[list[_Block], list[Traced]]:
    """Lines and tables in reading order, and the lines that the reader calls furniture."""
    blocks: list[_Block] = []
    furniture: list[Traced] = []
    last = 0
    pages = [page.start for page in reading.pages]
    for grid in sorted((g for g in reading.grids if any(g.rows)), key=lambda g: min(c.start for row in g.rows for c in row)):
        cells = [cell for row in grid.rows for cell in row]
        start, end = min(cell.start for cell in cells), max(cell.end for cell in cells)
        blocks.append(_Block(lines=tuple(_lines(reading, text.between(last, start), furniture))))
        top = bisect_right(pages, start) > bisect_right(pages, last) if last else False
        blocks.append(_Block(rows=tuple(from_grid(grid, text)), top=top))
        last = end
    lines = _lines(reading, text.between(last, len(reading.text)), furniture)
    return ([*blocks, _Block(lines=tuple(lines))] if blocks else _text_blocks(lines)), furniture


def _lines(reading: Reading, text: Traced, furniture: list[Traced]) -> list[Traced]:
    lines = []
    for line in text.lines():
        at = line.place(0, len(line))
        if bare(line) and any(start <= at[0] and at[1] <= end for start, end in reading.furniture):
            furniture.append(line)
        else:
            lines.append(line)
    return lines


def _text_blocks(lines: Sequence[Traced]) -> list[_Block]:
    blocks: list[_Block] = []
    last = 0
    for region in find_regions(lines):
        blocks += [_Block(lines=tuple(lines[last : region.start])), _Block(rows=region.rows)]
        last = region.end
    return [*blocks, _Block(lines=tuple(lines[last:]))]


def _take(block: _Block, found: list[_Found], prose: list[Traced], warnings: list[Warning]) -> None:
    """A table is a new roadmap, goes on with the one above over a page's end, or is no roadmap: then its cells are prose."""
    columns, taken = _repeated(block, found) or read_header(block.rows)
    texts = [_title_text(line) for line in prose]
    start, end = title_span(texts, len(prose), 0)
    titled = heads_plan(texts, start, end)
    above = found[-1] if found else None
    rows = tuple(replace(row, gap=True, top=block.top) if n == 0 else row for n, row in enumerate(block.rows[taken:]))
    if above and not titled and _goes_on(above, columns, rows):
        fired("table_goes_on", None, f"{len(rows)} rows")
        found[-1] = replace(above, rows=(*above.rows, *rows), header=(*above.header, *block.rows[:taken]))
        return
    if not columns:
        columns = () if _is_signature_list(block.rows) else guess_header(block.rows)
        if not columns:
            prose += [cell for row in block.rows for cell in row.cells]
            return
        warnings.append(Warning("no_header", "the table has no header: its columns were told by what they hold"))
    title, header = _title_of(prose, start, end, block.rows[:taken])
    found.append(_Found(title, columns, rows, header))


def _title_text(line: Traced) -> str:
    """A line as the heading reads it: a drawn rule above the table is no part of it."""
    text = folded(line)
    return "" if text.strip("-=_─━═ ") == "" else text


def _is_signature_list(rows: Sequence[RawRow]) -> bool:
    """«ФИО | Должность | Дата | Подпись»: who has read the act, or signs it."""
    names = [folded(cell) for cell in rows[0].cells if not blank(cell)]
    return sum(is_mark("signing", name) for name in names) > 1


def _repeated(block: _Block, found: list[_Found]) -> tuple[tuple[HeaderCell, ...], int] | None:
    """The columns of the table above and how many rows repeat its header at the top of a page; None where none does."""
    if not block.top or not found:
        return None
    names = {tuple(map(folded, row.cells)) for row in found[-1].header}
    count = 0
    while count < len(block.rows) and tuple(map(folded, block.rows[count].cells)) in names:
        count += 1
    return (found[-1].columns, count) if count else None


def _stray_rows(lines: Sequence[Traced], found: list[_Found]) -> Sequence[Traced]:
    """The lines without those right below a table that are rows of it («14.⇥Создание …⇥февраль⇥…»), which go to the table."""
    count = 0
    while found and count < len(lines) and (blank(lines[count]) or len(lines[count].split(TAB)) == len(found[-1].columns)):
        count += 1
    rows = [RawRow(tuple(line.split(TAB)), aligned=True, gap=True) for line in lines[:count] if not blank(line)]
    if rows and not any(is_header([folded(cell) for cell in row.cells]) for row in rows):
        found[-1] = replace(found[-1], rows=(*found[-1].rows, *rows))
        return lines[count:]
    return lines


def _goes_on(above: _Found, columns: Sequence[HeaderCell], rows: Sequence[RawRow]) -> bool:
    if columns:
        return [cell.role for cell in columns] == [cell.role for cell in above.columns]
    return any(len(row.cells) == len(above.columns) for row in rows)


def _title_of(prose: list[Traced], start: int, end: int, head: Sequence[RawRow]) -> tuple[Traced, tuple[RawRow, ...]]:
    """The heading's lines, taken out of the prose; a heading that stands inside the table's first rows otherwise."""
    lines = [line for line in prose[start:end] if _title_text(line)]
    prose[start:end] = [line for line in prose[start:end] if not _title_text(line)]
    if lines:
        return fold(join(lines, "\n")), tuple(head)
    inside = [row for row in head if row.spanning and is_mark("title", folded(row.cells[0]))]
    title = join([cell for row in inside for cell in row.cells if not blank(cell)], "\n") if inside else EMPTY
    return fold(title), tuple(row for row in head if row not in inside)
