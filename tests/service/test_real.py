"""The service with the real pipeline: what it answers is what the command line writes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

import corpus
from service.settings import Settings
from service.workers import load_extractor
from tests.service.conftest import serving

SAMPLES = Path(corpus.__file__).with_name("samples")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def real() -> Iterator[httpx.Client]:
    with serving(load_extractor, Settings(workers=1)) as client:
        while "being loaded" in (said := client.get("/readyz").text):
            time.sleep(0.2)
        assert "checks" in said, said
        yield client


def test_http_and_command_line_give_the_same_bytes(real: httpx.Client, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "service", "extract", str(SAMPLES), "-o", str(tmp_path), "-j", "2"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    written = sorted(tmp_path.glob("*.json"))
    assert written
    for path in written:
        response = real.post("/v1/roadmaps", files={"file": (path.stem, (SAMPLES / path.stem).read_bytes())})
        assert (response.status_code, response.content) == (200, path.read_bytes()), path.stem


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"", 400), (b" \n", 400), (bytes(range(256)) * 9, 415), (b"%PDF-1.7\n1 0 obj", 422), (b"PK\x03\x04 cut off", 422)],
)
def test_files_that_give_no_text(real: httpx.Client, content: bytes, status: int) -> None:
    response = real.post("/v1/roadmaps", files={"file": ("order.pdf", content)})
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
