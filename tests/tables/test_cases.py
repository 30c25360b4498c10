"""Documents in each layout with the rows that a careful reader would sign: `cases/NAME.txt`, the expectation below `=====`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.fold import fold
from extractor.layout import Layout, Reading
from extractor.tables import find_tables
from extractor.text import Traced

CASES = sorted(Path(__file__).with_name("cases").glob("*.txt"))


def shown(layout: Layout, want: str) -> Iterator[str]:
    """The layout in the notation of the expectation."""
    for table in layout.tables:
        yield f"title: {table.title}".strip()
        yield "roles: " + " ".join(column.role for column in table.columns)
        section = None
        for row in table.rows:
            if row.section != section and row.section is not None:
                section = row.section
                yield f"# {table.headings[section].number or ''} | {table.headings[section].title}".replace("#  |", "# |")
            cells = [str(cell) for column, cell in zip(table.columns, row.cells, strict=True) if column.role != "number"]
            yield " | ".join([row.number.text.rstrip(".)"), *cells]).replace("  ", " ").strip()
    prose = [str(fold(line)) for line in layout.prose]
    yield from (f"prose: {line}" for line in prose if line and f"prose: {line}" in want)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    text, _, want = path.read_text("utf-8").partition("=====\n")
    layout = find_tables(Reading(text, "text/plain", "text"), Traced.of(text))
    assert "\n".join(shown(layout, want)) == "\n".join(" ".join(line.split()) for line in want.strip().splitlines())
    assert not [warning for warning in layout.warnings if warning.code == "lost_text"]
