"""Fifty texts in eleven encodings, whole and cut; texts that were decoded wrongly and saved again."""

from __future__ import annotations

import codecs
from functools import cache
from pathlib import Path

import pytest

from extractor.errors import EmptyFileError, UnsupportedError
from extractor.read import read
from extractor.read.encodings import decode, undo_misreading

MARKS = {"utf-8-sig": b"", "utf-16-le+": codecs.BOM_UTF16_LE, "utf-16-be+": codecs.BOM_UTF16_BE}
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", *MARKS.keys() - {"utf-8-sig"}]
TABLES = ["cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5"]
PLAIN = str.maketrans({"«": '"', "»": '"', "—": "-", "№": "N", "ё": "е", "Ё": "Е"})


@cache
def texts() -> list[str]:
    """Fifty texts of six invented sentences, different in order and in case."""
    lines = Path(__file__).with_name("sentences.txt").read_text("utf-8").splitlines()
    picked = [[lines[(start * 7 + step * (start % 3 + 1)) % len(lines)] for step in range(6)] for start in range(50)]
    return ["\r\n".join([group[0].upper() if n % 5 == 0 else group[0], *group[1:]]) for n, group in enumerate(picked)]


def encoded(text: str, encoding: str) -> tuple[bytes, str]:
    """Bytes with their mark, and the text that they hold; signs that a table lacks are written more plainly."""
    codec = encoding.rstrip("+")
    try:
        return MARKS.get(encoding, b"") + text.encode(codec), text
    except UnicodeEncodeError:
        return text.translate(PLAIN).encode(codec), text.translate(PLAIN)


@pytest.mark.parametrize("encoding", [*sorted(ENCODINGS), *TABLES])
def test_fifty_texts(encoding: str) -> None:
    for text in texts():
        data, held = encoded(text, encoding)
        assert read(data, "order.txt").text == held
        assert decode(data).encoding == encoding.rstrip("+")


@pytest.mark.parametrize("encoding", [*sorted(ENCODINGS), *TABLES])
def test_fifty_texts_cut_to_512_bytes(encoding: str) -> None:
    for text in texts():
        data, held = encoded(text, encoding)
        got = read(data[:512], "order.txt").text
        assert len(got) > 200
        assert held.startswith(got)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16", "cp1251"])
@pytest.mark.parametrize("text", ["ааа", "АААА\nААА", "ООО", "щщщ", "Ы", "да", "еее 123", "тттт", "Х", "эээ эээ", "ъъъ"])
def test_few_equal_letters_are_read_as_the_commonest_encoding_has_them(text: str, encoding: str) -> None:
    assert read(text.encode(encoding), "order.txt").text == text


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("utf-8", "sloppy-windows-1251"),
        ("utf-8", "latin-1"),
        ("cp1251", "koi8-r"),
        ("cp1251", "cp866"),
        ("cp1251", "latin-1"),
        ("cp1251", "mac-cyrillic"),
        ("koi8-r", "cp1251"),
        ("koi8-r", "cp866"),
        ("cp866", "cp1251"),
        ("cp866", "koi8-r"),
    ],
)
def test_wrong_decoding_is_undone(right: str, wrong: str) -> None:
    for text in texts()[:10]:
        raw, held = encoded(text, right)
        try:
            spoilt = raw.decode(wrong)
        except UnicodeDecodeError:
            continue
        reading = read(spoilt.encode("utf-8"), "order.txt")
        assert reading.text == held
        assert [doubt.code for doubt in reading.warnings] == ["misdecoded"]


@pytest.mark.parametrize("text", ["План на 2022 год, ЗАТО п. Озёрный", "см. таблицу", "Report for 2022, tables and figures", "МКУ «ЦРО»"])
def test_right_text_is_left_alone(text: str) -> None:
    assert undo_misreading(decode(text.encode())).text == text


@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", b"\xef\xbb\xbf"])
def test_empty(data: bytes) -> None:
    with pytest.raises(EmptyFileError):
        read(data, "order.txt")


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\x00\x01\x02\x03" * 500, b"\x7fELF" + bytes(500)])
def test_rubbish(data: bytes) -> None:
    with pytest.raises(UnsupportedError):
        read(data, "order.txt")
