"""Rows and cells of another program counted against gold."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.peers import dedoc

GOLD = {
    "roadmaps": [
        {
            "measures": [
                {"number": "1", "text": "Ремонт читального зала", "deadlines": [{"text": "Июнь 2022"}], "responsible": [{"text": "Отдел"}]},
                {"number": "2", "text": "Семинар для библиотекарей", "deadlines": [], "responsible": [], "result": "Справка"},
            ]
        }
    ]
}


def counted(*rows: tuple[str, ...]) -> tuple[int, int, int, int]:
    found = dedoc.count(rows, GOLD, 1, 0.0)
    return found.rows, found.found, found.cells, found.right


def test_line_ends_and_marks_do_not_count() -> None:
    assert counted(("2.", "Семинар\nдля библио-\nтекарей", "", "справка."), ("1", "Ремонт читального зала", "июнь 2022", "Отдел")) == (
        2,
        2,
        7,
        7,
    )


def test_cells_of_a_lost_row_are_wrong_and_numbers_have_to_be_equal() -> None:
    assert counted(("7", "Ремонт читального зала", "июнь 2022", "Школа")) == (2, 1, 7, 2)


def test_a_row_is_taken_once_and_half_a_row_is_not_found() -> None:
    assert counted(("1", "Ремонт читального"), ("", "зала")) == (2, 0, 7, 0)
    assert counted() == (2, 0, 7, 0)


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert dedoc.main(["--environment", str(tmp_path)]) == 1
    assert "apt-get install tesseract-ocr poppler-utils" in capsys.readouterr().err
