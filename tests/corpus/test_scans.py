"""Page files by kind: which are scored against what, and what is published of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import scans
from corpus.evaluate import SHOWN, Result, Task
from corpus.report import pages, report
from corpus.score import Score

PAIRS = """file	gold	kind	pages
s1_fax.pdf	s1.gold.json	fax	3
s1.docx	s1.gold.json	born	3
s1.pdf	s1.gold.json	born	3
page1/s1_p1.png	page1/s1.gold.json	p1	1
"""


def result(kind: str, document: str, exact: float) -> Result:
    return Result(Task(kind, document), document, Score(dict.fromkeys(SHOWN, exact), (0, 0, 0, 0)), ())


def test_each_file_stands_in_its_kind_the_born_digital_ones_first(tmp_path: Path) -> None:
    (tmp_path / "pairs.tsv").write_text(PAIRS, "utf-8")
    tasks = scans.scan_tasks(tmp_path)
    assert [(task.group, task.name) for task in tasks] == [("pdf", "s1"), ("docx", "s1"), ("fax", "s1"), ("p1", "page1/s1")]
    assert tasks[2].file == tmp_path / "s1_fax.pdf"


def test_nothing_to_do_without_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(scans, "FOLDER", tmp_path)
    assert scans.scan_tasks(tmp_path) == []
    monkeypatch.setattr(scans, "scan_tasks", list)
    scans.main([])
    assert "absent" in capsys.readouterr().err


def test_the_share_is_of_the_same_documents_pdf() -> None:
    results = [result("pdf", "s1", 0.8), result("pdf", "s2", 1.0), result("fax", "s1", 0.8), result("fax", "s2", 0.5)]
    found = scans.figures([*results, result("p1", "page1/s1", 1.0)])
    assert found["fax"]["measure_exact"] == pytest.approx(0.65)
    assert found["fax"]["share"] == pytest.approx(0.75)
    assert (found["pdf"]["share"], found["p1"]["share"], found["pdf"]["documents"]) == (1.0, 1.0, 2)


def test_published_by_kind_and_left_out_where_it_was_not_measured() -> None:
    found = scans.figures([result("pdf", "s1", 1.0), result("fax", "s1", 0.75), result("p1", "page1/s1", 1.0)])
    assert pages(found, "en")[2:] == ["| PDF | 1 | 1.000 | 1.000 | 1.000 |", "| fax with speckle | 1 | 0.750 | 0.750 | 0.750 |"]
    metrics: dict[str, dict[str, object]] = {"generated": {"documents": 0, "set": "b", "seed": 1}, "groups": {}}
    assert "| факс с крапом | 1 | 0.750 |" in report(metrics, {}, "ru", found)
    assert "| PDF |" not in report(metrics, {}, "en", {})
