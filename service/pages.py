"""The page at `/` and the documentation at `/docs`: rendered here, nothing in them comes from another host."""

from __future__ import annotations

import json
from functools import cache, partial
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.templating import Jinja2Templates

from service import problems

STATIC = Path(__file__).with_name("static")
_templates = Jinja2Templates(Path(__file__).with_name("templates"))
_templates.env.filters["json"] = partial(json.dumps, ensure_ascii=False, indent=2)
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
router = APIRouter(include_in_schema=False)


@cache
def words() -> dict[str, dict[str, str]]:
    """Language → key → what the page says."""
    return dict(json.loads((STATIC / "words.json").read_text()))


@router.get("/")
async def index(request: Request) -> Response:
    """The page, in Russian until its script switches the language."""
    limit = request.app.state.intake.settings.max_bytes
    return _templates.TemplateResponse(request, "index.html", {"t": words()["ru"], "max_bytes": limit}, headers=_HEADERS)


@router.get("/docs")
async def docs(request: Request) -> Response:
    """The OpenAPI description as a page."""
    context = {"api": request.app.openapi(), "kinds": problems.KINDS.values(), "base": request.base_url}
    return _templates.TemplateResponse(request, "docs.html", context, headers=_HEADERS)
