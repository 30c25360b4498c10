"""`python -m corpus.paper`: documents of the corpus printed, scanned in every kind, read, and scored beside the same print's own text.

The shares are of what the born-digital PDF of the same pages scores.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from corpus.agree import Item, mean
from corpus.evaluate import OTHERS, SAMPLES, load_extractor, sample_tasks, scored
from corpus.generate import generate
from corpus.paper.blocks import blocks_of
from corpus.paper.press import Style, docx_of, pdfs
from corpus.paper.scanner import KINDS, Page, pdf
from corpus.score import Score
from extractor.repair import Repairer

PRINT = "print"
_SHOWN = ("measure_exact", "rows", "numbers", "deadline_cells", "parties", "results", "people", "organisations", "order_fields")


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed document: its name, its style, its PDF and its gold."""

    name: str
    style: Style
    data: bytes
    gold: Item


@dataclass(frozen=True, slots=True)
class Result:
    """A scan's score and what differs."""

    document: str
    kind: str
    score: Score
    differences: tuple[str, ...]


def documents(count: int, seed: int, rules: str | None) -> list[Printed]:
    """`count` documents in turn from the authors' folders and the generator (set `a`), in styles by lot."""
    rng = random.Random(f"paper/{seed}")
    written = [task for folder in (SAMPLES, *OTHERS) for task in sample_tasks(folder)]
    rng.shuffle(written)
    repairer = Repairer.load()
    found: list[tuple[str, bytes, Item]] = []
    for number in range(count):
        if number % 3 == 2 or number >= len(written):
            sample = generate("a", "html", 1000 * seed + number)
            found.append((sample.name, sample.data, sample.gold))
        else:
            found.append(written[number].load())
    styles = [Style.drawn(rng, rules) for _ in found]
    prints = pdfs([docx_of(blocks_of(data, name, repairer), style) for (name, data, _), style in zip(found, styles, strict=True)])
    return [Printed(Path(name).stem, style, data, gold) for (name, _, gold), style, data in zip(found, styles, prints, strict=True)]


def pages_of(data: bytes) -> list[Page]:
    """The PDF's pages, gray at 300 dpi."""
    import pypdfium2  # noqa: PLC0415 - heavy

    document = pypdfium2.PdfDocument(data)
    pages = [document[n].render(scale=300 / 72, grayscale=True).to_numpy().copy() for n in range(len(document))]
    document.close()
    return pages


def _run(task: tuple[Printed, tuple[str, ...], int, Path | None]) -> list[Result]:
    document, kinds, seed, keep = task
    pages = pages_of(document.data)
    results = []
    for kind in (PRINT, *kinds):
        rng = random.Random(f"{document.name}/{kind}/{seed}")
        data = document.data if kind == PRINT else pdf(pages, KINDS[kind], rng)
        if keep:
            (keep / f"{document.name}_{kind}.pdf").write_bytes(data)
        results.append(Result(document.name, kind, *scored(f"{document.name}.pdf", data, document.gold)))
    return results


def results(prints: Sequence[Printed], args: argparse.Namespace) -> Iterator[tuple[Printed, list[Result]]]:
    """Every print in every kind, or, with `each`, in that many of them by lot."""
    rng = random.Random(args.seed)
    tasks = []
    for document in prints:
        kinds = args.kinds if args.each is None else rng.sample(args.kinds, args.each)
        tasks.append((document, tuple(kinds), args.seed, args.keep))
    with ProcessPoolExecutor(args.jobs, mp_context=get_context("forkserver"), initializer=load_extractor) as pool:
        yield from zip(prints, pool.map(_run, tasks), strict=True)


def show(found: dict[str, list[tuple[Score, Score]]], console: Console) -> None:
    """A row a kind: whole rows as a share of the print's, what is asked, and the other figures."""
    table = Table(box=None, pad_edge=False)
    for name in ("kind", "n", "share", "asked", *_SHOWN):
        table.add_column(name.replace("_", "\n"), justify="left" if name == "kind" else "right")
    for kind, pairs in found.items():
        own, base = (mean(pair[n].figures["measure_exact"] for pair in pairs) for n in (0, 1))
        figures = [f"{mean(pair[0].figures[name] for pair in pairs):.3f}" for name in _SHOWN]
        asked = "" if kind == PRINT else f"{KINDS[kind].asked:.2f}"
        table.add_row(kind, str(len(pairs)), f"{own / base if base else 1:.3f}", asked, *figures)
    console.print(table)


def parsed(argv: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m corpus.paper", description=__doc__)
    parser.add_argument("--count", type=int, default=6, help="documents")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", nargs="+", choices=tuple(KINDS), default=list(KINDS))
    parser.add_argument("--each", type=int, help="kinds a document, by lot; all where not given")
    parser.add_argument("--rules", help="how all tables are ruled; by lot where not given")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for the scans")
    parser.add_argument("--diff", action="store_true", help="print what differs from gold in a scan and not in its print")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> None:
    """Print, scan, read, score."""
    args = parsed(sys.argv[1:] if argv is None else argv)
    os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", OMP_THREAD_LIMIT="1")
    if args.keep:
        args.keep.mkdir(parents=True, exist_ok=True)
    console = Console(width=None if sys.stdout.isatty() else 200)
    prints = documents(args.count, args.seed, args.rules)
    found: dict[str, list[tuple[Score, Score]]] = defaultdict(list)
    hidden = Console(stderr=True)
    for document, scans in track(results(prints, args), "documents", len(prints), console=hidden, disable=not sys.stderr.isatty()):
        base, known = scans[0].score, set(scans[0].differences)
        for scan in scans:
            found[scan.kind].append((scan.score, base))
            if args.diff:
                share = scan.score.figures["measure_exact"], base.figures["measure_exact"]
                lines = [line for line in scan.differences if scan.kind == PRINT or line not in known]
                console.print(
                    f"== {document.name} {scan.kind} {document.style} {share}",
                    *lines,
                    sep="\n  ",
                    markup=False,
                    highlight=False,
                    soft_wrap=True,
                )
    show(found, console)
