"""The invariant: every printed character of the input ends somewhere in the Layout."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractor.layout import Table
from extractor.schema import Warning
from extractor.tables.grid import TAG
from extractor.text import Traced

_DRAWN = re.compile(r"[\s|│┃║¦┆+\-–—=_─━\u2500-\u257f*\u00ad\u200b-\u200d\u2060\ufeff]+")


def lost_text(text: Traced, lines: Iterable[Traced], tables: Sequence[Table]) -> list[Warning]:
    """A warning for each run of printed text that is in no line and no table."""
    held = set[int]()
    for piece in [*lines, *(piece for table in tables for piece in _pieces(table))]:
        held.update(piece.starts)
    plain = bytearray(b"\1") * len(text)
    for drawn in [*_DRAWN.finditer(text.text), *TAG.finditer(text.text)]:
        plain[drawn.start() : drawn.end()] = bytes(drawn.end() - drawn.start())
    missing = [i for i, start in enumerate(text.starts) if start not in held and plain[i] and text.ends[i] > start]
    return [Warning("lost_text", f"in no cell: «{text.text[a : b + 1]}»") for a, b in _runs(missing)]


def _pieces(table: Table) -> Iterable[Traced]:
    yield table.title
    for heading in table.headings:
        yield from (heading.prefix, heading.title)
    for row in table.rows:
        yield from (row.number, *row.cells)


def _runs(indices: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for i in indices:
        if runs and i - runs[-1][1] <= 2:
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return runs
