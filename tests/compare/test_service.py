from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from extractor.compare.report import FORMATS
from extractor.compare.values import comparison_adapter, difference_adapter
from extractor.schema import to_json
from service.cli import app
from tests.compare.making import document
from tests.service.conftest import serving

EAST = to_json(document(["Ремонт здания поликлиники | май", "Закупка книг"], "Восточный округ"))
WEST = to_json(document(["Ремонт здания поликлиники | июнь"], "Западный округ"))


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with serving() as client:
        yield client


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    for name, data in (("a.json", EAST), ("b.json", WEST), ("odd.json", b"{}")):
        (tmp_path / name).write_bytes(data)
    return [str(tmp_path / "a.json"), str(tmp_path / "b.json")]


@pytest.mark.parametrize("suffix", FORMATS)
def test_compare_writes_each_format(files: list[str], tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"report.{suffix}"
    result = CliRunner().invoke(app, ["compare", *files, "-o", str(out)])
    assert (result.exit_code, out.stat().st_size > 100) == (0, True)


def test_compare_prints_groups_and_gaps(files: list[str]) -> None:
    result = CliRunner().invoke(app, ["compare", *files])
    assert result.exit_code == 0
    assert "lacks" not in result.output
    assert "g1" in result.output


@pytest.mark.parametrize(("arguments", "code"), [(["a.json"], 2), (["a.json", "b.json", "-o", "r.doc"], 2), (["a.json", "odd.json"], 1)])
def test_compare_refuses(files: list[str], arguments: list[str], code: int) -> None:
    folder = Path(files[0]).parent
    arguments = [str(folder / each) if each.endswith(".json") else each for each in arguments]
    assert CliRunner().invoke(app, ["compare", *arguments]).exit_code == code


def test_diff_prints_and_writes(files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "changes.json"
    result = CliRunner().invoke(app, ["diff", *files, "-o", str(out)])
    assert result.exit_code == 0
    assert "0 added, 1 removed, 1 changed, 0 moved, 0 unchanged" in result.output
    assert len(difference_adapter().validate_json(out.read_bytes()).removed) == 1


def test_post_compares_documents_and_orders(client: httpx.Client) -> None:
    files = [("files", ("a.json", EAST)), ("files", ("b.json", WEST)), ("files", ("order.txt", b"fine"))]
    response = client.post("/v1/compare", files=files)
    assert (response.status_code, response.headers["content-type"]) == (200, "application/json")
    assert [plan.filename for plan in comparison_adapter().validate_json(response.content).plans][2] == "order.txt"
    page = client.post("/v1/compare", files=files, headers={"Accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("files", "slug"), [([EAST], "invalid-request"), ([EAST, b"{}"], "bad-document"), ([EAST, b"empty"], "empty-file")]
)
def test_post_names_the_problem(client: httpx.Client, files: list[bytes], slug: str) -> None:
    response = client.post("/v1/compare", files=[("files", (f"{at}.json", data)) for at, data in enumerate(files)])
    assert response.json()["type"] == f"/docs#{slug}"
