"""Many files to many JSON files: each is written or its failure said, whatever becomes of the others."""

from __future__ import annotations

import logging
import os
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import DorkartaError
from service.inputs import Member, expand
from service.workers import Load, Options, Workers, produce

_rules = logging.getLogger("dorkarta.rules")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a member became, or the reason why it became nothing."""

    name: str
    data: bytes | None
    reason: str = ""


def run(members: Sequence[Member], load: Load, options: Options, *, jobs: int) -> Iterator[Outcome]:
    """An outcome for each member, in order; models are loaded once a process. Raises ModelError before the first."""
    yield from _in_turn(members, load, options) if jobs == 1 else _side_by_side(members, load, options, jobs)


def _in_turn(members: Sequence[Member], load: Load, options: Options) -> Iterator[Outcome]:
    extract = load()
    for member in members:
        _rules.debug("# %s", member.name)
        yield _outcome(member.name, lambda: produce(extract, member.read(), member.name, options))  # noqa: B023 - called at once


def _side_by_side(members: Sequence[Member], load: Load, options: Options, jobs: int) -> Iterator[Outcome]:
    with Workers(load, min(jobs, len(members))) as workers:
        for warmed in workers.warm():
            warmed.result()
        waiting = deque((member.name, workers.submit(member.read, member.name, options)) for member in members)
        while waiting:
            name, future = waiting.popleft()
            yield _outcome(name, future.result)


def _outcome(name: str, job: Callable[[], bytes]) -> Outcome:
    try:
        return Outcome(name, job())
    except DorkartaError as error:
        return Outcome(name, None, " ".join(str(error).split()))


def members(paths: Sequence[Path], *, without: str | None = None) -> list[Member]:
    """All files that `paths` stand for; of folders, without those whose names end in `without`."""
    return [member for path in paths for member in expand(path, without=without)]


def clashes(members: Sequence[Member]) -> list[str]:
    """Names that several members would write to."""
    return [name for name, count in Counter(member.name for member in members).items() if count > 1]


def write(folder: Path, outcome: Outcome, suffix: str) -> None:
    """Write `folder/<name>.<suffix>` whole or not at all; raises OSError."""
    target = folder / f"{outcome.name}.{suffix}"
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{os.getpid()}.part")
    try:
        part.write_bytes(outcome.data or b"")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
