from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from pydantic import TypeAdapter

from extractor.export import FORMATS
from extractor.schema import from_json, json_schema
from service import pages
from service.problems import KINDS, Problem
from service.settings import BadSettingError, Settings
from tests.service import fakes
from tests.service.conftest import serving


def post(client: httpx.Client, content: bytes, name: str = "order.txt", query: str = "") -> httpx.Response:
    return client.post(f"/v1/roadmaps{query}", files={"file": (name, content)})


def problem_of(response: httpx.Response) -> Problem:
    assert response.headers["content-type"] == "application/problem+json"
    problem = TypeAdapter(Problem).validate_json(response.content)
    assert problem.status == response.status_code
    assert problem.instance.startswith("urn:uuid:")
    return problem


@pytest.mark.parametrize(("query", "text"), [("", None), ("?text=true", fakes.EXAMPLE.text)])
def test_a_file_becomes_a_document(client: httpx.Client, query: str, text: str | None) -> None:
    response = post(client, b"fine", "папка\\приказ № 1.txt", query)
    assert (response.status_code, response.headers["content-type"]) == (200, "application/json")
    document = from_json(response.content)
    assert (document.source.filename, document.text) == ("приказ № 1.txt", text)


@pytest.mark.parametrize(
    ("content", "status", "slug", "detail"),
    [
        (b"empty", 400, "empty-file", "there is no text in it"),
        (b"unsupported", 415, "unsupported-format", "no reader takes it"),
        (b"damaged", 422, "damaged-file", "its end is missing"),
        (b"unreadable", 422, "unreadable-file", "locked"),
        (b"large", 413, "too-large", "501 pages, over the limit of 500"),
        (b"x" * 200_000, 413, "too-large", "it is over the limit of 104096 bytes"),
        (b"pages", 413, "too-large", "over the limit of 9 pages"),
        (b"tool", 501, "missing-tool", "needs LibreOffice"),
        (b"die", 500, "worker-died", "the process that read it ended unexpectedly"),
        (b"sleep 60", 422, "took-too-long", "it took longer than 3 s"),
        (b"bug", 500, "internal-error", "unexpected ZeroDivisionError"),
    ],
)
def test_each_failure_is_its_problem_and_the_next_file_is_read(
    client: httpx.Client, content: bytes, status: int, slug: str, detail: str
) -> None:
    problem = problem_of(post(client, content))
    assert (problem.status, problem.type, problem.detail) == (status, f"/docs#{slug}", detail)
    assert post(client, b"fine").status_code == 200


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("text/html, */*;q=0.1", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/calendar;q=0.5, text/csv;q=0.4", "text/calendar; charset=utf-8"),
        ("application/*;q=0.5, application/json;q=0", FORMATS["xlsx"].media_type),
        ("image/png", None),
        ("text/csv;q=0", None),
    ],
)
def test_the_format_is_what_the_caller_accepts(client: httpx.Client, accept: str, media_type: str | None) -> None:
    response = client.post("/v1/roadmaps", files={"file": ("a.txt", b"fine")}, headers={"Accept": accept})
    if media_type is None:
        assert problem_of(response).type == "/docs#not-acceptable"
    else:
        assert (response.status_code, response.headers["content-type"]) == (200, media_type)


def test_a_body_of_no_declared_length_is_cut_off_while_it_is_read(client: httpx.Client) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        while sent < 1 << 30:
            sent += 1 << 16
            yield b"x" * (1 << 16)

    try:
        response = client.post("/v1/roadmaps", content=endless(), headers={"Content-Type": "multipart/form-data; boundary=b"})
        assert problem_of(response).status == 413
    except httpx.TransportError:  # the service closed its end before this one was done
        pass
    assert sent < 1 << 28


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("GET", "/nowhere", 404, "about:blank"),
        ("GET", "/v1/roadmaps", 405, "about:blank"),
        ("POST", "/v1/roadmaps", 422, "/docs#invalid-request"),
        ("POST", "/v1/roadmaps?text=maybe", 422, "/docs#invalid-request"),
    ],
)
def test_errors_of_the_framework_are_problems_too(client: httpx.Client, method: str, path: str, status: int, kind: str) -> None:
    problem = problem_of(client.request(method, path))
    assert (problem.status, problem.type) == (status, kind)


def test_a_problem_is_found_in_the_log_by_its_instance(client: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    assert problem_of(post(client, b"damaged")).instance in caplog.text


def test_a_full_queue_is_503_with_retry_after(client: httpx.Client) -> None:
    with ThreadPoolExecutor(3) as threads:
        responses = list(threads.map(lambda _: post(client, b"sleep 1"), range(3)))
    full = [response for response in responses if response.status_code == 503]
    assert [response.status_code for response in responses].count(200) == 2
    assert problem_of(full[0]).type == "/docs#queue-full"
    assert int(full[0].headers["retry-after"]) > 0


def test_health(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    told = {check["name"]: check["ok"] for check in client.get("/readyz").json()["checks"]}
    assert told["models"]
    assert {"model measure_types", "model confidence", "tesseract rus", "libreoffice", "antiword"} < set(told)


def test_without_models_it_lives_but_is_not_ready() -> None:
    with serving(fakes.load_nothing, Settings(workers=1)) as client:
        assert client.get("/healthz").status_code == 200
        while problem_of(client.get("/readyz")).detail == "the models are being loaded":
            time.sleep(0.05)
        for problem in (problem_of(client.get("/readyz")), problem_of(post(client, b"fine"))):
            assert (problem.status, problem.type, problem.detail) == (503, "/docs#models-absent", "no weights")


def test_stopping_does_not_wait_for_a_file_that_is_being_read() -> None:
    start = time.monotonic()
    with ThreadPoolExecutor(1) as threads, serving(settings=Settings(workers=1)) as client:
        assert post(client, b"fine").status_code == 200
        threads.submit(post, client, b"sleep 60")
        time.sleep(0.3)
    assert time.monotonic() - start < 10


def test_schema_and_openapi(client: httpx.Client) -> None:
    assert client.get("/v1/schema").json() == json_schema()
    operation = client.get("/openapi.json").json()["paths"]["/v1/roadmaps"]["post"]
    from_json(httpx.Response(200, json=operation["responses"]["200"]["content"]["application/json"]["example"]).content)
    assert {int(status) for status in operation["responses"]} == {200, *(kind.status for kind in KINDS.values())}


@pytest.mark.parametrize("path", ["/", "/docs", *(f"/static/{file.name}" for file in pages.STATIC.iterdir())])
def test_nothing_is_fetched_from_elsewhere(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert not re.findall(r"(?:https?:)?//[\w.-]+\.\w+", response.text.replace(str(client.base_url), ""))
    assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|eval\(", response.text)
    if path in {"/", "/docs"}:
        assert "default-src 'self'" in response.headers["content-security-policy"]


def test_every_problem_has_its_line_in_the_documentation(client: httpx.Client) -> None:
    page = client.get("/docs").text
    assert [kind.slug for kind in KINDS.values() if f'id="{kind.slug}"' not in page] == []


@pytest.mark.parametrize(("text", "right"), [("3", True), ("", True), ("0", False), ("-1", False), ("many", False), ("²", False)])
def test_settings_come_from_the_environment(text: str, right: bool) -> None:
    if right:
        assert Settings.of({"DORKARTA_WORKERS": text}).workers == (int(text) if text else Settings().workers)
    else:
        with pytest.raises(BadSettingError, match="DORKARTA_WORKERS"):
            Settings.of({"DORKARTA_WORKERS": text})
