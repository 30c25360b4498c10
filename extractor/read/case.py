"""Small letters and capitals of one shape told apart by their height: «имо» and «ИМО», «в» and «В»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from extractor.morph import known
from extractor.read.lines import Token

_LEVEL = re.compile(r"[авгежзиклмнопстхчшъыьэюя]{4,}")
# Letters whose capital has the same shape; «д», «ц» and «щ», like a comma, reach below the line in both sizes.
_SAME_SHAPE = re.compile(r"(?:[вгжзиклмнопстхчшъыьэюядцщ]+|[ВГЖЗИКЛМНОПСТХЧШЪЫЬЭЮЯДЦЩ]+)[,;.:]?")
_BELOW = re.compile(r"[дцщ,;]", re.I)
# A capital is 1.36 (Arial) to 1.5 times as high as a small letter; what reaches below the line adds a quarter to both, a comma less.
# Measured: «до» 1.25 to 1.33, «ЗП,» 1.38, «ОДДТ» 1.43 where a rule has taken its tails, else 1.54. Between the two it stays as read.
_CAPITAL, _SMALL_BELOW, _CAPITAL_BELOW = 1.22, 1.34, 1.42
# Tesseract in doubt gives both sizes of a letter: «ОдДдДтТ».
_BOTH_SIZES = re.compile(r"([а-яё])(?=([А-ЯЁ]))")
_ZEROS = re.compile(r"[0ОO]{2}(?=[,;.)»]*$)")
_ROUND, _DOUBTED = re.compile(r"[0689]{2}(?=[,;.)]*$)"), 0.5
_OF_BODIES = re.compile(r"(?:руководител|директор|заместител|педагог|специалист|работник|коллектив|администраци)[а-яё]{0,3}$", re.I)
_THREE_ZEROS = re.compile(r"[0ОO]{3}")
_BODY = re.compile(r"[уо]о[,;.]?")  # no word: «уо» and «оо» are «УО» and «ОО»
_THREE = re.compile(r"^[Зз](?=[,;)]?$)")
_LEAST = 5


def true_case(tokens: Sequence[Token]) -> list[Token]:
    """`tokens` of one table, set in one size, with the case that their heights tell; unchanged where too few tell the size."""
    level = [_height(token) for token in tokens if _LEVEL.fullmatch(token.text)]
    if len(level) < _LEAST:
        return list(tokens)
    small = median(level)
    tokens = [replace(token, text=_one_size(token.text)) for token in tokens]
    return [_by_height(token, small) if _SAME_SHAPE.fullmatch(token.text) else token for token in tokens]


def letters_and_figures(tokens: Sequence[Token]) -> list[Token]:
    """«00» alone is «ОО»: no figure consists of two noughts, «10 00» and «1 000» apart; «000 «Тепловые сети»» is «ООО».

    «не позднее З числа»: no word is a lone «З».
    """
    texts = ["", *(token.text for token in tokens), ""]
    around = zip(tokens, texts, texts[2:], strict=False)
    told = [replace(token, text=_letters_or_figures(token.text, before, after)) for token, before, after in around]
    return [replace(token, text=_bodies(token, before.text)) for before, token in zip([Token("", (0, 0, 0, 0)), *told], told, strict=False)]


def _bodies(token: Token, before: str) -> str:
    """«Руководители 90» as «Руководители ОО», where Tesseract doubts the figures."""
    doubted = token.confidence < _DOUBTED and _ROUND.match(token.text) and _OF_BODIES.match(before)
    return _ROUND.sub("ОО", token.text) if doubted else token.text


def _letters_or_figures(text: str, before: str, after: str) -> str:
    after_figure = before[-1:].isdigit()
    if _BODY.fullmatch(text):
        return text.upper()
    if _THREE_ZEROS.fullmatch(text) and after[:1] in ("«", '"') and not after_figure:
        return "ООО"
    if _ZEROS.match(text) and not after_figure:
        return _ZEROS.sub("ОО", text)
    return _THREE.sub("3", text)


def _by_height(token: Token, small: float) -> Token:
    small_to, capital_from = (_SMALL_BELOW, _CAPITAL_BELOW) if _BELOW.search(token.text) else (_CAPITAL, _CAPITAL)
    if _height(token) <= small_to * small:
        return replace(token, text=token.text.lower())
    if _height(token) < capital_from * small:
        return token
    # A box can be too high for a stroke beside it, so that a word stays as it is read, an abbreviation does not: «копилки», «имо».
    is_word = len(token.text) == 1 or known(token.text.strip(",;.:"))
    return token if is_word else replace(token, text=token.text.upper())


def _one_size(text: str) -> str:
    """«ОдДдДтТ» as «ОДДТ»."""
    twice = [pair for pair in _BOTH_SIZES.findall(text) if pair[0] == pair[1].lower()]
    return _BOTH_SIZES.sub(lambda pair: "" if pair[1] == pair[2].lower() else pair[1], text) if len(twice) > 1 else text


def _height(token: Token) -> float:
    return token.bbox[3] - token.bbox[1]
