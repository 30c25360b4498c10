"""The READMEs' table comes from the metrics file, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import report
from corpus.evaluate import generated_tasks, parsed
from corpus.generate import LAYOUTS

FIGURES = dict.fromkeys(report.SHOWN, 0.98765)
METRICS = {
    "generated": {"set": "b", "seed": 7, "documents": 40},
    "groups": {name: {"documents": 20, **FIGURES} for name in ("tabs 0.1", "samples", "tabs 0")},
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in report.READMES:
        (tmp_path / name).write_text(f"# Заголовок\n\n{report.BEGIN}\nold\n{report.END}\n\nДальше\n", "utf-8")
    metrics = tmp_path / "metrics.json"
    metrics.write_text(json.dumps(METRICS), "utf-8")
    monkeypatch.setattr(report, "ROOT", tmp_path)
    monkeypatch.setattr(report, "METRICS", metrics)
    return tmp_path


def test_check_fails_until_the_table_is_written(root: Path) -> None:
    assert report.main(["--check"]) == 1
    assert "old" in (root / "README.md").read_text("utf-8")
    assert report.main([]) == 0
    assert report.main(["--check"]) == 0
    text = (root / "README.md").read_text("utf-8")
    assert "| `tabs`, 10% of rows damaged | 20 | 0.988 |" in text
    assert text.index("own-written") < text.index("clean") < text.index("damaged")
    assert text.endswith("Дальше\n")
    assert "seed 7" in text
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
