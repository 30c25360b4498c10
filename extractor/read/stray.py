"""Signs between the words that no text has there: a fax's specks read as «за.. безопасность», «‚комплексной», «МКУ: «ЦСО»»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.morph import known
from extractor.read.lines import Token

_LONE = re.compile(r"[.,:;‚„'\"°_*·“”]+")
_BEFORE = re.compile(r"^[.,:;‚'°_*·]+(?=[\w«(])")
_OPENED = re.compile(r"^[\"“„](?=\w)")
_CLOSING = re.compile(r"[\"”»“]")
_TWICE = re.compile(r"\.{2}$")
# Words that nothing but a word follows; of one letter are «с.» (село) and «о.» (остров), so they are left out.
_LEADS_ON = re.compile(r"(на|за|по|об|от|до|для|из|при|под|над|без|или|через|между)[.,:;\"'-]+", re.I)
_STOPPED = re.compile(r"([а-яё-]{5,})\.")
_BODY = re.compile(r"([А-ЯЁ]{2,})[.:;-]+|([МГКФ][БАКГ][УО][А-Я]{0,3}),")  # a legal form and a comma: «МБУК, «ЦБС»»
_WORD = re.compile(r"[а-яё]+")
_HYPHEN = re.compile(r"(\w-)[.,:;]+$")
_CUT = re.compile(r"([А-ЯЁа-яё]{2,})[:.;]")
_SMALL = re.compile(r"[а-яё]")


def without_stray(tokens: Sequence[Token]) -> list[Token]:
    """`tokens` of one cell or line, in the order of reading, without signs that stand where no text has any; boxes stay."""
    kept = [replace(token, text=_BEFORE.sub("", token.text)) for token in tokens if not _LONE.fullmatch(token.text)]
    kept = [replace(token, text=_OPENED.sub("", token.text)) if _never_closed(kept, n) else token for n, token in enumerate(kept)]
    return [_followed(token, after.text) for token, after in pairwise(kept)] + kept[-1:]


def _never_closed(tokens: Sequence[Token], n: int) -> bool:
    rest = [tokens[n].text[1:], *(token.text for token in tokens[n + 1 :])]
    return not any(_CLOSING.search(text) for text in rest)


def _hyphened(text: str, after: str) -> str:
    """«админи: страции» at a line's end as «админи- страции»: a speck stands above the hyphen."""
    cut, rest = _CUT.fullmatch(text), _WORD.match(after)
    return f"{cut[1]}-" if cut and rest and not known(cut[1]) and known(cut[1] + rest[0]) else text


def _followed(token: Token, after: str) -> Token:
    """`token` without signs at its end that `after` rules out."""
    text = token.text
    if led := _LEADS_ON.fullmatch(text):
        text = led[1]
    elif _SMALL.match(after):
        text = _hyphened(_HYPHEN.sub(r"\1", _TWICE.sub(".", text)), after)
        stopped = _STOPPED.fullmatch(text)
        text = stopped[1] if stopped and known(stopped[1]) else text
    elif after.startswith("«") and (body := _BODY.fullmatch(text)):
        text = body[1] or body[2]
    return token if text == token.text else replace(token, text=text)
