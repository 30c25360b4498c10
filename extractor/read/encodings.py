"""Which of the encodings of Russian text a file is in, judged on all its bytes by letter pairs."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ftfy.bad_codecs  # noqa: F401 - registers the sloppy-windows codecs, which keep undefined bytes
import numpy as np
from numpy.typing import NDArray

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_BYTES = ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5")
_CODECS = {"cp1251": "sloppy-windows-1251"}
_MISREADS = ("sloppy-windows-1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5", "sloppy-windows-1252", "latin-1")
_FAMILIAR = "«»„“”‘’–—…№§°·•\u00a0\u00ad\u2011\u2009\u202f\u2028\ufeff−×½¼²³®©₽✓☑☐●▪◦\uf0b7\uf0a7"
_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_BREAK, _STRANGE, _CONTROL = 0, 34, 35
_STRANGE_COST, _CONTROL_COST, _CASE_COST = -9.0, -20.0, -5.0
# Mean log probability a pair: Russian prose has about -2.4 and lists of surnames -3; a wrong single-byte table below -5.
READABLE = -4.2
_SURE_GAIN, _LEAST_GAIN = 1.5, 0.05
_MOST_LOST = 0.01
_MOST_STRANGE = 0.005


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without its mark, its encoding's name, and its mean log probability a letter pair (0 where it has no letters)."""

    text: str
    encoding: str
    score: float


@cache
def _classes() -> NDArray[np.int8]:
    """Code point → 0 for what may stand between words, 1..33 for a letter, 34 strange, 35 control; capitals as small letters."""
    table = np.full(0x10000, _STRANGE, np.int8)
    table[32:127] = _BREAK
    table[:32] = _CONTROL
    table[127:0xA0] = _CONTROL
    for char in "\t\n\r\f\v\x1a" + _FAMILIAR:
        table[ord(char)] = _BREAK
    for index, letter in enumerate(_LETTERS, 1):
        table[ord(letter)] = table[ord(letter.upper())] = index
    return table


@cache
def _costs() -> NDArray[np.float32]:
    """36×36 log probabilities of the second class after the first, from `bigrams.tsv` (counted in navec's vocabulary)."""
    lines = Path(__file__).with_name("bigrams.tsv").read_text("utf-8").splitlines()[1:]
    costs = np.zeros((36, 36), np.float32)
    costs[:34, :34] = [[float(cell) for cell in line.split("\t")[1:]] for line in lines]
    costs[_BREAK, _BREAK] = 0.0
    costs[:, _STRANGE] = _STRANGE_COST
    costs[:, _CONTROL] = _CONTROL_COST
    costs[_STRANGE:, 1:_STRANGE] = costs[_BREAK, 1:_STRANGE]
    return costs


def score(text: str) -> float:
    """Mean log probability of a pair of neighbours at least one of which is no ASCII; 0 where there is none."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    points = np.concatenate(([32], np.minimum(points, 0xFFFF), [32]))
    kinds = _classes()[points]
    first, second = kinds[:-1], kinds[1:]
    counted = (first != _BREAK) | (second != _BREAK)
    if not counted.any():
        return 0.0
    costs = _costs()[first, second]
    small = (points >= 0x430) & (points != 0xFFFF)
    letter = (kinds >= 1) & (kinds < _STRANGE)
    turned = (letter & small)[:-1] & (letter & ~small)[1:]
    return float((costs[counted].sum() + _CASE_COST * turned.sum()) / counted.sum())


def control_share(text: str) -> float:
    """Share of characters that no text has."""
    return _share(text, _CONTROL)


def _share(text: str, kind: int) -> float:
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return float((_classes()[np.minimum(points, 0xFFFF)] == kind).mean()) if points.size else 0.0


def decode(data: bytes) -> Decoded:
    """The most probable reading of `data`; its caller judges whether that is text at all."""
    for mark, name, codec in _MARKS:
        if data.startswith(mark):
            # The last character may be cut.
            text = codecs.getincrementaldecoder(codec)("replace").decode(data[len(mark) :])
            return Decoded(text, name, score(text))
    readings = [Decoded(text, name, score(text)) for name, text in _readings(data)]
    if len({byte for byte in data if byte > 127}) < 2:
        # «ааа»: pairs of one letter tell nothing; the commonest encoding that makes letters of it is meant.
        return max(readings, key=lambda reading: _letter_share(reading.text))
    return max(readings, key=lambda reading: reading.score)


def says_little(text: str) -> bool:
    """Whether its pairs of letters are no evidence: one or two different letters, and nothing strange beside them."""
    beyond = {char.lower() for char in text if ord(char) > 127}
    return len(beyond) < 3 and all(char in _LETTERS for char in beyond)


def _letter_share(text: str) -> float:
    """Share of Cyrillic letters in what is no ASCII."""
    beyond = [char for char in text if ord(char) > 127]
    return sum(char.lower() in _LETTERS for char in beyond) / len(beyond) if beyond else 0.0


def _readings(data: bytes) -> list[tuple[str, str]]:
    """Every reading to be compared; where two are equally probable, the first one is meant."""
    if b"\0" in data[:4096] or b"\x04" in data[:4096]:
        even = data[: len(data) // 2 * 2]
        return [(name, even.decode(name, "replace")) for name in ("utf-16-le", "utf-16-be")] + [("utf-8", data.decode("utf-8", "replace"))]
    try:
        # The last character may be cut.
        text = codecs.getincrementaldecoder("utf-8")().decode(data)
        if data.isascii() or not text.isascii():
            return [("utf-8", text)]
    except UnicodeDecodeError:
        pass
    readings = [(name, data.decode(_CODECS.get(name, name), "replace")) for name in _BYTES]
    return [*readings, ("utf-8", data.decode("utf-8", "replace"))]


def undo_misreading(decoded: Decoded) -> Decoded:
    """The text behind one that was decoded by a wrong table and saved again, where that is certain; else `decoded` itself."""
    strange = _share(decoded.text, _STRANGE)
    if (decoded.score >= READABLE + _SURE_GAIN / 2 and strange < _MOST_STRANGE) or says_little(decoded.text):
        return decoded
    best = decoded
    for wrong in _MISREADS:
        try:
            raw = decoded.text.encode(wrong)
        except UnicodeEncodeError:
            continue
        for right, text in _readings(raw):
            reading = Decoded(text, f"{decoded.encoding} ({right} read as {wrong.removeprefix('sloppy-')})", score(text))
            # UTF-8 read as cp1251 loses «И» in some programs: D0 98 has no second letter there.
            if reading.score > best.score and text.count("\ufffd") <= _MOST_LOST * len(text):
                best = reading
    # «ќЅ ”“¬≈–∆ƒ≈Ќ»»»: the tables of Windows and Macintosh share their small letters, so that the gain is small.
    needed = _SURE_GAIN if strange < _MOST_STRANGE or _share(best.text, _STRANGE) > 0 else _LEAST_GAIN
    return best if best.score >= max(READABLE, decoded.score + needed) else decoded
