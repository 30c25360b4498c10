"""`python -m corpus.report` puts the measured figures into the READMEs, between their markers; `--check` fails where they differ."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.evaluate import METRICS
from corpus.generate import LAYOUTS

ROOT = Path(__file__).parents[1]
READMES = {"README.md": "en", "README.ru.md": "ru"}
BEGIN, END = "<!-- figures: begin (python -m corpus.report) -->", "<!-- figures: end -->"
SHOWN = ("measure_exact", "rows", "numbers", "in_section", "deadline_cells", "parties", "results")

_HEADERS = {
    "en": ("documents", "n", "whole row", "rows", "numbers", "sections", "deadlines", "parties", "results"),
    "ru": ("документы", "n", "вся строка", "строки", "номера", "разделы", "сроки", "ответственные", "результаты"),
}
_GROUPS = {
    "en": {"samples": "own-written samples", "orders": "real orders", "clean": "clean", "damaged": "{:.0%} of rows damaged"},
    "ru": {"samples": "свои образцы", "orders": "настоящие приказы", "clean": "без повреждений", "damaged": "повреждено {:.0%} строк"},
}
_CAPTIONS = {
    "en": "Generated: {documents} documents from word set `{set}`, seed {seed} (`make eval`).",
    "ru": "Порождено {documents} документов из набора слов `{set}`, зерно {seed} (`make eval`).",
}


def _label(group: str, language: str) -> str:
    """A group's name for the reader: `tabs 0.1` → «tabs, 10% of rows damaged»."""
    words = _GROUPS[language]
    if group in words:
        return words[group]
    layout, _, damage = group.partition(" ")
    return f"`{layout}`, " + (words["damaged"].format(float(damage)) if float(damage) else words["clean"])


def table(metrics: Mapping[str, Mapping[str, object]], language: str) -> str:
    """The figures as a Markdown table with its caption."""
    order = {"samples": -2, "orders": -1, **{name: i for i, name in enumerate(LAYOUTS)}}
    groups: dict[str, Mapping[str, float]] = dict(metrics["groups"])  # type: ignore[arg-type]
    header = _HEADERS[language]
    lines = ["| " + " | ".join(header) + " |", "| --- |" + " ---: |" * (len(header) - 1)]
    for group in sorted(groups, key=lambda g: (order[g.partition(" ")[0]], g)):
        figures = [f"{groups[group][name]:.3f}" for name in SHOWN]
        lines.append(f"| {_label(group, language)} | {groups[group]['documents']:.0f} | " + " | ".join(figures) + " |")
    return "\n".join([*lines, "", _CAPTIONS[language].format(**metrics["generated"])])


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
    stale = []
    for name, language in READMES.items():
        path = ROOT / name
        text = path.read_text("utf-8")
        new = filled(text, table(metrics, language))
        if new != text and args.check:
            stale.append(name)
        elif new != text:
            path.write_text(new, "utf-8")
    for name in stale:
        sys.stderr.write(f"{name} differs from {METRICS.name}: run `python -m corpus.report`\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
