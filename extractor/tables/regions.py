"""Where the tables of a text stand, and in which layout each is printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractor.fold import fold, folded
from extractor.tables.evidence import LEADING_NUMBER, goes_on, is_number
from extractor.tables.fixed import column_starts, is_fixed_header, is_numbered, parts, read_fixed
from extractor.tables.grid import RawRow, bare, blank
from extractor.tables.header import read_header
from extractor.tables.marked import Marked, find_marked, read_marked
from extractor.tables.marks import is_mark
from extractor.tables.pipes import is_piped, read_pipes
from extractor.tables.stream import guess_stream, read_stream, read_stream_header, rough_rows, split_header
from extractor.tables.tabs import TAB, is_tab_header, is_tabbed, read_tabs
from extractor.tables.title import heads_plan, title_span
from extractor.text import Traced


@dataclass(frozen=True, slots=True)
class Region:
    """Lines `start`..`end` that make one table, read into rows."""

    start: int
    end: int
    rows: tuple[RawRow, ...]


def find_regions(lines: Sequence[Traced]) -> list[Region]:
    """The tables of a text's physical lines, top to bottom."""
    starts = _starts(lines)
    regions: list[Region] = []
    last = 0
    for n, (start, kind, marked) in enumerate(starts):
        limit = starts[n + 1][0] if n + 1 < len(starts) else len(lines)
        table = Region(start, start + marked.taken, tuple(read_marked(marked))) if marked else _region(lines, start, limit, kind)
        regions += [*_headless(lines, last, start), table]
        last = regions[-1].end
    return [*regions, *_headless(lines, last, len(lines))]


def _starts(lines: Sequence[Traced]) -> list[tuple[int, str, Marked | None]]:
    """Line and layout of each header, and the table where its cells are marked; a drawn block begins with its first line, headed or not."""
    starts: list[tuple[int, str, Marked | None]] = []
    i = 0
    while i < len(lines):
        marked = _marked_at(lines, i)
        kind, taken = ("marked", marked.taken) if marked else _kind_at(lines, i)
        if kind in ("stream", "fixed", "tabs") and starts and not _begins_anew(lines, starts[-1][0], i, taken):
            kind, taken = "", 1
        if kind:
            starts.append((i, kind, marked))
        i += max(1, taken)
    return starts


def _marked_at(lines: Sequence[Traced], i: int) -> Marked | None:
    """The table of marked cells that begins at line `i`, down to words that only stand below one: a second plan may follow."""
    table = find_marked(lines[i:]) if i == 0 or blank(lines[i - 1]) else None
    end = _end(lines, i, i + table.taken, "marked") if table else i
    return find_marked(lines[i:end]) if table and end < i + table.taken else table


def _begins_anew(lines: Sequence[Traced], above: int, i: int, taken: int) -> bool:
    """Lines in a table that read like a header are one only where they repeat the header above or stand below a plan's heading."""
    texts = [folded(line) for line in lines[above : i + taken]]
    head = [text for text in texts[i - above :] if text]
    start, end = title_span(texts, i - above, 0)
    return heads_plan(texts, start, end) or [text for text in texts if text][: len(head)] == head


def _kind_at(lines: Sequence[Traced], i: int) -> tuple[str, int]:
    line = lines[i]
    if blank(line):
        return "", 1
    if is_piped(line.text):
        end = i
        while end < len(lines) and (is_piped(lines[end].text) or _resumes(lines, end)):
            end += 1
        return ("pipes", end - i) if end - i > 2 else ("", end - i)
    if is_tab_header(lines, i):
        return "tabs", 1
    if is_fixed_header([other.text for other in lines[i : i + 3]]):
        return "fixed", 2
    cells, taken = read_stream_header(lines[i:]) if len(bare(line)) < 60 and not _ends_title(lines, i) else ([], 0)
    return ("stream", taken) if cells else ("", 1)


def _ends_title(lines: Sequence[Traced], i: int) -> bool:
    """Whether a line goes on with the one above, and what is below does not: «по развитию учреждений» above «№ п/п» is no name."""
    if i == 0 or blank(lines[i - 1]) or not goes_on(bare(lines[i])):
        return False
    return not goes_on(next((text for line in lines[i + 1 : i + 4] if (text := bare(line))), ""))


