"""Linear text out of paragraphs and tables: what every reader but the plain one hands over."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from extractor.layout import Grid, GridCell, Page, Word
from extractor.schema import BBox


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text of one paragraph or cell; the offsets of `words` count from its start."""

    text: str
    words: tuple[Word, ...] = ()
    furniture: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's content, its first column (from 0), and how many columns and rows it covers."""

    content: Paragraph
    column: int
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of the cells that begin in them."""

    rows: tuple[tuple[Cell, ...], ...]


Block = Paragraph | Table


def moved(block: Block, place: Callable[[BBox], BBox]) -> Block:
    """`block` with the boxes of its words put through `place`."""
    if isinstance(block, Table):
        return Table(tuple(tuple(replace(cell, content=_moved(cell.content, place)) for cell in row) for row in block.rows))
    return _moved(block, place)


def _moved(paragraph: Paragraph, place: Callable[[BBox], BBox]) -> Paragraph:
    return replace(paragraph, words=tuple(replace(word, bbox=place(word.bbox)) for word in paragraph.words))


@dataclass(slots=True)
class Linear:
    """Builds the text as read, block by block; `pages` are closed by `end_page`."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    words: list[Word] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    furniture: list[tuple[int, int]] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    def add(self, blocks: Iterable[Block]) -> None:
        """Append `blocks`, each on lines of its own."""
        for block in blocks:
            if isinstance(block, Table):
                self._table(block)
            else:
                start, end = self._text(block)
                if block.furniture and start < end:
                    self.furniture.append((start, end))
                self._put("\n")

    def end_page(self, number: int) -> None:
        """Close page `number`: everything added since the last one stands on it."""
        start = self.pages[-1].end if self.pages else 0
        self.pages.append(Page(number, start, self.length, tuple(self.words)))
        self.words = []

    @property
    def text(self) -> str:
        """All that was added."""
        return "".join(self.parts)

    def _table(self, table: Table) -> None:
        rows = []
        for row in table.rows:
            cells: list[GridCell] = []
            for cell in row:
                if cells:
                    self._put("\t")
                start, end = self._text(cell.content)
                cells.append(GridCell(start, end, cell.column, cell.columns, cell.rows))
            self._put("\n")
            rows.append(tuple(cells))
        self.grids.append(Grid(tuple(rows)))

    def _text(self, paragraph: Paragraph) -> tuple[int, int]:
        start = self.length
        self.words += [Word(start + w.start, start + w.end, w.bbox, w.confidence) for w in paragraph.words]
        self._put(paragraph.text)
        return start, self.length

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
