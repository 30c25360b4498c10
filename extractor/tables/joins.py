"""Rows that a page's end cut in two, and fragments that slid into the next row's cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.fold import fold
from extractor.morph import known
from extractor.schema import Role
from extractor.tables.draft import Draft, Shape
from extractor.tables.evidence import PARTY_ROLES, completes_date, deadline_share, goes_on, is_open, names_action, party_share, unclosed
from extractor.tables.marks import is_mark
from extractor.tag.parties import split_parties
from extractor.tag.party_phrases import phrase
from extractor.text import EMPTY, Traced, join

_QUOTED = re.compile(r"«[^«»]*«[^«»]*»»?|[«\"“][^«»\"”]+[»\"”]")
_WORDS = re.compile(r"[\w-]+")
_LAST_LETTERS, _FIRST_LETTERS = re.compile("[А-ЯЁа-яё]+$"), re.compile("[а-яё]+")


def continues(above: Draft, row: Draft, shape: Shape) -> bool:
    """Whether `row` only goes on with the row above it, cell by cell."""
    if row.spanning or above.spanning:
        return False
    number = row.text(shape.number) if shape.number >= 0 else ""
    if number:
        return False
    measure, before = row.text(shape.measure), above.text(shape.measure)
    if not any(row.texts()):
        return False
    own = [i for i in shape.own if row.text(i)]
    completes = all(_completes(shape.roles[i], above.text(i), row.text(i)) for i in own)
    if not measure:
        return shape.number >= 0 or completes
    if is_open(before) and not names_action(measure):
        # «…, выпускники которых в» above «2022 году показали …»: only a deadline of its own parts the two
        return all(_completes("deadline", above.text(i), row.text(i)) for i in own if shape.roles[i] == "deadline")
    if shape.counted and not before.endswith((".", ";")) and not any(row.text(i) for i in own if shape.roles[i] == "deadline"):
        return goes_on(measure)  # «7 | Типизация граждан, включение | ЦСОН» above «в электронную базу | мобильная бригада»
    return goes_on(measure) and (not own or completes)


def cut_by_page(above: Draft, at: int, drafts: Sequence[Draft], shape: Shape) -> bool:
    """Whether a page's end cut the row at `at` off the one above: it heads a page and has no number, where all rows inside pages have one.

    Where none is to be expected, its measure starts in the middle: «Проведение стажировки» above «медицинских сестёр на базе …».
    """
    row = drafts[at]
    if row.spanning or above.spanning or row.text(shape.number) or not any(row.texts()):
        return False
    if goes_on(row.text(shape.measure)):
        return True
    own = [i for i, role in enumerate(shape.roles) if role == "deadline" and above.text(i) and row.text(i)]
    if shape.number < 0 or not all(_completes("deadline", above.text(i), row.text(i)) for i in own):
        return False
    if _is_lone(row, shape) and at + 1 == len(drafts):  # «… о порядке участия в проекте» above «Безопасный перекрёсток»: nothing to head
        return True
    inside = [draft for draft in drafts if not draft.top and not draft.spanning and any(draft.texts())]
    lone = [draft for draft in inside if _is_lone(draft, shape)]
    if _is_lone(row, shape) and (lone or is_mark("section", row.text(shape.measure))):
        return False
    numbered = all(draft.text(shape.number) for draft in inside if draft not in lone)
    return numbered and not _number_is_lost(above, drafts[at + 1 :], shape)


def _is_lone(draft: Draft, shape: Shape) -> bool:
    """Nothing but a measure's text, as a heading has in a cell of its own."""
    return [i for i, text in enumerate(draft.texts()) if text] == [shape.measure]


def _number_is_lost(above: Draft, following: Sequence[Draft], shape: Shape) -> bool:
    """Whether the numbers around skip one, which the row between them must have had."""
    below = next((text for draft in following if (text := draft.text(shape.number).rstrip(".)"))), "")
    before = above.text(shape.number).rstrip(".)")
    return below.isdigit() and before.isdigit() and int(below) == int(before) + 2


def _completes(role: Role, above: str, text: str) -> bool:
    """Whether a cell's text is the rest of the cell above."""
    if not above or is_open(above):
        return True
    if role == "deadline":
        return completes_date(text)
    return goes_on(text) if role in PARTY_ROLES else True