def _resumes(lines: Sequence[Traced], i: int) -> bool:
    """Whether a pseudo-graphic table goes on after a few lines of page furniture or a heading without bars."""
    ahead = lines[i : i + 8]
    bars = next((n for n, line in enumerate(ahead) if is_piped(line.text)), None)
    if bars is None:
        return False
    between = [folded(line) for line in ahead[:bars] if not blank(line)]
    return len(between) <= 2 and not any(
        is_mark("strong_title", text) or (is_mark("stop", text) and not is_number(text)) for text in between
    )


def _headless(lines: Sequence[Traced], start: int, end: int) -> list[Region]:
    """A table between `start` and `end` that has no header: rows of three cells or more, two of them numbered."""
    tabbed = [i for i in range(start, end) if is_tabbed(lines[i], 3)]
    if sum(is_number(str(fold(lines[i].split(TAB)[0]))) for i in tabbed) > 1:
        return [_region(lines, _with_headings(lines, tabbed[0], start), end, "tabs")]
    numbered = [i for i in range(start, end) if is_numbered(lines[i].text)]
    if len(numbered) > 1:
        return [_region(lines, _with_headings(lines, _first_aligned(lines, numbered, start), start), end, "fixed")]
    alone = [i for i in range(start, end) if is_number(bare(lines[i]))]
    if len(alone) > 1 and bare(lines[alone[0]]).strip(".)") in ("1", "1.1", "I"):
        first = _with_headings(lines, alone[0], start)
        last = _end(lines, first, end, "stream")
        roles = guess_stream(lines[first:last])
        return [Region(first, last, tuple(read_stream(lines[first:last], roles)))] if roles else []
    return []


def _first_aligned(lines: Sequence[Traced], numbered: Sequence[int], floor: int) -> int:
    """The first line of rows without a number that stand above the first numbered one, in its columns."""
    begins = column_starts([lines[i].text for i in numbered])
    first = above = numbered[0]
    while above > floor and len(begins) > 2:
        above -= 1
        spans = parts(lines[above].text)
        if spans and not {start for start, _ in spans} <= set(begins[1:]):
            break
        first = above if len(spans) > 1 else first
    return first


def _with_headings(lines: Sequence[Traced], i: int, floor: int) -> int:
    """The first line of the headings («1. Организационные мероприятия», «Раздел I …») that stand right above a headless table."""
    above = i - 1
    while above > floor and blank(lines[above]) and i - above < 3:
        above -= 1
    return _with_headings(lines, above, floor) if above >= floor and _is_heading(folded(lines[above])) else i


def _is_heading(text: str) -> bool:
    return is_mark("section", text) or bool(LEADING_NUMBER.match(text))


def _region(lines: Sequence[Traced], start: int, limit: int, kind: str) -> Region:
    end = _end(lines, start, limit, kind)
    return Region(start, end, tuple(_READERS[kind](lines[start:end])))


def _end(lines: Sequence[Traced], start: int, limit: int, kind: str) -> int:
    """Where a table ends: at words that only stand below one, or after its last bar."""
    if kind == "pipes":
        last = max(i for i in range(start, limit) if is_piped(lines[i].text))
        return last + 1
    for i in range(start + 1, limit):
        if not blank(lines[i]) and "\t" not in lines[i].text.strip() and _ends(lines, i):
            return i
    return limit


def _ends(lines: Sequence[Traced], i: int) -> bool:
    line = lines[i]
    if line.text.startswith("\t"):
        return False
    text = folded(line) if "   " not in line.text else line.text.strip()
    return is_mark("end", text) or (is_mark("signature", text) and blank(lines[i - 1]) and all(blank(below) for below in lines[i + 1 :]))


def _read_stream_region(lines: Sequence[Traced]) -> list[RawRow]:
    cells, taken = read_stream_header(lines)
    header = [RawRow(row, aligned=True) for row in split_header(cells)]
    columns, _ = read_header([*header, *rough_rows(lines[taken:])])
    return [*header, *read_stream(lines[taken:], [column.role for column in columns])]


_READERS: dict[str, Callable[[Sequence[Traced]], list[RawRow]]] = {
    "pipes": read_pipes,
    "tabs": read_tabs,
    "fixed": read_fixed,
    "stream": _read_stream_region,
}
