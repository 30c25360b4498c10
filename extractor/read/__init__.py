"""Readers: bytes of any known format in, linear text with the structure that its source marks out."""

from __future__ import annotations

from extractor.errors import UnsupportedError
from extractor.layout import Reading
from extractor.read.detect import detect
from extractor.read.docx import read_docx
from extractor.read.text import read_text


def read(data: bytes, name: str, *, max_pages: int | None = None) -> Reading:
    """The Reading of a file, chosen by content; raises UnreadableError with a line that a user can act on.

    `name` serves only to name members of containers; `max_pages` limits files that have pages (TooLargeError).
    """
    kind = detect(data)
    if kind == "docx":
        return read_docx(data)
    if kind != "text":
        raise UnsupportedError(f"{kind} files are not read yet")
    return read_text(data)
