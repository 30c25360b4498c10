"""Words of plans one by one: tokens, and the lemmas that tell nothing."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from extractor.classify_features import empty_lemmas
from extractor.morph import lemma, parses

_HEAD_ENDS = re.compile(r"[:;\n]|(?<![^\s(])(?:1|а)\)\s|(?<=[а-яё)»]{2}\.)\s+(?=[А-ЯЁ«])")  # «Поддержка: …», «в сети. Размещение»
_OPTIONAL = re.compile(r"[\s,(]*\b(?:в том числе|при необходимости|например)\b[^,;.:)\n]*\)?", re.IGNORECASE)
_TOKEN = re.compile(r"[а-яё]+|[a-z]+|\d+")


def tokens(text: str) -> list[str]:
    """Lower-case words and numbers."""
    return _TOKEN.findall(text.lower())


def lemmas_of(text: str) -> frozenset[str]:
    """All lemmas of a text, as of a place's name."""
    return frozenset(map(lemma, tokens(text)))


def head_and_rest(text: str) -> tuple[str, str]:
    """What is done, and the items or sentences that tell how: «Поддержка школ: – консультации – выезды».

    What may be and needn't is left out, for it limits nothing: «курсы для педагогов, в том числе дистанционные».
    """
    kept = _OPTIONAL.sub(" ", text).strip() or text
    end = next((each.start() for each in _HEAD_ENDS.finditer(kept) if each.start()), len(kept))
    return kept[:end], kept[end:]


@cache
def passing() -> frozenset[str]:
    """Lemmas that tell no measure from another."""
    lines = Path(__file__).with_name("passing.txt").read_text(encoding="utf-8").splitlines()
    return empty_lemmas() | {line for line in lines if line and not line.startswith("#")}


@lru_cache(maxsize=100_000)
def names_thing(word: str) -> bool:
    """Whether a lemma can be what is acted upon: a noun, or an abbreviation that the dictionary gives no part of speech."""
    return parses(word)[0].tag.POS in {"NOUN", None}
