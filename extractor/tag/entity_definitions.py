"""The document's own abbreviations: «… (далее – ЦР)», «Сокращения: ЦР – центр развития»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.tag.entity_bodies import find_bodies
from extractor.tag.entity_names import initials_of, is_abbreviation, nominative_name
from extractor.tag.party_words import word_class
from extractor.text import Traced
from extractor.trace import fired

# «(далее – МОЦ)», «(далее по тексту - Центр)», «(далее: УО)», «(далее ИМЦ)», «(сокращённо — ЦРО)»
_LATER = re.compile(
    r"\(\s*(?:в\s+)?(?:дальнейшем|далее|именуем\w+|сокращ[её]нно)(?:\s+(?:по\s+тексту|именуется|соответственно))?\s*[-–—:,]?\s*"
    r"[«\"]?(?P<short>[^()«»\"]{2,60}?)[»\"]?\s*\)",
    re.IGNORECASE,
)
# «Сокращения: ЦРБ – районная больница; УО – управление образования», «*ИМЦ - информационно-методический центр»
_LEGEND = re.compile(r"\W*(?:\*|сокращени|примечани|условные\s|список\s+сокращений|используемые\s)|[А-ЯЁ]{2,8}\s[-–—]\s", re.IGNORECASE)
_ROW = re.compile(r"(?:^|[:;,.*]\s*)(?P<short>[А-ЯЁ][А-ЯЁа-яё]{1,9})\s+[-–—]\s+(?P<name>[^;]+?)(?=[;.]|,\s*[А-ЯЁ]{2,}\s+[-–—]|$)")
_WORD = re.compile(r"[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*")


def definitions(texts: Sequence[Traced]) -> dict[str, str]:
    """Abbreviation → the body's name in the nominative; what shortens no body («далее – План») is left out."""
    out: dict[str, str] = {}
    for text in texts:
        for short, name in (*_later(text.text), *_legend(text.text)):
            fired("defined", None, f"{short} = {name}")
            out.setdefault(short, name)
    return out


def _later(text: str) -> Iterator[tuple[str, str]]:
    for found in _LATER.finditer(text):
        short = found["short"].strip()
        name = _name_before(text[: found.start()].rstrip(), short)
        if name is not None:
            yield short, name


def _legend(text: str) -> Iterator[tuple[str, str]]:
    for found in _ROW.finditer(text) if _LEGEND.match(text) else ():
        name = found["name"].strip()
        if is_abbreviation(found["short"]) and any(word_class(word) == "body" for word in _WORD.findall(name)):
            yield found["short"], nominative_name(name)


def _name_before(before: str, short: str) -> str | None:
    """The body's name that ends where the bracket opens."""
    span = next((s for s in find_bodies(before) if s.end == len(before)), None)
    if span is not None and span.kind == "legal":
        return before[span.start :]
    quoted = re.search(r"[«\"]([^«»\"]+)[»\"]$", before)
    if quoted and any(word_class(word) == "body" for word in _WORD.findall(quoted[1])[:4]):
        return quoted[1]
    if span is not None:
        return nominative_name(before[span.start :])
    for word in reversed([*_WORD.finditer(before)][-9:]):
        phrase = before[word.start() :]
        if initials_of(short, phrase) == phrase and any(word_class(w) == "body" for w in phrase.split()):
            return nominative_name(phrase)
    return None
