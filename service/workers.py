"""Processes that hold the models: a file that kills or stalls its process harms no other file."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context, parent_process
from pathlib import Path
from queue import SimpleQueue
from typing import Protocol, Self, TypeVar

from extractor.errors import DorkartaError
from extractor.export import FORMATS
from extractor.schema import Document, from_json


class Extract(Protocol):
    """What a worker runs: `extractor.pipeline.Extractor`, or a test's own."""

    def __call__(self, data: bytes, name: str, *, with_text: bool = False, max_pages: int | None = None) -> Document:
        """The Document of a file; raises UnreadableError."""


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for: the text as read in it, the format (a key of FORMATS), how many pages at most."""

    with_text: bool = False
    format: str = "json"
    max_pages: int | None = None


Load = Callable[[], Extract]
Result = TypeVar("Result")


class WorkerDiedError(DorkartaError):
    """The process that read the file ended before it had a Document."""


class WorkerTimeoutError(WorkerDiedError):
    """The file took longer than the limit and its process was ended."""


def load_extractor() -> Extract:
    """The pipeline with its models, the measure types' from DORKARTA_MEASURE_TYPES where that is set; raises ModelError."""
    from extractor.pipeline import Extractor  # noqa: PLC0415 - seconds that only a worker need pay

    own = os.environ.get("DORKARTA_MEASURE_TYPES")
    return Extractor.load(Path(own) if own else None)


class Workers:
    """`size` processes, each with `load()` called once; a file may take `seconds`. Use as a context, or close()."""

    def __init__(self, load: Load, size: int, seconds: float | None = None) -> None:
        self.load, self.size, self.seconds = load, size, seconds
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="extract")
        self._processes = [_Process() for _ in range(size)]
        self._idle: SimpleQueue[_Process] = SimpleQueue()
        for process in self._processes:
            self._idle.put(process)
        self._closed = False

    def warm(self) -> list[Future[None]]:
        """Load the models in every process; each future raises ModelError where they cannot be loaded."""
        return [self._threads.submit(self._with_process, _warm) for _ in range(self.size)]

    def submit(self, read: Callable[[], bytes], name: str, options: Options) -> Future[bytes]:
        """What the file that `read` gives becomes; the future raises DorkartaError, WorkerDiedError included."""
        return self._threads.submit(lambda: self._with_process(_extract, read(), name, options))

    def close(self) -> None:
        """Drop what waits, break off what runs, end the processes."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self._processes:
            process.stop()
        self._threads.shutdown()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _with_process(self, job: Callable[..., Result], *args: object) -> Result:
        """`job(load, *args)` in an idle process; one that broke is replaced."""
        process = self._idle.get()
        try:
            return process(self.seconds, job, self.load, *args)
        except WorkerDiedError:
            if not self._closed:
                process.start()
            raise
        finally:
            self._idle.put(process)


class _Process:
    """A pool of one, so that a death is known to be this file's."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Start a fresh process."""
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_begin)
        self._pid = self._pool.submit(os.getpid)
        self._busy = False

    def stop(self) -> None:
        """End the process, whatever it does."""
        if self._busy:
            os.kill(self._pid.result(), signal.SIGKILL)
        self._pool.shutdown(cancel_futures=True)

    def __call__(self, seconds: float | None, job: Callable[..., Result], *args: object) -> Result:
        """`job(*args)` in the process, within `seconds`; raises what it raises, and WorkerDiedError."""
        self._busy = True
        try:
            return self._pool.submit(job, *args).result(seconds)
        except TimeoutError as error:
            self.stop()
            raise WorkerTimeoutError(f"it took longer than {seconds:g} s") from error
        except (BrokenProcessPool, CancelledError) as error:
            raise WorkerDiedError("the process that read it ended unexpectedly") from error
        finally:
            self._busy = False


def _begin() -> None:
    """Ctrl+C reaches the whole group, but the parent alone decides when a worker ends; a parent that is killed takes it along."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


_loaded = cache(lambda load: load())


def _warm(load: Load) -> None:
    _loaded(load)


def _extract(load: Load, data: bytes, name: str, options: Options) -> bytes:
    return produce(_loaded(load), data, name, options)


def produce(extract: Extract, data: bytes, name: str, options: Options) -> bytes:
    """A file's Document in the format that is asked for."""
    return FORMATS[options.format].write(extract(data, name, with_text=options.with_text, max_pages=options.max_pages))


def load_either() -> Extract:
    """As load_extractor, but Roadmap JSON is taken as it is; models are loaded only when an order comes."""
    return _either


def _either(data: bytes, name: str, *, with_text: bool = False, max_pages: int | None = None) -> Document:
    if data.lstrip().startswith(b"{"):
        return from_json(data)
    extract: Extract = _loaded(load_extractor)
    return extract(data, name, with_text=with_text, max_pages=max_pages)
