"""Words that a narrow cell broke without a hyphen, made whole: «просвещени⏎ю» by a soft hyphen, «мастерицы⏎»» at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest
from typing import cast

from extractor.embeddings import frequencies
from extractor.morph import known, parses
from extractor.read.linear import Block, Cell, Table
from extractor.read.lines import Line, Token

_LETTERS = re.compile(r"[«(]?(?:[А-ЯЁа-яё]+-)*([А-ЯЁа-яё]+)")
_LAST = re.compile(r"[А-ЯЁа-яё]+$")
_GOES_ON = re.compile(r"[а-яё]+")
_CLOSING = re.compile(r"[»).,;:!?]+")
_MARKS = frozenset("-–—•")
_INITIALS = re.compile(r"[А-ЯЁ]\.")
_PREFIXES, _LEAST_MADE = range(2, 6), 6  # letters of a prefix, of the word that it stands before
_SOFT = "\u00ad"


def mended(lines: Sequence[Line], left_edge: float, right_edge: float) -> list[Line]:
    """`lines` of a cell between two edges; a word that alone fills its line and is none without the next line's first gets a soft hyphen.

    A word processor breaks a word so only where it is longer than the column, which therefore begins the line.
    """
    out: list[Line] = []
    left = ""
    lines = _closed([_hung(line) for line in lines])
    end = right_edge - min((line.bbox[0] - left_edge for line in lines), default=0.0)
    for line, after in zip_longest(lines, lines[1:]):
        token = line.tokens[-1]
        piece = _LETTERS.fullmatch(token.text)
        left = left + token.text if left else (piece[1] if piece else "")
        follows = _GOES_ON.match(after.tokens[0].text) if after else None
        if left and follows and _is_full(line, after.tokens[0], end) and (_is_broken(left, follows[0]) or _is_name(left, after.tokens)):
            out.append(Line((*line.tokens[:-1], replace(token, text=token.text + _SOFT)), line.bbox))
        else:
            out.append(line)
            left = ""
    return out


def over_pages(pages: Sequence[Sequence[Block]]) -> list[list[Block]]:
    """`pages` in which a word that a page's end broke without a hyphen inside a cell has a soft one: «Рассмотрени» above «е вопросов»."""
    out = [list(page) for page in pages]
    for upper, lower in pairwise(out):
        above = next((n for n in reversed(range(len(upper))) if isinstance(upper[n], Table)), None)
        below = next((block for block in lower if isinstance(block, Table)), None)
        if above is not None and below is not None:
            upper[above] = _cut_by_page(cast(Table, upper[above]), below)
    return out


def _cut_by_page(above: Table, below: Table) -> Table:
    """`above` with soft hyphens where a cell of its last row goes on in the first row of `below` that has no first cell."""
    rest = next((row for row in below.rows[:3] if row and row[0].column == 0 and not row[0].content.text.strip()), ())
    firsts = {cell.column: found[0] for cell in rest if (found := _GOES_ON.match(cell.content.text))}
    return Table((*above.rows[:-1], tuple(_softened(cell, firsts.get(cell.column, "")) for cell in above.rows[-1])))


def _softened(cell: Cell, rest: str) -> Cell:
    left = _LAST.search(cell.content.text)
    if not left or not rest or not known(left[0] + rest) or (known(left[0]) and known(rest)):
        return cell
    return replace(cell, content=replace(cell.content, text=cell.content.text + _SOFT))


def _hung(line: Line) -> Line:
    """An item's mark reaches to its words: the tab between them parts no columns."""
    if len(line.tokens) < 2 or line.tokens[0].text not in _MARKS:
        return line
    mark, first = line.tokens[:2]
    return Line((replace(mark, bbox=(*mark.bbox[:2], first.bbox[0], mark.bbox[3])), *line.tokens[1:]), line.bbox)


def _closed(lines: Sequence[Line]) -> list[Line]:
    """`lines`, none of which begins with a sign that closes the one above."""
    out: list[Line] = []
    for line in lines:
        first, *rest = line.tokens
        if out and _CLOSING.fullmatch(first.text):
            *before, last = out[-1].tokens
            out[-1] = Line((*before, replace(last, text=last.text + first.text)), out[-1].bbox)
            out += [Line.of(rest)] if rest else []
        else:
            out.append(line)
    return out


def _is_full(line: Line, following: Token, end: float) -> bool:
    """One word, an item's mark apart, ends less than a letter before `end`, where text may end."""
    letter = (following.bbox[2] - following.bbox[0]) / max(1, len(following.text))
    room = 1.5 * letter + 0.3 * (following.bbox[3] - following.bbox[1])
    alone = len(line.tokens) == 1 or (len(line.tokens) == 2 and line.tokens[0].text in _MARKS)
    return alone and end - line.bbox[2] < room


def _is_broken(left: str, rest: str) -> bool:
    """`left` and `rest` are a word together; or `left` is none alone, nor a name, and `rest` is no particle («экоотрядов⏎в»)."""
    whole = left + rest
    if known(whole):
        return True
    if _is_made(whole) and not known(left) and not _is_made(left):
        return True
    if known(left) or len(left) <= 3 or parses(rest)[0].tag.POS in ("PREP", "CONJ"):
        return False
    return left.islower() or not known(rest) or frequencies().get(whole.lower(), 0) > 0


def _is_made(word: str) -> bool:
    """Whether a prefix and a word make it: «не» and «успешности», «меж» and «поселенческая»."""
    return any(known(word[cut:]) for cut in _PREFIXES if len(word) - cut >= _LEAST_MADE)


def _is_name(left: str, following: Sequence[Token]) -> bool:
    """«Мещеряков⏎а В.С.»: a surname's last letter before the initials."""
    return left[0].isupper() and len(following) > 1 and following[0].text == "а" and bool(_INITIALS.match(following[1].text))
