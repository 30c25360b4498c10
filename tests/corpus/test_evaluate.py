"""The runner, end to end, on a few documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import evaluate, report


@pytest.mark.slow
def test_figures_are_shown_and_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(evaluate, "METRICS", tmp_path / "metrics.json")
    evaluate.main(["--count", "2", "--layouts", "tabs", "html", "--damage", "0", "--seed", "3", "--jobs", "1", "--write"])
    shown = capsys.readouterr().out
    assert "samples (6)" in shown
    assert "tabs 0 (1)" in shown
    metrics = json.loads((tmp_path / "metrics.json").read_text("utf-8"))
    assert metrics["generated"] == {"set": "a", "seed": 3, "misreads": 0.0, "documents": 2}
    assert metrics["groups"]["html 0"]["rows"] > 0.5
    assert "| `html` | 1 |" in report.report(metrics, {}, "en", {})
