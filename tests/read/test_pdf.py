"""PDF: born-digital pages exactly, broken ones by OCR, broken files with a reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus.paper.blocks import Field, Sheet
from corpus.paper.press import Style, docx_of, pdfs
from extractor.errors import DamagedError, TooLargeError
from extractor.layout import Reading, Word
from extractor.read import office, read
from extractor.read.lines import Frame, Line, Token, paragraph, paragraphs
from tests.read.build import HEADING, ROWS, as_file, order_docx, page

SCANS = Path(os.environ.get("DORKARTA_SHARED", Path(__file__).parents[3] / "shared")) / "scans"
needs_office = pytest.mark.skipif(office.libreoffice() is None, reason="LibreOffice is not installed")
needs_scans = pytest.mark.skipif(not SCANS.exists(), reason=f"{SCANS} is not there")


def to_pdf(data: bytes, folder: Path) -> bytes:
    (folder / "order.docx").write_bytes(data)
    command = [str(office.libreoffice()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    office._run([*command, "--convert-to", "pdf", "--outdir", str(folder), str(folder / "order.docx")], "LibreOffice")
    return (folder / "order.pdf").read_bytes()


def cells(reading: Reading) -> list[list[str]]:
    return [[" ".join(reading.text[cell.start : cell.end].split()) for cell in row] for grid in reading.grids for row in grid.rows]


def page_words(reading: Reading) -> list[tuple[str, Word]]:
    return [(reading.text[word.start : word.end], word) for page in reading.pages for word in page.words]


@needs_office
@pytest.mark.slow
def test_ruled_table(tmp_path: Path) -> None:
    reading = read(to_pdf(order_docx(), tmp_path), "a")
    assert cells(reading) == [list(row) for row in ROWS]
    assert reading.text.split("\n")[:3] == list(HEADING)
    assert (reading.reader, reading.ocr_confidence, len(reading.pages)) == ("pdf", None, 1)
    placed = dict(page_words(reading))
    assert placed["Приложение"].bbox[0] < placed["Ответственные"].bbox[0]
    assert all(word.confidence == 1.0 and not set(text) & set(" \t\n") for text, word in page_words(reading))


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize("rules", ["level", "outline"])
def test_table_without_frame_or_upright_lines(rules: str) -> None:
    rows = [[Field(text, column) for column, text in enumerate(row)] for row in ROWS]
    heading = [Field("Раздел 1. Работа школьных музеев и краеведческих кружков района", 0, len(ROWS[0]))]
    sheet = Sheet(tuple(map(tuple, [rows[0], heading, *rows[1:]])))
    (data,) = pdfs([docx_of([*HEADING, sheet], Style("DejaVu Serif", 11, rules, landscape=False, repeats_header=False))])
    assert cells(read(data, "a")) == [list(ROWS[0]), [heading[0].text], *map(list, ROWS[1:])]


@needs_scans
@pytest.mark.slow
@pytest.mark.parametrize("name", ["s000", "s003"])
def test_pdf_reads_like_docx(name: str) -> None:
    """Cell by cell but for rows that a page break cut, paragraph by paragraph but for those at a page's edge."""
    pdf, word = (read((SCANS / f"{name}.{kind}").read_bytes(), name) for kind in ("pdf", "docx"))
    told = {tuple(row) for row in cells(word)}
    assert len([row for row in cells(pdf) if tuple(row) in told]) >= len(told) - 2
    lines = {" ".join(line.split()) for line in pdf.text.split("\n")}
    long_lines = [line for line in word.text.split("\n") if len(line) > 150 and "\t" not in line]
    assert all(" ".join(line.split()) in lines for line in long_lines)


@pytest.mark.slow
def test_page_without_text_goes_to_ocr() -> None:
    reading = read(as_file(page(), "PDF", resolution=200), "scan.pdf")
    assert [row[0] for row in cells(reading)] == [row[0] for row in ROWS]
    assert reading.reader == "ocr"
    assert reading.ocr_confidence is not None
    assert reading.ocr_confidence > 0.85
    assert all(word.bbox[2] <= 600 for _, word in page_words(reading)), "boxes are in points"


