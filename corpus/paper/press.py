"""A document printed: its text and tables as DOCX in a style drawn by lot, and through LibreOffice as PDF."""

from __future__ import annotations

import io
import random
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Emu, Length, Pt
from docx.table import Table as DocxTable

from corpus.paper.blocks import Block, Field, Sheet
from extractor.errors import MissingToolError
from extractor.read.office import libreoffice

FONTS = ("Liberation Serif", "Liberation Sans", "DejaVu Serif", "DejaVu Sans", "Liberation Sans Narrow")
RULES = ("grid", "grid", "hair", "thick", "dotted", "level", "outline")
_LINES = {"grid": ("single", 4), "hair": ("single", 2), "thick": ("single", 12), "dotted": ("dotted", 4), "level": ("single", 4)}
# Width of a letter in ems (of a wide face), centimetres beside a cell's text.
_EMS, _PADDING = 0.6, 0.4


@dataclass(frozen=True, slots=True)
class Style:
    """How a document is set; `rules` is which lines its tables have (`none`: no line at all)."""

    font: str
    points: float
    rules: str
    landscape: bool
    repeats_header: bool

    @classmethod
    def drawn(cls, rng: random.Random, rules: str | None = None) -> Style:
        """By lot."""
        points = rng.choice((9.5, 10, 11, 12, 12, 13))
        return cls(rng.choice(FONTS), points, rules or rng.choice(RULES), rng.random() < 0.5, rng.random() < 0.5)


def docx_of(blocks: Sequence[Block], style: Style) -> bytes:
    """The document as DOCX; what stands from the first table's heading on may lie on landscape pages."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Cm(2.5), Cm(1.5), Cm(2), Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = style.font, Pt(style.points)
    normal.paragraph_format.space_after = Pt(4)
    first = next((n for n, block in enumerate(blocks) if isinstance(block, Sheet)), len(blocks))
    annex = max((n for n, block in enumerate(blocks[:first]) if isinstance(block, str) and block.startswith("Приложение")), default=first)
    for number, block in enumerate(blocks):
        if number == annex and 0 < annex < first:
            _turn_page(document, style)
        if isinstance(block, Sheet):
            _table(document, block, style)
        else:
            _paragraph(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _turn_page(document: Docx, style: Style) -> None:
    if style.landscape:
        section = document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    else:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _paragraph(document: Docx, text: str) -> None:
    paragraph = document.add_paragraph(text)
    if len(text) < 60 and text.isupper():
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(document: Docx, sheet: Sheet, style: Style) -> None:
    columns = max(field.column + field.columns for row in sheet.rows for field in row)
    table = document.add_table(rows=len(sheet.rows), cols=columns)
    table.autofit = False
    _draw(table, style.rules)
    section = document.sections[-1]
    width = int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)
    shares = _shares(sheet, columns, style.points, Length(width).cm)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Emu(int(width * share))
    for index, row in enumerate(sheet.rows):
        for field in row:
            _fill(table, index, field, [Emu(int(width * share)) for share in shares])
    if style.repeats_header:
        for row in table.rows[: sheet.headers]:
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def _fill(table: DocxTable, index: int, field: Field, widths: Sequence[Emu]) -> None:
    cell = table.cell(index, field.column)
    cell.width = widths[field.column]
    if field.columns > 1 or field.rows > 1:
        last = min(index + field.rows, len(table.rows)) - 1
        cell = cell.merge(table.cell(last, field.column + field.columns - 1))
    cell.text = field.text
    cell.paragraphs[0].paragraph_format.space_after = Pt(0)


def _shares(sheet: Sheet, columns: int, points: float, width: float) -> list[float]:
    """Shares of the width: what each column's longest word needs, the rest by how much stands in a column."""
    longest, total = [1] * columns, [0.0] * columns
    for field in (field for row in sheet.rows for field in row if field.columns == 1):
        longest[field.column] = max([longest[field.column], *(len(word) for word in field.text.split())])
        total[field.column] += len(field.text)
    needed = [(word + 0.5) * _EMS * points / 72 * 2.54 + _PADDING for word in longest]
    free = max(0.0, width - sum(needed))
    given = [need + free * part / max(1.0, sum(total)) for need, part in zip(needed, total, strict=True)]
    return [one / sum(given) for one in given]


def _draw(table: DocxTable, rules: str) -> None:
    kind, size = _LINES.get(rules, ("single", 4))
    sides = {"none": (), "level": ("top", "bottom", "insideH"), "outline": ("insideV", "insideH")}
    drawn = sides.get(rules, ("top", "left", "bottom", "right", "insideH", "insideV"))
    lines = "".join(f'<w:{side} w:val="{kind}" w:sz="{size}" w:space="0" w:color="000000"/>' for side in drawn)
    table._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>"))


def pdfs(documents: Sequence[bytes]) -> list[bytes]:
    """Each DOCX as PDF, by one run of LibreOffice; raises MissingToolError."""
    office = libreoffice()
    if office is None:
        raise MissingToolError("LibreOffice prints the pages and is not installed: apt-get install libreoffice-writer-nogui")
    with tempfile.TemporaryDirectory(prefix="dorkarta-") as folder:
        files = [Path(folder) / f"{number:04}.docx" for number in range(len(documents))]
        for file, data in zip(files, documents, strict=True):
            file.write_bytes(data)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder, *map(str, files)]
        subprocess.run(command, capture_output=True, check=True)
        return [file.with_suffix(".pdf").read_bytes() for file in files]
