"""The service's settings, read from the environment once at start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

MEBIBYTE = 1 << 20


class BadSettingError(ValueError):
    """A setting in the environment that is no positive whole number; the message names it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Each field is the environment's `DORKARTA_<FIELD>`, in bytes, pages, processes, files or seconds."""

    max_bytes: int = 64 * MEBIBYTE
    max_pages: int = 100
    workers: int = min(2, os.cpu_count() or 1)
    queue: int = 8
    seconds: int = 600

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Self:
        """From `environment`, by default os.environ of the caller; raises BadSettingError."""
        given = {field.name: environment.get(f"DORKARTA_{field.name.upper()}") for field in fields(cls)}
        return cls(**{name: _positive(name, text) for name, text in given.items() if text})


def _positive(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise BadSettingError(f"DORKARTA_{name.upper()}={text!r} is no positive whole number")
    return int(text)
