"""A page's words and the boxes of its cells to blocks, pages to the Reading of their file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.errors import EmptyFileError
from extractor.layout import Reading
from extractor.read.boxes import table_of
from extractor.read.breaks import mended, over_pages
from extractor.read.furnish import mark_furniture
from extractor.read.linear import Block, Linear, Paragraph
from extractor.read.lines import Frame, Line, Token, cell_paragraph, hull, lines_of, paragraph, paragraphs
from extractor.schema import BBox
from extractor.schema import Warning as Doubt

# Fewer letter-sized blots are dirt; clean scans leave none or one.
_UNREAD_LETTERS = 4


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page's blocks; where OCR read it: how sure of each word (0..1), letters' worth of ink that no word covers, and why OCR did."""

    blocks: tuple[Block, ...]
    confidences: tuple[float, ...] | None = None
    unread: int = 0
    fault: str = ""


def reading_of(pages: Sequence[PageRead], media_type: str, reader: str) -> Reading:
    """The Reading of a file of `pages`; raises EmptyFileError where none shows text."""
    linear = Linear()
    for number, blocks in enumerate(over_pages(mark_furniture([page.blocks for page in pages])), 1):
        linear.add(blocks)
        linear.end_page(number)
    if not linear.text.strip():
        raise EmptyFileError("the pages show no text")
    recognised = [page.confidences for page in pages if page.confidences is not None]
    sure = [confidence for page in recognised for confidence in page]
    return Reading(
        text=linear.text,
        media_type=media_type,
        reader=reader if len(recognised) < len(pages) else "ocr",
        pages=tuple(linear.pages),
        grids=tuple(linear.grids),
        furniture=tuple(linear.furniture),
        ocr_confidence=round(sum(sure) / len(sure), 4) if sure else None,
        warnings=tuple(doubt for number, page in enumerate(pages, 1) for doubt in _doubts(number, page)),
    )


def _doubts(number: int, page: PageRead) -> Iterator[Doubt]:
    if page.fault:
        yield Doubt("ocr_used", f"page {number} was read by OCR: {page.fault}")
    if page.unread >= _UNREAD_LETTERS:
        yield Doubt("lost_text", f"page {number} shows ink of about {page.unread} letters that were not read")


def page_blocks(tokens: Sequence[Token], tables: Sequence[Sequence[BBox]], tolerance: float) -> list[Block]:
    """Tables, each given by its cells' boxes, and the paragraphs around them; edges closer than `tolerance` are one."""
    boxes = [hull(cells) for cells in tables]
    # What stands in no cell is no part of a table, even where it stands inside of one.
    free = [token for token in tokens if not any(_holds(cell, token.bbox) for cells in tables for cell in cells)]
    placed: list[tuple[float, Block]] = [
        (box[1], table_of(cells, lambda cell: _content(cell, tokens), tolerance)) for cells, box in zip(tables, boxes, strict=True)
    ]
    lines = lines_of(free)
    if lines:
        frame = Frame.of(lines, right=max([line.bbox[2] for line in lines] + [box[2] for box in boxes]))
        groups = [group for run in _runs(lines, boxes) for group in paragraphs(run, frame)]
        placed += [(group[0].bbox[1], paragraph(group)) for group in groups]
    return [block for _, block in sorted(placed, key=lambda pair: pair[0])]


def _runs(lines: Sequence[Line], boxes: Sequence[BBox]) -> list[list[Line]]:
    """Lines between two tables."""
    runs: dict[int, list[Line]] = {}
    for line in lines:
        runs.setdefault(sum(box[1] < line.bbox[1] for box in boxes), []).append(line)
    return [runs[key] for key in sorted(runs)]


def _content(cell: BBox, tokens: Sequence[Token]) -> Paragraph:
    lines = mended(lines_of([token for token in tokens if _holds(cell, token.bbox)]), cell[0], cell[2])
    return cell_paragraph(lines, cell[0], cell[2])


def _holds(box: BBox, inner: BBox) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return box[0] <= x < box[2] and box[1] <= y < box[3]
