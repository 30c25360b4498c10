"""Errors over HTTP as RFC 9457 `application/problem+json`; the one place where status codes stand."""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass
from http import HTTPStatus
from uuid import UUID, uuid4

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from extractor.errors import (
    BadDocumentError,
    DamagedError,
    DorkartaError,
    EmptyFileError,
    MissingToolError,
    ModelError,
    TooLargeError,
    UnreadableError,
    UnsupportedError,
)
from service.accept import NotAcceptableError
from service.intake import QueueFullError
from service.workers import WorkerDiedError, WorkerTimeoutError

MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger("dorkarta.http")


@dataclass(frozen=True, slots=True)
class Problem:
    """RFC 9457: `type` leads to the kind's line in the documentation, `instance` stands in the service's log."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: the last part of its type, its status and its title."""

    slug: str
    status: HTTPStatus
    title: str


KINDS: dict[type[Exception], Kind] = {
    EmptyFileError: Kind("empty-file", HTTPStatus.BAD_REQUEST, "The file is empty"),
    TooLargeError: Kind("too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The file is too large"),
    NotAcceptableError: Kind("not-acceptable", HTTPStatus.NOT_ACCEPTABLE, "There is no such format of the answer"),
    UnsupportedError: Kind("unsupported-format", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "No reader takes this format"),
    DamagedError: Kind("damaged-file", HTTPStatus.UNPROCESSABLE_ENTITY, "The file is damaged"),
    UnreadableError: Kind("unreadable-file", HTTPStatus.UNPROCESSABLE_ENTITY, "The file cannot be read"),
    BadDocumentError: Kind("bad-document", HTTPStatus.UNPROCESSABLE_ENTITY, "The file is no Roadmap JSON"),
    RequestValidationError: Kind("invalid-request", HTTPStatus.UNPROCESSABLE_ENTITY, "The request is not as documented"),
    WorkerTimeoutError: Kind("took-too-long", HTTPStatus.UNPROCESSABLE_ENTITY, "The file takes too long to read"),
    WorkerDiedError: Kind("worker-died", HTTPStatus.INTERNAL_SERVER_ERROR, "The file ended the process that read it"),
    Exception: Kind("internal-error", HTTPStatus.INTERNAL_SERVER_ERROR, "The service failed"),
    MissingToolError: Kind("missing-tool", HTTPStatus.NOT_IMPLEMENTED, "A program that this format needs is not installed"),
    ModelError: Kind("models-absent", HTTPStatus.SERVICE_UNAVAILABLE, "The models are not loaded"),
    QueueFullError: Kind("queue-full", HTTPStatus.SERVICE_UNAVAILABLE, "Too many files are waiting"),
}


def install(app: FastAPI) -> None:
    """Make `app` answer every error with a problem."""
    app.add_exception_handler(DorkartaError, _known)
    app.add_exception_handler(RequestValidationError, _known)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def kind_of(error: Exception) -> Kind:
    """The kind of the nearest class that has one."""
    return next(KINDS[cls] for cls in type(error).__mro__ if cls in KINDS)


def _known(_: Request, error: Exception) -> JSONResponse:
    kind = kind_of(error)
    headers = {"Retry-After": "5"} if kind.status is HTTPStatus.SERVICE_UNAVAILABLE else {}
    return _response(kind, _said(error), headers)


def _said(error: Exception) -> str:
    """Its one line; of a request that does not validate, each place and what is wrong there."""
    if isinstance(error, RequestValidationError):
        return "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
    return " ".join(str(error).split())


def _http(_: Request, error: Exception) -> JSONResponse:
    """404, 405 and their like say no more than their status, but for a body over the limit."""
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    kind = KINDS[TooLargeError] if status == KINDS[TooLargeError].status else Kind("", status, status.phrase)
    return _response(kind, str(error.detail), dict(error.headers or {}))


def _unexpected(_: Request, error: Exception) -> JSONResponse:
    """A defect of ours: the traceback goes to the log, not to the caller."""
    return _response(KINDS[Exception], f"unexpected {type(error).__name__}", {})


def example(kind: Kind) -> Problem:
    """A problem of this kind, for the documentation."""
    return _problem(kind, "order.txt: what is wrong with it", UUID(int=0).urn)


def _problem(kind: Kind, detail: str, instance: str) -> Problem:
    return Problem(f"/docs#{kind.slug}" if kind.slug else "about:blank", kind.title, kind.status.value, detail, instance)


def _response(kind: Kind, detail: str, headers: dict[str, str]) -> JSONResponse:
    problem = _problem(kind, detail, uuid4().urn)
    _log.warning("%s %s %s: %s", problem.instance, problem.status, problem.type, detail)
    return JSONResponse(asdict(problem), kind.status, headers, media_type=MEDIA_TYPE)
