"""What this machine has of what the extractor can use: models, OCR languages, converters."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractor.errors import ModelError
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


def _programs() -> list[Check]:
    wanted = (("soffice", "libreoffice-writer", "DOC, RTF, ODT"), ("antiword", "antiword", "DOC where LibreOffice is absent"))
    return [_program(*row) for row in wanted]


def _program(command: str, package: str, use: str) -> Check:
    path = shutil.which(command)
    return Check(command, path is not None, False, f"{use}: {path or f'apt-get install {package}'}")


def _languages() -> list[Check]:
    return []
