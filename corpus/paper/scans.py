"""Scans to time and to weigh: those named, the shared ones where they are present, or prints of our own."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

_SHARED = Path(__file__).parents[3] / "shared" / "scans"


def scans(files: Sequence[Path] = ()) -> list[tuple[str, bytes]]:
    """Names and bytes."""
    chosen = files or sorted(path for path in _SHARED.glob("*_*") if path.suffix in (".pdf", ".tiff"))
    return [(path.name, path.read_bytes()) for path in chosen] or list(_own())


def _own() -> list[tuple[str, bytes]]:
    from corpus.paper.measure import documents, pages_of  # noqa: PLC0415 - a process that is weighed holds no more than it needs
    from corpus.paper.scanner import KINDS, pdf  # noqa: PLC0415

    found = []
    for document in documents(2, 1, "grid"):
        pages = pages_of(document.data)
        found += [(f"{document.name}_{kind}.pdf", pdf(pages, KINDS[kind], random.Random(kind))) for kind in KINDS]
    return found
