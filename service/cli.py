"""The command line. Exit codes: 0 all right, 1 some files failed, 2 wrong usage."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.errors import DorkartaError

if TYPE_CHECKING:
    from extractor.schema import Document

_HELP = "Roadmaps of Russian municipalities: from orders to structured JSON."
app = typer.Typer(name="dorkarta", help=_HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

train = typer.Typer(name="train", help="Teach a model with rows of your own.", no_args_is_help=True)
app.add_typer(train)


class FormatName(StrEnum):
    """The keys of extractor.export.FORMATS, whose import `--help` need not pay."""

    json = "json"
    xlsx = "xlsx"
    csv = "csv"
    ics = "ics"


Files = Annotated[list[Path], typer.Argument(metavar="FILE", help="Files; folders and zip files stand for all that is in them.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="How many processes read files side by side.")]


@app.command()
def extract(
    files: Files,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="DIR", help="Write DIR/<file name>.json for each file.")] = None,
    with_text: Annotated[bool, typer.Option("--with-text", help="Add the text as read, which all offsets count in.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Say on stderr which rule fired where (one process).")] = False,
    form: Annotated[FormatName, typer.Option("--format", "-f", help="What to write: data, a table, a calendar.")] = FormatName.json,
    jobs: Jobs = 1,
) -> None:
    """Turn orders into Roadmap JSON: one file to the screen, or each to a file of its own with -o."""
    from service import batch, console  # noqa: PLC0415 - keeps --help fast
    from service.workers import Options, load_extractor  # noqa: PLC0415

    if out is not None and out.exists() and not out.is_dir():
        raise typer.BadParameter(f"{out} is not a folder", param_hint="-o")
    members = batch.members(files, without=".json")  # a folder may hold what was extracted before
    if not members:
        raise typer.BadParameter("no file to read", param_hint="FILE")
    if out is None and len(members) > 1:
        raise typer.BadParameter(f"{len(members)} files to read: say with -o DIR where their JSON goes", param_hint="FILE")
    if names := batch.clashes(members):
        raise typer.BadParameter(f"several would be written to {', '.join(f'{name}.{form.value}' for name in names)}", param_hint="FILE")
    if debug:
        logging.basicConfig(format="%(message)s", stream=sys.stderr)
        logging.getLogger("dorkarta.rules").setLevel(logging.DEBUG)
    outcomes = batch.run(members, load_extractor, Options(with_text, form.value), jobs=1 if debug else jobs)
    failed = 0
    for outcome in console.progress(outcomes, total=len(members)):
        failed += not console.deliver(outcome, out, form.value)
    raise typer.Exit(1 if failed else 0)


@app.command()
def show(files: Files, jobs: Jobs = 1) -> None:
    """Print the roadmaps of orders, or of their JSON, as readable tables."""
    from service import console  # noqa: PLC0415 - keeps --help fast

    documents = list(_documents(files, jobs))
    for document in filter(None, documents):
        console.show_document(document)
    raise typer.Exit(0 if all(documents) else 1)


@app.command()
def due(
    files: Files,
    before: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The first day that is too late.")],
    after: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The first day to look at; all by default.")] = None,
    jobs: Jobs = 1,
) -> None:
    """List what falls due before a day, and by whom; of orders or of their JSON."""
    from extractor.export.due import due  # noqa: PLC0415 - keeps --help fast
    from service import console  # noqa: PLC0415

    documents = list(_documents(files, jobs))
    found = [one for document in filter(None, documents) for one in due(document, after.date() if after else None, before.date())]
    console.show_due(sorted(found, key=lambda one: one.day))
    raise typer.Exit(0 if all(documents) else 1)


@app.command()
def compare(
    files: Files,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write a report: .html, .xlsx, .csv or .json.")] = None,
    jobs: Jobs = 1,
) -> None:
    """Put the plans of several municipalities beside each other; of orders or of their JSON, in any mix."""
    from extractor.compare.report import FORMATS  # noqa: PLC0415 - keeps --help fast
    from service.compare_command import run_compare  # noqa: PLC0415

    if out is not None and out.suffix.removeprefix(".").lower() not in FORMATS:
        raise typer.BadParameter(f"{out.name} is none of {', '.join(f'.{suffix}' for suffix in FORMATS)}", param_hint="-o")
    documents = list(_documents(files, jobs))
    found = [document for document in documents if document]
    if len(documents) < 2:
        raise typer.BadParameter("a comparison takes two files at least", param_hint="FILE")
    if len(found) > 1:
        _written(out, lambda: run_compare(found, out))
    raise typer.Exit(0 if all(documents) else 1)


@app.command()
def diff(
    before: Annotated[Path, typer.Argument(metavar="A", help="The earlier order, or its JSON.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="The later one.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write the changes as JSON too.")] = None,
) -> None:
    """Tell what changed between two versions or years of a plan."""
    from service.compare_command import run_diff  # noqa: PLC0415 - keeps --help fast

    documents = list(_documents([before, after], 1))
    if len(documents) != 2:
        raise typer.BadParameter("one file each is needed", param_hint="A B")
    old, new = documents
    if old and new:
        _written(out, lambda: run_diff(old, new, out))
    raise typer.Exit(0 if old and new else 1)


def _written(out: Path | None, write: Callable[[], None]) -> None:
    """Run what writes `out`; a failure is one line on stderr and exit code 1."""
    try:
        write()
    except OSError as error:
        typer.echo(f"{out}: cannot be written: {error.strerror or error}", err=True)
        raise typer.Exit(1) from error


def _documents(files: list[Path], jobs: int) -> Iterator[Document | None]:
    """The Document of each order or JSON; None for a failure, which is said on stderr."""
    from service import batch, console  # noqa: PLC0415 - keeps --help fast
    from service.workers import Options, load_either  # noqa: PLC0415

    yield from map(console.document_of, batch.run(batch.members(files), load_either, Options(), jobs=jobs))


@app.command()
def schema() -> None:
    """Print the JSON Schema of Roadmap JSON."""
    from extractor.schema import json_schema  # noqa: PLC0415 - keeps --help fast

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@app.command()
def doctor() -> None:
    """Tell which models, languages and system packages are here, and what to install for the rest."""
    from service import console, doctor  # noqa: PLC0415 - keeps --help fast

    checks = doctor.checks()
    console.show_checks(checks)
    raise typer.Exit(0 if doctor.ready(checks) else 1)


@train.command("measure-types")
def measure_types(
    rows: Annotated[
        Path, typer.Option("--with", metavar="FILE.jsonl", help='A row a line: {"text": …, "type": …}.', exists=True, dir_okay=False)
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", envvar="DORKARTA_MEASURE_TYPES", help="Where the weights go; set the variable to use them.")
    ] = Path("measure-types.skops"),
    force: Annotated[bool, typer.Option("--force", help="Replace the model even by a worse one.")] = False,
) -> None:
    """Train the measure types again with your corrected rows added, and say whether that made them better."""
    from models.measure_types.train import retrain  # noqa: PLC0415 - training code, only here
    from service import console  # noqa: PLC0415

    try:
        report = retrain(rows, out, force=force)
    except (DorkartaError, OSError) as error:
        console.fail(str(rows), str(error))
        raise typer.Exit(1) from error
    console.show_training(report, out)
    raise typer.Exit(0 if report.saved else 1)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8000,
) -> None:
    """Serve the web page and the HTTP API; settings come from DORKARTA_… in the environment."""
    import uvicorn  # noqa: PLC0415 - keeps --help fast

    from service.api import create_app  # noqa: PLC0415
    from service.settings import BadSettingError, Settings  # noqa: PLC0415
    from service.workers import load_extractor  # noqa: PLC0415

    try:
        settings = Settings.of(os.environ)
    except BadSettingError as error:
        raise typer.BadParameter(str(error), param_hint="environment") from error
    uvicorn.run(create_app(load_extractor, settings), host=host, port=port, timeout_graceful_shutdown=10)


def main() -> None:
    """Entry point; an error that is about no single file is one line on stderr and exit code 1."""
    try:
        app()
    except DorkartaError as error:
        typer.echo(f"dorkarta: {error}", err=True)
        sys.exit(1)
