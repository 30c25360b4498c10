"""Bodies named in running text: legal forms with quoted names, named departments and ministries, abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from extractor.morph import known, parses
from extractor.tag.entity_forms import QUOTED, legal_pattern
from extractor.tag.entity_gazetteer import gazetteer, no_dependents, pattern_entry, strong_heads, weak_heads
from extractor.tag.names import find_names

BodyKind = Literal["legal", "named", "known", "abbreviation"]


@dataclass(frozen=True, slots=True)
class BodySpan:
    """A body in a text: `text[start:end]` is its surface; one of kind `known` counts only where the document names it elsewhere."""

    start: int
    end: int
    kind: BodyKind


_LETTERS = re.compile(r"[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*")
_TOKEN = re.compile(rf"{_LETTERS.pattern}|\d+|\S")


@lru_cache(maxsize=4096)
def find_bodies(text: str) -> tuple[BodySpan, ...]:
    """Bodies that a cleaned text names, in order; a body inside another's name is one of its own («… администрации города»)."""
    out = [BodySpan(m.start(), m.end(), "legal") for m in legal_pattern().finditer(text)]
    taken = [(s.start, s.end) for s in out]
    for found in (_named, _abbreviations, _departments):
        out += [span for span in found(text) if not any(a < span.end and span.start < b for a, b in taken)]
    return tuple(sorted(out, key=lambda s: (s.start, -s.end)))


# «СКИРО ПК и ПРО», «ЦНППМ», «КДНиЗП»
_SHORT = re.compile(r"(?<![\w«-])[А-ЯЁ]{2,}[а-яё]?[А-ЯЁ]*(?:\s(?:ПК|ПРО|РО)(?:\sи\s[А-ЯЁ]{2,4})?)?(?![\w-])")


def _abbreviations(text: str) -> Iterator[BodySpan]:
    """Abbreviations of one body that the gazetteer knows; of two letters («КО») too many things are."""
    for found in _SHORT.finditer(text):
        short = found.group()
        entry = gazetteer().get(short) or pattern_entry(short)
        if entry is not None and entry.specific and len(short) > 2:
            yield BodySpan(found.start(), found.end(), "abbreviation")


_DEPARTMENT = re.compile(r"(?<![\w«-])(?:Мин|Рос|Гос|Обл)[а-яё]{4,}(?![\w-])")


def _departments(text: str) -> Iterator[BodySpan]:
    """«отчёт в Роспотребнадзор»: departments of one shortened word that the gazetteer knows, in any case."""
    for found in _DEPARTMENT.finditer(text):
        lemmas = {found.group().lower(), *(p.normal_form for p in parses(found.group().lower()))}
        if any(lemma.capitalize() in gazetteer() for lemma in lemmas):
            yield BodySpan(found.start(), found.end(), "abbreviation")


class _Word(NamedTuple):
    """A token with its place; `text` is lower case where the whole passage is in capitals."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def short(self) -> bool:
        """Whether it is an abbreviation («ТГО»)."""
        return 1 < len(self.text) < 7 and self.text.isupper()


def _words(text: str) -> list[_Word]:
    loud = sum(map(str.isupper, text)) > 0.6 * sum(map(str.isalpha, text))
    names = [(n.start, n.end) for n in find_names(text)]
    found = [m for m in _TOKEN.finditer(text) if not any(a <= m.start() < b for a, b in names)]
    return [_Word(_quiet(m.group()) if loud else m.group(), m.start(), m.end()) for m in found]


def _quiet(token: str) -> str:
    """A token of a passage in capitals («КОМИТЕТ ПО …») as in running text; abbreviations keep theirs."""
    return token.lower() if token.isupper() and (known(token) or len(token) > 5) else token


def _named(text: str) -> Iterator[BodySpan]:
    """Departments, ministries, councils by their heads, with all that depends on them."""
    words = _words(text) if any(_head(token.lower()) for token in _LETTERS.findall(text)) else []
    for i, word in enumerate(words):
        if not word.text[0].isalpha() or word.short:
            continue
        head = _head(word.text.lower())
        if head is None:
            continue
        first = _adjectives_before(words, i)
        end, depends = _dependents(text, words, i + 1)
        capital = words[first].capital and not _sentence_start(text, words[first].start, end)
        sure = (head == "strong" and (depends or capital)) or (capital and (depends or first < i))
        if sure or depends or first < i:
            yield BodySpan(words[first].start, end, "named" if sure else "known")


@lru_cache(maxsize=20_000)
def _head(word: str) -> Literal["strong", "weak"] | None:
    """Whether a word in the singular heads bodies' names: by itself, or only with a capital."""
    lemmas = {p.normal_form for p in parses(word) if p.tag.POS == "NOUN" and p.tag.number == "sing"}
    return "strong" if lemmas & strong_heads() else "weak" if lemmas & weak_heads() else None


def _sentence_start(text: str, start: int, end: int) -> bool:
    """Whether a capital at `start` may be due to its place: a sentence, a list or a quotation that says more begins there."""
    quoted = re.search(r"[«\"„]\s*$", text[:start])
    return re.search(r"(?:^|[.!?:;•]\s*|\d[.)]\s*)$", text[:start]) is not None or (
        quoted is not None and text[end : end + 1] not in ("»", '"', "“")
    )


