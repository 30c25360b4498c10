"""A table's columns: the header row, one or two lines of it, or, where there is none, the columns' own content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from extractor.fold import folded
from extractor.layout import HeaderCell
from extractor.schema import Role
from extractor.tables.evidence import PARTY_ROLES, deadline_share, fit, goes_on, is_money, is_number
from extractor.tables.grid import RawRow, bare, last_filled, widths
from extractor.tables.roles import is_header, role_of, roles_of

_MONTH = r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-яё]*\.?"
_SUBHEADER = re.compile(rf"(?:[IVX]{{1,3}}|[1-4])(?:\s*(?:кв|полугод)\w*\.?)?|(?:19|20)\d\d\s*(?:г\.?|год)?|с|по|от|до|{_MONTH}", re.I)


def read_header(rows: Sequence[RawRow]) -> tuple[tuple[HeaderCell, ...], int]:
    """The columns and how many of the first rows they take; 0 rows where the table has no header."""
    for at in range(min(3, len(rows))):
        texts = _texts(rows[at])
        if len(texts) > 2 and is_number(texts[0]):
            break  # a row stands above what only sounds like names
        if not (is_header(texts) or (at == 0 and is_header(texts, framed=True) and _is_framed(texts, rows[1:]))):
            continue
        if "measure" not in {cell.role for cell in _columns(texts, rows[at + 1 :])}:
            continue
        end = at + 1
        while end < len(rows) and _is_wrapped(texts, _texts(rows[end])):
            texts = [f"{a} {b}".strip() for a, b in zip_longest(texts, _texts(rows[end]), fillvalue="")]
            end += 1
        if end < len(rows) and _is_second_line(rows[at], rows[end]):
            lower = _texts(rows[end])
            columns, end = _under_group(_columns(_two_lines(texts, lower), rows[end + 1 :]), lower), end + 1
        else:
            columns = _columns(texts, rows[end:])
        if "measure" in {cell.role for cell in columns}:  # lines that were put together may name something else
            return columns, end
    return (), 0


def _is_wrapped(above: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether a row only goes on with the names above it: «Наименование | Срок» above «мероприятия | исполнения»."""
    filled = [text for text in texts if text]
    return 2 * len(filled) > len(texts) and len(texts) <= len(above) and all(goes_on(text) and len(text) < 40 for text in filled)


def _is_framed(texts: Sequence[str], below: Sequence[RawRow]) -> bool:
    """Whether most of the rows below have as many cells as the names, and none of them is a name."""
    counts = [len(_texts(row)) == len(texts) for row in below if not row.spanning]
    return len(counts) > 1 and 2 * sum(counts) > len(counts)


def guess_header(rows: Sequence[RawRow]) -> tuple[HeaderCell, ...]:
    """Columns of a table without a header, by what its rows hold; empty where nothing reads as a measure."""
    full = [_texts(row) for row in rows if not row.spanning]
    width = widths([row for row in rows if not row.spanning])
    whole = [texts for texts in full if len(texts) == width]
    full = whole if len(whole) > 1 else [[*texts, *[""] * (width - len(texts))] for texts in full]
    roles: list[Role] = []
    for i in range(width):
        cells = [texts[i] for texts in full if texts[i]]
        choices: tuple[Role, ...] = ("number", "deadline", "responsible", "funding")
        scores = {role: sum(fit(role, cell) for cell in cells) / max(1, len(cells)) for role in choices}
        if not any(is_money(cell) for cell in cells):
            scores["funding"] = 0.0
        best = max(choices, key=lambda role: scores[role])
        roles.append(best if scores[best] > 0.8 and (best != "number" or "number" not in roles) else "other")
    texts_only = [i for i, role in enumerate(roles) if role == "other"]
    if not texts_only or len(set(roles)) < 2:
        return ()
    roles[texts_only[0]] = "measure"
    for i in texts_only[1:]:
        roles[i] = "result" if "result" not in roles else "other"
    return tuple(HeaderCell(role, "") for role in roles)


def _texts(row: RawRow) -> list[str]:
    return [folded(cell) for cell in row.cells[: last_filled(row.cells) + 1]]


def _columns(texts: Sequence[str], below: Sequence[RawRow]) -> tuple[HeaderCell, ...]:
    unknown = any(role_of(text) is None for text in texts)
    held = [cell.role for cell in guess_header(below)] if unknown else []
    return tuple(HeaderCell(role, text) for role, text in zip(roles_of(texts, held), texts, strict=True))


def _is_second_line(top: RawRow, row: RawRow) -> bool:
    """Whether a row goes on with the header: «начало | окончание», «I | II | III | IV» under «Срок»."""
    texts = _texts(row)
    filled = [text for text in texts if text]
    if not filled or row.spanning or (is_number(texts[0]) and len(texts) == len(_texts(top))):
        return False
    if bare(row.cells[0]) and not _same(top.cells[0], row.cells[0]):
        return False
    aligned = row.aligned and len(row.cells) == len(top.cells)
    if aligned and any(text and text != name and role_of(name) == "measure" for text, name in zip(texts, _texts(top), strict=False)):
        return False
    new = [text for text in filled if text not in _texts(top)]
    below = [texts[i] if i < len(texts) else "" for i in range(len(top.cells))]
    return bool(new) and (all(is_column_name(text) for text in new) or (aligned and is_lower_line(_texts(top), below)))


def is_lower_line(top: Sequence[str], below: Sequence[str]) -> bool:
    """Whether cells under a header's names are names too: short, no dates, none under the number and the measure («Старт | Финиш»)."""
    named = [role_of(name) for name in top]
    if "measure" not in named or any(text and role in ("number", "measure") for role, text in zip(named, below, strict=False)):
        return False
    filled = [text for text in below if text]
    return bool(filled) and all(len(text) < 30 and not re.search(r"\d{2}", text) and deadline_share(text) < 1.0 for text in filled)


def is_column_name(text: str) -> bool:
    """Whether a text may stand in a header's lower line: «Начало», «I квартал», «II», «2021 год»."""
    return len(text) < 40 and bool(role_of(text) or _SUBHEADER.fullmatch(text.strip()))


def _under_group(columns: Sequence[HeaderCell], lower: Sequence[str]) -> tuple[HeaderCell, ...]:
    """«Ответственные» above «координатор» and «исполнитель»: who they are the lower names say."""
    roles = [role_of(lower[i]) if i < len(lower) else None for i in range(len(columns))]
    people = [role if role in PARTY_ROLES else cell.role for role, cell in zip(roles, columns, strict=True)]
    return tuple(HeaderCell(role, cell.header) for role, cell in zip(people, columns, strict=True))


def _same(a: object, b: object) -> bool:
    return str(a).strip() == str(b).strip()


def _two_lines(top: Sequence[str], below: Sequence[str]) -> list[str]:
    """Each lower name with the upper one that it stands under: «Срок» above «I» and «II» is «Срок I», «Срок II»."""
    width = max(len(top), len(below))
    out: list[str] = []
    over = ""
    for i in range(width):
        upper = top[i] if i < len(top) else ""
        lower = below[i] if i < len(below) else ""
        over = upper or over
        out.append(upper if not lower or lower == upper else f"{over} {lower}".strip())
    return out
