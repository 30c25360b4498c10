"""Raw rows → a roadmap's table: header, headings, measures; every row joined and told apart by evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from extractor.fold import fold, folded
from extractor.layout import HeaderCell, Heading, Row
from extractor.tables.draft import Draft, Shape, drafts_of
from extractor.tables.evidence import LEADING_NUMBER, Vocabulary
from extractor.tables.grid import RawRow, bare
from extractor.tables.headings import heading_of, is_heading, wraps_heading
from extractor.tables.joins import continues, cut_by_page, joined, moved_back, split_at
from extractor.tables.marks import is_mark
from extractor.tables.merged import split_merged
from extractor.tables.roles import is_counting, is_header
from extractor.text import EMPTY, Traced, join
from extractor.trace import fired

_ALIKE = 75


@dataclass(frozen=True, slots=True)
class Made:
    """A table's rows, and the texts of its region that are none of it: furniture, and lines that stand below it."""

    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    furniture: tuple[Traced, ...]
    below: tuple[Traced, ...]


def make_rows(raw: Sequence[RawRow], header: Sequence[HeaderCell]) -> Made:
    """The logical rows of the raw rows below a header."""
    shape = Shape(tuple(cell.role for cell in header))
    kept, furniture = _without_furniture(raw, header)
    drafts = drafts_of(kept, shape)
    shape = replace(shape, counted=_is_counted(drafts, shape))
    vocabulary, usual = _evidence(drafts, shape)
    return _collect(drafts, shape, vocabulary, usual, furniture)


def _is_counted(drafts: Sequence[Draft], shape: Shape) -> bool:
    """Whether nearly every row has its number, so that one without is hardly a measure."""
    rows = [draft for draft in drafts if not draft.spanning and draft.text(shape.measure)]
    return shape.number >= 0 and 10 * sum(bool(row.text(shape.number)) for row in rows) >= 8 * len(rows)


def _without_furniture(raw: Sequence[RawRow], header: Sequence[HeaderCell]) -> tuple[list[RawRow], list[Traced]]:
    """Rows without repeated headers, rows that count the columns, page numbers; and what was left out."""
    names = " ".join(cell.header.casefold() for cell in header if cell.header)
    kept: list[RawRow] = []
    out: list[Traced] = []
    repeated = False
    for row in raw:
        texts = [folded(cell) for cell in row.cells if bare(cell)]
        if not texts:
            continue
        repeated = _repeats(texts, names, repeated)
        if repeated or is_counting([folded(cell) for cell in row.cells]) or _is_page_mark(row, texts):
            fired("furniture_row", row.cells[0].place(0, 0)[0], " | ".join(texts))
            out += [cell for cell in row.cells if bare(cell)]
        else:
            kept.append(row)
    return kept, out


def _repeats(texts: Sequence[str], names: str, below: bool) -> bool:
    """Whether a row is the header again, be it misread here and there; a row that only sounds like one has other words.

    `below`: the row above was; then «начало», «окончание» are it too, as are «№ п/п Мероприятие», «Сроки», … with two names in one cell.
    """
    if (below or len(texts) > 2) and all(text.casefold() in names for text in texts):
        return True
    here = " ".join(texts).casefold()
    if here == names or not is_header(texts):
        return here == names
    # a group's name stands once on the page and before each of its columns in `names`: the words count, not their number
    return not names or max(fuzz.ratio(here, names), fuzz.token_set_ratio(here, names)) > _ALIKE


def _is_page_mark(row: RawRow, texts: Sequence[str]) -> bool:
    """«- 2 -», «Продолжение таблицы», and a page's bare number outside the cells."""
    return all(is_mark("furniture", text) for text in texts) or (len(row.cells) == 1 and texts[0].isdigit())


def _evidence(drafts: Sequence[Draft], shape: Shape) -> tuple[Vocabulary, frozenset[int]]:
    """What the sure rows hold, column by column, and which columns most rows of full count fill."""
    rows = [draft for draft in drafts if not draft.spanning and sum(map(bool, draft.texts())) > 2]
    whole = [draft.texts() for draft in rows if not draft.short] or [draft.texts() for draft in rows]
    sure = [texts for texts in whole if all(texts)]
    usual = (i for i in range(len(shape.roles)) if 2 * sum(bool(texts[i]) for texts in whole) >= len(whole) > 0)
    return Vocabulary.of(sure or whole), frozenset(usual)


