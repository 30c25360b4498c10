from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from service import doctor
from tests.service import fakes


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    doctor.tools.cache_clear()
    yield
    doctor.tools.cache_clear()


def test_what_is_absent_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("extractor.read.ocr._FOLDERS", (str(tmp_path),))
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    found = {check.name: check for check in doctor.checks(fakes.load)}
    assert [name for name, check in found.items() if check.ok and not name.startswith("model")] == []
    for name, package in (
        ("tesseract rus", "tesseract-ocr-rus"),
        ("tesseract eng", "tesseract-ocr-eng"),
        ("libreoffice", "libreoffice-writer"),
        ("antiword", "antiword"),
    ):
        assert f"apt-get install {package}" in found[name].detail
    assert doctor.ready(list(found.values()))


def test_what_is_there_is_told_with_its_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "rus.traineddata").touch()
    (tmp_path / "antiword").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    found = {check.name: check for check in doctor.tools()}
    assert found["tesseract rus"].ok
    assert found["antiword"].ok
    assert str(tmp_path) in found["antiword"].detail


def test_without_models_nothing_is_ready() -> None:
    checks = doctor.checks(fakes.load_nothing)
    assert (checks[0].ok, checks[0].detail) == (False, "no weights")
    assert not doctor.ready(checks)


def test_each_model_is_told_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    names = ["model measure_types", "model confidence", "model pairs", "model navec"]
    assert [(check.name, check.ok) for check in doctor.models()] == [(name, True) for name in names]
    monkeypatch.setenv("DORKARTA_MEASURE_TYPES", str(tmp_path / "own.skops"))
    absent = doctor.models()[0]
    assert (absent.ok, absent.detail) == (False, "tells a measure's type: own.skops is absent")
    assert not doctor.ready(doctor.models())
