"""`dorkarta train measure-types`: rows of one's own, the figures before and after, a worse model refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from models.measure_types import train
from models.measure_types.figures import Figures
from service.cli import app

FIGURES = Figures(10, 5, 0.9, [0.8, 0.95], 0.92, 0.99, 0.88, 0.03, {}, {}, [])


def report(_: Path, out: Path, *, force: bool = False) -> train.Report:
    """Two rows that made the model a little worse."""
    return train.Report(2, FIGURES, replace(FIGURES, accuracy=0.85), saved=force)


@pytest.mark.parametrize(("more", "status", "says"), [([], 1, "nothing was written"), (["--force"], 0, "Written to")])
def test_a_worse_model_needs_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: list[str], status: int, says: str) -> None:
    monkeypatch.setattr(train, "retrain", report)
    (tmp_path / "rows.jsonl").write_text(json.dumps({"text": "Проведение ярмарки", "type": "event"}) + "\n", "utf-8")
    result = CliRunner().invoke(
        app, ["train", "measure-types", "--with", str(tmp_path / "rows.jsonl"), "-o", str(tmp_path / "own.skops"), *more]
    )
    assert result.exit_code == status
    assert "0.850" in result.output
    assert says in result.output


def test_a_bad_row_is_named(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"text": "Проведение ярмарки", "type": "fair"}\n', "utf-8")
    result = CliRunner().invoke(app, ["train", "measure-types", "--with", str(tmp_path / "rows.jsonl"), "-o", str(tmp_path / "own.skops")])
    assert result.exit_code == 1
    assert "rows.jsonl" in result.output
    assert not (tmp_path / "own.skops").exists()
