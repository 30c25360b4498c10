"""The READMEs' table comes from the metrics file, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import report
from corpus.evaluate import generated_tasks, parsed
from corpus.generate import LAYOUTS

FIGURES = dict.fromkeys(report.SHOWN, 0.98765)
METRICS: dict[str, dict[str, object]] = {
    "generated": {"set": "b", "seed": 7, "documents": 40},
    "groups": {name: {"documents": 20, **FIGURES} for name in ("samples", "tabs 0")},
}
METRICS["groups"]["tabs 0.1"] = {"documents": 20, **dict.fromkeys(report.SHOWN, 0.5)}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in report.READMES:
        (tmp_path / name).write_text(f"# Заголовок\n\n{report.BEGIN}\nold\n{report.END}\n\nДальше\n", "utf-8")
    metrics = tmp_path / "metrics.json"
    metrics.write_text(json.dumps(METRICS), "utf-8")
    monkeypatch.setattr(report, "ROOT", tmp_path)
    (tmp_path / "bench.json").write_text(json.dumps({"over": "5 orders", "pipeline": 2.5, "natasha": 1.25, "ratio": 2.0}), "utf-8")
    monkeypatch.setattr(report, "METRICS", metrics)
    monkeypatch.setattr(report, "BENCH", tmp_path / "bench.json")
    return tmp_path


def test_check_fails_until_the_table_is_written(root: Path) -> None:
    assert report.main(["--check"]) == 1
    assert "old" in (root / "README.md").read_text("utf-8")
    assert report.main([]) == 0
    assert report.main(["--check"]) == 0
    text = (root / "README.md").read_text("utf-8")
    assert "| own-written samples | 20 | 0.988 |" in text
    assert "| `tabs` | 40 | 0.988 / 0.500 |" in text
    assert text.endswith("Дальше\n")
    assert "seed 7; each figure without damage / with 10% of the rows damaged" in text
    assert "2.0 × bare natasha" in text
    assert "зерно 7" in (root / "README.ru.md").read_text("utf-8")


def test_a_readme_without_markers_is_an_error(root: Path) -> None:
    (root / "README.md").write_text("nothing", "utf-8")
    with pytest.raises(ValueError, match="no markers"):
        report.main(["--check"])


def test_the_count_is_shared_out_evenly() -> None:
    args = parsed(["--set", "b", "--seed", "5", "--count", "100"])
    tasks = generated_tasks(args)
    assert len(tasks) == 4 * 2 * len(LAYOUTS)
    assert {task.seed for task in tasks} == {5, 6, 7, 8}
