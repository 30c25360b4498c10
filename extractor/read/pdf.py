"""PDF: born-digital pages by their text and rules, all others by OCR, page by page."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.errors import DamagedError, EmptyFileError, TooLargeError
from extractor.layout import Reading
from extractor.read.boxes import table_of
from extractor.read.furnish import mark_furniture
from extractor.read.linear import Block, Linear, Paragraph
from extractor.read.lines import Frame, Line, Token, cell_paragraph, hull, lines_of, paragraph, paragraphs
from extractor.schema import BBox

if TYPE_CHECKING:
    from pdfplumber.page import Page as PdfPage

MEDIA_TYPE = "application/pdf"
_GLYPHS = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]")
_EDGE = 2.0


def read_pdf(data: bytes, max_pages: int | None = None) -> Reading:
    """The Reading of a PDF, boxes in points; raises DamagedError (broken, encrypted), EmptyFileError, TooLargeError."""
    import pdfplumber  # noqa: PLC0415 - heavy
    from pdfminer.psexceptions import PSException  # noqa: PLC0415
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException  # noqa: PLC0415

    _check(data, max_pages)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            pages = [born_digital(page) for page in pdf.pages]
    except (PdfminerException, MalformedPDFException, PSException, ValueError, KeyError, TypeError, IndexError) as error:
        raise DamagedError(f"a broken PDF: {error}") from error
    return _reading(pages)


def _check(data: bytes, max_pages: int | None) -> None:
    """Raise where PDFium can't open the file, or where it has too many pages."""
    import pypdfium2  # noqa: PLC0415 - heavy

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            raise DamagedError("the PDF is encrypted: save it without a password") from error
        raise DamagedError(f"a broken PDF: {error}") from error
    count = len(document)
    document.close()
    if count == 0:
        raise DamagedError("a PDF without pages")
    if max_pages is not None and count > max_pages:
        raise TooLargeError(f"{count} pages, at most {max_pages} are read: split the file")


def born_digital(page: PdfPage) -> list[Block]:
    """The blocks of a page with a text layer."""
    tokens = [_token(word) for word in page.dedupe_chars().extract_words(x_tolerance_ratio=0.15, use_text_flow=False)]
    tables = [table for table in page.find_tables() if len({cell[0] for cell in table.cells}) > 1]
    boxes = [hull(table.cells) for table in tables]
    free = [token for token in tokens if not any(_holds(box, token.bbox) for box in boxes)]
    placed: list[tuple[float, Block]] = [
        (box[1], table_of(table.cells, lambda cell: _content(cell, tokens), _EDGE)) for table, box in zip(tables, boxes, strict=True)
    ]
    return page_blocks(free, placed, boxes)


def page_blocks(free: Sequence[Token], tables: Sequence[tuple[float, Block]], boxes: Sequence[BBox]) -> list[Block]:
    """Paragraphs of the tokens outside of tables, and the tables, from top to bottom."""
    lines = lines_of(free)
    placed = list(tables)
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
    return cell_paragraph(lines_of([token for token in tokens if _holds(cell, token.bbox)]), cell[0], cell[2])


def _holds(box: BBox, inner: BBox) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _token(word: dict[str, object]) -> Token:
    box = tuple(round(float(str(word[side])), 2) for side in ("x0", "top", "x1", "bottom"))
    return Token(re.sub("[\ue000-\uf8ff]", "•", str(word["text"])), (box[0], box[1], box[2], box[3]))


def _reading(pages: Sequence[Sequence[Block]]) -> Reading:
    linear = Linear()
    for number, blocks in enumerate(mark_furniture(pages), 1):
        linear.add(blocks)
        linear.end_page(number)
    if not linear.text.strip():
        raise EmptyFileError("the pages show no text")
    return Reading(
        text=linear.text,
        media_type=MEDIA_TYPE,
        reader="pdf",
        pages=tuple(linear.pages),
        grids=tuple(linear.grids),
        furniture=tuple(linear.furniture),
    )
