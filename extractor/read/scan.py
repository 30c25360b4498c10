"""A scanned page: its tables by their rules, its words by OCR, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import mean

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.read.bend import find_bend
from extractor.read.case import letters_and_figures, true_case
from extractor.read.cells import is_dirt, read_apart, recovered, scraps_of, table_words, unread, without_words
from extractor.read.columns import parted_by_levels, unruled
from extractor.read.desk import without_desk
from extractor.read.figures import with_figures
from extractor.read.image import DPI, Dpi, Gray, Picture, blanked, clean, flattened, ink_of, trimmed, turned, without_dirt
from extractor.read.levels import long_levels
from extractor.read.linear import Block, Table, moved
from extractor.read.lines import Line, Token, hull, lines_of, paragraph
from extractor.read.numerals import ordered, with_heading_roman, with_romans
from extractor.read.ocr import Look
from extractor.read.outside import outside_words, text_strokes, without_tables
from extractor.read.pages import PageRead, page_blocks
from extractor.read.pieces import Pieces, pieces
from extractor.read.rules import RuledTable, find_tables
from extractor.read.stray import without_stray
from extractor.read.streaks import without_streaks
from extractor.read.strokes import Rules, find_rules, find_strokes
from extractor.read.turn import upright
from extractor.schema import BBox

_POOR, _MAYBE = 0.6, 0.4
_EDGE = 12
_LEAST_LEVELS = 3
# Shares of a page that a table covers, and of the level rules' extent.
_LEAST_OF, _MOST_OF = 0.4, 0.6
# Pixels of upright rules: fewer are no table's, and the page's bend is measured by its lines of text.
_LEAST_UPRIGHT = 3 * 2 * DPI


def read_page(pixels: NDArray[np.uint8], dpi: Dpi | None = None, unit: float = 1.0) -> PageRead:
    """The page on `pixels` (gray or RGB), turned upright where it lies on its side or its head; boxes in `unit`s of a pixel.

    `dpi` is across and down.
    """
    return read_clean(clean(pixels, dpi), unit)


def read_clean(picture: Picture, unit: float) -> PageRead:
    """The same of a page that is clean already, so that its first pixels need not be kept."""
    picture, sure = upright(trimmed(without_desk(picture)))
    page = _read(picture, unit)
    if not sure and _confidence(page) < _POOR:
        page = max(page, _read(turned(picture, 2), unit), key=_confidence)
    return page


def _confidence(page: PageRead) -> float:
    sure = page.confidences
    return sum(sure) / len(sure) if sure else 0.0


def _read(picture: Picture, unit: float) -> PageRead:
    picture, ink, strokes = _flat(picture)
    blots = pieces(ink)
    rules = find_rules(blots, strokes)
    gray, letter = without_dirt(picture.gray, blots, rules.all)
    picture = replace(picture, gray=gray)  # nothing of a page is kept longer than it is asked
    del strokes
    look = Look.at(letter)
    tables = _tables(gray, blots, rules, look)
    del blots
    rest = without_tables(gray, tables)
    in_cells = true_case([token for table in tables for token in table_words(gray, ink, rules, table, look)])
    outside, scraps = read_apart(rest, outside_words(rest, look))
    outside = with_romans(gray, with_figures(gray, outside), (0, gray.shape[1]))
    outside = [token for line in lines_of(outside) for token in without_stray(_with_heading(gray, line))]
    scraps += scraps_of(in_cells)
    read = [token for token in letters_and_figures([*in_cells, *outside]) if token not in scraps and not is_dirt(token)]
    del rest
    missed = unread(ink, rules, tables, [*read, *scraps])
    found = recovered(gray, missed)
    read += found
    boxes = [_cells(table, read) for table in tables] or [tuple(cells) for cells in unruled(read)]
    if not tables and boxes:
        read = ordered(read, boxes[0])
    blocks = page_blocks(read, boxes, _EDGE)
    if scraps:
        blocks.append(paragraph([Line.of(scraps)], furniture=True))
    told = [_told_apart(block) for block in blocks]
    lost = len(pieces(without_words(missed, found))) + sum(map(_doubted, blocks, told))
    placed = tuple(moved(block, lambda box: _scaled(picture.in_source(box), unit)) for block in told)
    return PageRead(placed, tuple(token.confidence for token in read), lost)


def _flat(picture: Picture) -> tuple[Picture, Gray, Rules]:
    """The page without a scanner's streaks and its bend, its ink and the strokes there."""
    ink = ink_of(picture.gray)
    strokes = find_strokes(ink)
    bare = without_streaks(picture.gray, ink, strokes)
    if bare is not None:
        picture = replace(picture, gray=bare)
        ink = ink_of(bare)
        strokes = find_strokes(ink)
    has_table = bool(cv2.countNonZero(strokes.upright) > _LEAST_UPRIGHT)
    level = strokes.level if has_table else text_strokes(ink, strokes)
    bend = find_bend(level, strokes.upright, DPI // 2) if has_table else find_bend(level, np.zeros_like(ink), 2 * DPI, least=5)
    if bend:
        del bare, ink, strokes, level  # flattening takes the most memory of all
        picture = flattened(picture, bend)
        ink = ink_of(picture.gray)
        strokes = find_strokes(ink)
    return picture, ink, strokes


def _with_heading(gray: Gray, line: Line) -> Sequence[Token]:
    """A line with its section's numeral; «11.» is an item's number there."""
    return line.tokens if line.tokens[0].text[0].isdigit() else with_heading_roman(gray, line.tokens)


def _tables(gray: Gray, ink: Pieces, rules: Rules, look: Look) -> list[RuledTable]:
    """Tables by their rules, or those that level rules alone draw, their columns told by a first reading of the page."""
    tables = find_tables(rules, ink.mask)
    drawn = sum((table.bbox[2] - table.bbox[0]) * (table.bbox[3] - table.bbox[1]) for table in tables)
    levels = long_levels(rules, ink) if drawn < _LEAST_OF * gray.size else []
    if len(levels) <= _LEAST_LEVELS or drawn > _MOST_OF * (levels[0][2] - levels[0][0]) * (levels[-1][3] - levels[0][1]):
        return tables  # else they are a stamp's strokes, or what is left of a table whose upright rules are worn
    bare = blanked(gray, cv2.dilate(rules.level, np.ones((5, 5), np.uint8)))  # a piece of a rule reads as «—»
    return [RuledTable(hull(cells), tuple(cells)) for cells in parted_by_levels(outside_words(bare, look), levels)] or tables


def _told_apart(block: Block) -> Block:
    """A line of doubtful scraps without one sure word (a stamp, a signature) is kept as furniture."""
    if isinstance(block, Table) or not block.words:
        return block
    sure = any(w.confidence > 0.7 and (w.end - w.start >= 4 or block.text[w.start : w.end].isdigit()) for w in block.words)
    return block if sure or mean(w.confidence for w in block.words) > 0.55 else replace(block, furniture=True)


def _cells(table: RuledTable, tokens: Sequence[Token]) -> tuple[BBox, ...]:
    """A table's cells without blank ones over its whole width: the gap between two strokes of one bent rule."""
    width = table.bbox[2] - table.bbox[0]
    return tuple(
        cell
        for cell in table.cells
        if cell[2] - cell[0] < 0.95 * width or any(cell[1] <= (token.bbox[1] + token.bbox[3]) / 2 < cell[3] for token in tokens)
    )


def _doubted(block: Block, told: Block) -> int:
    """Letters of a line that was set apart though they may be text."""
    if block is told or isinstance(block, Table):
        return 0
    return sum(word.end - word.start for word in block.words if word.confidence > _MAYBE and word.end - word.start >= 3)


def _scaled(box: BBox, unit: float) -> BBox:
    return (round(box[0] * unit, 1), round(box[1] * unit, 1), round(box[2] * unit, 1), round(box[3] * unit, 1))
