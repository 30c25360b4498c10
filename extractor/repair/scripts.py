"""Rules for letters of another script: look-alikes read as Latin inside Russian words, and Latin words with Russian letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from extractor.morph import known
from extractor.repair.lexicon import first_known, is_word, known_abbreviation, table, words
from extractor.repair.rule import Edit, Page

_LATIN = "A-Za-zІіЅѕЈј"
_MIXED = re.compile(rf"(?<![{_LATIN}А-Яа-яЁё])(?=[{_LATIN}]*[А-Яа-яЁё])(?=[А-Яа-яЁё]*[{_LATIN}])[{_LATIN}А-Яа-яЁё]{{2,}}")
_TOUCH = re.compile(rf"[{_LATIN}][А-Яа-яЁё]|[А-Яа-яЁё][{_LATIN}]")
_ALL_LATIN = re.compile(r"(?<![\w/.@-])[ABCEHKMOPTXYaceopxy]{2,}(?![\w/.@])")
_ROMAN = re.compile(r"[IVXLCDMХСМІ]+")
_LONE = re.compile(r"(?<![^\s(«])([acoyk])(?= [А-Яа-яЁё\d«])|(?:(?<=\n)|^)([ABCKOY])(?= [а-яё\d«])")
_LATIN_STOP = re.compile(r"[A-Za-z]\.")
_INITIALS = re.compile(
    r"(?<![\w.])([A-ZА-ЯЁ])\. ?([A-ZА-ЯЁ])\.(?= ?[А-ЯЁ][а-яё])|(?<=[а-яё] )([A-ZА-ЯЁ])\. ?([A-ZА-ЯЁ])\."
    r"|(?<![\w.])(?=[a-z.]*[а-яё])[a-zа-яё]\.[a-zа-яё]\."
)
_INNER = re.compile(r"(?<![\w«\"-])(?:[А-ЯЁ]?[а-яё]+[ЖЗИКМОПСТХЧШЩЭЮЯВНЛЦ][а-яё]+|[А-ЯЁ]{2,}[а-яё][А-ЯЁ]{2,})(?![\w-])")
_WORD = 4
_MANY = 96
_LONGEST = 24  # the readings of «шIIII…» double with each letter


@cache
def _lookalikes() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Look-alikes that have one meaning, and all that a run of Latin letters can stand for."""
    sure = {seen: meant for seen, meant, how in table("lookalikes") if how == "sure"}
    every: dict[str, list[str]] = {}
    for seen, meant, _ in table("lookalikes"):
        every.setdefault(seen, []).append(meant)
    return sure, every


def readings(token: str) -> Iterator[str]:
    """What a token may have been, its likeliest letters first, all Cyrillic; nothing of a token that is no word by its length."""
    if len(token) > _LONGEST:
        return
    yield from _readings(token)


def _readings(token: str) -> Iterator[str]:
    if not token:
        yield ""
        return
    _, every = _lookalikes()
    for length in (1, 2, 3):
        head = token[:length]
        heads = every.get(head, []) if length > 1 or head in every else [head] if "А" <= head <= "ё" else []
        for tail in _readings(token[length:]) if heads and len(head) == length else ():
            yield from (meant + tail for meant in heads)


def _cased(candidate: str, token: str) -> str:
    """`candidate` in the case that the token's Cyrillic letters show: «ПРИKAЗ» has no small ones, «Oтдел» begins with a capital."""
    if candidate[1:] != candidate[1:].lower() and any(c.islower() for c in token if "А" <= c <= "ё"):
        return candidate[0] + candidate[1:].lower()
    return candidate


def _latin_word(token: str) -> str | None:
    """The genuine Latin word that Cyrillic look-alikes slipped into («IТ», «РR»)."""
    sure, _ = _lookalikes()
    back = {meant: seen for seen, meant in sure.items()}
    plain = "".join(back.get(char, char) for char in token)
    return plain if plain != token and plain.upper() in words("latin") and plain.isascii() else None


def cyrillic(token: str, page: Page) -> str | None:
    """A mixed token in one script; None where it can't be told."""
    latin = _latin_word(token)
    if latin:
        return latin
    candidates = [_cased(c, token) for c in dict.fromkeys(islice(readings(token), _MANY))]
    seen = [c for c in candidates if c in page.words]
    best = first_known(candidates) or (seen[0] if seen else None)
    if best:
        return best
    sure, _ = _lookalikes()
    plain = "".join(sure.get(char, char) for char in token)
    if token[:-1].isalpha() and token[-1] in "ocky" and is_word(token[:-1].lower()) and len(token) > _WORD:  # «Отчётo выполнении»
        return f"{plain[:-1]} {plain[-1]}"
    return plain if not re.search(f"[{_LATIN}]", plain) else None


def mixed_script(page: Page) -> Iterator[Edit]:
    """«Лесoгорска», «ПРИKAЗ», «Oтдел»: Latin look-alikes inside a Russian word."""
    for found in _MIXED.finditer(page.text) if _TOUCH.search(page.text) else ():
        if not _ROMAN.fullmatch(found[0]):  # «ХХI»
            new = cyrillic(found[0], page)
            if new and new != found[0]:
                yield Edit(*found.span(), new)


def latin_lookalike(page: Page) -> Iterator[Edit]:
    """«PMO», «BCOKO»: a Russian word or abbreviation all of whose letters were read as Latin."""
    sure, _ = _lookalikes()
    for found in _ALL_LATIN.finditer(page.text):
        token = found[0]
        if token.upper() in words("latin") or _ROMAN.fullmatch(token):
            continue
        plain = "".join(sure[char] for char in token)
        if plain in page.words or known_abbreviation(plain) or (len(plain) > 2 and is_word(plain.lower())):
            yield Edit(*found.span(), plain)


def latin_initials(page: Page) -> Iterator[Edit]:
    """«Трунова E.B.», «и.o. директора»: initials beside a Russian surname, or letters of which one is Russian."""
    sure, _ = _lookalikes()
    for found in _INITIALS.finditer(page.text) if _LATIN_STOP.search(page.text) else ():
        new = "".join(sure.get(char, char) for char in found[0])
        if new != found[0] and not re.search("[A-Za-z]", new):
            yield Edit(*found.span(), new)


def lone_letter(page: Page) -> Iterator[Edit]:
    """«c 1 сентября», «O проведении»: a preposition read as one Latin letter."""
    sure, _ = _lookalikes()
    for found in _LONE.finditer(page.text):
        yield Edit(*found.span(), sure[found[0]])


def inner_capital(page: Page) -> Iterator[Edit]:
    """«движенИя», «АДМИНИСТрАЦИИ»: one letter of another size; «ПМПк», «КванториУм» are names."""
    for found in _INNER.finditer(page.text):
        token = found[0]
        if known(token):
            yield Edit(*found.span(), token.upper() if token[1].isupper() else token[0] + token[1:].lower())
