"""Small files for the tests, made on the spot: invented orders only."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ROWS = (
    ("№ п/п", "Мероприятие", "Срок", "Ответственные"),
    ("1", "Проведение семинара для библиотекарей", "до 15 марта 2022 г.", "МБУ «Библиотека»"),
    ("2", "Ремонт читального зала", "Июнь 2022", "Отдел культуры"),
    ("3", "Подготовка отчёта о работе", "Ежегодно", "Методисты"),
)
HEADING = ("Приложение 1", "к приказу отдела культуры", "от 14.02.2022 № 31-к")


def saved(document: DocxDocument) -> bytes:
    """Bytes of a DOCX."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def order_docx() -> bytes:
    """An appendix with a table of four columns."""
    document = Document()
    for line in HEADING:
        document.add_paragraph(line)
    table = document.add_table(rows=len(ROWS), cols=4, style="Table Grid")
    for row, texts in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return saved(document)


def add_xml(document: DocxDocument, xml: str) -> None:
    """Append a paragraph given as WordprocessingML."""
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(xml.replace("<w:p>", f"<w:p {W}>", 1)))


def font_file() -> str:
    """A font with Cyrillic letters that every machine with the requirements has."""
    import matplotlib  # noqa: PLC0415 - only for its font

    return str(Path(matplotlib.get_data_path()) / "fonts/ttf/DejaVuSerif.ttf")


def page(size: int = 30, dpi: int = 200) -> Image.Image:
    """A scanned A4 page with the heading and the ruled table."""
    font = ImageFont.truetype(font_file(), size)
    image = Image.new("L", (int(8.27 * dpi), int(11.69 * dpi)), 255)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(HEADING):
        draw.text((900, 150 + 50 * number), line, 0, font)
    xs, top, height = (150, 260, 860, 1200, 1560), 420, 110
    for index, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            draw.multiline_text((xs[column] + 14, top + index * height + 12), _wrapped(text, xs[column + 1] - xs[column], font), 0, font)
    for index in range(len(ROWS) + 1):
        draw.line((xs[0], top + index * height, xs[-1], top + index * height), 0, 3)
    for x in xs:
        draw.line((x, top, x, top + len(ROWS) * height), 0, 3)
    return image


def _wrapped(text: str, width: int, font: ImageFont.FreeTypeFont) -> str:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) < width - 30:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


def as_file(image: Image.Image, kind: str, **options: object) -> bytes:
    """Bytes of an image file."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def noisy(image: Image.Image, share: float) -> Image.Image:
    """With black dots on a share of the pixels."""
    pixels: NDArray[np.uint8] = np.asarray(image).copy()
    pixels[np.random.default_rng(7).random(pixels.shape) < share] = 0
    return Image.fromarray(pixels)
