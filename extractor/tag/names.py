"""Persons' names in text: surname with initials in either order, full names in any case; eponyms and streets are none."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from extractor.morph import known, parses
from extractor.tag.name_phrases import nominative_phrase, phrase_cases
from extractor.tag.name_surnames import cases_of, gender_of, nominative_given, nominative_surname
from extractor.tag.party_words import word_class
from extractor.tag.values import NameSpan
from extractor.trace import fired

__all__ = ["cases_of", "find_names", "gender_of", "nominative_given", "nominative_phrase", "nominative_surname", "phrase_cases"]

_INITIAL = r"[А-ЯЁ](?:\s?\.\s?-\s?[А-ЯЁ])?"
_TOKEN = re.compile(
    rf"(?<![\w])(?P<pair>(?P<i>{_INITIAL})\s?\.\s?(?P<o>{_INITIAL})(?:\s?\.|(?![\w.])))"
    rf"|(?<=[а-яё])(?P<glued>(?P<gi>[А-ЯЁ])\.\s?(?P<go>[А-ЯЁ])(?:\.|(?![\w.])))"  # «МинееваЕ.Л.»
    rf"|(?<![\w.])(?P<one>{_INITIAL})\s?\.(?!\s?[а-яё]\.)"
    r"|(?P<word>(?<!\w)[А-ЯЁ]['’]?(?:[а-яё]['’]?)*[а-яё][А-ЯЁ]?[а-яё]+|(?<!\w)[А-ЯЁ][а-яё]+|(?<!\w)[А-ЯЁ]{3,}(?!\w))"
    r"|(?P<filiation>(?<!\w)(?i:оглы|оглу|кызы|кзы|гызы)(?!\w))"
)
# between the parts of a name: a space, one line break; a tab is another cell, a blank line another paragraph
_GAP = re.compile(r"[ \u00a0]*(?:\r?\n[ \u00a0]*)?")
_VOWEL = re.compile("[аеёиоуыэюя]")
_PATRONYMIC = re.compile(
    r"(?:(?:[оеё]в|[ьиа]|кузьм|фом|лук|савв|никит)ич(?:а|у|ем|ом|е)?|(?:[оеё]вн|[иы]ничн|ичн|инишн)(?:а|у|е|ы|ой|ою))$", re.IGNORECASE
)
_SURNAME_END = re.compile(
    r"(?:[оеё]в|[иы]н|[сц]к)(?:а|у|ым|им|ой|ом|е|ий|ая|ого|ому|ую)?$|(?:ко|[яе]нц?|дзе|швили|[ую]к|ман|ян|[ео]вич)(?:а|у|ом|е)?$|[иы]х$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """`kind` is the group of `_TOKEN`; `parts` are initials with their stops, or the word."""

    kind: str
    start: int
    end: int
    parts: tuple[str, ...]


@cache
def _words(kind: str) -> frozenset[str]:
    lines = Path(__file__).with_name("name_words.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return frozenset(word for word, what in rows if what == kind)


@cache
def _no_person_after(place_too: bool) -> re.Pattern[str]:
    """What ends before an eponym: «имени», «ул.»; where `place_too`, «г.» as well."""
    marks = _any_of(_words("eponym") | _words("place") if place_too else _words("eponym"))
    # «с. Луговое» is a village, «В.С. Лугов» a man: a mark in lower case, not after a stop; «2021 г.» is a year
    return re.compile(rf"(?<![\w.])(?!(?<=\d\s)г\.)(?:{marks})\s*[«\"(]?(?:(?i:{_any_of(_words('rank'))})\s+)*$")


def _any_of(words: frozenset[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@lru_cache(maxsize=20_000)
def surname_likeness(word: str) -> int:
    """0 (a post, a body, a verb, an abbreviation) … 3 (a surname by the dictionary or by its end)."""
    if word_class(word) is not None:
        return 0
    lower = word.lower().rpartition("-")[2]
    tags = [p.tag for p in parses(lower)]
    if word.isupper() and (len(_VOWEL.findall(lower)) < 2 or not (known(lower) or _SURNAME_END.search(lower))):
        return 0
    if known(lower) and any("Surn" in tag for tag in tags):
        return 3
    if _SURNAME_END.search(lower):  # «Щеглов» is also a form of «щегол»
        return 2 if known(lower) else 3
    if not known(lower):
        return 2
    return 1 if tags[0].POS in ("NOUN", "ADJF", "ADJS") and tags[0].number == "sing" and "Geox" not in tags[0] else 0


def _is_given(word: str) -> bool:
    return any("Name" in p.tag for p in parses(word.lower())) and known(word.lower()) and word.lower() not in _words("month")


def _is_patronymic(word: str) -> bool:
    return len(word) > 4 and bool(_PATRONYMIC.search(word))


def _pieces(text: str) -> tuple[_Piece, ...]:
    def piece(found: re.Match[str]) -> _Piece:
        kind = str(found.lastgroup)
        if kind == "pair":
            return _Piece("pair", *found.span(), (f"{found['i']}.", f"{found['o']}."))
        if kind == "glued":
            return _Piece("pair", *found.span(), (f"{found['gi']}.", f"{found['go']}."))
        return _Piece(kind, *found.span(), (f"{found[kind]}." if kind == "one" else found[kind],))

    return _hyphenated(text, [piece(found) for found in _TOKEN.finditer(text)])


def _hyphenated(text: str, pieces: list[_Piece]) -> tuple[_Piece, ...]:
    """Double surnames as one word («Петрова-Водкина»)."""
    out: list[_Piece] = []
    for piece in pieces:
        if out and piece.kind == out[-1].kind == "word" and text[out[-1].end : piece.start] == "-":
            out[-1] = _Piece("word", out[-1].start, piece.end, (f"{out[-1].parts[0]}-{piece.parts[0]}",))
        else:
            out.append(piece)
    return tuple(out)


def _run(text: str, pieces: tuple[_Piece, ...], at: int, kinds: str) -> tuple[_Piece, ...] | None:
    """The pieces from `at` on where they are of `kinds` (space-separated) and no more than a line break parts them."""
    wanted = kinds.split()
    run = pieces[at : at + len(wanted)]
    if [p.kind for p in run] != wanted or not all(_GAP.fullmatch(text, a.end, b.start) for a, b in pairwise(run)):
        return None
    return run


_PLURAL_SURNAME = re.compile(r"[а-яё]{3}(?:ск|цк|н|л)[ыи]х$")
Rule = Callable[[str, tuple[_Piece, ...], int], NameSpan | None]


def _full_name(text: str, pieces: tuple[_Piece, ...], at: int) -> NameSpan | None:
    """«Иванова Ольга Петровна», «Ольга Петровна Иванова», with «оглы» or «кызы»."""
    run = _run(text, pieces, at, "word word word")
    if run is None:
        return None
    a, b, c = (p.parts[0] for p in run)
    if a.isupper() and len(a) < 5 and not _is_patronymic(c):  # «проведению ГИА Шульгину Ирину Валентиновну»
        return None
    tail = _run(text, pieces, at, "word word word filiation")
    if surname_likeness(a) and not _is_patronymic(b) and (tail or _is_patronymic(c)):
        end = tail[-1].end if tail else run[-1].end
        return NameSpan(run[0].start, end, a, b, text[run[2].start : end])
    if _is_patronymic(b) and _is_given(a) and surname_likeness(c) >= 2:
        return NameSpan(run[0].start, run[-1].end, c, a, b)
    return None


def _is_surname_after(text: str, pieces: tuple[_Piece, ...], at: int) -> bool:
    """Whether the initials belong to the word after them: «Ответственный Е.Л. Минеева», «Глава города Ярска А.Б. Иванов»."""
    run = _run(text, pieces, at, "word pair word")
    if run is None or _run(text, pieces, at, "word pair word pair"):
        return False
    before, after = (surname_likeness(run[i].parts[0]) for i in (0, 2))
    place = _no_person_after(True).search(text, 0, run[0].start) is not None
    return after > before == 1 or (place and after > 0)


def _surname_initials(text: str, pieces: tuple[_Piece, ...], at: int) -> NameSpan | None:
    """«Минеева Е.Л.», unless the word before is a post and the surname follows («Директор Е.Л. Минеева»)."""
    run = _run(text, pieces, at, "word pair")
    if run is None or not surname_likeness(run[0].parts[0]):
        return None
    if _is_surname_after(text, pieces, at):
        return None
    tail = _run(text, pieces, at, "word pair filiation")
    end = tail[-1].end if tail else run[-1].end
    patronymic = f"{run[1].parts[1]} {text[tail[-1].start : end]}" if tail else run[1].parts[1]
    return NameSpan(run[0].start, end, run[0].parts[0], run[1].parts[0], patronymic)


def _initials_surname(text: str, pieces: tuple[_Piece, ...], at: int) -> NameSpan | None:
    """«Е. Л. Минеева», «Э.И.Ломанова»."""
    run = _run(text, pieces, at, "pair word")
    if run is None or not surname_likeness(run[1].parts[0]):
        return None
    return NameSpan(run[0].start, run[1].end, run[1].parts[0], *run[0].parts)


def _one_initial(text: str, pieces: tuple[_Piece, ...], at: int) -> NameSpan | None:
    """«Петров И.», «И. Петров»: one initial is weak, so the surname must look like one («Северских Е.» is also an adjective's form)."""
    run = _run(text, pieces, at, "word one")
    if run and (surname_likeness(run[0].parts[0]) == 3 or (_PLURAL_SURNAME.search(run[0].parts[0]) and surname_likeness(run[0].parts[0]))):
        return NameSpan(run[0].start, run[1].end, run[0].parts[0], run[1].parts[0], None)
    if (run := _run(text, pieces, at, "one word")) and surname_likeness(run[1].parts[0]) == 3:
        return NameSpan(run[0].start, run[1].end, run[1].parts[0], run[0].parts[0], None)
    return None


def _given_and_surname(text: str, pieces: tuple[_Piece, ...], at: int) -> NameSpan | None:
    """«Ольга Иванова», «Иванова Ольга»: both words must be known as what they are."""
    run = _run(text, pieces, at, "word word")
    if run is None:
        return None
    a, b = (p.parts[0] for p in run)
    if a.isupper() != b.isupper():  # «координатором ГИА Ослопову Т.М.»
        return None
    if _is_given(b) and surname_likeness(a) == 3 and not _is_given(a):
        return NameSpan(run[0].start, run[1].end, a, b, None)
    if _is_given(a) and surname_likeness(b) == 3 and not _is_given(b):
        return NameSpan(run[0].start, run[1].end, b, a, None)
    return None


RULES: tuple[Rule, ...] = (_full_name, _surname_initials, _initials_surname, _one_initial, _given_and_surname)


@lru_cache(maxsize=8192)
def find_names(text: str) -> tuple[NameSpan, ...]:
    """Every person's name, in order, parts as printed; an institution's eponym («имени А.С. Пушкина») is none."""
    pieces = _pieces(text)
    found: list[NameSpan] = []
    at = 0
    while at + 1 < len(pieces):  # every name has two pieces
        together = _GAP.fullmatch(text, pieces[at].end, pieces[at + 1].start) is not None
        rule, span = next(((rule, span) for rule in RULES if together and (span := rule(text, pieces, at))), (None, None))
        if rule is None or span is None:
            at += 1
            continue
        two_initials = bool(span.given_name and span.patronymic and span.given_name.endswith(".") and span.patronymic.endswith("."))
        if not _no_person_after(not two_initials).search(text, 0, span.start):
            fired(f"name:{rule.__name__[1:]}", None, text[span.start : span.end])
            found.append(span)
        while at < len(pieces) and pieces[at].start < span.end:
            at += 1
    return tuple(found)
