"""A deadline's text as tokens: numbers by numbers.tsv, words by words.tsv, over a text folded by glyphs.tsv."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from extractor.tag.deadlines.values import Draft, Point, Recurrence, Stretch, Token, Year

_ROMANS = {form: number for number, form in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"), 1)}
_YEAR = r"(?:19|20)\d\d"
_MARK = r"(?:\s*-?\s*г\.?\s?г\.?|\s?-?\s*г(?:од(?:а|у|ы|ов|ом|ам|ах|е)?|г)?(?![а-я])\.?)?"
_DIGIT = r"[\doозlб|iі]"
_MISREAD = re.compile(
    rf"(?<![\w.]){_DIGIT}{{1,2}}\s?\.\s?(?!i+\b){_DIGIT}{{1,2}}(?:\s?\.\s?{_DIGIT}{{2,4}})?(?![а-яa-z\d])|(?<!\w)2[0oо]{_DIGIT}{{2}}(?!\d)"
)
_MIXED = re.compile(r"[a-z]*[а-я][а-яa-z]*|(?<![\wа-я])[ckbo](?=\s)")
_NAMED = re.compile(r"(?<=[А-ЯЁ]{2} )(?:ДО|ПО|СО|КО)(?!\w)")  # «МАУ ДО «Дом творчества»» is a name
_INITIAL = re.compile(r"(?<!\w)[А-ВД-ЯЁ](?=\.(?!\s?\d))")  # «(Барсуковой О.К.)»
_UNIT = r"\s*(?:-\s*[ivшпlуі|]{1,3}\s*)?(?:кв|полуг|декад)"
_ORDINAL = rf"(?P<roman>[ivx]{{1,4}}|[шпlуіiv|1!]{{1,3}}(?={_UNIT}))(?:\s?-\s?(?:ый|й|ой|го|ого|ое|е|ая|я|м|ом|ую))?(?![а-яa-z\d])"


def _rows(name: str) -> list[list[str]]:
    """The rows of a data file beside this module."""
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def _glyphs(table: str) -> dict[int, str]:
    """One table of glyphs.tsv, for `str.translate`."""
    rows = [row for name, *row in _rows("glyphs.tsv") if name == table]
    pairs = [[field.encode("latin-1", "backslashreplace").decode("unicode_escape") for field in row] for row in rows]
    return {ord(char): meant for read, meant in pairs for char in read}


@cache
def _words() -> list[tuple[str, int]]:
    """Code and number of each row of words.tsv."""
    return [(code, int(number)) for code, number, _ in _rows("words.tsv")]


@cache
def _master() -> re.Pattern[str]:
    """Every token of the language in one pattern; what hides a date comes before the dates.

    A word's group is empty and closes it: a branch that begins with a letter is passed over at once, one that begins with a group
    is not, and takes seven times as long.
    """
    words = [f"(?:{pattern})(?![а-яa-z])(?P<w{at}>)" for at, (_, _, pattern) in enumerate(_rows("words.tsv"))]
    numbers = [f"(?P<{name}>{pattern.replace('{YEAR}', _YEAR).replace('{MARK}', _MARK)})" for name, pattern in _rows("numbers.tsv")]
    hiding = [word for word, (code, _) in zip(words, _words(), strict=True) if code == "x"]
    plain = [word for word, (code, _) in zip(words, _words(), strict=True) if code != "x"]
    rest = [r"(?P<sign>[-,;(/])", r"(?P<x>[^\W\d]+(?:-[^\W\d]+)*\.?)", r"(?P<odd>.)"]
    return re.compile("|".join([r"(?P<skip>[\s.:)*]+)", *hiding, _ORDINAL, *numbers, *plain, *rest]))


@cache
def _letters() -> dict[str, tuple[str, ...]]:
    """For each row of numbers.tsv, the parts of a date that it has: d, m, y; z is a school year's end, n a number."""
    return {name: tuple(letter for letter in "dmyzn" if f"{name}_{letter}" in _master().groupindex) for name, _ in _rows("numbers.tsv")}


def fold(text: str) -> str:
    """`text` in lower case with one dash, one quote and digits where recognition left letters; as long as `text`."""
    text = _INITIAL.sub("#", _NAMED.sub("##", text)) if not text.isupper() else text
    lower = text.lower()
    if len(lower) != len(text):  # «İ» grows
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    lower = lower.translate(_glyphs("plain"))
    lower = _MIXED.sub(lambda found: found[0].translate(_glyphs("latin")), lower)
    return _MISREAD.sub(lambda found: found[0].translate(_glyphs("digit")) if sum(map(str.isdigit, found[0])) > 1 else found[0], lower)


def tokens(folded: str) -> list[Token]:
    """The tokens of a folded text; stops, quotes and closing brackets have none."""
    return [token for found in _master().finditer(folded) if (token := _token(found)) is not None]


def _token(found: re.Match[str]) -> Token | None:
    name, (start, end) = found.lastgroup or "", found.span()
    match name:
        case "skip" | "odd":
            return None
        case "x" | "other":
            return Token("x", start, end)
        case "sign":
            return Token("," if found[0] == "/" else found[0], start, end)
        case "roman":
            return Token("o", start, end, _ROMANS.get(found["roman"].translate(_glyphs("roman")), 0))
        case _ if name[1:].isdigit():
            code, number = _words()[int(name[1:])]
            return Token(code, start, end, number, draft=Draft("recurring", rule=Recurrence(number)) if code == "r" else Draft())
        case _:
            return _number(name, start, end, {letter: int(found[f"{name}_{letter}"]) for letter in _letters()[name]})


def _number(name: str, start: int, end: int, part: dict[str, int]) -> Token:
    """The token of a row of numbers.tsv; `part` holds the day, month and year, as far as it has them."""
    match name:
        case "number":
            return Token("n", start, end, part["n"])
        case "year" | "twodigit":
            return Token("y", start, end, part["y"] + 2000 * (name == "twodigit"))
        case "school" | "slashed":
            return Token("s", start, end, part["y"], _school_years(part["y"], part["z"] % 100))
        case "day" if not 1 <= part["m"] <= 12:  # «в 10.30» is a time of day
            return Token("x", start, end)
    year = part["y"] + 2000 * (name == "short") if "y" in part else None
    code = {"day": "e", "month": "b"}.get(name, "d")
    return Token(code, start, end, stretch=Stretch.at(Point(Year(year) if year else None, part["m"], part.get("d"))))


def _school_years(first: int, last: int) -> Stretch:
    """«2021/2022», «2021-22 уч. год»; «2021-2024 учебные годы» are all the school years between."""
    return Stretch(Point(Year(first, school=True), 9), Point(Year(first - first % 100 + last - 1, school=True), 8))
