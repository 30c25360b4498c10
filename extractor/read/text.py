"""Plain text and the choice between it and HTML: bytes in any encoding of Russian."""

from __future__ import annotations

import re

from extractor.errors import EmptyFileError, UnsupportedError
from extractor.layout import Reading
from extractor.read.encodings import READABLE, Decoded, control_share, decode, says_little, score, undo_misreading
from extractor.read.html import read_html
from extractor.schema import Warning as Doubt

_DOCUMENT = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_BODY = re.compile(r"<(?:html|body)[\s>]", re.I)
# A table of pseudo-graphics may hold more frame than letters.
_DRAWN = re.compile("[\u2500-\u257f]+")
_TABLE = re.compile(r"<table[\s>]", re.I)
_ROW = re.compile(r"<tr[\s>]", re.I)
# Binary rubbish has about 10 % of control characters, a text with a stray NUL or two far below 2 %.
_MOST_CONTROLS = 0.02


def read_text(data: bytes) -> Reading:
    """Decoded text as it stands, or the HTML document that it is; raises EmptyFileError or UnsupportedError."""
    decoded = decoded_text(data)
    doubts = doubts_of(decoded)
    if is_html(decoded.text):
        return read_html(decoded.text, decoded.encoding, doubts)
    if not decoded.text.strip():
        raise EmptyFileError("there is no text in it, only white space")
    return Reading(text=decoded.text, media_type="text/plain", reader="text", encoding=decoded.encoding, warnings=doubts)


def decoded_text(data: bytes) -> Decoded:
    """Text of bytes that claim to be text; raises UnsupportedError where no encoding makes text of them."""
    decoded = undo_misreading(decode(data))
    if control_share(decoded.text) > _MOST_CONTROLS or "\0\0\0\0" in decoded.text:
        raise UnsupportedError("no format that is known here: neither text nor an office file, PDF or image")
    # Latin prose scores 0: letters of ASCII are not counted.
    unlikely = decoded.score < READABLE - 1.0 and score(_DRAWN.sub(" ", decoded.text)) < READABLE - 1.0
    if unlikely and not says_little(decoded.text) and not is_html(decoded.text):
        raise UnsupportedError("bytes that are no Russian text in any known encoding")
    return decoded


def doubts_of(decoded: Decoded) -> tuple[Doubt, ...]:
    """What is unsure of a decoding."""
    doubts = []
    lost = decoded.text.count("\ufffd")
    if lost:
        doubts.append(Doubt("unreadable", f"{lost} characters could not be decoded as {decoded.encoding}"))
    if "read as" in decoded.encoding:
        doubts.append(Doubt("misdecoded", f"the file had been saved after a wrong decoding, which was undone: {decoded.encoding}"))
    return tuple(doubts)


def is_html(text: str) -> bool:
    """Whether HTML is the structure of `text`: a document, or a fragment with whole tables; bits of `<p>` and `<td>` are text."""
    return bool(_DOCUMENT.match(text) or _BODY.search(text) or (_TABLE.search(text) and _ROW.search(text)))
