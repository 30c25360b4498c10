"""Bodies named in running text: legal forms with quoted names, named departments and ministries, abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractor.morph import parses
from extractor.tag.entity_gazetteer import gazetteer, legal_forms, pattern_entry, strong_heads, weak_heads

BodyKind = Literal["legal", "named", "abbreviation"]


@dataclass(frozen=True, slots=True)
class BodySpan:
    """A body in a text: `text[start:end]` is its surface."""

    start: int
    end: int
    kind: BodyKind


_QUOTED = r"[«\"“„](?:[^«»\"“”„]|[«„“][^«»“”„]*[»”])*[»\"”]"
_SCHOOL = r"(?:(?:СОШ|ООШ|НОШ|НШДС|ДШИ|ДМШ|ДЮСШ|СШ|ЦРР|ДС|д/с|СКОШ|(?i:(?:средняя|основная|начальная|общеобразовательная|детская|музыкальная|спортивная|художественная)\s+)*(?i:школ\w+|детск\w+ сад\w*|гимнази\w+|лице\w+|школа-интернат))\s*)"
_TAIL = r"(?:\s+(?:г\.\s*[А-ЯЁ][а-яё-]+|с\.\s*[А-ЯЁ][а-яё-]+|пос?\.\s*[А-ЯЁ][а-яё-]+|[А-ЯЁ]{2,5}(?![\w.«])))?"
_TOKEN = re.compile(r"[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*|\d+|\S")


@cache
def _legal() -> re.Pattern[str]:
    forms = "|".join(sorted(map(re.escape, legal_forms()), key=len, reverse=True))
    spelled = r"(?i:(?:муниципальн|государственн|краев|областн|федеральн)\w+\s+(?:(?:бюджетн|казенн|казённ|автономн|унитарн|общеобразовательн|дошкольн|образовательн)\w+\s+){0,4}(?:учреждени|предприяти)\w+(?:\s+(?:дополнительн\w+\s+образовани\w+|культуры|здравоохранения))?)"
    number = r"№\s?\d+(?:\s*,?\s*[«\"][^«»\"]+[»\"])?"
    return re.compile(rf"(?<![\w-])(?:(?:{forms})(?:\s+ДО)?|{spelled})\s*(?:{_SCHOOL}?{_QUOTED}|{_SCHOOL}{number}){_TAIL}")


def find_bodies(text: str) -> list[BodySpan]:
    """Bodies that a cleaned text names, in order; a body inside another's name is one of its own («… администрации города»)."""
    out = [BodySpan(m.start(), m.end(), "legal") for m in _legal().finditer(text)]
    taken = [(s.start, s.end) for s in out]
    if not text.isupper():
        out += [span for span in _named(text) if not any(a < span.end and span.start < b for a, b in taken)]
    out += [span for span in _abbreviations(text) if not any(a < span.end and span.start < b for a, b in taken)]
    return sorted(out, key=lambda s: (s.start, -s.end))


def _abbreviations(text: str) -> Iterator[BodySpan]:
    """Specific abbreviations of the gazetteer, and «…ИРО» with a region's letters before it."""
    for found in re.finditer(r"(?<![\w«-])[А-ЯЁ]{2,}[а-яё]?[А-ЯЁ]*(?:\s(?:ПК|ПРО|РО)(?:\sи\s[А-ЯЁ]{2,4})?)?(?![\w-])", text):
        entry = gazetteer().get(found.group()) or pattern_entry(found.group())
        if entry is not None and entry.specific:
            yield BodySpan(found.start(), found.end(), "abbreviation")


