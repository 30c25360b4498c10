"""Word and its kin: what Word shows is what is read."""

from __future__ import annotations

import io

import pytest
from docx import Document
from openpyxl import Workbook

from extractor.errors import DamagedError, EmptyFileError, MissingToolError
from extractor.read import office, read
from tests.read.build import HEADING, ROWS, add_xml, order_docx, saved
from tests.read.render import render

TABLE = "\n".join(" | ".join(f"[{text}]" for text in row) for row in ROWS)
needs_office = pytest.mark.skipif(office.libreoffice() is None, reason="LibreOffice is not installed")


def test_docx() -> None:
    reading = read(order_docx(), "a.bin")
    assert render(reading) == "\n".join([*HEADING, TABLE])
    assert (reading.reader, reading.pages, reading.encoding) == ("docx", (), None)


def test_merged_cells_come_once() -> None:
    document = Document()
    table = document.add_table(rows=3, cols=3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(number)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "Раздел"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "1"
    assert render(read(saved(document), "a")) == "[Раздел]×3\n[1]↓2 | [4] | [5]\n[7]@1 | [8]@2"


def test_lists_show_their_marks() -> None:
    document = Document()
    for style, text in [
        ("List Number", "Утвердить."),
        ("List Number", "Назначить:"),
        ("List Bullet", "куратора"),
        ("List Number", "Контроль."),
    ]:
        document.add_paragraph(text, style)
    assert render(read(saved(document), "a")).split("\n") == ["1. Утвердить.", "2. Назначить:", "• куратора", "3. Контроль."]


def test_tracked_changes_are_accepted() -> None:
    document = Document()
    add_xml(
        document,
        "<w:p><w:r><w:t>до </w:t></w:r><w:del><w:r><w:delText>1</w:delText></w:r></w:del><w:ins><w:r><w:t>5</w:t></w:r></w:ins></w:p>",
    )
    assert render(read(saved(document), "a")) == "до 5"


def test_paragraphs_whose_end_was_taken_away_are_one() -> None:
    document = Document()
    gone = '<w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
    add_xml(document, f"<w:p>{gone}<w:r><w:t>до </w:t></w:r></w:p>")
    document.add_paragraph("5 мая")
    assert render(read(saved(document), "a")) == "до 5 мая"


def test_hyphens_that_only_a_lines_end_shows_are_left_out() -> None:
    document = Document()
    document.add_paragraph("библио\u00adтека")
    add_xml(document, "<w:p><w:r><w:t>му</w:t><w:softHyphen/><w:t>зей</w:t></w:r></w:p>")
    assert render(read(saved(document), "a")) == "библиотека\nмузей"


def test_a_table_in_a_table_that_sets_the_page() -> None:
    document = Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "План на 2022 год"
    inner = cell.add_table(rows=2, cols=2)
    for place, text in zip((c for row in inner.rows for c in row.cells), ("№", "Мероприятие", "1", "Смотр"), strict=True):
        place.text = text
    assert render(read(saved(document), "a")).split("\n") == ["План на 2022 год", "[№] | [Мероприятие]", "[1] | [Смотр]"]


def test_hidden_text_and_raised_figures() -> None:
    document = Document()
    paragraph = document.add_paragraph("Школы")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run(" черновик").font.hidden = True
    assert render(read(saved(document), "a")) == "Школы¹"


def test_header_is_furniture_and_a_first_header_is_a_letterhead() -> None:
    document = Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "Лист приказа"
    section.first_page_header.paragraphs[0].text = "Отдел культуры"
    document.add_paragraph("ПРИКАЗ")
    assert sorted(render(read(saved(document), "a")).split("\n")) == ["~Лист приказа", "Отдел культуры", "ПРИКАЗ"]


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_office_formats_read_like_docx(kind: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp(kind)
    (folder / "order.docx").write_bytes(order_docx())
    command = [str(office.libreoffice()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    office._run([*command, "--convert-to", kind, "--outdir", str(folder), str(folder / "order.docx")], "LibreOffice")
    reading = read((folder / f"order.{kind}").read_bytes(), "a")
    cells = [[reading.text[cell.start : cell.end].replace("\n", " ") for cell in row] for row in reading.grids[0].rows]
    assert cells == [list(row) for row in ROWS]
    assert reading.text.split("\n")[:3] == list(HEADING) or kind == "doc"


def test_rtf_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "libreoffice", lambda: None)
    words = "".join(f"\\'{byte:02x}" for byte in "Приказ о смотре".encode("cp1251"))
    reading = read(rb"{\rtf1\ansi\ansicpg1251 " + words.encode() + rb"\par}", "a")
    assert (reading.text.strip(), reading.reader, reading.warnings[0].code) == ("Приказ о смотре", "striprtf", "second_reader")


def test_missing_tool_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "libreoffice", lambda: None)
    with pytest.raises(MissingToolError, match="libreoffice-writer-nogui"):
        office.read_office(b"", "odt")


def test_xlsx() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["План мероприятий на 2022 год"])
    for row in [("№", "Мероприятие", "Срок"), (1, "Смотр", "май"), (2, None, "июнь")]:
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    book.create_sheet("скрытый").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    assert (
        render(read(out.getvalue(), "a"))
        == "План мероприятий на 2022 год\n[№] | [Мероприятие] | [Срок]\n[1] | [Смотр] | [май]\n[2] | [] | [июнь]"
    )


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_cut_container_is_damaged(share: float) -> None:
    data = order_docx()
    with pytest.raises(DamagedError):
        read(data[: int(len(data) * share)], "a.docx")


def test_empty_document() -> None:
    with pytest.raises(EmptyFileError):
        read(saved(Document()), "a.docx")
