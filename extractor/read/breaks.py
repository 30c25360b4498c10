"""Words that a narrow cell broke without a hyphen, marked so that their line joins the next one: «просвещени|ю»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from extractor.morph import known
from extractor.read.lines import Line, Token

_LETTERS = re.compile(r"[«(]?([А-ЯЁа-яё]+(?:-[а-яё]+)*)")
_GOES_ON = re.compile(r"[а-яё]+(?:-[а-яё]+)*")
_SOFT = "\u00ad"


def mended(lines: Sequence[Line], width: float) -> list[Line]:
    """`lines` of a cell `width` wide; a word that alone fills its line and is none without the next line's first gets a soft hyphen.

    A word processor breaks a word so only where it is longer than the column, which therefore begins the line.
    """
    out: list[Line] = []
    left = ""
    for line, after in zip_longest(lines, lines[1:]):
        token = line.tokens[0]
        piece = _LETTERS.fullmatch(token.text)
        left = left + token.text if left else (piece[1] if piece else "")
        follows = _GOES_ON.match(after.tokens[0].text) if after else None
        fills = len(line.tokens) == 1 and after is not None and width - (line.bbox[2] - line.bbox[0]) < _room(after.tokens[0])
        if left and follows and fills and _is_broken(left, follows[0]):
            out.append(Line((replace(token, text=token.text + _SOFT),), line.bbox))
        else:
            out.append(line)
            left = ""
    return out


def _room(token: Token) -> float:
    """Width that one more letter and the cell's padding would take."""
    letter = (token.bbox[2] - token.bbox[0]) / max(1, len(token.text))
    return 1.5 * letter + 1.3 * (token.bbox[3] - token.bbox[1])


def _is_broken(left: str, rest: str) -> bool:
    """`left` and `rest` are a word together, or none is one alone."""
    return (known(left + rest) and not (known(left) and known(rest))) or (not known(left) and not known(rest) and len(left) > 3)
