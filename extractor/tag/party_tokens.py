"""A responsible cell as tokens: names, bodies' quoted names, abbreviations, words, and what stands between parties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from extractor.morph import known, parses
from extractor.tag.names import find_names, surname_likeness
from extractor.tag.party_words import nouns, word_class, word_list

TokenKind = Literal["name", "quoted", "number", "abbr", "word", "comma", "strong", "and", "with", "colon", "dash", "open", "close", "noise"]
BETWEEN: frozenset[TokenKind] = frozenset({"comma", "strong", "and", "with", "colon", "dash", "noise"})


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a cell: `cell[start:end] == text`."""

    kind: TokenKind
    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it is printed with a capital."""
        return self.text[:1].isupper()


_PATTERNS: tuple[tuple[TokenKind, str], ...] = (
    ("quoted", r"\b(?:им\.|имени)\s?(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ][а-яё]+"),
    ("noise", r"[*¹²³⁴⁵]+|(?<![№\w.,-])\d{1,2}\)(?!\w)|\(\s*\d{1,2}\s*\)"),
    ("noise", r"(?:,\s*)?\bтел\.?(?:\s*:)?\s*[\d(+][\d()\s-]+|(?:\+7|\b8)\s?\(\d+\)[\d\s-]+|[\w.-]+@[\w.-]+\w"),
    ("strong", r"(?<![№\w.,-])(?<!№ )\d{1,2}\.(?=\s*[А-ЯЁ«])"),
    ("noise", r"(?:,\s*)?(?:\bи|а также)\s+(?:др\.|т\.\s?[дп]\.|пр\.|другие\s*$|иные\s*$)"),
    ("strong", r"[;•●▪◦·\uf0b7]"),
    ("comma", r","),
    ("colon", r":"),
    ("dash", r"(?<!\w)[-–—−](?!\w)|(?<=\w)[–—](?=\s)|(?<=\s)[–—](?=\w)"),
    ("word", r"(?i:\bт\.\s?ч\.|\bи\.\s?о\.|\bвр\.\s?и\.\s?о\.|\b(?:{dotted})\.)"),
    ("abbr", r"\b(?:{joined})\b"),
    ("with", r"(?i:\b(?:{with})\b)"),
    ("and", r"\b(?:а также|и/или|и|или|либо)\b"),
    ("comma", r"(?<=\w\w)\s?/\s?(?=\w\w)|(?<=[\s»)])/"),
    ("open", r"[(\[]"),
    ("close", r"[)\]]"),
    ("number", r"№\s?\d[\d/-]*(?:\s?(?:,|и|-|–)\s?(?:№\s?)?\d+)*|\d[\d.,/-]*(?:\s?%)?"),
    ("word", r"\w+(?:[-’']\w+)*"),
    ("strong", r"\.(?=\s+[А-ЯЁ«])"),
)
_DEPARTMENT = re.compile(r"(?:Мин|Рос|Гос|Гор|Рай|Обл|Край|Рес)[а-яё]{3,}")  # «Минфин», «Рособрнадзор»
_AFTER_QUOTE = re.compile(r"\s*(?:[,;(/*¹²³⁴⁵]|$)|\s+(?:[–-]\s|(?:и|совместно)\s|[А-ЯЁ])")
_LIST = re.compile(r"\{(with|dotted|joined)\}")
_OPENING = '«„“"'


@cache
def _lexer() -> re.Pattern[str]:
    rows = [(kind, _LIST.sub(lambda found: _any_of(found[1]), pattern)) for kind, pattern in _PATTERNS]
    return re.compile("|".join(f"(?:{pattern})(?P<{kind}_{i}>)" for i, (kind, pattern) in enumerate(rows)))  # the group last: see deadlines


def _any_of(kind: str) -> str:
    return "|".join(sorted(map(re.escape, word_list(kind)), key=len, reverse=True))


@cache
def _noise() -> re.Pattern[str]:
    phrases = _any_of("noise")
    return re.compile(rf"[(\[]\s*(?:{phrases})\b[^()\[\]]*[)\]]|\((?:далее)\b[^()]*\)|,?\s*(?:{phrases})(?=\s*(?:[,;.)]|$))", re.IGNORECASE)


def quoted_end(text: str, start: int) -> int:
    """End of the quotation that opens at `start`, nested ones included; the end of text where it never closes."""
    if text[start] == '"':
        close = text.find('"', start + 1)
        return close + 1 if close >= 0 else len(text)
    depth, balanced = 0, text.count("«", start) == text.count("»", start)
    for i in range(start, len(text)):
        if text[i] in "«„":
            depth += 1
        elif text[i] in "»”" or (text[i] == "“" and i > start):
            depth -= 1
            # «МБОУ «Школа «Росток», МБОУ «Луч»»: one mark often closes two
            if depth == 0 or (not balanced and _AFTER_QUOTE.match(text, i + 1)):
                return i + 1
    return len(text)


def is_abbreviation(word: str) -> bool:
    """Two capitals or more («КДНиЗП», «ОО»), unless it is a word printed in capitals («КОМИТЕТ»)."""
    capitals = sum(c.isupper() for c in word)
    if capitals < 2 or (capitals == 2 and "-" in word and word[0].isupper() and word.istitle()):
        return False
    printed_large = word.isupper() and ((len(word) > 5 and known(word)) or (word_class(word) in ("post", "body") and bool(nouns(word))))
    return not printed_large


def _is_department(word: str) -> bool:
    """«Минобрнауки», «Облздрав»: no word of the dictionary, no surname («Гордеева»), but for «Минфин», whose end deceives."""
    ordinary = known(word) and not all("Fixd" in parse.tag or "Abbr" in parse.tag for parse in parses(word.lower()))
    return _DEPARTMENT.fullmatch(word) is not None and not ordinary and (surname_likeness(word) < 3 or word.endswith("фин"))


def _token(kind: str, found: re.Match[str]) -> Token:
    text = found[0]
    name = kind.rpartition("_")[0]
    if name == "word" and (is_abbreviation(text) or _is_department(text)):
        name = "abbr"
    return Token(name, text, found.start(), found.end())  # type: ignore[arg-type]


def _pieces(cell: str) -> Iterator[Token]:
    """Names first, then quotations, what belongs to no party, and the lexer's own tokens."""
    names = {span.start: span for span in find_names(cell)}
    at = 0
    while at < len(cell):
        if at in names:
            end = names[at].end
            yield Token("name", cell[at:end], at, end)
            at = end
        elif cell[at] in _OPENING:
            end = quoted_end(cell, at)
            yield Token("quoted", cell[at:end], at, end)
            at = end
        elif found := _noise().match(cell, at):
            yield Token("noise", found[0], at, found.end())
            at = found.end()
        elif (found := _lexer().match(cell, at)) and found.end() > at:
            yield _token(str(found.lastgroup), found)
            at = found.end()
        else:
            at += 1


def _bare_surnames(tokens: Sequence[Token]) -> Iterator[Token]:
    """«Лугова, Сомов»: a surname that stands alone is a name, a doubtful one («сомов» is also fish) beside another name."""
    between = BETWEEN | {"open", "close", "name"}
    named = False
    for i, token in enumerate(tokens):
        free = (i == 0 or tokens[i - 1].kind in between) and (i + 1 == len(tokens) or tokens[i + 1].kind in between)
        likeness = surname_likeness(token.text) if free and token.kind == "word" and token.capital else 0
        is_name = token.kind == "name" or likeness == 3 or (named and likeness == 2 and known(token.text))
        named = named or is_name
        yield replace(token, kind="name") if is_name else token


def tokenise(cell: str) -> tuple[Token, ...]:
    """Tokens of a cleaned cell, in order; white space and stray marks are none."""
    return tuple(_bare_surnames(tuple(_pieces(cell))))
