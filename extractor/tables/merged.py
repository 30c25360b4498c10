"""Two columns that the scan merged into one cell, told apart again with the table's other rows as evidence."""

from __future__ import annotations

import re

from extractor.fold import fold
from extractor.schema import Role
from extractor.tables.draft import Draft, Shape
from extractor.tables.evidence import PARTY_ROLES, Vocabulary, deadline_share, fit, is_open, party_share, unclosed
from extractor.tables.joins import split_at
from extractor.tag.parties import leading_parties

_WORD_START = re.compile(r"(?<=\s)\S")
# «650,0 трасса 1,5 км»: what it costs and what comes of it
_SUM = re.compile(
    r"(?:\d[\d ]*[.,]\d+|\d[\d .,]*(?=\s?(?:тыс|млн|руб)))(?:\s?(?:тыс|млн)\.?)?(?:\s?руб\w*\.?)?(?:\s?\([А-ЯЁ]{2}\))?\s+(?=[А-ЯЁа-яё])"
)
_TEXT_ROLES: tuple[Role, ...] = ("measure", "result", "indicator", "funding", "other")


def split_merged(draft: Draft, shape: Shape, vocabulary: Vocabulary, usual: frozenset[int]) -> Draft:
    """The row with merged cells told apart; `usual` are the columns that most rows fill."""
    if draft.spanning:
        return draft
    for column in sorted(usual):
        if draft.text(column) or shape.roles[column] == "number" or shape.roles.count(shape.roles[column]) > 1:
            continue
        for left, right in ((column - 1, column), (column, column + 1)):
            if left < 0 or right >= len(shape.roles) or "number" in (shape.roles[left], shape.roles[right]):
                continue
            held = left if left != column else right
            at = _boundary(draft.text(held), (left, right), shape, vocabulary) if draft.text(held) else 0
            if at:
                first, second = split_at(fold(draft.cells[held]), at)
                draft = draft.put(left, first).put(right, second)
                draft = draft.doubt("merged_columns", f"«{first}» and «{second}» stood in one cell")
                break
    return draft


def _boundary(text: str, columns: tuple[int, int], shape: Shape, vocabulary: Vocabulary) -> int:
    """Where the second column's text begins; 0 where the cell is whole."""
    left, right = columns
    roles = shape.roles[left], shape.roles[right]
    if fit(roles[0], text) >= 2.5 or fit(roles[1], text) >= 2.5:
        return 0
    starts = [found.start() for found in _WORD_START.finditer(text) if text[found.start()] != "(" and not unclosed(text[: found.start()])]
    for at in starts:
        a, b = text[:at].strip(), text[at:]
        if (len(a) > 2 and vocabulary.holds(left, a) and _fits(roles[1], b)) or (vocabulary.holds(right, b) and _fits(roles[0], a)):
            return at
    if roles[0] == "funding" and (sum_ := _SUM.match(text)):
        return sum_.end()
    if roles[0] in PARTY_ROLES and roles[1] in _TEXT_ROLES:
        at = leading_parties(text, frozenset(), known=vocabulary.seen.get(left, frozenset()))
        return at if 0 < at < len(text) and text[at:].strip(" ,;.") else 0
    if roles[0] == "deadline":
        # «ежегодно не менее 3 династий» is one cell: the second begins with a capital, or with parties
        begins = (at for at in reversed(starts) if text[at] in '«"' or text[at].isupper() or party_share(text[at:]) > 0.95)
        return next((at for at in begins if deadline_share(text[:at].strip()) == 1.0 and _fits(roles[1], text[at:])), 0)
    if roles[1] == "deadline":
        return next(
            (at for at in starts if deadline_share(text[at:]) == 1.0 and not is_open(text[:at]) and _fits(roles[0], text[:at].strip())), 0
        )
    if roles[1] in PARTY_ROLES and roles[0] in _TEXT_ROLES:
        return next((at for at in starts if text[at].isupper() and party_share(text[at:]) > 0.95 and not is_open(text[:at])), 0)
    return 0


def _is_deadline(text: str) -> bool:
    """A whole deadline, and not only a word that a measure may end in («… за отчётный период»)."""
    return deadline_share(text) == 1.0 and (" " in text or any(sign.isdigit() for sign in text) or text[0].isupper())


def _fits(role: Role, text: str) -> bool:
    return fit(role, text.strip()) > 0.3
