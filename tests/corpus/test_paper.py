"""Printing and scanning: each kind gives pages, the same chance the same pages, and a clean scan of a print is read like the print."""

from __future__ import annotations

import io
import random

import numpy as np
import pytest
from pypdfium2 import PdfDocument

from corpus.paper.blocks import Field, Sheet, blocks_of
from corpus.paper.measure import pages_of
from corpus.paper.press import Style, docx_of, pdfs
from corpus.paper.scanner import KINDS, Page, pdf
from extractor.read import read
from extractor.read.docx import read_docx
from extractor.repair import Repairer
from tests.read.build import page
from tests.read.test_pdf import cells

TEXT = "ПРИКАЗ\n\nПриложение\n\nПлан на 2022 год\n№\tМероприятие\tСрок\tИсполнитель\n" + "".join(
    f"{n}.\tПодготовка отчёта о работе клуба\tдо {n} марта 2022\tМетодисты\n" for n in range(1, 5)
)
STYLE = Style("DejaVu Sans", 11, "grid", landscape=False, repeats_header=True)


def test_plain_text_becomes_lines_and_a_table() -> None:
    blocks = blocks_of(TEXT.encode(), "a.txt", Repairer.load())
    sheet = next(block for block in blocks if isinstance(block, Sheet))
    assert [field.text for field in sheet.rows[1]] == ["1.", "Подготовка отчёта о работе клуба", "до 1 марта 2022", "Методисты"]
    assert blocks[0] == "ПРИКАЗ"


def test_spans_are_printed() -> None:
    sheet = Sheet(((Field("а", 0, rows=2), Field("б", 1, columns=2)), (Field("в", 1), Field("г", 2))))
    grid = read_docx(docx_of([sheet], STYLE)).grids[0]
    assert [(cell.column, cell.columns, cell.rows) for row in grid.rows for cell in row] == [(0, 1, 2), (1, 2, 1), (1, 1, 1), (2, 1, 1)]


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_scans_and_repeats_itself(kind: str) -> None:
    sheet: Page = np.asarray(page())
    one, two = (pdf([sheet], KINDS[kind], random.Random(5)) for _ in range(2))
    assert len(PdfDocument(io.BytesIO(one))) == 1
    assert pages_of(one)[0].tobytes() == pages_of(two)[0].tobytes()
    assert pages_of(one)[0].min() < 128


@pytest.mark.slow
def test_a_clean_scan_is_read_like_the_print() -> None:
    printed = pdfs([docx_of(blocks_of(TEXT.encode(), "a.txt", Repairer.load()), STYLE)])[0]
    scan = pdf(pages_of(printed), KINDS["clean300"], random.Random(1))
    assert cells(read(scan, "a")) == cells(read(printed, "a"))
