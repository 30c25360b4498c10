"""What `compare` and `diff` print and write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from extractor.compare import Comparison, Difference, compare, diff
from extractor.compare.report import FORMATS, difference_to_json
from extractor.compare.values import Row
from extractor.schema import Document


def run_compare(documents: Sequence[Document], out: Path | None) -> None:
    """Write the comparison to `out`, in the format of its suffix, or print it; raises OSError."""
    comparison = compare(documents)
    if out is None:
        show_comparison(comparison)
    else:
        out.write_bytes(FORMATS[out.suffix.removeprefix(".").lower()].write(comparison))


def run_diff(before: Document, after: Document, out: Path | None) -> None:
    """Print the changes, and write them to `out` as JSON; raises OSError."""
    difference = diff(before, after)
    show_difference(difference)
    if out is not None:
        out.write_bytes(difference_to_json(difference))


def show_comparison(comparison: Comparison) -> None:
    """Print groups side by side, then what each plan lacks."""
    console = Console()
    names = {plan.id: plan.name for plan in comparison.plans}
    table = Table(show_lines=True, expand=True)
    for header in ("", *names.values()):
        table.add_column(escape(header), ratio=1)
    for group in comparison.groups:
        cells = {member.plan: f"{escape(member.text)}\n[green]{escape('; '.join(member.deadlines))}[/]" for member in group.members}
        table.add_row(f"{group.id} [dim]{group.type}[/]\n{group.similarity:.0%}", *(cells.get(plan, "") for plan in names))
    console.print(table)
    for gap in comparison.gaps:
        told = f"lacks {gap.group} «{gap.label}», which {gap.having} of {gap.others} others have"
        console.print(f"[bold]{escape(names[gap.plan])}[/] {escape(told)}")


def show_difference(difference: Difference) -> None:
    """Print what was added, removed, changed cell by cell, moved."""
    console = Console()
    for row in difference.removed:
        console.print(f"[red]- {_named(row)}[/]")
    for row in difference.added:
        console.print(f"[green]+ {_named(row)}[/]")
    for change in difference.changed:
        console.print(f"[yellow]~ {_named(change.after)}[/]")
        for cell in change.cells:
            console.print(f"    {cell.cell}: [red]{escape(cell.before or '—')}[/] → [green]{escape(cell.after or '—')}[/]")
    for move in difference.moved:
        sections = f"{move.before.section or '—'} → {move.after.section or '—'}" if move.before.section != move.after.section else ""
        console.print(f"[cyan]> {_named(move.after)}[/] {escape(sections)}")
    counts = f"{len(difference.added)} added, {len(difference.removed)} removed, {len(difference.changed)} changed"
    console.print(f"{counts}, {len(difference.moved)} moved, {difference.unchanged} unchanged")


def _named(row: Row) -> str:
    return escape(" ".join(filter(None, (row.number, row.text))))
