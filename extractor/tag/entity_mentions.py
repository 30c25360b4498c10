"""Places of an entity's names as mentions of the text as read."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.schema import Mention
from extractor.text import Traced


def mentions_of(places: Iterable[Traced], raw: str) -> tuple[Mention, ...]:
    """One mention a place, in the order of the text as read; null offsets where cell lines break it."""
    out: dict[tuple[int | None, int | None, str], int] = {}
    for place in places:
        runs = place.fragments(raw)
        if not runs:
            continue
        start, end = runs[0]
        one = len(runs) == 1
        mention = (start, end, raw[start:end]) if one else (None, None, place.text)
        out.setdefault(mention, start)
    return tuple(Mention(*mention) for mention, _ in sorted(out.items(), key=lambda item: item[1]))
