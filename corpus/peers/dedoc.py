"""`python -m corpus.peers.dedoc`: dedoc beside the extractor on the same scans: rows found, cells right, seconds a page, kind by kind.

Both sides give rows of cell texts as read: dedoc its tables' rows, the extractor each measure's evidence. Texts are compared by
their letters and digits alone, in small letters. A gold measure is *found* where a row has a cell whose likeness (rapidfuzz `ratio`)
to its text is at least .9, best pairs first, each row once. A gold cell (number, text, deadlines, responsible, coordinators, result,
indicator, funding; lists joined) is *right* where its row has a cell of its own at least .95 like it, a number where it is equal;
the cells of a row not found are wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from rapidfuzz.fuzz import ratio
from rich.console import Console
from rich.table import Table

from corpus.agree import Item, items
from corpus.evaluate import Task
from corpus.scans import FIRST_PAGES, scan_tasks
from extractor.pipeline import Extractor
from extractor.schema import Document

VERSION = "2.8"
ENVIRONMENT = Path(__file__).parents[2] / "out" / "peers" / "dedoc"
_FOUND, _RIGHT = 90, 95
_LISTS = ("deadlines", "responsible", "coordinators")
_CELLS = ("text", "result", "indicator", "funding")

Rows = Sequence[Sequence[str]]


class PeerError(Exception):
    """dedoc can't be installed or run here; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Of a file: gold measures and those found, gold cells and those right, pages, seconds."""

    rows: int
    found: int
    cells: int
    right: int
    pages: int
    seconds: float


def fold(text: object) -> str:
    """Letters and digits alone, small."""
    return re.sub(r"[\W_]", "", str(text or "").casefold().replace("ё", "е"))


def cells_of(measure: Item) -> list[str]:
    """The filled cells of a gold measure, its number first, folded."""
    lists = [" ".join(str(part.get("text")) for part in items(measure, name)) for name in _LISTS]
    texts = [fold(text) for text in (measure.get("number"), *(measure.get(name) for name in _CELLS), *lists)]
    return [text for text in texts if text]


def found_rows(rows: Rows, measures: Sequence[Item]) -> dict[int, int]:
    """Row of each measure that is found, by their indices."""
    texts = [fold(measure.get("text")) for measure in measures]
    pairs = [(max((ratio(text, cell) for cell in row), default=0.0), i, j) for i, row in enumerate(rows) for j, text in enumerate(texts)]
    match: dict[int, int] = {}
    for likeness, i, j in sorted(pairs, key=lambda pair: (-pair[0], abs(pair[1] - pair[2]))):
        if likeness >= _FOUND and j not in match and i not in match.values():
            match[j] = i
    return match


def right_cells(row: Sequence[str], wanted: Sequence[str]) -> int:
    """How many of the wanted cells the row has, each for itself."""
    left, count = list(row), 0
    for cell in wanted:
        best = max(left, key=lambda other: ratio(other, cell), default="")
        if best == cell or (not cell.isdigit() and ratio(best, cell) >= _RIGHT):
            left.remove(best)
            count += 1
    return count


def count(rows: Rows, gold: Item, pages: int, seconds: float) -> Counts:
    """`rows` against a gold document."""
    folded = [[text for cell in row if (text := fold(cell))] for row in rows]
    measures = [measure for roadmap in items(gold, "roadmaps") for measure in items(roadmap, "measures")]
    wanted = [cells_of(measure) for measure in measures]
    match = found_rows(folded, measures)
    right = sum(right_cells(folded[i], wanted[j]) for j, i in match.items())
    return Counts(len(measures), len(match), sum(map(len, wanted)), right, pages, seconds)


def environment(folder: Path) -> Path:
    """The Python of dedoc's own environment, made where it is absent; raises PeerError."""
    missing = [package for command, package in (("tesseract", "tesseract-ocr"), ("pdftoppm", "poppler-utils")) if not shutil.which(command)]
    if missing:
        raise PeerError(f"dedoc needs commands that are not installed: apt-get install {' '.join(missing)}")
    python = folder / "bin" / "python"
    if not python.exists() or subprocess.run([python, "-c", "import dedoc"], check=False, capture_output=True).returncode:
        _run([sys.executable, "-m", "venv", folder], "an environment can't be made")
        _run([python, "-m", "pip", "install", "--quiet", f"dedoc=={VERSION}"], f"dedoc {VERSION} can't be installed")
    return python


