"""Between HTTP and the workers: how much of a body is read, how many files may wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import Future
from contextlib import asynccontextmanager

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extractor.errors import DorkartaError, ModelError
from service.settings import Settings
from service.workers import Load, Options, Workers


class QueueFullError(DorkartaError):
    """As many files wait as may."""


class Intake:
    """The queue before the workers: `settings.queue` files wait at most while `settings.workers` are read."""

    def __init__(self, load: Load, settings: Settings) -> None:
        self.settings = settings
        self._load = load
        self._inside = 0
        self._workers: Workers
        self._warming: list[Future[None]] = []

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Start the workers, which load their models while the service already answers; end them at the close."""
        self._workers = Workers(self._load, self.settings.workers, self.settings.seconds)
        self._warming = self._workers.warm()
        try:
            yield
        finally:
            await asyncio.to_thread(self._workers.close)

    async def extract(self, data: bytes, name: str, *, with_text: bool, form: str) -> bytes:
        """What a file becomes; raises QueueFullError and whatever the extractor raises."""
        if self._inside >= self.settings.workers + self.settings.queue:
            raise QueueFullError(f"{self.settings.queue} files wait already")
        self._inside += 1
        try:
            options = Options(with_text, form, self.settings.max_pages)
            return await asyncio.wrap_future(self._workers.submit(lambda: data, name, options))
        finally:
            self._inside -= 1

    def check_ready(self) -> None:
        """Raises ModelError while the models are not loaded in every worker, and where they cannot be."""
        if not all(future.done() for future in self._warming):
            raise ModelError("the models are being loaded")
        for future in self._warming:
            future.result()


class BodyLimit:
    """ASGI middleware: a body over `max_bytes` is 413; what is over is never kept, and of as much again not even read."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self.app, self.max_bytes = app, max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        seen = 0

        async def limited() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen <= self.max_bytes:
                return message
            while message.get("more_body") and seen <= 2 * self.max_bytes:  # a client that is cut off misses the answer
                message = await receive()
                seen += len(message.get("body", b""))
            headers = {"Connection": "close"} if message.get("more_body") else {}
            raise HTTPException(413, f"it is over the limit of {self.max_bytes} bytes", headers)

        await self.app(scope, limited, send)
