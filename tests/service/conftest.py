"""A real server on a free port, so that limits, disconnects and browsers are tested as they come."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
import uvicorn

from service.api import create_app
from service.settings import Settings
from service.workers import Load
from tests.service import fakes


@contextmanager
def serving(load: Load = fakes.load, settings: Settings | None = None) -> Iterator[httpx.Client]:
    """A client of the service with these settings; the service is stopped on leaving."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(create_app(load, settings), log_level="warning", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=30) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def client() -> Iterator[httpx.Client]:
    with serving(settings=Settings(max_bytes=100_000, max_pages=9, workers=1, queue=1, seconds=3)) as client:
        yield client
