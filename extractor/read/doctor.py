"""What is installed of that which the readers need, for `dorkarta doctor` and `/readyz`."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from extractor.errors import MissingToolError
from extractor.read.ocr import tessdata
from extractor.read.office import libreoffice

_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked for: whether it is there, its version or place, what needs it, and Debian's package of it."""

    name: str
    found: bool
    detail: str
    needed_for: str
    package: str


def checks() -> tuple[Check, ...]:
    """Everything outside of Python, and the two Python packages that carry native code for it."""
    return (
        _python("tesserocr", "OCR of scans"),
        _language("rus", "OCR of scans"),
        _language("osd", "pages that lie on their side"),
        _python("pypdfium2", "PDF"),
        _command("LibreOffice", libreoffice(), "--version", "DOC, RTF and ODT", "libreoffice-writer-nogui"),
        _command("antiword", shutil.which("antiword"), None, "DOC where LibreOffice is absent", "antiword"),
    )


def _python(name: str, needed_for: str) -> Check:
    try:
        return Check(name, True, version(name), needed_for, "")
    except PackageNotFoundError:
        return Check(name, False, "not installed", needed_for, "")


def _language(name: str, needed_for: str) -> Check:
    package = f"tesseract-ocr-{name}"
    try:
        return Check(f"Tesseract data «{name}»", True, str(tessdata(name)), needed_for, package)
    except MissingToolError:
        return Check(f"Tesseract data «{name}»", False, "not installed", needed_for, package)


def _command(name: str, path: str | None, option: str | None, needed_for: str, package: str) -> Check:
    if path is None:
        return Check(name, False, "not installed", needed_for, package)
    if option is None:
        return Check(name, True, path, needed_for, package)
    try:
        said = subprocess.run([path, option], capture_output=True, timeout=_SECONDS, check=False, text=True).stdout
    except (OSError, subprocess.TimeoutExpired) as error:
        return Check(name, False, f"can't be started: {error}", needed_for, package)
    return Check(name, True, said.strip().splitlines()[0] if said.strip() else path, needed_for, package)
