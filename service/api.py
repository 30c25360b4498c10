"""The HTTP service: POST a file, get its Roadmap JSON; the page, the documentation and the health checks beside it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, File, Query, Request, Response, UploadFile
from fastapi.staticfiles import StaticFiles
from pydantic import TypeAdapter

from extractor.compare import Comparison, compare
from extractor.compare.report import FORMATS as REPORTS
from extractor.errors import ModelError
from extractor.export import FORMATS
from extractor.schema import Document, from_json, json_schema
from service import doctor, pages, problems
from service.accept import negotiate
from service.doctor import Check
from service.intake import BodyLimit, Intake
from service.problems import Problem
from service.settings import Settings
from service.workers import Load

_SUMMARY = "Roadmaps of Russian municipalities: an order in, Roadmap JSON out."
_MULTIPART = 4096  # bytes that a form with one file takes besides the file
router = APIRouter()


class _Service(FastAPI):
    def openapi(self) -> dict[str, Any]:
        """The description; its example gets back the nulls that FastAPI leaves out and the contract asks for."""
        described = super().openapi()
        described["paths"]["/v1/roadmaps"]["post"]["responses"]["200"]["content"]["application/json"]["example"] = _example()
        return described


def create_app(load: Load, settings: Settings | None = None) -> FastAPI:
    """The application; `load` is called once in each worker process and must be importable there."""
    settings = settings or Settings()
    intake = Intake(load, settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with intake.open():
            yield

    app = _Service(title="Dorkarta", summary=_SUMMARY, version=version("dorkarta"), docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.intake = intake
    app.add_middleware(BodyLimit, max_bytes=settings.max_bytes + _MULTIPART)
    problems.install(app)
    app.include_router(router)
    app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=pages.STATIC), name="static")
    return app


@cache
def _example() -> dict[str, Any]:
    """A Document in short, for the documentation."""
    return dict(json.loads(Path(__file__).with_name("example.json").read_text()))


def _problems(*kinds: type[Exception]) -> dict[int | str, dict[str, Any]]:
    """OpenAPI responses of the problems that an operation answers with, those of one status together."""
    found: dict[int | str, dict[str, Any]] = {}
    for kind in map(problems.KINDS.__getitem__, kinds):
        response = found.setdefault(kind.status.value, {"description": "", "content": {problems.MEDIA_TYPE: {"examples": {}}}})
        response["description"] = "; ".join(filter(None, (response["description"], kind.title)))
        response["content"][problems.MEDIA_TYPE]["schema"] = TypeAdapter(Problem).json_schema()
        response["content"][problems.MEDIA_TYPE]["examples"][kind.slug] = {"value": asdict(problems.example(kind))}
    return dict(sorted(found.items(), key=lambda item: int(item[0])))


_ANSWER = {"description": "The order as Roadmap JSON, or in another format", "content": {form.media_type: {} for form in FORMATS.values()}}
_FILE_PROBLEMS = _problems(*(kind for kind in problems.KINDS if kind is not Exception))


@router.post(
    "/v1/roadmaps",
    response_model=Document,
    responses={200: _ANSWER, **_FILE_PROBLEMS},
    tags=["roadmaps"],
)
async def extract(
    request: Request,
    file: Annotated[UploadFile, File(description="The order: text, HTML, DOCX, PDF, a scan …")],
    text: Annotated[bool, Query(description="Put the text as read, which all offsets count in, into the answer.")] = False,
) -> Response:
    """Extract the roadmaps of one order, in the format that Accept likes best; JSON by default."""
    form = negotiate(request.headers.get("accept", "*/*"), FORMATS.values())
    intake: Intake = request.app.state.intake
    content = await intake.extract(await file.read(), _name(file), with_text=text, form=form.suffix)
    return Response(content, media_type=form.media_type, headers={"Vary": "Accept"})


def _name(file: UploadFile) -> str:
    """The file's own name, whatever path a browser gives."""
    return PurePosixPath((file.filename or "").replace("\\", "/")).name


_COMPARED = {"description": "The comparison", "content": {form.media_type: {} for form in REPORTS.values()}}


@router.post("/v1/compare", response_model=Comparison, responses={200: _COMPARED, **_FILE_PROBLEMS}, tags=["roadmaps"])
async def compare_files(
    request: Request,
    files: Annotated[list[UploadFile], File(min_length=2, description="Orders, or their Roadmap JSON, in any mix.")],
) -> Response:
    """Put the plans of several orders beside each other, in the format that Accept likes best; JSON by default."""
    form = negotiate(request.headers.get("accept", "*/*"), REPORTS.values())
    intake: Intake = request.app.state.intake
    documents = [await _document(intake, await file.read(), _name(file)) for file in files]
    content = await asyncio.to_thread(lambda: form.write(compare(documents)))
    return Response(content, media_type=form.media_type, headers={"Vary": "Accept"})


async def _document(intake: Intake, data: bytes, name: str) -> Document:
    """Roadmap JSON is taken as it is."""
    return from_json(data if data.lstrip().startswith(b"{") else await intake.extract(data, name, with_text=False, form="json"))


@router.get("/v1/schema", tags=["roadmaps"])
async def schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of Roadmap JSON."""
    return json_schema()


@router.get("/healthz", tags=["health"])
async def alive() -> dict[str, str]:
    """Answers as long as the service runs."""
    return {"status": "ok"}


@router.get("/readyz", responses=_problems(ModelError), tags=["health"])
async def ready(request: Request) -> dict[str, list[Check]]:
    """Answers once every worker has its models; tells which models, languages and programs are here."""
    intake: Intake = request.app.state.intake
    intake.check_ready()
    return {"checks": [Check("models", True, True, "loaded"), *doctor.models(), *doctor.tools()]}