def minimal(trailer: str, page: str = "/MediaBox[0 0 99 99]", *more: bytes) -> bytes:
    """A PDF of one page, empty but for what `page` says; `more` are objects from number 4 on."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", f"<</Type/Page/Parent 2 0 R{page}>>"]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate([*map(str.encode, objects), *more], 1):
        places.append(len(out))
        out += b"%d 0 obj%sendobj\n" % (number, body)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(places) + 1
    head = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R{trailer}>>"
    return out + f"{head}\nstartxref\n{len(out)}\n%%EOF".encode()


@pytest.mark.slow
def test_a_broken_text_layer_goes_to_ocr_and_says_so() -> None:
    """«Приказ …» in a font that calls its Cyrillic letters Latin ones: «Ïðèêàç»."""
    lines = ["Приказ отдела культуры о подготовке", "школьных музеев к летнему сезону", "и о закупке новых витрин"] * 4
    shown = b"".join(b"(%s)' " % line.encode("cp1251") for line in lines)
    stream = b"BT /F 18 Tf 22 TL 60 700 Td %sET" % shown
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    page = "/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>"
    reading = read(minimal("", page, b"<</Length %d>>stream\n%s\nendstream " % (len(stream), stream), font), "a.pdf")
    assert [(doubt.code, "text layer is broken" in doubt.message) for doubt in reading.warnings][:1] == [("ocr_used", True)]
    assert reading.reader == "ocr"


def test_encrypted_pdf_says_so() -> None:
    locked = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'ab' * 32}>/U<{'cd' * 32}>>>/ID[<00><00>]"
    with pytest.raises(DamagedError, match="encrypted"):
        read(minimal(locked), "a.pdf")


def test_broken_pdf() -> None:
    with pytest.raises(DamagedError):
        read(b"%PDF-1.4\n" + bytes(range(200)), "a.pdf")


def test_too_many_pages() -> None:
    with pytest.raises(TooLargeError, match="3 pages"):
        read(as_file(page(), "PDF", save_all=True, append_images=[page(), page()]), "a.pdf", max_pages=2)


def line(text: str, x: float, y: float) -> Line:
    """A line of signs 6 wide and 10 high."""
    tokens, at = [], x
    for word in text.split():
        tokens.append(Token(word, (at, y, at + 6 * len(word), y + 10)))
        at += 6 * (len(word) + 1)
    return Line.of(tokens)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([(30, "1. Утвердить план работы"), (0, "методических объединений")], ["1. Утвердить план работы методических объединений"]),
        ([(0, "Начальник отдела"), (0, "образования")], ["Начальник отдела", "образования"]),
        ([(0, "в целях развития образова-"), (0, "тельной среды")], ["в целях развития образовательной среды"]),
        ([(0, "Утвердить состав учебно-"), (0, "методического совета")], ["Утвердить состав учебно-методического совета"]),
        ([(0, "программы развития школы"), (0, "ПРИКАЗЫВАЮ:")], ["программы развития школы", "ПРИКАЗЫВАЮ:"]),
        (
            [(0, "на весь этот период 2021 года"), (0, "– 2024 годов включительно")],
            ["на весь этот период 2021 года – 2024 годов включительно"],
        ),
        ([(0, "1. Утвердить этот список;"), (0, "2. Назначить куратора.")], ["1. Утвердить этот список;", "2. Назначить куратора."]),
    ],
)
def test_wrapped_lines_are_one_paragraph(lines: list[tuple[int, str]], expected: list[str]) -> None:
    made = [line(text, x, 14.0 * number) for number, (x, text) in enumerate(lines)]
    groups = paragraphs(made, Frame(left=0, right=174, leading=4))
    assert [paragraph(group).text for group in groups] == expected
