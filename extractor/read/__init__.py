"""Readers: bytes of any known format in, linear text with the structure that its source marks out."""

from __future__ import annotations

from extractor.layout import Reading
from extractor.read.detect import detect
from extractor.read.docx import read_docx
from extractor.read.mhtml import read_mhtml
from extractor.read.office import read_office
from extractor.read.pdf import read_pdf
from extractor.read.picture import read_picture
from extractor.read.text import read_text
from extractor.read.xlsx import read_xlsx


def read(data: bytes, name: str, *, max_pages: int | None = None) -> Reading:
    """The Reading of a file, chosen by its content and never by `name`; `max_pages` limits files that have pages.

    Raises UnreadableError (empty, unsupported, damaged, too large, a tool missing) with a line that a user can act on.
    """
    match detect(data):
        case "text":
            return read_text(data)
        case "docx":
            return read_docx(data)
        case "doc" | "rtf" | "odt" | "flat" as kind:
            return read_office(data, kind)
        case "xlsx":
            return read_xlsx(data)
        case "mhtml":
            return read_mhtml(data)
        case "pdf":
            return read_pdf(data, max_pages)
        case "image":
            return read_picture(data, max_pages)