def _named(text: str) -> Iterator[BodySpan]:
    """Departments, ministries, councils by their heads, with all that depends on them."""
    tokens = list(_TOKEN.finditer(text))
    for i, token in enumerate(tokens):
        lemmas = {p.normal_form for p in parses(token.group().lower()) if p.tag.POS == "NOUN" and p.tag.number == "sing"}
        strong, weak = bool(lemmas & strong_heads()), bool(lemmas & weak_heads())
        if not (strong or weak) or not token.group()[0].isalpha() or (token.group().isupper() and len(token.group()) > 1):
            continue
        first = _adjectives_before(tokens, i)
        end, depends = _dependents(text, tokens, i + 1)
        start = tokens[first].start()
        surface = text[start:end]
        capital = tokens[first].group()[0].isupper() and not _sentence_start(text, start)
        own_name = re.search(r"[«\"]|[а-яё,] [А-ЯЁ]", surface) is not None
        if strong and (depends or capital) or weak and (capital and (depends or first < i) or (depends and own_name and tokens[i].group()[0].isupper())):
            yield BodySpan(start, end, "named")


def _sentence_start(text: str, start: int) -> bool:
    return re.search(r"(?:^|[.!?:;•]\s*|\d[.)]\s*)$", text[:start]) is not None


def _adjectives_before(tokens: list[re.Match[str]], i: int) -> int:
    """Index of the first of the capitalised adjectives that stand before head `i` («Методического Совета»)."""
    cases = {(p.tag.case, p.tag.gender) for p in parses(tokens[i].group().lower())}
    first = i
    for j in range(i - 1, max(-1, i - 5), -1):
        fits = any(p.tag.POS == "ADJF" and any(p.tag.case == c for c, _ in cases) for p in parses(tokens[j].group().lower()))
        if not fits:
            break
        if tokens[j].group()[0].isupper():
            first = j
    return first


_SMALL = {"и", "по", "при", "в", "сфере", "делам", "работе", "вопросам", "для"}


def _dependents(text: str, tokens: list[re.Match[str]], at: int) -> tuple[int, bool]:
    """Where the name that begins before token `at` ends, and whether anything depends on its head."""
    end, last = tokens[at - 1].end(), at - 1
    government = {"gent"}
    depends = False
    for j in range(at, len(tokens)):
        word = tokens[j].group()
        if text[tokens[j - 1].end() : tokens[j].start()] not in (" ", "") or (word in "«\"" and not _quote_end(text, tokens[j].start())):
            break
        if word in ("«", '"', "„"):
            closing = _quote_end(text, tokens[j].start())
            if closing is None or closing <= end:
                break
            end, depends = closing, True
            last = next((k for k in range(j, len(tokens)) if tokens[k].end() >= closing), len(tokens) - 1)
            continue
        if tokens[j].start() < end:
            continue
        if word == "по":
            government = {"datv"}
            continue
        if word in ("и", ","):
            if not _goes_on(tokens, j + 1, government):
                break
            continue
        if word in ("при", "Российской") and word == "при":
            government = {"loct"}
            continue
        if re.fullmatch(r"[А-ЯЁ]{2,6}", word) and depends | (word in ("МО", "РФ")):
            end, last = tokens[j].end(), j
            continue
        tags = [p.tag for p in parses(word.lower()) if p.tag.POS in ("NOUN", "ADJF", "PRTF")]
        fits = [t for t in tags if t.case in government or (t.case == "gent" and depends)]
        town = tokens[j - 1].group().lower() in ("города", "город", "округа", "района", "округ") and word[0].isupper()
        if not fits and not town:
            break
        if any(t.POS == "NOUN" for t in fits) or town:
            end, last, depends = tokens[j].end(), j, True
    return end, depends


def _goes_on(tokens: list[re.Match[str]], j: int, government: set[str]) -> bool:
    """Whether a list of dependents goes on at token `j`: «образования и науки», «культуры, спорта и туризма»."""
    for k in range(j, min(j + 4, len(tokens))):
        word = tokens[k].group()
        if not word[0].isalpha() or word[0].isupper():
            return False
        tags = [p.tag for p in parses(word.lower())[:2]]
        if any(t.POS == "NOUN" and t.case in government for t in tags):
            return not any(p.normal_form in strong_heads() | weak_heads() for p in parses(word.lower())[:1])
        if not any(t.POS == "ADJF" and t.case in government for t in tags):
            return False
    return False


def _quote_end(text: str, start: int) -> int | None:
    found = re.match(_QUOTED, text[start:])
    return start + found.end() if found else None
