"""MHTML, a web page saved with its parts: the page in it is read as HTML."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace

from extractor.errors import DamagedError
from extractor.layout import Reading
from extractor.read.html import read_html
from extractor.read.text import decoded_text, doubts_of


def read_mhtml(data: bytes) -> Reading:
    """The Reading of the first HTML part; raises DamagedError where there is none."""
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes) and body.strip():
                decoded = decoded_text(body)
                reading = read_html(decoded.text, decoded.encoding, doubts_of(decoded), "mhtml")
                return replace(reading, media_type="multipart/related")
    raise DamagedError("a saved web page (MHTML) without the page itself")
