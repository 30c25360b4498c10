from __future__ import annotations

import csv
import io
import re

import openpyxl
import pytest
from plotly.offline import get_plotlyjs

from extractor.compare import compare
from extractor.compare.report import FORMATS
from extractor.compare.report.words import _words
from extractor.schema import MEASURE_TYPES
from tests.compare.making import document

HOSTILE = "</script><script>alert(1)</script> =HYPERLINK(1)"
COMPARISON = compare(
    [
        document([f"Ремонт школы {HOSTILE} | май | Отдел <b>", "=1+1", "Закупка книг"], "Ольшанский <i>район</i>"),
        document([f"Ремонт школы {HOSTILE} | июнь", "=1+1"], "Берёзовский район"),
    ]
)


@pytest.fixture(scope="module")
def page() -> str:
    return FORMATS["html"].write(COMPARISON).decode()


def test_the_page_needs_nothing_from_elsewhere(page: str) -> None:
    own = page.replace(get_plotlyjs(), "")
    assert len(own) < 200_000 < len(page)
    assert not re.findall(r"https?:|//[a-z]|@import|\burl\(", own)
    assert not re.findall(r"<(?:link|img|iframe|base)\b|<script[^>]+\bsrc\b", own)
    assert "default-src 'none'" in own


def test_nothing_of_a_plan_is_markup(page: str) -> None:
    own = page.replace(get_plotlyjs(), "")
    assert "<script>alert" not in own
    assert "&lt;i&gt;" in own
    assert "<i>" not in own


def test_the_page_says_all_in_both_languages(page: str) -> None:
    assert all(set(said) == {"ru", "en"} and all(said.values()) for said in _words().values())
    assert set(MEASURE_TYPES) <= _words().keys()
    assert page.count('class="ru"') == page.count('class="en"') > 20


def test_a_sheet_a_question_with_frozen_headers_and_filters() -> None:
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].write(COMPARISON)))
    assert len(book.worksheets) == 7
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == "=1+1" for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)


def test_csv_runs_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(FORMATS["csv"].write(COMPARISON).decode("utf-8-sig")), delimiter=";"))
    assert {len(row) for row in rows} == {12}
    assert [row[3] for row in rows if row[3].endswith("=1+1")] == ["'=1+1", "'=1+1"]
