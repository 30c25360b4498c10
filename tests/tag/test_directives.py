"""Parties of operative points, by one-line examples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractor.tag.head_points import point_parties

EXAMPLES = [line for line in Path(__file__).with_name("directives.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
KINDS = {"organisation": "ORG", "role": "ROLE", "person": "PERSON"}


def marked(text: str) -> str:
    out, last = "", 0
    for span in point_parties(text):
        out += f"{text[last : span.start]}[{KINDS[span.kind]} {text[span.start : span.end]}]"
        last = span.end
    return out + text[last:]


@pytest.mark.parametrize("example", EXAMPLES)
def test_parties_of_a_point(example: str) -> None:
    assert marked(re.sub(r"\[[A-Z]+ ([^\]]*)\]", r"\1", example)) == example
