"""What a reader hands over (Reading) and what the tables stage makes of it (Layout)."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.schema import BBox, Role, Warning
from extractor.text import EMPTY, Traced


@dataclass(frozen=True, slots=True)
class Word:
    """A word on the page: offsets in the text as read, place, and how sure OCR is (1.0 where nothing was recognised)."""

    start: int
    end: int
    bbox: BBox
    confidence: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its 1-based number, its span of the text as read, its words in reading order."""

    number: int
    start: int
    end: int
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell that the source itself marks: its span of the text as read, first column, and how many columns and rows it covers."""

    start: int
    end: int
    column: int
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table that the source itself marks (HTML, office files, ruled pages): rows of the cells that begin in them."""

    rows: tuple[tuple[GridCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read: its linear text, in which all offsets count, with what the source says of its structure.

    Cells of a grid stand in `text` in row order, each as its own lines, cells parted by tabs, rows by line breaks.
    `furniture` are spans that belong to the page, not to the document (menus, running headers, page numbers).
    """

    text: str
    media_type: str
    reader: str
    encoding: str | None = None
    pages: tuple[Page, ...] = ()
    grids: tuple[Grid, ...] = ()
    furniture: tuple[tuple[int, int], ...] = ()
    ocr_confidence: float | None = None
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A column of a table: its role and its header's cleaned text."""

    role: Role
    header: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading row inside a table: cleaned title, its number, and the printed words that gave it («Раздел 2.»)."""

    number: str | None
    title: Traced
    prefix: Traced = EMPTY


@dataclass(frozen=True, slots=True)
class Row:
    """A logical row after page joins: one cleaned cell per column (empty where blank), and what was doubtful about it.

    `number` as printed, empty where there is none; `section` indexes the table's headings; `doubts` are (warning code, message).
    """

    number: Traced
    section: int | None
    cells: tuple[Traced, ...]
    doubts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A roadmap's table with the lines of its own heading above it (`title`, cleaned; empty where there is none)."""

    title: Traced
    columns: tuple[HeaderCell, ...]
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A document taken apart: every non-blank character is in `prose`, in a table, or in `furniture`.

    `prose` are the order's lines outside tables, one physical line each, blank lines as empty values, not yet folded.
    """

    prose: tuple[Traced, ...]
    tables: tuple[Table, ...]
    furniture: tuple[Traced, ...]
    warnings: tuple[Warning, ...] = ()