def _run(command: Sequence[str | Path], fault: str) -> None:
    """Raises PeerError with `fault` and the last thing that the command said."""
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise PeerError(f"{fault}: {''.join(done.stderr.strip().splitlines()[-1:])}")


def theirs(python: Path, files: Sequence[Path], out: Path) -> Iterator[tuple[Rows, int, float]]:
    """Rows, pages and seconds of each file by dedoc, in one process of one thread; raises PeerError."""
    script = Path(__file__).with_name("dedoc_pages.py")
    _run([python, "-P", script, out, *files], "dedoc failed")
    for line in map(json.loads, out.read_text("utf-8").splitlines()):
        yield cast(Rows, line["rows"]), line["pages"], line["seconds"]


def ours(files: Sequence[Path]) -> Iterator[tuple[Rows, int, float]]:
    """The same by the whole pipeline, in this process."""
    extract = Extractor.load()
    for file in files:
        start = time.perf_counter()
        document = extract(file.read_bytes(), file.name, with_text=True)
        seconds = time.perf_counter() - start
        yield rows_of(document), document.source.page_count or 1, seconds


def rows_of(document: Document) -> list[list[str]]:
    """The cells of each measure as read."""
    text = document.text or ""
    measures = [measure for roadmap in document.roadmaps for measure in roadmap.measures]
    return [[" ".join(text[f.start : f.end] for f in cell.fragments) for cell in measure.evidence] for measure in measures]


def show(kinds: dict[str, list[tuple[Counts, Counts]]], console: Console) -> None:
    """A row a kind; in each cell dedoc / ours."""
    table = Table(title=f"dedoc {VERSION} / dorkarta", box=None, pad_edge=False)
    for name in ("kind", "pages", "rows found", "cells right", "seconds a page"):
        table.add_column(name, justify="left" if name == "kind" else "right")
    for kind, pairs in [*kinds.items(), ("all", [pair for found in kinds.values() for pair in found])]:
        sides = [[pair[side] for pair in pairs] for side in (0, 1)]
        shares = [" / ".join(f"{sum(getattr(c, a) for c in s) / sum(getattr(c, b) for c in s):.3f}" for s in sides)
                  for a, b in (("found", "rows"), ("right", "cells"), ("seconds", "pages"))]  # fmt: skip
        table.add_row(kind, str(sum(c.pages for c in sides[0])), *shares)
    console.print(table)


def main(argv: Sequence[str] | None = None) -> int:
    """1 with a line on stderr where dedoc can't be had, else 0."""
    parser = argparse.ArgumentParser(prog="python -m corpus.peers.dedoc", description="dedoc beside the extractor on the same scans")
    parser.add_argument("--environment", type=Path, default=ENVIRONMENT, help="folder of dedoc's own environment")
    parser.add_argument("--kinds", nargs="+", help="only these kinds of pages")
    args = parser.parse_args(sys.argv[1:] if argv is None else argv)
    os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", OMP_THREAD_LIMIT="1")
    tasks = [task for task in scan_tasks() if "_" in cast(Path, task.file).stem and task.group != FIRST_PAGES]
    tasks = [task for task in tasks if not args.kinds or task.group in args.kinds]
    files = [cast(Path, task.file) for task in tasks]
    try:
        python = environment(args.environment)
        both = list(zip(tasks, theirs(python, files, args.environment / "rows.jsonl"), ours(files), strict=True))
    except PeerError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    kinds: dict[str, list[tuple[Counts, Counts]]] = defaultdict(list)
    for task, one, two in both:
        gold = _gold(task)
        kinds[task.group].append((count(one[0], gold, *one[1:]), count(two[0], gold, *two[1:])))
    show(kinds, Console(width=None if sys.stdout.isatty() else 120))
    return 0


def _gold(task: Task) -> Item:
    return cast(Item, json.loads(cast(Path, task.gold).read_text("utf-8")))


if __name__ == "__main__":
    sys.exit(main())
