"""The model card's tables and picture, made of metrics.json and explored.json alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from models.measure_types.figures import Bin


def fill(folder: Path) -> None:
    """Puts the tables of `folder`'s figures between the marks of its README.md."""
    card = folder / "README.md"
    if card.is_file():
        card.write_text(filled(card.read_text(encoding="utf-8"), folder), encoding="utf-8")


def filled(card: str, folder: Path) -> str:
    """The card with its tables made anew; a table stands between `<!-- name -->` and `<!-- /name -->`."""
    for name, table in tables(folder).items():
        start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        card = card[: card.index(start) + len(start)] + table + card[card.index(end) :]
    return card


def tables(folder: Path) -> dict[str, str]:
    """Name → Markdown table."""
    metrics = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    explored = json.loads((folder / "explored.json").read_text(encoding="utf-8"))
    held = metrics["held_out"]
    low, high = held["accuracy_interval"]
    whole = [
        ("training measures", metrics["trained_on"]),
        ("held-out measures, families", f"{held['examples']}, {held['families']}"),
        ("accuracy, the one type (95 %)", f"{held['accuracy']:.3f} ({low:.3f}–{high:.3f})"),
        ("accuracy, any accepted type", f"{held['accepted']:.3f}"),
        ("right type among the best three", f"{held['top3']:.3f}"),
        ("macro F1", f"{held['macro_f1']:.3f}"),
        ("expected calibration error", f"{held['calibration_error']:.3f}"),
        ("temperature", f"{metrics['temperature']:.3f}"),
    ]
    return {
        "figures": _table(("held-out families", "value"), whole),
        "types": _table(("type", "F1"), ((label, f"{value:.3f}") for label, value in held["f1"].items())),
        "subjects": _table(("subject", "accuracy"), ((name, f"{value:.3f}") for name, value in held["by_subject"].items())),
        "explored": _table(("variant", "accuracy", "gain (95 %)", "over"), map(_explored, explored)),
    }


def _explored(row: dict[str, Any]) -> tuple[str, ...]:
    if "gain" not in row:
        return row["variant"], f"{row['accuracy']:.3f}", "", ""
    low, high = row["interval"]
    return row["variant"], f"{row['accuracy']:.3f}", f"{row['gain']:+.3f} ({low:+.3f} … {high:+.3f})", row["than"]


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(str(cell) for cell in line)} |\n" for line in lines)


def picture(bins: Sequence[Bin], path: Path) -> None:
    """The reliability curve: how often the best type is right, by how probable the model calls it; dots by their number."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - of the development extra

    figure = Figure(figsize=(5, 5), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="0.7", linestyle="--", label="perfect")
    axes.plot([each.confidence for each in bins], [each.accuracy for each in bins], color="C0", label="held-out families")
    axes.scatter([each.confidence for each in bins], [each.accuracy for each in bins], s=[4 + each.count for each in bins], color="C0")
    for each in bins:
        axes.annotate(str(each.count), (each.confidence, each.accuracy), textcoords="offset points", xytext=(6, -12), fontsize=8)
    axes.set(xlabel="probability of the best type", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1.02))
    axes.legend(loc="upper left")
    figure.savefig(path, dpi=100, metadata={"Software": None})
