"""Bodies in running text, by one-line examples: `[…]` marks what is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractor.tag.entity_bodies import find_bodies

EXAMPLES = [line for line in Path(__file__).with_name("bodies.txt").read_text("utf-8").splitlines() if not line.startswith("#")]


def marked(text: str) -> str:
    """`text` with its outermost bodies in brackets; those that count only where the document names them elsewhere are left out."""
    out, last = "", 0
    for span in find_bodies(text):
        if span.kind != "known" and span.start >= last:
            out += f"{text[last : span.start]}[{text[span.start : span.end]}]"
            last = span.end
    return out + text[last:]


@pytest.mark.parametrize("example", EXAMPLES)
def test_bodies(example: str) -> None:
    assert marked(re.sub(r"[\[\]]", "", example)) == example
