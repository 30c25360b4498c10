"""WordprocessingML to blocks: paragraphs as Word shows them, tables with their merged cells told once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from extractor.read.grid import Placed, as_blocks, place
from extractor.read.linear import Block, Paragraph, Table
from extractor.read.lists import superscript
from extractor.read.numbering import Numbering, W, is_bullet, value

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# What tracked changes have taken away, and what is never shown.
_GONE = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}tblPr", f"{W}sectPr", f"{W}rPr"})
_SIGNS = {f"{W}cr": "\n", f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-"}


@dataclass(slots=True)
class WordReader:
    """Walks a part of a Word document; counts its lists and footnotes as it goes."""

    numbering: Numbering
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    carried: str = ""

    def blocks(self, parent: Element) -> Iterator[Block]:
        """The blocks of a body, cell, text box, header or note."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl" and _only_places(child):
                for cell in (cell for row in _rows(child) for cell in _cells(row)):
                    yield from self.blocks(cell)
            elif child.tag == f"{W}tbl":
                yield from as_blocks(self._table(child))
            elif child.tag not in _GONE and isinstance(child.tag, str):
                yield from self.blocks(_chosen(child))

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        if _is_on(paragraph.find(f"{W}pPr/{W}rPr/{W}vanish")) and not _text_of(paragraph):
            return
        mark = self.numbering.mark(paragraph)
        text = "".join(self._pieces(paragraph))
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            yield from self.blocks(box)
        text = self.carried + (f"{mark} {text}" if mark and text.strip() else mark or text)
        self.carried = text if _is_joined(paragraph) else ""
        if not self.carried:
            yield from (Paragraph(line) for line in text.split("\n"))

    def _pieces(self, element: Element) -> Iterator[str]:
        for child in element:
            if child.tag in (f"{W}t", f"{_MATH}t"):
                yield _shown(child.text or "", child.getparent())
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag == f"{W}br":
                yield "\n" if child.get(f"{W}type", "textWrapping") == "textWrapping" else ""
            elif child.tag == f"{W}sym":
                yield _symbol(child)
            elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self.notes.append((child.tag.removeprefix(W).removesuffix("Reference"), child.get(f"{W}id", "")))
                yield superscript(str(len(self.notes)))
            elif child.tag == f"{W}txbxContent":
                self.boxes.append(child)
            elif child.tag not in _GONE and isinstance(child.tag, str) and not _is_hidden_run(child):
                yield from self._pieces(_chosen(child))

    def _table(self, table: Element) -> Table:
        rows = [self._row(row) for row in _rows(table)]
        merged = [[(column, kind) for column, kind, _ in row] for row in rows]
        placed: list[list[Placed]] = []
        for index, row in enumerate(rows):
            cells = []
            for column, kind, cell in row:
                if kind != "continue" or not _continues(merged, index, column):
                    height = 1 + _below(merged, index, column) if kind else 1
                    cells.append(Placed(cell.content, cell.columns, height, column))
            placed.append(cells)
        return place(placed)

    def _row(self, row: Element) -> list[tuple[int, str, Placed]]:
        """First column, kind of vertical merge, and content of each cell."""
        before = value(row.find(f"{W}trPr/{W}gridBefore")) or "0"
        column, cells = int(before), []
        for cell in _cells(row):
            span = int(value(cell.find(f"{W}tcPr/{W}gridSpan")) or 1)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            kind = "" if merge is None else value(merge) or "continue"
            cells.append((column, kind, Placed(Paragraph(self._cell(cell)), span)))
            column += span
        return cells

    def _cell(self, cell: Element) -> str:
        return cell_text(list(self.blocks(cell)))


def cell_text(blocks: Sequence[Block]) -> str:
    """Lines of a cell; a table inside it is told row by row."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            lines += [" ".join(cell.content.text.replace("\n", " ") for cell in row).strip() for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(line.replace("\t", " ").rstrip() for line in lines).strip()


def _only_places(table: Element) -> bool:
    """Whether a table holds others and, but for them, no rows of data: it sets the page."""
    filled = [sum(bool(_text_of(cell).strip()) for cell in _cells(row)) for row in _rows(table)]
    return next(table.iterdescendants(f"{W}tbl"), None) is not None and sum(count >= 2 for count in filled) < 2


def _rows(table: Element) -> list[Element]:
    rows = [row for row in table.iter(f"{W}tr") if _owner(row, f"{W}tbl") is table]
    return [row for row in rows if row.find(f"{W}trPr/{W}del") is None]


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row.iter(f"{W}tc") if _owner(cell, f"{W}tr") is row]


def _owner(element: Element, tag: str) -> Element | None:
    return next(element.iterancestors(tag), None)


def _continues(merged: list[list[tuple[int, str]]], index: int, column: int) -> bool:
    """Whether a cell above begins or goes on with the merge; a stray mark in the first row does not count."""
    return index > 0 and any(at == column and kind for at, kind in merged[index - 1])


def _below(merged: list[list[tuple[int, str]]], index: int, column: int) -> int:
    count = 0
    for row in merged[index + 1 :]:
        if (column, "continue") not in row:
            break
        count += 1
    return count


def _chosen(element: Element) -> Element:
    """Of alternatives the first; anything else as it is."""
    if element.tag != f"{_MC}AlternateContent":
        return element
    choice = element.find(f"{_MC}Choice")
    return element if choice is None else choice


def _is_joined(paragraph: Element) -> bool:
    """Whether tracked changes took the paragraph's end away, and another paragraph follows."""
    following = paragraph.getnext()
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None and following is not None and following.tag == f"{W}p"


def _is_on(toggle: Element | None) -> bool:
    return toggle is not None and value(toggle) not in ("0", "false", "none")


def _is_hidden_run(run: Element) -> bool:
    return run.tag == f"{W}r" and _is_on(run.find(f"{W}rPr/{W}vanish"))


def _text_of(element: Element) -> str:
    return "".join(piece.text or "" for piece in element.iter(f"{W}t"))


def _shown(text: str, run: Element | None) -> str:
    """Text as it is seen: raised figures as such, hyphens that show only at a line's end left out."""
    text = text.replace("\u00ad", "")
    raised = None if run is None else value(run.find(f"{W}rPr/{W}vertAlign"))
    return superscript(text) if raised == "superscript" else text


def _symbol(sign: Element) -> str:
    code = int(sign.get(f"{W}char", "0") or "0", 16)
    char = chr(code) if 0 < code < 0x110000 else ""
    return "•" if is_bullet(char, sign.get(f"{W}font") or "") else char
