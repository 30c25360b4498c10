"""Scans to time and to weigh: those named, the shared ones where they are present, or prints of our own."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from corpus.evaluate import SHARED
from corpus.paper.measure import documents, pages_of
from corpus.paper.scanner import KINDS, pdf


def scans(files: Sequence[Path] = ()) -> list[tuple[str, bytes]]:
    """Names and bytes."""
    chosen = files or sorted(path for path in (SHARED / "scans").glob("*_*") if path.suffix in (".pdf", ".tiff"))
    return [(path.name, path.read_bytes()) for path in chosen] or list(_own())


def _own() -> list[tuple[str, bytes]]:
    found = []
    for document in documents(2, 1, "grid"):
        pages = pages_of(document.data)
        found += [(f"{document.name}_{kind}.pdf", pdf(pages, KINDS[kind], random.Random(kind))) for kind in KINDS]
    return found
