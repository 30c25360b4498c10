"""What this machine has of what the extractor can use: models, OCR languages, converters."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractor.errors import MissingToolError, ModelError
from extractor.read.ocr import tessdata
from extractor.read.office import libreoffice
from service.workers import Load, load_extractor


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked for; `needed` where nothing works without it, `detail` says what it is for or what to install."""

    name: str
    ok: bool
    needed: bool
    detail: str


def checks(load: Load = load_extractor) -> list[Check]:
    """Every check, models first."""
    return [_models(load), *tools()]


@cache
def tools() -> tuple[Check, ...]:
    """The checks of what the system lends: OCR languages and converters."""
    return (*_languages(), *_programs())


def ready(found: Sequence[Check]) -> bool:
    """Whether all that is needed is here."""
    return all(check.ok for check in found if check.needed)


def _models(load: Load) -> Check:
    try:
        load()
    except ModelError as error:
        return Check("models", False, True, str(error))
    return Check("models", True, True, "loaded")


def _languages() -> list[Check]:
    wanted = (("rus", "reads scans in Russian"), ("osd", "turns scanned pages upright"))
    return [_language(*row) for row in wanted]


def _language(name: str, use: str) -> Check:
    try:
        return Check(f"tesseract {name}", True, False, f"{use}: {tessdata(name)}")
    except MissingToolError as error:
        return Check(f"tesseract {name}", False, False, f"{use}: {error}")


def _programs() -> list[Check]:
    office = libreoffice()
    antiword = shutil.which("antiword")
    return [
        Check("libreoffice", office is not None, False, f"reads DOC, RTF, ODT: {office or 'apt-get install libreoffice-writer-nogui'}"),
        Check("antiword", antiword is not None, False, f"reads DOC without LibreOffice: {antiword or 'apt-get install antiword'}"),
    ]
