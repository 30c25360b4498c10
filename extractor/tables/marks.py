"""Lines that say by their own words what they are: a plan's heading, a table's end, furniture, a section."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    kinds: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("marks.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, pattern = line.split("\t")
            kinds.setdefault(kind, []).append(pattern)
    return {kind: re.compile("|".join(f"(?:{p})" for p in patterns), re.I) for kind, patterns in kinds.items()}


def is_mark(kind: str, folded: str) -> bool:
    """Whether a folded line is of a kind of `marks.tsv`."""
    return bool(_patterns()[kind].match(folded.strip()))
