"""Tesseract on pieces of a page: words with their boxes and how sure they are."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.errors import MissingToolError
from extractor.read.lines import Token

if TYPE_CHECKING:
    from tesserocr import PyTessBaseAPI

# One thread: with more, threads wait for each other (6.5 CPU seconds a page instead of 2).
os.environ.setdefault("OMP_THREAD_LIMIT", "1")
_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
)
_MARGIN = 12
# Median height of letters (pixels) that is enough for the network, and the smallest share tried.
_LETTER, _LEAST_SCALE = 18.0, 0.667
# From the top of «й» to the bottom of «р», in such heights: twice; two lines set tight have 3.3 («дорог / улиц» of 9.5 points: 76 pixels).
_LINE = 2.6
# What is lighter is paper.
_INK = 200
# Signs that no order has and that noise is taken for: «{Тюменская область)».
_NEVER = "<>‹›{}‘`~^|\\\\®©™¥€£¢¬¦"

# Specks beside a word: «Координаторы’».
_AROUND_WORDS = " \n'’‘"

BLOCK, COLUMN, LINE, WORD, SIGN = 6, 4, 7, 8, 10


def tessdata(language: str) -> Path:
    """The folder with a language's data; raises MissingToolError that names Debian's package."""
    folders = [Path(os.environ["TESSDATA_PREFIX"])] if "TESSDATA_PREFIX" in os.environ else []
    for folder in [*folders, *map(Path, _FOLDERS)]:
        if (folder / f"{language}.traineddata").exists():
            return folder
    raise MissingToolError(f"Tesseract's data for «{language}» are not installed: apt-get install tesseract-ocr-{language}")


@cache
def _recogniser(language: str) -> PyTessBaseAPI:
    """One a language for the process."""
    from tesserocr import PyTessBaseAPI  # noqa: PLC0415 - heavy

    api = PyTessBaseAPI(path=f"{tessdata(language)}/", lang=language, psm=BLOCK, oem=1)
    api.SetVariable("debug_file", os.devnull)
    api.SetVariable("tessedit_char_blacklist", _NEVER)
    return api


def number(gray: NDArray[np.uint8], at: tuple[int, int]) -> Token | None:
    """A lone number such as «3.», read once more with nothing but digits allowed; None where none is sure.

    The English model, which comes with Tesseract itself, tells a lone 3 from З and from 5; the Russian one guesses.
    """
    tries = [("eng", WORD), ("rus", WORD), ("rus", LINE)] if has_language("eng") else [("rus", WORD), ("rus", LINE)]
    for language, mode in tries:
        read = words(gray, mode, at, Look("0123456789.", language))
        if len(read) == 1 and read[0].confidence > 0.5 and read[0].text[0].isdigit():
            return read[0]
    return None


@cache
def has_language(language: str) -> bool:
    """Whether a language's data are installed."""
    try:
        return tessdata(language).exists()
    except MissingToolError:
        return False


@dataclass(frozen=True, slots=True)
class Look:
    """How a piece is read: with which signs alone, in which language, at which share of 300 dpi; ink over `line` pixels is two lines."""

    only: str = ""
    language: str = "rus"
    scale: float = 1.0
    line: float = 70.0

    @classmethod
    def at(cls, letter: float) -> Look:
        """For print whose letters are `letter` pixels high, 0 where that is not known."""
        return cls(scale=best_scale(letter), line=_LINE * letter) if letter else cls()


_PLAIN = Look()


def best_scale(letter: float) -> float:
    """At which share of 300 dpi letters of `letter` pixels are read as well and sooner: the network sees lines 36 pixels high."""
    return min(1.0, max(_LEAST_SCALE, _LETTER / letter)) if letter else 1.0


def words(gray: NDArray[np.uint8], mode: int, at: tuple[int, int] = (0, 0), look: Look = _PLAIN) -> list[Token]:
    """Tokens of a picture at 300 dpi whose top left corner stands at `at`; confidence 0..1."""
    from tesserocr import RIL, iterate_level  # noqa: PLC0415 - heavy

    if look.scale < 1:
        gray = cv2.resize(gray, None, fx=look.scale, fy=look.scale, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    framed = np.pad(gray, _MARGIN, constant_values=255)
    height, width = framed.shape
    api = _recogniser(look.language)
    api.SetPageSegMode(mode)
    api.SetVariable("tessedit_char_whitelist", look.only)
    api.SetImageBytes(np.ascontiguousarray(framed).tobytes(), width, height, 1, width)
    api.SetSourceResolution(300)
    api.Recognize()
    tokens = []
    result = api.GetIterator()
    for word in iterate_level(result, RIL.WORD) if result else ():
        text = "" if word.Empty(RIL.WORD) else word.GetUTF8Text(RIL.WORD).strip(_AROUND_WORDS)
        if not text:
            continue
        x0, y0, x1, y1 = word.BoundingBox(RIL.WORD)
        if (framed[y0:y1, x0:x1] < _INK).any():  # else a dash seen in a justified line's gap: «лучших — практик»
            x0, y0, x1, y1 = (round((side - _MARGIN) / look.scale) for side in (x0, y0, x1, y1))
            box = (x0 + at[0], y0 + at[1], x1 + at[0], y1 + at[1])
            tokens.append(Token(text, box, round(word.Confidence(RIL.WORD) / 100, 3)))
    api.Clear()
    return tokens
