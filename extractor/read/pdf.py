"""PDF: born-digital pages by their text and rules, all others by OCR, page by page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from extractor.errors import DamagedError, TooLargeError
from extractor.layout import Reading
from extractor.read.columns import unruled
from extractor.read.drawn import drawn_tables
from extractor.read.encodings import READABLE, score
from extractor.read.image import DPI, Picture, clean
from extractor.read.linear import Block
from extractor.read.lines import Token
from extractor.read.lists import superscript
from extractor.read.pages import PageRead, page_blocks, reading_of
from extractor.read.scan import read_clean

if TYPE_CHECKING:
    from pdfplumber.page import Page as PdfPage
    from pypdfium2 import PdfDocument

MEDIA_TYPE = "application/pdf"
_GLYPHS = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]")
_EDGE = 2.0
_POINTS = 72
_SMALL, _LIFT = 0.75, 0.15  # of the size of the character before


def read_pdf(data: bytes, max_pages: int | None = None) -> Reading:
    """The Reading of a PDF, boxes in points; raises DamagedError (broken, encrypted), EmptyFileError, TooLargeError."""
    import pdfplumber  # noqa: PLC0415 - heavy
    from pdfminer.psexceptions import PSException  # noqa: PLC0415
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException  # noqa: PLC0415

    pictures = _opened(data, max_pages)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            pages = [_page(page, pictures) for page in pdf.pages]
    except (PdfminerException, MalformedPDFException, PSException, ValueError, KeyError, TypeError, IndexError) as error:
        raise DamagedError(f"a broken PDF: {error}") from error
    finally:
        pictures.close()
    return reading_of(pages, MEDIA_TYPE, "pdf")


def _opened(data: bytes, max_pages: int | None) -> PdfDocument:
    import pypdfium2  # noqa: PLC0415 - heavy

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            raise DamagedError("the PDF is encrypted: save it without a password") from error
        raise DamagedError(f"a broken PDF: {error}") from error
    if len(document) == 0:
        raise DamagedError("a PDF without pages")
    if max_pages is not None and len(document) > max_pages:
        raise TooLargeError(f"{len(document)} pages, at most {max_pages} are read: split the file")
    return document


def _page(page: PdfPage, pictures: PdfDocument) -> PageRead:
    """By its text layer, or by OCR where that is missing or broken; a broken one is told."""
    fault = _fault(page)
    if fault is None:
        read = PageRead(tuple(_born_digital(page)))
    else:
        read = replace(_scanned(page, pictures), fault=fault)
    page.close()
    return read


def _fault(page: PdfPage) -> str | None:
    """What keeps a page's text layer from being used: "" for a scan without one, None where nothing does."""
    text = "".join(char["text"] for char in page.chars).strip()
    area = float(page.width * page.height)
    covered = max((_area(image) / area for image in page.images), default=0.0)
    if covered > 0.8:
        return "its text lies over a picture of the page" if len(text) > 100 else ""
    if not text:
        return "" if covered > 0.05 or len(page.curves) > 50 else None
    if len(_GLYPHS.findall(text)) > 0.05 * len(text) or score(text) < READABLE - 0.5:
        return "its text layer is broken"
    return "most of it is a picture" if covered > 0.5 and len(text) < 300 else None


def _area(image: dict[str, float]) -> float:
    return abs(image["x1"] - image["x0"]) * abs(image["bottom"] - image["top"])


def _born_digital(page: PdfPage) -> Iterator[Block]:
    single = page.dedupe_chars()
    _raise_figures(single.chars)
    found = single.extract_words(x_tolerance_ratio=0.15)
    tokens = [_token(word) for word in found]
    yield from page_blocks(tokens, drawn_tables(page, tokens) or unruled(tokens), _EDGE)


def _raise_figures(chars: Sequence[dict[str, Any]]) -> None:
    """A small digit that stands higher than the character before it is a footnote's mark («годы¹»)."""
    base = chars[0] if chars else {}
    for char in chars:
        small = char["size"] < _SMALL * base["size"] and char["bottom"] < base["bottom"] - _LIFT * base["size"]
        if small and char["text"].isdecimal() and -1 < char["x0"] - base["x1"] < base["size"]:
            char["text"] = superscript(char["text"])
        elif char["text"].strip():
            base = char


def _token(word: dict[str, object]) -> Token:
    box = tuple(round(float(str(word[side])), 2) for side in ("x0", "top", "x1", "bottom"))
    # Fonts show a soft hyphen as a hyphen wherever it stands: «учебно\u00adметодический».
    text = re.sub("[\ue000-\uf8ff]", "•", str(word["text"])).replace("\u00ad", "-")
    return Token(text, (box[0], box[1], box[2], box[3]))


def _scanned(page: PdfPage, pictures: PdfDocument) -> PageRead:
    return read_clean(*_clean(page, pictures))


def _clean(page: PdfPage, pictures: PdfDocument) -> tuple[Picture, float]:
    """The page's clean picture and the points that one of its source's pixels takes."""
    pixels, dpi = _picture(page, pictures)
    return clean(pixels, (dpi, dpi)), _POINTS / dpi


def _picture(page: PdfPage, pictures: PdfDocument) -> tuple[NDArray[np.uint8], float]:
    """Pixels (RGB) at the resolution of the page's own picture, in dots an inch."""
    large = [image for image in page.images if _area(image) > 0.5 * page.width * page.height]
    widths = [image["srcsize"][0] / max(1.0, image["x1"] - image["x0"]) for image in large]
    scale = min(max([*widths, 150 / _POINTS]), 400 / _POINTS) if widths else DPI / _POINTS
    pixels = pictures[page.page_number - 1].render(scale=scale).to_numpy()
    return np.ascontiguousarray(pixels), scale * _POINTS


def page_pictures(data: bytes) -> Iterator[tuple[NDArray[np.uint8], float]]:
    """What OCR is given of each page: pixels and dots an inch."""
    import pdfplumber  # noqa: PLC0415 - heavy

    pictures = _opened(data, None)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            yield _picture(page, pictures)
            page.close()
    pictures.close()
