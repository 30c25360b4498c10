"""What this machine has of what the extractor can use: models, OCR languages, converters."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from extractor.embeddings import embeddings_file
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
    return [_loaded(load), *models(), *tools()]


def models() -> list[Check]:
    """The models' files, each by what it tells; of the measure types an archive's own where it is set."""
    own = os.environ.get("DORKARTA_MEASURE_TYPES")
    folder = files("models")
    places = (
        ("model measure_types", "tells a measure's type", Path(own) if own else folder.joinpath("measure_types", "weights.skops")),
        ("model confidence", "tells how sure a row is", folder.joinpath("confidence", "weights.json")),
        ("model pairs", "tells like measures of two plans", folder.joinpath("pairs", "model.json")),
        ("model navec", "knows words by their company", embeddings_file()),
    )
    return [
        Check(name, place.is_file(), True, f"{use}: {place if place.is_file() else f'{place.name} is absent'}")
        for name, use, place in places
    ]


@cache
def tools() -> tuple[Check, ...]:
    """The checks of what the system lends: OCR languages and converters."""
    return (*_languages(), *_programs())


def ready(found: Sequence[Check]) -> bool:
    """Whether all that is needed is here."""
    return all(check.ok for check in found if check.needed)


def _loaded(load: Load) -> Check:
    try:
        load()
    except ModelError as error:
        return Check("models", False, True, str(error))
    return Check("models", True, True, "loaded")


def _languages() -> list[Check]:
    wanted = (("rus", "reads scans in Russian"), ("eng", "tells a lone number from a letter"))
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