def _collect(drafts: Sequence[Draft], shape: Shape, vocabulary: Vocabulary, usual: frozenset[int], furniture: list[Traced]) -> Made:
    headings: list[Heading] = []
    rows: list[tuple[int | None, Draft]] = []
    open_heading = False
    for i, draft in enumerate(drafts):
        if open_heading and wraps_heading(str(headings[-1].title), draft):
            headings[-1] = replace(headings[-1], title=fold(join([headings[-1].title, *draft.cells], "\n")))
        elif rows and draft.top and cut_by_page(rows[-1][1], i, drafts, shape):
            rows[-1] = (rows[-1][0], joined(rows[-1][1], draft))
        elif is_heading(draft, shape, drafts[i + 1 :]):
            headings.append(heading_of(fold(join([cell for cell in draft.cells if bare(cell)], " "))))
            open_heading = True
        elif draft.spanning:
            _append_to_last(rows, draft, shape, furniture)
        else:
            open_heading = False
            section = len(headings) - 1 if headings else None
            if rows and (rows[-1][0] == section) and continues(rows[-1][1], draft, shape):
                rows[-1] = (section, joined(rows[-1][1], draft))
                continue
            apart = split_merged(draft, shape, vocabulary, usual)
            rows += _pair(rows.pop(), apart, section, shape) if rows else [(section, apart)]
    return _made(headings, rows, shape, usual, furniture)


def _pair(above: tuple[int | None, Draft], draft: Draft, section: int | None, shape: Shape) -> list[tuple[int | None, Draft]]:
    """Two neighbouring rows, a fragment that slid down put back where both stand in one section."""
    upper, lower = moved_back(above[1], draft, shape) if above[0] == section else (above[1], draft)
    return [(above[0], upper), (section, lower)]


def _append_to_last(rows: list[tuple[int | None, Draft]], draft: Draft, shape: Shape, furniture: list[Traced]) -> None:
    """A lone text that starts in the middle of a sentence goes on with the last row's measure."""
    if rows:
        section, last = rows[-1]
        rows[-1] = (section, last.put(shape.measure, join([last.cells[shape.measure], *draft.cells], "\n")))
    else:
        furniture += draft.cells


def _made(
    headings: list[Heading], rows: list[tuple[int | None, Draft]], shape: Shape, usual: frozenset[int], furniture: list[Traced]
) -> Made:
    used = max((section for section, _ in rows if section is not None), default=-1)
    below = [part for heading in headings[used + 1 :] for part in (heading.prefix, heading.title) if part.text]
    numbered = _numbers_inside(rows, shape)
    done = [_row(section, _with_measure(draft, shape), shape, usual, numbered) for section, draft in rows]
    return Made(tuple(headings[: used + 1]), tuple(done), tuple(furniture), tuple(below))


def _with_measure(draft: Draft, shape: Shape) -> Draft:
    """A row whose measure the source lost keeps its longest other text in its place: what is printed is never dropped."""
    if draft.text(shape.measure):
        return draft
    longest = max(range(len(draft.cells)), key=lambda i: len(draft.text(i)))
    draft = draft.doubt("lost_cell", "the source lost the measure: the row's longest cell stands in its place")
    return draft.put(shape.measure, draft.cells[longest]).put(longest, EMPTY)


def _numbers_inside(rows: Sequence[tuple[int | None, Draft]], shape: Shape) -> bool:
    """Whether a table without a number column prints the numbers at the start of its measures."""
    hits = sum(bool(LEADING_NUMBER.match(draft.text(shape.measure))) for _, draft in rows)
    return shape.number < 0 and hits >= max(2, 0.6 * len(rows))


def _row(section: int | None, draft: Draft, shape: Shape, usual: frozenset[int], numbered: bool) -> Row:
    cells = [_valued(fold(cell)) for cell in draft.cells]
    number = cells[shape.number] if shape.number >= 0 else EMPTY
    if numbered and (found := LEADING_NUMBER.match(cells[shape.measure].text)):
        number, cells[shape.measure] = split_at(cells[shape.measure], found.end())
    lost = [i for i in usual if not cells[i].text and shape.roles[i] != "number"] if draft.short else []
    if lost:
        draft = draft.doubt("lost_cell", "the source lost a cell: " + ", ".join(shape.roles[i] for i in lost))
    return Row(number, section, tuple(cells), draft.doubts)


def _valued(cell: Traced) -> Traced:
    """A cell of only «-» or «—» is empty."""
    return EMPTY if not cell.text.strip(" -–—") else cell
