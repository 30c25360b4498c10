"""An extractor of which the file's own words say what becomes of it; importable in worker processes."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import service
from extractor.errors import DamagedError, EmptyFileError, MissingToolError, ModelError, TooLargeError, UnreadableError, UnsupportedError
from extractor.schema import Document, Warning, from_json
from extractor.trace import fired
from service.workers import Extract


def doubtful(document: Document) -> Document:
    """With doubts about its second measure and about the whole."""
    roadmap = document.roadmaps[0]
    first, second, *rest = roadmap.measures
    roadmap = replace(roadmap, measures=(first, replace(second, confidence=0.42), *rest))
    warnings = (
        Warning("lost_cell", "the source lost a cell: result", second.id),
        Warning("low_confidence", "confidence 0.42", second.id),
        Warning("unresolved_damage", "«сельскнx» looks damaged and was left as read"),
    )
    return replace(document, roadmaps=(roadmap,), warnings=warnings)


EXAMPLE = doubtful(from_json(Path(service.__file__).with_name("example.json").read_bytes()))
ERRORS = {
    b"empty": EmptyFileError("there is no text in it"),
    b"unsupported": UnsupportedError("no reader takes it"),
    b"damaged": DamagedError("its end is\nmissing"),
    b"large": TooLargeError("501 pages, over the limit of 500"),
    b"tool": MissingToolError("needs LibreOffice"),
    b"unreadable": UnreadableError("locked"),
}


def load() -> Extract:
    return extract


def load_nothing() -> Extract:
    raise ModelError("no weights")


def extract(data: bytes, name: str, *, with_text: bool = False, max_pages: int | None = None) -> Document:
    if data in ERRORS:
        raise ERRORS[data]
    if data == b"pages":
        raise TooLargeError(f"over the limit of {max_pages} pages")
    if data == b"die":
        os._exit(1)
    if data == b"bug":
        raise ZeroDivisionError
    if data.startswith(b"sleep"):
        time.sleep(float(data.split()[1]))
    fired("a_rule", 7, data.decode(errors="replace"))
    return replace(EXAMPLE, source=replace(EXAMPLE.source, filename=name), text=EXAMPLE.text if with_text else None)
