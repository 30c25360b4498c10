"""What reports say, in Russian and in English."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["ru", "en"]
LANGUAGES: tuple[Language, ...] = ("ru", "en")


@cache
def _words() -> dict[str, dict[str, str]]:
    return dict(json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8")))


def word(key: str, language: Language = "ru") -> str:
    """The text of a key; raises KeyError where the file has none."""
    return _words()[key][language]