def joined(above: Draft, row: Draft) -> Draft:
    """Both rows as one, cell by cell."""
    cells = tuple(_glued(a, b) if str(a).strip() and str(b).strip() else (a if str(a).strip() else b)
                  for a, b in zip(above.cells, row.cells, strict=True))  # fmt: skip
    whole = Draft(cells, above.gap, above.short, doubts=above.doubts)
    return whole.doubt("joined_row", "the row goes on below a page's end") if row.gap else whole


def _glued(above: Traced, below: Traced) -> Traced:
    """Two parts of a cell; a word that a narrow cell broke at the page's end, and a closing sign, join at once: «Рассмотрени» + «е»."""
    head, tail = _LAST_LETTERS.search(str(above).rstrip()), _FIRST_LETTERS.match(str(below).lstrip())
    broken = head and tail and known(head[0] + tail[0]) and not (known(head[0]) and known(tail[0]))
    closing = str(below).lstrip()[0] in ",.;:)»"
    return join([above.strip(), below.strip()], "") if broken or closing else join([above, below], "\n")


def moved_back(above: Draft, row: Draft, shape: Shape) -> tuple[Draft, Draft]:
    """The two rows with each fragment that slid into the lower row's cell put back: «…, МКУ» | «ЦРО» Координаторы …"""
    if above.spanning or row.spanning:
        return above, row
    for column, role in enumerate(shape.roles):
        if role == "number":
            continue
        length = _slid(role, above.text(column), row.text(column))
        if length:
            cell = fold(row.cells[column])
            above = above.put(column, join([above.cells[column], cell[:length]], "\n"))
            row = row.put(column, cell[length:].strip() if length < len(cell) else EMPTY)
            row = row.doubt("moved_fragment", f"«{str(cell)[:length].strip()}» went back to the row above")
    return above, row


def _slid(role: Role, above: str, text: str) -> int:
    """Length of the fragment at the start of `text` that belongs to the cell above; 0 where there is none."""
    if not above or not text:
        return 0
    if role in PARTY_ROLES and not is_open(above):
        return _dependent_party(text)
    if not is_open(above):
        return 0
    if role in PARTY_ROLES:
        return _slid_party(above, text)
    if role == "deadline":
        return _slid_deadline(above, text)
    return _slid_text(above, text)


def _slid_party(above: str, text: str) -> int:
    quoted = _QUOTED.match(text)
    if quoted:
        # «…, МКУ» above «ЦРО» Координаторы …: a quoted name needs the legal form that ends the cell above
        return quoted.end() + len(text[quoted.end() :]) - len(text[quoted.end() :].lstrip(" ,;"))
    if unclosed(above):
        closing = re.search(r"[»)]", text)
        return closing.end() if closing else 0
    return _to_capital(text) if goes_on(text) else 0


def _dependent_party(text: str) -> int:
    """Length of a first party that can only depend on the cell above: «Заведующие, Центр» | «психологической помощи «Исток», УО»."""
    spans = split_parties(text) if text[:1].islower() else ()
    if len(spans) < 2 or spans[0].start:
        return 0
    head = phrase(tuple(_WORDS.findall(text)))
    cases = {case for case, _ in head.readings} if head else set()
    return spans[1].start if "gent" in cases and "nomn" not in cases else 0


def _slid_deadline(above: str, text: str) -> int:
    for space in re.finditer(r"\s+", text):
        head, tail = text[: space.start()], text[space.end() :]
        if tail[:1].isupper() and deadline_share(tail) == 1.0 and deadline_share(f"{above} {head}") == 1.0:
            return space.end()
    return 0


def _slid_text(above: str, text: str) -> int:
    if not goes_on(text):
        return 0
    length = _to_capital(text)
    return length if party_share(text[length:]) < 0.9 else 0


def _to_capital(text: str) -> int:
    """Up to the first word that begins with a capital as a sentence's first word does, outside quotes."""
    for found in re.finditer(r"(?<=\s)[А-ЯЁ][а-яё]+", text):
        if text[: found.start()].count("«") == text[: found.start()].count("»"):
            return found.start()
    return 0


def split_at(text: Traced, index: int) -> tuple[Traced, Traced]:
    """Both sides of an index, bare of white space."""
    return text[:index].strip(), text[index:].strip()
