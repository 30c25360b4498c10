"""DOCX: the document as Word shows it, with running headers as furniture and footnotes at the end."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from lxml import etree
from lxml.etree import _Element as Element

from extractor.errors import DamagedError, EmptyFileError
from extractor.layout import Reading
from extractor.read.linear import Block, Linear, Paragraph, Table
from extractor.read.lists import superscript
from extractor.read.numbering import Numbering, W
from extractor.read.wordml import WordReader

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def read_docx(data: bytes, media_type: str = MEDIA_TYPE, reader: str = "docx") -> Reading:
    """The Reading of a DOCX; raises DamagedError or EmptyFileError."""
    parts = _parts(data)
    body = parts["document"].find(f"{W}body")
    if body is None:
        raise DamagedError("a DOCX without a body")
    walker = WordReader(Numbering.of(parts.get("numbering"), parts.get("styles")))
    linear = Linear()
    linear.add(_running(parts, walker, "header"))
    linear.add(walker.blocks(body))
    linear.add(_notes(parts, walker))
    linear.add(_running(parts, walker, "footer"))
    if not linear.text.strip():
        raise EmptyFileError("the document holds no text; a picture in it has to be given as an image")
    return Reading(
        text=linear.text,
        media_type=media_type,
        reader=reader,
        grids=tuple(linear.grids),
        furniture=tuple(linear.furniture),
    )


def _parts(data: bytes) -> dict[str, Element]:
    """Roots of the parts in `word/` by name: `document`, `numbering`, `header1`…; relationships as `rels`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if name.startswith("word/") and name.count("/") == 1 and name.endswith(".xml")]
            parts = {name[5:-4]: _parse(archive.read(name)) for name in names}
            rels = "word/_rels/document.xml.rels"
            if rels in archive.namelist():
                parts["rels"] = _parse(archive.read(rels))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, RuntimeError, zlib.error, etree.XMLSyntaxError) as error:
        raise DamagedError(f"a DOCX that is cut off or broken: {error}") from error
    return parts


def _parse(data: bytes) -> Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _running(parts: dict[str, Element], walker: WordReader, kind: str) -> list[Block]:
    """Headers or footers, each once, as furniture; a first page's own header with words is a letterhead and so text."""
    targets = {rel.get("Id", ""): rel.get("Target", "") for rel in parts["rels"]} if "rels" in parts else {}
    blocks: list[Block] = []
    seen: set[str] = set()
    for reference in parts["document"].iter(f"{W}{kind}Reference"):
        part = targets.get(reference.get(f"{_R}id", ""), "").rpartition("/")[2].removesuffix(".xml")
        if part not in parts or part in seen:
            continue
        seen.add(part)
        found = list(walker.blocks(parts[part]))
        has_words = any(isinstance(block, Table) or re.search(r"[^\W\d]{2}", block.text) for block in found)
        is_text = kind == "header" and reference.get(f"{W}type") == "first" and has_words
        blocks += found if is_text else _as_furniture(found)
    return [block for block in blocks if isinstance(block, Table) or block.text.strip()]


def _as_furniture(blocks: list[Block]) -> list[Block]:
    lines: list[Block] = []
    for block in blocks:
        rows = block.rows if isinstance(block, Table) else ()
        lines += [Paragraph("\t".join(cell.content.text for cell in row), furniture=True) for row in rows]
        if isinstance(block, Paragraph):
            lines.append(Paragraph(block.text, furniture=True))
    return lines


def _notes(parts: dict[str, Element], walker: WordReader) -> list[Block]:
    """Footnotes and endnotes in the order in which they are cited, each with its mark."""
    blocks: list[Block] = []
    for index, (kind, name) in enumerate(list(walker.notes), 1):
        root = parts.get(f"{kind}s")
        note = None if root is None else next((n for n in root if n.get(f"{W}id") == name), None)
        if note is not None:
            text = " ".join(block.text for block in walker.blocks(note) if isinstance(block, Paragraph)).strip()
            blocks.append(Paragraph(f"{superscript(str(index))} {text}"))
    return blocks
