"""`python -m corpus.scans`: the page files of ../shared/scans, kind by kind: every figure, and `measure_exact` as a share of the PDF's."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from corpus.agree import mean
from corpus.evaluate import SHARED, SHOWN, Result, Task, run
from corpus.report import SCANS
from corpus.score import average

FOLDER = SHARED / "scans"
BORN = "pdf"
FIRST_PAGES = "p1"


def scan_tasks(folder: Path = FOLDER) -> list[Task]:
    """Every file that `pairs.tsv` lists, in the group of its kind (born-digital ones by suffix); none where the folder is absent."""
    pairs = folder / "pairs.tsv"
    lines = [line.split("\t") for line in pairs.read_text("utf-8").splitlines()[1:]] if pairs.exists() else []
    tasks = [
        Task(Path(file).suffix[1:] if kind == "born" else kind, gold.removesuffix(".gold.json"), folder / file, folder / gold)
        for file, gold, kind, *_ in lines
    ]
    return sorted(tasks, key=lambda task: (task.group != BORN, task.group in {t[2] for t in lines}))


def figures(results: Sequence[Result]) -> dict[str, dict[str, float]]:
    """Means by kind; `share` is the mean over documents of `measure_exact` divided by that of the same document's born-digital PDF."""
    kinds: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        kinds[result.task.group].append(result)
    born = {result.task.name: result.score.figures["measure_exact"] for result in kinds[BORN]}
    return {
        kind: {"documents": len(found), "share": _share(found, born), **average([r.score for r in found])} for kind, found in kinds.items()
    }


def _share(results: Sequence[Result], born: Mapping[str, float]) -> float:
    """1 for a document without a PDF of its own: its first page alone."""
    return mean(r.score.figures["measure_exact"] / born[r.task.name] for r in results if born.get(r.task.name))


def show(kinds: Mapping[str, Mapping[str, float]], console: Console) -> None:
    """A row a kind."""
    table = Table(box=None, pad_edge=False)
    names = (SHOWN[0], "share", *SHOWN[1:])
    table.add_column("page files")
    for name in names:
        table.add_column("of the\nPDF's" if name == "share" else name.replace("_", "\n"), justify="right")
    for kind, found in kinds.items():
        table.add_row(f"{kind} ({found['documents']:.0f})", *(f"{found[name]:.3f}" for name in names))
    console.print(table)


def main(argv: Sequence[str] | None = None) -> None:
    """Run, print, and write where asked."""
    parser = argparse.ArgumentParser(prog="python -m corpus.scans", description=__doc__)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--diff", action="store_true", help="print what differs, file by file")
    parser.add_argument("--write", action="store_true", help=f"write {SCANS.name}, from which the README's table is made")
    args = parser.parse_args(sys.argv[1:] if argv is None else argv)
    os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", OMP_THREAD_LIMIT="1")
    tasks = scan_tasks()
    if not tasks:
        sys.stderr.write(f"no page files: {FOLDER.name}/pairs.tsv is absent\n")
        return
    console = Console(width=None if sys.stdout.isatty() else 200)
    found = track(run(tasks, args.jobs, chunk=1), "pages", len(tasks), console=Console(stderr=True), disable=not sys.stderr.isatty())
    results = list(found)
    for result in results if args.diff else ():
        if result.differences:
            console.print(f"== {result.name}", *result.differences, sep="\n  ", markup=False, highlight=False, soft_wrap=True)
    kinds = figures(results)
    show(kinds, console)
    if args.write:
        rounded = {kind: {name: round(value, 4) for name, value in one.items()} for kind, one in kinds.items()}
        SCANS.write_text(json.dumps(rounded, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
