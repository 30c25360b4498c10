"""A responsible or coordinator cell → its parties."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from extractor.tag.party_cuts import cut_parties
from extractor.tag.party_lead import leading_end
from extractor.tag.party_place import with_ends
from extractor.tag.party_tokens import tokenise
from extractor.tag.values import PartySpan

_INITIALS = re.compile(r"[А-ЯЁ][а-яё-]+ (?:[А-ЯЁ]\. ?){1,2}|(?:[А-ЯЁ]\. ?){1,2}[А-ЯЁ][а-яё-]+")
__all__ = ["leading_parties", "split_parties", "standing_alone"]


@lru_cache(maxsize=8192)
def split_parties(cell: str, alone: frozenset[str] = frozenset(), ends: tuple[int, ...] = ()) -> tuple[PartySpan, ...]:
    """Parties of a cell's cleaned text, in order; `alone` are abbreviations that the document also uses alone as a party.

    `ends` are the places in `cell` where the source ends a line that had room for the next word.
    """
    return tuple(PartySpan(cut.start, cut.end, cut.kind) for cut in cut_parties(with_ends(tokenise(cell), ends), alone))


def standing_alone(cells: Iterable[str]) -> frozenset[str]:
    """What stands by itself as a party in any of a document's cells: abbreviations, one-word bodies, posts not after a name, bare names."""
    found = set()
    for cell in cells:
        before = None
        for span in split_parties(cell):
            text = cell[span.start : span.end]
            single = span.kind == "organisation" and " " not in text and "«" not in text
            if single or (span.kind == "role" and before != "person") or (span.kind == "person" and _INITIALS.fullmatch(text)):
                found.add(text)
            before = span.kind
    return frozenset(found)


def leading_parties(text: str, alone: frozenset[str] = frozenset(), *, known: frozenset[str] = frozenset()) -> int:
    """How many characters of `text` from its start read as parties; `known` are party texts of the column's other rows."""
    return leading_end(text, alone, known)
