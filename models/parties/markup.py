"""`{ОО ИМО} [ORG МКУ «ЦРО»], [ROLE Методисты]` ↔ a cell, its parties, and the abbreviations that stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.schema import PartyKind
from extractor.tag.values import PartySpan

KINDS: dict[str, PartyKind] = {"ORG": "organisation", "PERSON": "person", "ROLE": "role"}
_LABELS = {kind: label for label, kind in KINDS.items()}
_MARK = re.compile(r"\[(ORG|PERSON|ROLE) ([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Example:
    """A cell with what stands in it."""

    cell: str
    spans: tuple[PartySpan, ...]
    alone: frozenset[str]


def parse(line: str) -> Example:
    """The example that a line of markup says."""
    alone, line = re.fullmatch(r"(?:\{([^}]*)\} )?(.*)", line).groups(default="")  # type: ignore[union-attr]
    cell, spans, last = "", [], 0
    for mark in _MARK.finditer(line):
        cell += line[last : mark.start()]
        spans.append(PartySpan(len(cell), len(cell) + len(mark[2]), KINDS[mark[1]]))
        cell += mark[2]
        last = mark.end()
    return Example(cell + line[last:], tuple(spans), frozenset(alone.split()))


def render(cell: str, spans: Iterable[PartySpan], alone: frozenset[str] = frozenset()) -> str:
    """The line of markup that says these spans of a cell."""
    out, last = [f"{{{' '.join(sorted(alone))}}} " if alone else ""], 0
    for span in spans:
        out += [cell[last : span.start], f"[{_LABELS[span.kind]} {cell[span.start : span.end]}]"]
        last = span.end
    return "".join([*out, cell[last:]])


def lines(text: str) -> list[str]:
    """The examples of a file, without comments and blank lines."""
    return [line for line in text.splitlines() if line and not line.startswith("#")]
