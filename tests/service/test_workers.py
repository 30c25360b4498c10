from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractor.errors import DamagedError, ModelError
from extractor.schema import from_json
from service.workers import Options, WorkerDiedError, Workers, WorkerTimeoutError
from tests.service import fakes

PLAIN = Options()


def test_what_is_raised_in_a_worker_is_raised_here() -> None:
    with Workers(fakes.load, 1) as workers:
        with pytest.raises(DamagedError, match="missing"):
            workers.submit(lambda: b"damaged", "a", PLAIN).result()
        with pytest.raises(OSError, match="gone"):
            workers.submit(lambda: (_ for _ in ()).throw(OSError("gone")), "a", PLAIN).result()
        assert from_json(workers.submit(lambda: b"fine", "a", PLAIN).result()).source.filename == "a"


def test_only_the_file_that_kills_its_process_fails() -> None:
    with Workers(fakes.load, 2) as workers:
        long = workers.submit(lambda: b"sleep 1", "long", PLAIN)
        with pytest.raises(WorkerDiedError):
            workers.submit(lambda: b"die", "a", PLAIN).result()
        assert long.result()
        assert workers.submit(lambda: b"fine", "b", PLAIN).result()


def test_a_file_that_stalls_is_given_up() -> None:
    with Workers(fakes.load, 1, seconds=3) as workers, pytest.raises(WorkerTimeoutError, match="longer than 3 s"):
        workers.submit(lambda: b"sleep 60", "a", PLAIN).result()


def test_models_that_cannot_be_loaded_are_told_by_each_process() -> None:
    with Workers(fakes.load_nothing, 2) as workers:
        for warmed in workers.warm():
            with pytest.raises(ModelError, match="no weights"):
                warmed.result()


def test_closing_breaks_off_what_runs_and_drops_what_waits() -> None:
    start = time.monotonic()
    with Workers(fakes.load, 1) as workers:
        running = workers.submit(lambda: b"sleep 60", "a", PLAIN)
        waiting = workers.submit(lambda: b"fine", "b", PLAIN)
        time.sleep(1)
    assert time.monotonic() - start < 30
    assert isinstance(running.exception(), WorkerDiedError)
    assert waiting.cancelled()


def test_workers_end_with_a_parent_that_is_killed() -> None:
    code = """
import os, signal
from service.workers import *
from tests.service import fakes
if __name__ == "__main__":
    workers = Workers(fakes.load, 1)
    workers.warm()[0].result()
    print(workers._processes[0]._pid.result(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(fakes.__file__).parents[2], capture_output=True, text=True)
    status = Path(f"/proc/{int(done.stdout)}/stat")
    deadline = time.monotonic() + 10
    while status.exists() and status.read_text().split()[2] != "Z":
        assert time.monotonic() < deadline, "the worker outlived its parent"
        time.sleep(0.05)
