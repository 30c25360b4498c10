"""A Reading as text that a person can compare: `~` before furniture, cells in brackets with their spans."""

from __future__ import annotations

from pathlib import Path

from extractor.layout import GridCell, Reading


def render(reading: Reading) -> str:
    """`[text]` is a cell at the next free column; `[text]@2` stands in column 2, `×2` covers two columns, `↓2` two rows."""
    marks = [(start, "~") for start, _ in reading.furniture]
    for grid in reading.grids:
        for row in grid.rows:
            for place, cell in enumerate(row):
                marks += [(cell.start, "["), (cell.end, _tail(cell, place))]
    out, last = "", 0
    for at, mark in sorted(marks, key=lambda mark: mark[0]):
        out += reading.text[last:at] + mark
        last = at
    return (out + reading.text[last:]).replace("\t", " | ").strip()


def _tail(cell: GridCell, place: int) -> str:
    tail = "]" if cell.column == place else f"]@{cell.column}"
    return tail + (f"×{cell.columns}" if cell.columns > 1 else "") + (f"↓{cell.rows}" if cell.rows > 1 else "")


def cases(name: str) -> list[tuple[str, str, str]]:
    """(title, source, expected) of each case in a file: `# title`, the source, a line `=>`, what is expected."""
    text = Path(__file__).with_name(name).read_text("utf-8")
    found = []
    for case in text.split("\n# ")[1:]:
        title, _, body = case.partition("\n")
        source, _, expected = body.partition("\n=>\n")
        found.append((title, source, expected.strip()))
    return found