def _adjectives_before(words: Sequence[_Word], i: int) -> int:
    """Index of the first of the capitalised adjectives before head `i` («Методического Совета»)."""
    cases = {p.tag.case for p in parses(words[i].text.lower()) if p.tag.POS == "NOUN"}
    first = i
    for j in range(i - 1, max(-1, i - 5), -1):
        if not any(p.tag.POS == "ADJF" and p.tag.case in cases for p in parses(words[j].text.lower())):
            break
        if words[j].capital:
            first = j
    return first


def _dependents(text: str, words: Sequence[_Word], at: int) -> tuple[int, bool]:
    """Where the name whose head stands before word `at` ends, and whether anything depends on the head."""
    end, depends, by, cases = words[at - 1].end, False, False, frozenset({"gent"})
    for j in range(at, len(words)):
        word = words[j]
        if word.start < end:
            continue
        if text[words[j - 1].end : word.start].strip(" ") or word.start - words[j - 1].end > 1:
            break
        if word.text in ("«", '"', "„"):
            quoted = _quoted_name(text, word.start) if j == at or words[j - 1].text.lower() in _NAMED_IN_QUOTES else None
            if quoted is None:
                break
            end, depends, by = quoted, True, True
        elif word.text == "по" and not by:  # «Департамент Ярской области по образованию», but not «… по теме»
            by, cases = True, frozenset({"datv"})
        elif word.text == "в" and by and depends and j + 1 < len(words) and words[j + 1].text in _FIELDS:
            cases = frozenset({"gent"})  # «… по надзору в сфере образования и науки»
        elif word.text in _FIELDS and words[j - 1].text == "в":
            continue
        elif word.text == "при":  # «Общественный совет при администрации района»
            if j + 1 == len(words) or _head(words[j + 1].text.lower()) is None:
                break
            cases = frozenset({"loct", "gent"})
        elif word.text in ("и", ","):
            if not _goes_on(words, j + 1, cases):
                break
        elif eponym := _EPONYM.match(text, word.start):
            end, depends = eponym.end(), True
        elif word.short:
            end, depends = word.end, True
        elif word.text in _NEVER or (_PLACE.fullmatch(words[j - 1].text) and end == words[j - 1].end and not word.capital):
            break  # «… по Ярской области | расходов»
        elif _closes_name(word, words[j - 1], cases | ({"gent"} if depends else set())):
            end, depends = word.end, True
        elif not _qualifies(word, cases | ({"gent"} if depends else set())):
            break
    return end, depends


# «МО «Ярский район»», «Центр «Радуга»», but not «Коллегия управления «Об итогах года»»
_NAMED_IN_QUOTES = frozenset({"мо", "образования", "округа", "района", "поселения", "города", "го", "мр"})


def _quoted_name(text: str, start: int) -> int | None:
    """Where a quotation that begins at `start` ends, if it is a name and not a theme."""
    found = re.match(QUOTED, text[start:])
    if found is None or re.match(r"[«\"„]\s*(?:Об?|Обо)\s", found.group()) or len(found.group().split()) > 6:
        return None
    return start + found.end()


_PLACE = re.compile(r"(?i)(?:област|кра|республик|район|округ|поселени)[а-яё]{1,2}")
_EPONYM = re.compile(r"(?:имени|им\.)\s*(?:[А-ЯЁ]\.\s?){0,2}[А-ЯЁ][а-яё]+")
_FIELDS = frozenset({"сфере", "области"})
_NEVER = frozenset({"по", "в", "на", "с", "о", "об", "от", "до", "за", "из", "к", "у", "со", "для", "без", "под", "над", "через"})


def _closes_name(word: _Word, before: _Word, cases: frozenset[str]) -> bool:
    """Whether a noun in one of `cases` can end a body's name, or an undeclined town after «города»."""
    if before.text.lower() in ("города", "город", "округа", "района", "республики") and word.capital:
        return True
    nouns = [p for p in parses(word.text.lower()) if p.tag.POS == "NOUN" and p.tag.case in cases]
    return bool(nouns) and nouns[0].normal_form not in no_dependents()


def _qualifies(word: _Word, cases: frozenset[str]) -> bool:
    return any(p.tag.POS in ("ADJF", "PRTF") and p.tag.case in cases for p in parses(word.text.lower()))


def _goes_on(words: Sequence[_Word], j: int, cases: frozenset[str]) -> bool:
    """Whether a list of dependents goes on at word `j`: «образования и науки», «культуры, спорта и туризма»."""
    for word in words[j : j + 4]:
        if not word.text[0].isalpha() or word.capital:
            return False
        nouns = [p for p in parses(word.text)[:2] if p.tag.POS == "NOUN" and p.tag.case in cases]
        if nouns:
            return nouns[0].normal_form not in strong_heads() | weak_heads() | no_dependents()
        if not _qualifies(word, cases):
            return False
    return False
