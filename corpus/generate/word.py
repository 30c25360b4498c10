"""A generated document as a word processor keeps it: DOCX with lists, merged cells, repeated headers, footnotes, landscape appendices."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from corpus.generate import gold
from corpus.generate.document import Story, annex, new_story, with_spans
from corpus.generate.html import SPANNED
from corpus.generate.plan import QUARTERS, GridRow, Plan
from corpus.generate.words import SetName

LAYOUT = "html"
_WIDTHS = {"number": 1.2, "measure": 6.0, "q1": 1.6, "q2": 1.6, "q3": 1.6, "q4": 1.6}
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
NUMBERED, DASHED = ("decimal", "%1."), ("bullet", "-")


@dataclass(frozen=True, slots=True)
class Habits:
    """What a typist does: landscape appendices; rows, dashes, points as lists; the header repeated, page numbers, a footnote."""

    landscape: bool
    row_list: bool
    dash_list: bool
    point_list: bool
    repeat: bool
    running: bool
    footnote: bool
    size: int

    @classmethod
    def of(cls, rng: random.Random) -> Habits:
        """At random."""
        landscape, row_list, dash_list, point_list, repeat, running, footnote = (rng.random() < 0.5 for _ in range(7))
        return cls(landscape, row_list, dash_list, point_list, repeat, running, footnote, rng.choice((10, 11, 12)))


@dataclass(slots=True)
class _Typist:
    """The document so far; `points` is the list of the act's points (0 before the first), `noted` once a footnote stands."""

    out: DocxDocument
    habits: Habits
    points: int = 0
    noted: bool = False


def docx(set_: SetName, seed: int) -> tuple[bytes, gold.Json]:
    """A DOCX and its gold; the same arguments tell the same document."""
    story = new_story(set_, LAYOUT, seed)
    plans = [with_spans(story.writer, plan) for plan in story.plans]
    habits = Habits.of(random.Random(f"word/{set_}/{seed}"))
    typist = _Typist(_blank(habits), habits)
    for line in story.act.paragraphs:
        _line(typist, line)
    for number, plan in enumerate(plans, 1):
        _appendix(typist, story, plan, number)
    held = io.BytesIO()
    typist.out.save(held)
    return held.getvalue(), gold.document(story.act, plans, story.cast, ())


def _blank(habits: Habits) -> DocxDocument:
    """No text yet: page, font, running heads."""
    out = Document()
    style = out.styles["Normal"]
    style.font.name, style.font.size = "DejaVu Serif", Pt(habits.size)
    style.paragraph_format.space_after = Pt(0)
    section = out.sections[0]
    section.page_width, section.page_height, section.left_margin, section.right_margin = Cm(21), Cm(29.7), Cm(2.5), Cm(1.5)
    if habits.running:
        section.header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        _page_number(section.header.paragraphs[0])
    return out


def _list(out: DocxDocument, form: str, text: str) -> int:
    """A new list, its items marked by `text` in the number format `form`."""
    numbering = out.part.numbering_part.element
    name = 200 + len(numbering)
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}">{level}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{name}"><w:abstractNumId w:val="{name}"/></w:num>'))
    return name


def _listed(paragraph: Paragraph, name: int) -> None:
    """Put `paragraph` into a list."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{name}"/></w:numPr>'))


def _page_number(paragraph: Paragraph) -> None:
    """The field PAGE."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _line(typist: _Typist, line: str) -> None:
    """A paragraph of the act: capitals centred, a wide gap as a tab, its directives as a list where that is the habit."""
    paragraph = typist.out.add_paragraph()
    number, dot, rest = line.partition(". ")
    if typist.habits.point_list and dot and number.isdigit():
        typist.points = typist.points or _list(typist.out, *NUMBERED)
        _listed(paragraph, typist.points)
        line = rest
    before, gap, after = line.partition(" " * 12)
    paragraph.add_run(f"{before}\t{after.strip()}" if gap else line)
    if gap:
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(11))
    elif line.isupper():
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif len(line) > 80:
        paragraph.paragraph_format.first_line_indent = Cm(1.25)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _appendix(typist: _Typist, story: Story, plan: Plan, number: int) -> None:
    """A new page with the lines that tie it to the act, the plan's heading and its table."""
    out, habits = typist.out, typist.habits
    section = out.add_section(WD_SECTION.NEW_PAGE)
    if habits.landscape and section.orientation != WD_ORIENT.LANDSCAPE:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    for line in annex(story, number):
        out.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    out.add_paragraph()
    for line in plan.heading:
        heading = out.add_paragraph(line)
        heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if habits.footnote and not typist.noted:
        typist.noted = True
        _footnote(out, heading, "Сведения приведены по состоянию на день утверждения.")
    out.add_paragraph()
    _table(out, plan, habits)
    out.add_paragraph()


