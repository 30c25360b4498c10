"""Which format an Accept header asks for (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol, TypeVar

from extractor.errors import DorkartaError


class NotAcceptableError(DorkartaError):
    """None of the formats that there are is accepted."""


class Typed(Protocol):
    """A format of an answer."""

    @property
    def media_type(self) -> str:
        """As in Content-Type."""


Form = TypeVar("Form", bound=Typed)


def negotiate(accept: str, formats: Iterable[Form]) -> Form:
    """The format that an Accept header likes best, the first among equals; raises NotAcceptableError."""
    likes: dict[str, float] = {}
    for part in accept.split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        likes[kind] = float(quality) if re.fullmatch(r"[01](\.\d*)?", quality) else 0
    liked = {form: _liking(form.media_type, likes) for form in formats}
    best = max(liked, key=lambda form: liked[form])
    if liked[best] == 0:
        raise NotAcceptableError(f"the formats are {', '.join(form.media_type for form in liked)}")
    return best


def _liking(media_type: str, likes: dict[str, float]) -> float:
    """The quality that the most specific range gives."""
    ranges = (media_type, f"{media_type.split('/', maxsplit=1)[0]}/*", "*/*")
    return next((likes[kind] for kind in ranges if kind in likes), 0)
