"""HTML, MHTML and the choice between HTML and text."""

from __future__ import annotations

import pytest

from extractor.errors import EmptyFileError
from extractor.read import read
from extractor.read.text import is_html
from tests.read.render import cases, render


@pytest.mark.parametrize(("title", "source", "expected"), cases("html.txt"), ids=lambda value: value[:40])
def test_cases(title: str, source: str, expected: str) -> None:
    reading = read(source.encode("utf-8"), "page.txt")
    lines = [line for line in render(reading).split("\n") if line.strip()]
    assert "\n".join(lines) == expected, title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.\tСеминар\n<p>Срок: май</p>\n<td>июнь</td>", False),
        ("Приказ № 5\n<p>Об утверждении</p>", False),
        ("при x < body и y > table", False),
        ("<!DOCTYPE html>\n<html><body>x</body></html>", True),
        ("<?xml version='1.0'?>\n<html>", True),
        ("Шапка\n<table border=1><tr><td>1</td></tr></table>", True),
    ],
)
def test_what_is_html(text: str, expected: bool) -> None:
    assert is_html(text) == expected


def test_text_with_bits_of_markup_is_kept_as_it_is() -> None:
    text = "1.\tСеминар\r\n<p>Срок: май</p>\r\n"
    assert read(text.encode("cp1251"), "a.html").text == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r", "utf-16"])
def test_declared_encoding_is_not_believed(encoding: str) -> None:
    page = "<html><head><meta charset='windows-1252'></head><body><p>Приказ о подготовке школ к зиме</p></body></html>"
    assert read(page.encode(encoding), "p").text.strip() == "Приказ о подготовке школ к зиме"


def test_page_without_text() -> None:
    with pytest.raises(EmptyFileError):
        read(b"<html><body><script>1</script></body></html>", "p.html")


def test_saved_page() -> None:
    page = "<html><body><p>Приказ о весенней уборке</p></body></html>".encode("cp1251")
    head = b'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
    part = b"Content-Type: text/html\r\nContent-Transfer-Encoding: binary\r\n\r\n"
    saved = head + b"--x\r\n" + part + page + b"\r\n--x--\r\n"
    reading = read(saved, "page.mht")
    assert (reading.text.strip(), reading.reader, reading.encoding) == ("Приказ о весенней уборке", "mhtml", "cp1251")