def _table(out: DocxDocument, plan: Plan, habits: Habits) -> None:
    rows = [row for row in plan.rows if row.kind != "break"]
    columns = len(plan.keys)
    table = out.add_table(len(rows), columns, "Table Grid")
    table.autofit = False
    section = out.sections[-1]
    room = ((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)) / Cm(1)
    widths = [_WIDTHS.get(key, 3.0) for key in plan.keys]
    for column, width in enumerate(widths):
        for cell in table.columns[column].cells:
            cell.width = Cm(width * room / sum(widths))
    numbers = _list(out, *NUMBERED) if habits.row_list and _counted(plan) else None
    for index, row in enumerate(rows):
        _fill(out, table, index, row, numbers, habits)
    _merge(table, rows, plan)
    for row, done in zip(rows, table.rows, strict=True):
        if habits.repeat and row.kind == "header":
            done._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _counted(plan: Plan) -> bool:
    """The rows' numbers are 1., 2., 3. …, as a list prints them."""
    numbers = [row.cells[0] for row in plan.rows if row.kind == "measure"]
    return plan.keys[0] == "number" and numbers == [f"{n}." for n in range(1, len(numbers) + 1)]


def _fill(out: DocxDocument, table: Table, index: int, row: GridRow, numbers: int | None, habits: Habits) -> None:
    if row.kind == "section":
        table.cell(index, 0).merge(table.cell(index, len(table.columns) - 1)).text = row.cells[0]
        return
    for column, text in enumerate(row.cells):
        cell = table.cell(index, column)
        if row.kind == "measure" and column == 0 and numbers is not None:
            _listed(cell.paragraphs[0], numbers)
        elif text != SPANNED:
            _text(out, cell, text, habits)


def _text(out: DocxDocument, cell: _Cell, text: str, habits: Habits) -> None:
    """A paragraph a line; lines that begin with a dash as a list where that is the habit."""
    dashes = 0
    for n, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        is_item = habits.dash_list and line.startswith("- ")
        if is_item:
            dashes = dashes or _list(out, *DASHED)
            _listed(paragraph, dashes)
        paragraph.add_run(line.removeprefix("- ") if is_item else line)


def _merge(table: Table, rows: Sequence[GridRow], plan: Plan) -> None:
    """Cells that cover those below, and the group over start and end or over the quarters."""
    for index, row in enumerate(rows):
        for column, text in enumerate(row.cells if row.kind == "measure" else ()):
            if text == SPANNED and rows[index - 1].cells[column] != SPANNED:
                last = index
                while last + 1 < len(rows) and rows[last + 1].kind == "measure" and rows[last + 1].cells[column] == SPANNED:
                    last += 1
                _merged(table, (index - 1, column), (last, column))
    if [row.kind for row in rows[:2]] == ["header", "header"]:
        grouped = [column for column, key in enumerate(plan.keys) if key in ("start", "end", *QUARTERS)]
        _merged(table, (0, grouped[0]), (0, grouped[-1]))
        for column in set(range(len(plan.keys))) - set(grouped):
            _merged(table, (0, column), (1, column))


def _merged(table: Table, first: tuple[int, int], last: tuple[int, int]) -> None:
    """One cell of the first one's text."""
    merged = table.cell(*first).merge(table.cell(*last))
    for paragraph in merged.paragraphs[1:]:
        if not paragraph.text and paragraph._p.find(qn("w:pPr")) is None:
            paragraph._p.getparent().remove(paragraph._p)


def _footnote(out: DocxDocument, paragraph: Paragraph, text: str) -> None:
    """A footnote to `paragraph`; the document's first, of which python-docx knows nothing."""
    marks = "".join(
        f'<w:footnote w:type="{kind}" w:id="{n}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for n, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    body = f'<w:footnote w:id="1"><w:p>{mark}<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {nsdecls("w")}>{marks}{body}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, xml.encode(), out.part.package)
    out.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    reference = '<w:r %s><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="1"/></w:r>'
    paragraph._p.append(parse_xml(reference % nsdecls("w")))
