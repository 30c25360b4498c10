"""`python -m corpus.evaluate`: the extractor over samples, generated documents and, where present, the shared gold; scores in a table."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from corpus.agree import Item
from corpus.generate import LAYOUTS, generate
from corpus.generate.words import SetName
from corpus.report import METRICS, WRITTEN
from corpus.score import Score, average, differences, score
from extractor.errors import UnreadableError
from extractor.pipeline import Extractor
from extractor.schema import to_json

SAMPLES = Path(__file__).with_name("samples")
OTHERS = tuple(
    Path(__file__).with_name(f"{author}_hand") for author in ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
)
SHARED = Path(__file__).parents[2] / "shared"
SHOWN = (
    "measure_exact",
    "rows",
    "numbers",
    "in_section",
    "deadline_cells",
    "parties",
    "results",
    "types",
    "order_fields",
    "directives",
    "people",
    "organisations",
    "sections",
    "roadmap_head",
)


@dataclass(frozen=True, slots=True)
class Task:
    """A document to score: a file with its gold, or what the generator is told."""

    group: str
    name: str
    file: Path | None = None
    gold: Path | None = None
    set_: SetName = "a"
    seed: int = 0
    damage: float = 0.0
    misreads: float = 0.0

    def load(self) -> tuple[str, bytes, Item]:
        """File name, bytes and gold."""
        if self.file is not None and self.gold is not None:
            return self.file.name, self.file.read_bytes(), json.loads(self.gold.read_text("utf-8"))
        sample = generate(self.set_, self.name, self.seed, self.damage, self.misreads)
        return sample.name, sample.data, sample.gold


@dataclass(frozen=True, slots=True)
class Result:
    """A task's score and, one a line, what differs."""

    task: Task
    name: str
    score: Score
    differences: tuple[str, ...]


_extractor: list[Extractor] = []


def load_extractor() -> None:
    """Load the models of a worker process, once."""
    _extractor.append(Extractor.load())


def scored(name: str, data: bytes, gold: Item) -> tuple[Score, tuple[str, ...]]:
    """A file's score and what differs, one a line, by this process's extractor; a file that gives no text scores as an empty one."""
    try:
        predicted: Item = json.loads(to_json(_extractor[0](data, name)))
    except UnreadableError as error:
        return score({}, gold), (f"unreadable: {error}",)
    return score(predicted, gold), tuple(differences(predicted, gold))


def _run(task: Task) -> Result:
    name, data, gold = task.load()
    return Result(task, name, *scored(name, data, gold))


def sample_tasks(folder: Path = SAMPLES) -> list[Task]:
    """The own-written orders of a folder, each beside its gold."""
    golds = sorted(folder.glob("*.gold.json"))
    files = {gold: next(p for p in folder.glob(f"{gold.name.removesuffix('.gold.json')}.*") if p != gold) for gold in golds}
    return [Task(folder.name, file.stem, file, gold) for gold, file in files.items()]


def order_tasks() -> list[Task]:
    """The real orders that have gold; none where the shared folder is absent."""
    return [Task("orders", gold.stem, SHARED / "orders" / f"{gold.stem}.txt", gold) for gold in sorted(SHARED.glob("gold/*.json"))]


def generated_tasks(args: argparse.Namespace) -> list[Task]:
    """About `count` documents, the same number for each layout and rate of damage."""
    cells = [(layout, damage) for layout in args.layouts for damage in args.damage]
    seeds = range(args.seed, args.seed + -(-args.count // len(cells)))
    return [
        Task(f"{layout} {damage:g}", layout, set_=args.set_, seed=seed, damage=damage, misreads=args.misreads)
        for layout, damage in cells
        for seed in seeds
    ]


def run(tasks: Sequence[Task], jobs: int, chunk: int = 4) -> Iterator[Result]:
    """Results in the tasks' order, from `jobs` processes that load the models once each and take `chunk` tasks at a time."""
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=load_extractor) as pool:
        yield from pool.map(_run, tasks, chunksize=chunk)


def show(groups: dict[str, list[Result]], console: Console) -> None:
    """The table: a row a group, and one a document of the samples and the orders."""
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for name in SHOWN:
        table.add_column(name.replace("_", "\n"), justify="right")
    for group, results in groups.items():
        lines = [(f"{group} ({len(results)})", average([r.score for r in results]))]
        if group in WRITTEN:
            lines = [(f"  {r.task.name}", r.score.figures) for r in results] + lines
        for label, figures in lines:
            table.add_row(label, *(f"{figures[name]:.3f}" for name in SHOWN))
    console.print(table)


def metrics(groups: dict[str, list[Result]], args: argparse.Namespace) -> dict[str, object]:
    """What is published: means of every figure for each group, rounded to four places, and how they were made."""
    made = {
        "set": args.set_,
        "seed": args.seed,
        "misreads": args.misreads,
        "documents": sum(len(r) for g, r in groups.items() if g not in WRITTEN),
    }
    rounded = {
        group: {"documents": len(results), **{k: round(v, 4) for k, v in average([r.score for r in results]).items()}}
        for group, results in groups.items()
    }
    return {"generated": made, "groups": rounded}


def parsed(argv: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m corpus.evaluate", description=__doc__)
    parser.add_argument(
        "--set", dest="set_", choices=("a", "b"), default="a", help="word set: a to develop on, b only for reported figures"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=260, help="generated documents in all; 0 for none")
    parser.add_argument("--layouts", nargs="+", choices=tuple(LAYOUTS), default=list(LAYOUTS))
    parser.add_argument("--damage", nargs="+", type=float, default=[0.0, 0.1], help="shares of rows that the scan spoils")
    parser.add_argument("--misreads", type=float, default=0.0, help="share of letters that the scan misreads")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--diff", action="store_true", help="print what differs, document by document")
    parser.add_argument("--write", action="store_true", help=f"write {METRICS.name}, from which the README's table is made")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> None:
    """Run, print, and write where asked."""
    args = parsed(sys.argv[1:] if argv is None else argv)
    os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", OMP_THREAD_LIMIT="1")
    tasks = [*chain.from_iterable(map(sample_tasks, (SAMPLES, *OTHERS))), *order_tasks(), *generated_tasks(args)]
    groups: dict[str, list[Result]] = defaultdict(list)
    console = Console(width=None if sys.stdout.isatty() else 200)
    for result in track(run(tasks, args.jobs), "documents", len(tasks), console=Console(stderr=True), disable=not sys.stderr.isatty()):
        groups[result.task.group].append(result)
        if args.diff and result.differences:
            console.print(f"== {result.name}", *result.differences, sep="\n  ", markup=False, highlight=False, soft_wrap=True)
    show(groups, console)
    if args.write:
        METRICS.write_text(json.dumps(metrics(groups, args), ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
