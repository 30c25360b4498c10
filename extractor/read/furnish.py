"""Running headers and page numbers of paged files: lines at a page's edge that belong to the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractor.read.linear import Block, Paragraph

_PAGES = r"\d{1,3}(?:\s*(?:из|/)\s*\d{1,3})?"
_NUMBER = re.compile(rf"[-–—]?\s*{_PAGES}\s*[-–—]?|стр(?:аница)?\.?\s*{_PAGES}", re.I)


def mark_furniture(pages: Sequence[Sequence[Block]]) -> list[list[Block]]:
    """`pages` with page numbers, and edge lines that most pages repeat, marked as furniture."""
    edges = [{_key(page[at]) for at in _edge_places(page)} for page in pages]
    counts = Counter(key for page in edges for key in page if key)
    running = {key for key, count in counts.items() if count >= max(2, (len(pages) + 1) // 2)}
    return [[_marked(block, running, is_edge=at in _edge_places(page)) for at, block in enumerate(page)] for page in pages]


def _edge_places(page: Sequence[Block]) -> tuple[int, ...]:
    return (0, len(page) - 1) if page else ()


def _key(block: Block) -> str:
    return re.sub(r"\d+", "0", " ".join(block.text.split()).casefold()) if isinstance(block, Paragraph) else ""


def _marked(block: Block, running: set[str], *, is_edge: bool) -> Block:
    if not isinstance(block, Paragraph) or not is_edge:
        return block
    return replace(block, furniture=block.furniture or bool(_NUMBER.fullmatch(block.text.strip())) or _key(block) in running)
