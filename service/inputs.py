"""What the command line is given, taken apart: files as they are, folders and zip files as their members."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import DamagedError, TooLargeError, UnreadableError, UnsupportedError

MAX_MEMBER = 256 << 20  # bytes of one member; the largest scanned order known has 90 MB
_OFFICE_MARKS = {"[Content_Types].xml", "mimetype"}  # DOCX and XLSX; ODT and ODS
_ENCRYPTED, _UTF8 = 0x1, 0x800


@dataclass(frozen=True, slots=True)
class Member:
    """One file to read: its name in messages and output (`a.zip/inner.txt`), where it lies, its name inside a zip.

    `times` is how often the zip holds that name: which of several is meant can't be known.
    """

    name: str
    path: Path
    inner: str | None = None
    times: int = 1

    def read(self) -> bytes:
        """Its bytes; raises UnreadableError with the system's or the zip's reason."""
        if self.times > 1:
            raise DamagedError(f"the archive holds {self.times} files of this name: unpack it and give them other names")
        try:
            return self.path.read_bytes() if self.inner is None else _unzip(self.path, self.inner)
        except OSError as error:
            raise UnreadableError(error.strerror or str(error)) from error
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError) as error:
            raise DamagedError(str(error)) from error
        except NotImplementedError as error:  # zipfile's word for a packing method it does not know
            raise UnsupportedError(str(error)) from error


def expand(path: Path, *, without: str | None = None) -> Iterator[Member]:
    """The members of `path`: sorted and recursive for a folder, in stored order for a zip, hidden ones left out.

    Of a folder, files whose names end in `without` are left out too.
    """
    if not path.is_dir():
        yield from _file(path.name, path)
        return
    for file in sorted(path.rglob("*")):
        inside = file.relative_to(path)
        if file.is_file() and not _hidden(inside.parts) and file.suffix != without:
            yield from _file(inside.as_posix(), file)


def _file(name: str, path: Path) -> Iterator[Member]:
    if not path.is_file() or not zipfile.is_zipfile(path):
        yield Member(name, path)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except zipfile.BadZipFile:  # its reader will say what is wrong with it
        infos = []
    if not infos or _OFFICE_MARKS & {info.filename for info in infos}:
        yield Member(name, path)
        return
    names = [(_readable(info), info) for info in infos if not info.is_dir()]
    times = Counter(inside for inside, _ in names)
    for inside, info in dict(names).items():
        if not _hidden(inside.split("/")):
            yield Member(f"{name}/{inside}", path, info.filename, times[inside])


def _hidden(parts: Sequence[str]) -> bool:
    return any(part.startswith((".", "__MACOSX", "~$")) for part in parts)


def _readable(info: zipfile.ZipInfo) -> str:
    """A member's name, told from DOS bytes («Приказ.txt» packed by Windows is cp866), safe to put under a folder."""
    name = info.filename if info.flag_bits & _UTF8 else _decoded(info.filename.encode("cp437"))
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."})


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp866")


def _unzip(path: Path, inner: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(inner)
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableError("it is locked by a password")
        if info.file_size > MAX_MEMBER:  # zipfile itself never gives more than this declared size
            raise TooLargeError(f"unpacked it has {info.file_size >> 20} MiB, over the limit of {MAX_MEMBER >> 20} MiB")
        return archive.read(info)
