"""DOC, RTF and ODT: turned into DOCX by LibreOffice, or read by a second reader where it is absent."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from striprtf.striprtf import rtf_to_text

from extractor.errors import DamagedError, EmptyFileError, MissingToolError, UnreadableError
from extractor.layout import Reading
from extractor.read.docx import read_docx
from extractor.read.grid import Placed, as_blocks, place
from extractor.read.linear import Block, Linear, Paragraph, Table
from extractor.schema import Warning as Doubt

OfficeKind = Literal["doc", "rtf", "odt", "flat"]
MEDIA_TYPES: dict[OfficeKind, str] = {
    "doc": "application/msword",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
    "flat": "application/xml",
}
# LibreOffice's own names of its filters: without one it opens a broken file as plain text, rubbish and all.
_FILTERS: dict[OfficeKind, str] = {"doc": "MS Word 97", "rtf": "Rich Text Format", "odt": "writer8", "flat": ""}
_SECONDS = 120


def read_office(data: bytes, kind: OfficeKind) -> Reading:
    """The Reading of an office file; raises DamagedError, EmptyFileError, or MissingToolError that names Debian's package."""
    office = libreoffice()
    has_antiword = kind == "doc" and shutil.which("antiword") is not None
    if office:
        reading = read_docx(to_docx(data, kind, office), MEDIA_TYPES[kind], "libreoffice")
        return _with_tables(reading, data) if has_antiword and not reading.grids else reading
    if has_antiword:
        return _reading(_antiword_blocks(_antiword(data)), kind, "antiword", "LibreOffice is not installed")
    if kind == "rtf":
        return _reading(_rtf_blocks(data), kind, "striprtf", "LibreOffice is not installed")
    either = " (or antiword)" if kind == "doc" else ""
    raise MissingToolError(f"LibreOffice reads this format and is not installed: apt-get install libreoffice-writer-nogui{either}")


def _with_tables(reading: Reading, data: bytes) -> Reading:
    """LibreOffice runs the cells of a DOC's last table together where no paragraph follows it; antiword still sees them."""
    blocks = _antiword_blocks(_antiword(data))
    if not any(isinstance(block, Table) for block in blocks):
        return reading
    return _reading(blocks, "doc", "antiword", "LibreOffice lost its tables")


def libreoffice() -> str | None:
    """Path of LibreOffice's command, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_docx(data: bytes, kind: OfficeKind, office: str) -> bytes:
    """`data` as DOCX; every call has a profile of its own, so that calls can run side by side."""
    with tempfile.TemporaryDirectory(prefix="dorkarta-") as folder:
        source = Path(folder) / f"file.{'xml' if kind == 'flat' else kind}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        options = [profile, "--headless", "--norestore", "--nolockcheck"]
        if _FILTERS[kind]:
            options.append(f"--infilter={_FILTERS[kind]}")
        _run([office, *options, "--convert-to", "docx:MS Word 2007 XML", "--outdir", f"{folder}/out", str(source)], "LibreOffice")
        made = Path(folder) / "out" / "file.docx"
        if not made.exists():
            raise DamagedError("LibreOffice can't open it: the file is broken or encrypted")
        return made.read_bytes()


def _run(command: Sequence[str], tool: str) -> bytes:
    try:
        return subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False).stdout
    except subprocess.TimeoutExpired as error:
        raise DamagedError(f"{tool} did not finish within {_SECONDS} seconds: the file may be broken") from error
    except OSError as error:
        raise UnreadableError(f"{tool} can't be started: {error}") from error


def _reading(blocks: Sequence[Block], kind: OfficeKind, reader: str, why: str) -> Reading:
    linear = Linear()
    linear.add(blocks)
    if not linear.text.strip():
        raise EmptyFileError("the document shows no text")
    doubt = Doubt("second_reader", f"read by {reader}, since {why}: merged cells and rows may be told wrongly")
    return Reading(linear.text, MEDIA_TYPES[kind], reader, grids=tuple(linear.grids), warnings=(doubt,))


def _antiword(data: bytes) -> str:
    with tempfile.NamedTemporaryFile(prefix="dorkarta-", suffix=".doc") as file:
        file.write(data)
        file.flush()
        text = _run(["antiword", "-m", "UTF-8.txt", "-w", "0", file.name], "antiword").decode("utf-8", "replace")
    if not text.strip():
        raise DamagedError("antiword can't open it: the file is broken or encrypted")
    return text


def _antiword_blocks(text: str) -> list[Block]:
    """antiword draws tables as «|1 |text |»; a line whose first cell is blank goes on with the row above."""
    blocks: list[Block] = []
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|") and line.rstrip().endswith("|"):
            cells = [cell.strip() for cell in line.strip()[1:-1].split("|")]
            if rows and not cells[0] and len(cells) == len(rows[-1]):
                rows[-1] = [f"{above}\n{cell}".strip() for above, cell in zip(rows[-1], cells, strict=True)]
            else:
                rows.append(cells)
        else:
            blocks += [*_table(rows), Paragraph(line)]
            rows = []
    return blocks


def _rtf_blocks(data: bytes) -> list[Block]:
    """striprtf ends each cell with «|»; a row begins on the first line that has one."""
    blocks: list[Block] = []
    rows: list[list[str]] = []
    open_row = ""
    text = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    for line in [*text.splitlines(), ""]:
        if open_row or "|" in line:
            open_row = f"{open_row}\n{line}" if open_row else line
            if line.rstrip().endswith("|"):
                rows.append([cell.strip() for cell in open_row.rstrip()[:-1].split("|")])
                open_row = ""
        else:
            blocks += [*_table(rows), Paragraph(line)]
            rows = []
    return [*blocks, *_table(rows), *map(Paragraph, filter(None, open_row.split("\n")))]


def _table(rows: list[list[str]]) -> list[Block]:
    """A row of one cell spans the table."""
    if not rows:
        return []
    width = max(map(len, rows))
    return as_blocks(place([[Placed(Paragraph(cell), width if len(row) == 1 else 1) for cell in row] for row in rows]))
