"""HTML: paragraphs as lines, tables with their spans told, the page's furniture marked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from extractor.errors import DamagedError, EmptyFileError
from extractor.layout import Reading
from extractor.read.grid import Placed, place, placed_lines
from extractor.read.linear import Block, Linear, Paragraph
from extractor.read.lists import ListCounter, superscript
from extractor.read.webpage import Document, data_tables, find_document
from extractor.schema import Warning as Doubt

_DROPPED = ("script", "style", "template", "noscript", "svg", "iframe", "object", "select", "button", "textarea", "head", "title", "del")
_BLOCK_NAMES = """
address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MOST_ROWS, _MOST_COLUMNS = 1000, 60  # a span beyond them is a slip of the program that saved the page
# An office document's list had a printed sign («МОЦ: - формирование заявок») that the export leaves to the browser;
# in a page that was written as HTML the browser's bullet is no text
_OFFICE_EXPORT = re.compile(r"""<meta\s+name=["']generator["']\s+content=["'](?:Libre|Open)Office\b""", re.I)
_HAS_BLOCKS = re.compile(r"<(?:html|body|p|div|br)\b", re.I)


def read_html(text: str, encoding: str | None, doubts: tuple[Doubt, ...] = (), reader: str = "html") -> Reading:
    """The Reading of an HTML document or fragment; raises EmptyFileError where it shows no text."""
    body = parse(text)
    bullet = "-" if _OFFICE_EXPORT.search(text) else ""
    walker = _Walker(find_document(body), data_tables(body), bullet, keep_lines=not _HAS_BLOCKS.search(text))
    linear = Linear()
    try:
        linear.add(walker.blocks(body))
    except RecursionError as error:
        raise DamagedError("its tables are nested too deeply to be a document") from error
    if not linear.text.strip():
        raise EmptyFileError("the page shows no text")
    return Reading(
        text=linear.text,
        media_type="text/html",
        reader=reader,
        encoding=encoding,
        grids=tuple(linear.grids),
        furniture=tuple(linear.furniture),
        warnings=doubts,
    )


def parse(text: str) -> HtmlElement:
    """The body as it would be shown: without scripts, comments and what is hidden."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise EmptyFileError("the page shows no text") from error
    except etree.XMLSyntaxError as error:
        raise DamagedError(f"HTML that can't be parsed: {error}") from error
    for element in list(root.iter()):
        if isinstance(element, HtmlElement) and element is not root and element.getparent() is not None and _is_hidden(element):
            element.drop_tree()
    body = root.find("body")
    return root if body is None else body


def _is_hidden(element: HtmlElement) -> bool:
    return element.tag in _DROPPED or element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


class _Walker:
    """Goes through the page once, in order, and gives out its blocks."""

    def __init__(self, document: Document, tables: list[HtmlElement], bullet: str, *, keep_lines: bool) -> None:
        self.document = document
        self.tables = frozenset(tables)
        self.bullet = bullet
        self.keep_lines = keep_lines
        self.inside = False
        self.counters: list[ListCounter] = []
        self.buffer: list[str] = []
        self.mark = ""

    def blocks(self, element: HtmlElement) -> Iterator[Block]:
        """The blocks of `element` and of what is inside it."""
        before = self.inside
        if element is self.document.core or element in self.document.furniture:
            yield from self._flush()
            self.inside = element is self.document.core
        if element in self.tables:
            yield from self._flush()
            yield from self._table(element)
        elif element.tag == "tr" and element.find(".//table") is None:
            yield from self._line(element)
        else:
            yield from self._walk(element)
        if self.inside != before:
            yield from self._flush()
            self.inside = before

    def _walk(self, element: HtmlElement) -> Iterator[Block]:
        is_block = element.tag in _BLOCKS
        if is_block:
            yield from self._flush()
        self._open(element)
        self._say(element.text, element)
        for child in element:
            yield from self.blocks(child)
            self._say(child.tail, element)
        if element.tag in ("ul", "ol"):
            self.counters.pop()
        if is_block:
            yield from self._flush()
        if element.tag == "li" and self.mark:
            yield Paragraph(self.mark.strip(), furniture=not self.inside)
            self.mark = ""

    def _open(self, element: HtmlElement) -> None:
        if element.tag == "br":
            self.buffer.append("\n")
        elif element.tag in ("ul", "ol"):
            self.counters.append(ListCounter.of(element, self.bullet))
        elif element.tag == "li" and self.counters:
            mark = self.counters[-1].next(element.get("value"))
            self.mark = f"{mark} " if mark else ""

    def _say(self, text: str | None, element: HtmlElement) -> None:
        if not text:
            return
        text = text.replace("\u00ad", "")  # a hyphen that shows only at a line's end
        if element.tag == "sup":
            text = superscript(text)
        keeps = element.tag == "pre" or (self.keep_lines and element.tag == "body")
        self.buffer.append(text.replace("\r", "") if keeps else _SPACE.sub(" ", text))

    def _flush(self) -> Iterator[Paragraph]:
        """What was said since the last block; an item's mark waits for its words («<li><p>Утвердить»)."""
        text = "".join(self.buffer)
        self.buffer = []
        if text.strip():
            text, self.mark = self.mark + text.lstrip() if self.mark else text, ""
        lines = text.split("\n")
        shown = [line if self.keep_lines else re.sub(" +", " ", line).strip(" ") for line in lines]
        if any(line.strip() for line in shown):
            yield from (Paragraph(line, furniture=not self.inside) for line in shown)

    def _line(self, row: HtmlElement) -> Iterator[Block]:
        """A row of a table that only places things («от 1 марта ⇥ № 12») is one line, or its cells' lines one after another."""
        texts = [cell.content.text for cell in map(self._cell, row) if cell.content.text]
        yield from (Paragraph(line, furniture=not self.inside) for line in placed_lines(texts))

    def _table(self, element: HtmlElement) -> Iterator[Block]:
        caption = element.find("caption")
        if caption is not None:
            yield from self._walk(caption)
        yield place([[self._cell(cell) for cell in row] for row in _rows(element)])

    def _cell(self, cell: HtmlElement) -> Placed:
        was, self.inside = self.inside, True
        text = "\n".join(block.text for block in self._walk(cell) if isinstance(block, Paragraph))
        self.inside = was
        return Placed(Paragraph(text.replace("\t", " ").strip()), _span(cell, "colspan"), _span(cell, "rowspan"))


def _rows(table: HtmlElement) -> list[list[HtmlElement]]:
    """Cells by rows, the foot of the table last."""
    rows = sorted(table.iter("tr"), key=lambda row: row.getparent() is not None and row.getparent().tag == "tfoot")
    return [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]


def _span(cell: HtmlElement, name: str) -> int:
    """A span as browsers read it: 0 rows means all that follow, nonsense means 1."""
    found = re.match(r"\s*(\d+)", cell.get(name) or "1")
    number = int(found[1]) if found else 1
    return min(number or (_MOST_ROWS if name == "rowspan" else 1), _MOST_COLUMNS if name == "colspan" else _MOST_ROWS)
