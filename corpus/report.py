"""`python -m corpus.report` puts the measured figures into the READMEs, between their markers; `--check` fails where they differ."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from corpus.generate import LAYOUTS

ROOT = Path(__file__).parents[1]
METRICS = Path(__file__).with_name("metrics.json")
BENCH = METRICS.with_name("bench.json")
SCANS = METRICS.with_name("scans.json")
READMES = {"README.md": "en", "README.ru.md": "ru"}
WRITTEN = ("samples", "second_hand", "third_hand", "fourth_hand", "fifth_hand", "sixth_hand", "seventh_hand", "eighth_hand", "orders")
BEGIN, END = "<!-- figures: begin (python -m corpus.report) -->", "<!-- figures: end -->"
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
    "people",
    "organisations",
)

Figures = Mapping[str, float]


@cache
def words(language: str) -> dict[str, str]:
    """What the table says in a language, by key."""
    head, *lines = (line.split("\t") for line in Path(__file__).with_suffix(".tsv").read_text("utf-8").splitlines())
    return {line[0]: line[head.index(language)] for line in lines}


def _lines(first: str, rows: Sequence[Sequence[str]], language: str) -> list[str]:
    """A Markdown table of `SHOWN`, its first column left, the others right."""
    header = [words(language)[key] for key in SHOWN]
    lines = [f"| {words(language)[first]} | n | " + " | ".join(header) + " |", "| --- |" + " ---: |" * (len(header) + 1)]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def documents(groups: Mapping[str, Figures], language: str) -> list[str]:
    """The documents that were written or found, a row a collection."""
    present = [name for name in WRITTEN if name in groups]
    rows = [[words(language)[name], f"{groups[name]['documents']:.0f}", *(f"{groups[name][key]:.3f}" for key in SHOWN)] for name in present]
    return _lines("documents", rows, language)


def layouts(groups: Mapping[str, Figures], language: str) -> list[str]:
    """A row a layout; in a cell the figure at each rate of damage, rising."""
    rows = []
    for layout in LAYOUTS:
        rates = sorted((g for g in groups if g.partition(" ")[0] == layout), key=lambda g: float(g.partition(" ")[2]))
        if rates:
            count = sum(groups[g]["documents"] for g in rates)
            rows.append([f"`{layout}`", f"{count:.0f}", *(" / ".join(f"{groups[g][key]:.3f}" for g in rates) for key in SHOWN)])
    return _lines("layout", rows, language)


def pages(kinds: Mapping[str, Figures], language: str) -> list[str]:
    """Page files, a row a kind; first pages alone, which hold no plan, are left out."""
    names = ("measure_exact", "share", "rows")
    lines = [f"| {words(language)['pages']} | n | " + " | ".join(words(language)[name] for name in names) + " |", "| --- |" + " ---: |" * 4]
    for kind, found in kinds.items():
        if kind != "p1":
            shown = words(language).get(kind, kind.upper())
            lines.append(f"| {shown} | {found['documents']:.0f} | " + " | ".join(f"{found[name]:.3f}" for name in names) + " |")
    return lines


def report(metrics: Mapping[str, Mapping[str, object]], bench: Mapping[str, object], language: str, scans: Mapping[str, Figures]) -> str:
    """All published figures; the pages and the time only where they were measured."""
    groups: dict[str, Figures] = dict(metrics["groups"])  # type: ignore[arg-type]
    rates = sorted({float(g.partition(" ")[2]) for g in groups if " " in g} - {0.0})
    damage = ", ".join(f"{rate:.0%}" for rate in rates)
    out = [*documents(groups, language), "", words(language)["caption"].format(**metrics["generated"], damage=damage), ""]
    out += layouts(groups, language)
    out += ["", words(language)["scans"], "", *pages(scans, language)] if scans else []
    return "\n".join([*out, "", words(language)["time"].format(**bench)] if bench else out)


def filled(text: str, new: str) -> str:
    """`text` with `new` between its markers; ValueError where they are absent."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no markers {BEGIN} … {END}")
    return f"{before}{begin}\n{new}\n{end}{after}"


def main(argv: Sequence[str] | None = None) -> int:
    """0 where the READMEs hold the measured figures (or now do), 1 where not."""
    parser = argparse.ArgumentParser(prog="python -m corpus.report", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 where a README differs from the metrics")
    args = parser.parse_args(sys.argv[1:] if argv is None else argv)
    metrics = json.loads(METRICS.read_text("utf-8"))
    bench, scans = (json.loads(path.read_text("utf-8")) if path.exists() else {} for path in (BENCH, SCANS))
    stale = []
    for name, language in READMES.items():
        path = ROOT / name
        text = path.read_text("utf-8")
        new = filled(text, report(metrics, bench, language, scans))
        if new != text and args.check:
            stale.append(name)
        elif new != text:
            path.write_text(new, "utf-8")
    for name in stale:
        sys.stderr.write(f"{name} differs from {METRICS.name}: run `python -m corpus.report`\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
