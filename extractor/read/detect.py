"""What a file is, by its content; its name is never asked."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Literal

from extractor.errors import DamagedError, EmptyFileError, UnsupportedError

Kind = Literal["text", "pdf", "image", "docx", "xlsx", "doc", "rtf", "odt", "flat", "mhtml"]

_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
)
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive: unpack it first"),
    (b"\x1f\x8b", "a gzip file: unpack it first"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"AT&TFORM", "a DjVu file: convert it to PDF"),
    (b"SQLite format 3", "a database"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MEMBERS: tuple[tuple[str, Kind], ...] = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"))
_MIMETYPES: tuple[tuple[bytes, Kind], ...] = ((b"application/vnd.oasis.opendocument.text", "odt"),)
_MHTML = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/(?:related|alternative|mixed)", re.I)
_FLAT_WORD = re.compile(rb"<\?mso-application\s+progid=.Word|<w:wordDocument|<pkg:package|<office:document\b")


def detect(data: bytes) -> Kind:
    """The family of formats that takes `data`; raises EmptyFileError, UnsupportedError, or DamagedError for a broken container."""
    if not data:
        raise EmptyFileError("the file is empty: nothing was uploaded or saved in it")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature) and (signature != b"BM" or _is_bitmap(data)):
            return kind
    for signature, what in _FOREIGN:
        if data.startswith(signature):
            raise UnsupportedError(f"this is {what}")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _in_zip(data)
    if data.startswith(_OLE):
        return _in_ole(data)
    if _MHTML.match(data[:8192].replace(b"\r\n", b"\n").lstrip()):
        return "mhtml"
    return "flat" if _FLAT_WORD.search(data[:4096]) else "text"


def _is_bitmap(data: bytes) -> bool:
    return len(data) > 26 and int.from_bytes(data[2:6], "little") == len(data)


def _in_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, zlib.error) as error:
        raise DamagedError(f"a zip container (DOCX, ODT, XLSX) that is cut off or broken: {error}") from error
    for member, kind in _MEMBERS:
        if member in names:
            return kind
    for mimetype_of, kind in _MIMETYPES:
        if mimetype.startswith(mimetype_of):
            return kind
    raise UnsupportedError("a zip archive that is no DOCX, ODT or XLSX: give its files one by one or the archive to `dorkarta extract`")


def _in_ole(data: bytes) -> Kind:
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise DamagedError("the office file is encrypted: save it without a password")
    if "Workbook".encode("utf-16-le") in data:
        raise UnsupportedError("an old Excel file (XLS): save it as XLSX")
    if len(data) < 4096:
        raise DamagedError("an old office file that is cut off")
    raise UnsupportedError("an old office file that is no Word document")
