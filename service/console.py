"""What the command line prints: JSON, failures, readable tables."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from extractor.export.due import Due
from extractor.schema import Deadline, Document, Measure, Party, Roadmap, from_json
from service import batch
from service.batch import Outcome
from service.doctor import Check

if TYPE_CHECKING:
    from models.measure_types.train import Report

_LOW = 0.5  # as the extractor's own low_confidence


def progress(outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
    """The same outcomes, with a bar on stderr where somebody looks and there is more than one."""
    yield from track(outcomes, "", total=total, console=Console(stderr=True), disable=total == 1 or not sys.stderr.isatty())


def deliver(outcome: Outcome, folder: Path | None, suffix: str) -> bool:
    """Write the outcome to `folder` or to stdout, or its failure to stderr; whether all went well."""
    if outcome.data is None:
        return fail(outcome.name, outcome.reason)
    try:
        if folder is None:
            sys.stdout.buffer.write(outcome.data)
            sys.stdout.buffer.flush()
        else:
            batch.write(folder, outcome, suffix)
    except OSError as error:
        return fail(outcome.name, f"cannot be written: {error.strerror or error}")
    return True


def fail(name: str, reason: str) -> bool:
    """Say on stderr which file failed and why; always False."""
    print(f"{name}: {reason}", file=sys.stderr)  # noqa: T201 - this module is what prints
    return False


def document_of(outcome: Outcome) -> Document | None:
    """The outcome's Document; of a failure, None and a line on stderr."""
    if outcome.data is None:
        fail(outcome.name, outcome.reason)
        return None
    return from_json(outcome.data)


def show_document(document: Document) -> None:
    """Print a Document's head, roadmaps and doubts."""
    console = Console()
    order = document.order
    head = [order.kind, order.number and f"№ {order.number}", order.date and f"{order.date:%d.%m.%Y}", order.municipality, order.region]
    console.print(f"[bold]{escape(document.source.filename)}[/]  {escape(', '.join(str(part) for part in head if part))}")
    if order.title:
        console.print(escape(order.title))
    doubts: dict[str, list[str]] = {}
    for warning in document.warnings:
        doubts.setdefault(warning.measure or "", []).append(warning.message)
    for roadmap in document.roadmaps:
        console.print(_table(roadmap, doubts))
    for message in doubts.get("", []):
        console.print(f"[yellow]! {escape(message)}[/]")
    console.print()


def _table(roadmap: Roadmap, doubts: dict[str, list[str]]) -> Table:
    """The roadmap's table; a column that no measure fills is left out."""
    period = f"{roadmap.period.start:%d.%m.%Y} – {roadmap.period.end:%d.%m.%Y}" if roadmap.period else ""
    table = Table(title=escape(roadmap.title or ""), caption=period, show_lines=True, title_justify="left", expand=True)
    table.add_column("№", no_wrap=True)
    for header, ratio in (("Measure", 5), ("Deadlines", 3), ("Responsible", 3), ("Result", 3)):
        table.add_column(header, ratio=ratio)
    titles = {section.id: " ".join(filter(None, (section.number, section.title))) for section in roadmap.sections}
    current = None
    for measure in roadmap.measures:
        if measure.section != current:
            current = measure.section
            table.add_row("", f"[bold cyan]{escape(titles.get(current or '', ''))}[/]")
        table.add_row(*_cells(measure, doubts.get(measure.id, [])))
    return table


def _cells(measure: Measure, doubts: Sequence[str]) -> list[str]:
    marks = [f"[yellow]! {escape(message)}[/]" for message in doubts]
    if measure.confidence < _LOW:
        marks.append(f"[yellow]? {measure.confidence:.0%} sure[/]")
    return [
        escape(measure.number or ""),
        "\n".join([f"{escape(measure.text)} [dim]{escape(f'[{measure.type}]')}[/]", *marks]),
        "\n".join(_deadline(deadline) for deadline in measure.deadlines),
        "\n".join(_party(party) for party in (*measure.responsible, *measure.coordinators)),
        escape(" / ".join(filter(None, (measure.result, measure.indicator, measure.funding)))),
    ]


def _deadline(deadline: Deadline) -> str:
    """`До 15.02.2021г.` over `../2021-02-15`."""
    said = " ".join(filter(None, (deadline.edtf, deadline.rrule))) or deadline.kind
    return f"{escape(deadline.text)}\n[green]{escape(said)}{' (inferred)' if deadline.year_inferred else ''}[/]"


def _party(party: Party) -> str:
    return escape(party.text) if party.kind == "organisation" else f"[italic]{escape(party.text)}[/]"


def show_due(found: Sequence[Due]) -> None:
    """Print what falls due, one line a deadline."""
    table = Table(show_lines=True, expand=True)
    table.add_column("Due", no_wrap=True)
    for header, ratio in (("Measure", 5), ("Responsible", 3), ("Deadline", 2), ("Document", 2)):
        table.add_column(header, ratio=ratio)
    for one in found:
        parties = "\n".join(_party(party) for party in (*one.measure.responsible, *one.measure.coordinators))
        named = " ".join(filter(None, (one.measure.number, one.measure.text)))
        table.add_row(f"{one.day}", escape(named), parties, escape(one.deadline.text), escape(one.document.source.filename))
    Console().print(table)


def show_checks(checks: Sequence[Check]) -> None:
    """Print what `doctor` found, one line each."""
    table = Table(box=None, show_header=False)
    for check in checks:
        sign = "[green]ok[/]" if check.ok else "[red]missing[/]" if check.needed else "[yellow]absent[/]"
        table.add_row(sign, escape(check.name), escape(check.detail))
    Console().print(table)


def show_training(report: Report, out: Path) -> None:
    """Print what training again came to."""
    table = Table("", "before", "after", title=f"{report.added} rows added; held out: {report.after.examples}")
    for name in ("accuracy", "macro_f1", "top3", "calibration_error"):
        table.add_row(name.replace("_", " "), f"{getattr(report.before, name):.3f}", f"{getattr(report.after, name):.3f}")
    console = Console()
    console.print(table)
    console.print(
        f"Written to {out}" if report.saved else "Worse than before: nothing was written. --force replaces the model all the same."
    )
