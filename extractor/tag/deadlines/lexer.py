"""A deadline's text as tokens: numbers by the patterns below, words by words.tsv."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from extractor.tag.deadlines.values import WEEK, Draft, Point, Recurrence, Stretch, Token, Year

_PUNCTUATION = str.maketrans({"ё": "е", "–": "-", "—": "-", "−": "-", "‑": "-", "‐": "-", "―": "-", "\u00a0": " ", "\u00ad": " ", "\n": " ", "\t": " "}
                             | dict.fromkeys("«»“”„‟\"", '"'))  # fmt: skip
_LATIN = str.maketrans("abcehkmopctxy", "авсенкморстху")
_ROMAN = str.maketrans({"ш": "iii", "п": "ii", "l": "i", "1": "i", "у": "v", "і": "i", "|": "i"})
_ROMANS = {form: number for number, form in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), 1)}
_DIGITS = str.maketrans("oозl|iіб", "00311116")

# «О1.О2.2О21», «l5.03.2018», «З0.06.2021»: what recognition makes of digits, where the shape is a date's or a year's
_DIGIT = r"[\doозl|iіб]"
_MISREAD = re.compile(
    rf"(?<![\w.]){_DIGIT}{{1,2}}\s?\.\s?{_DIGIT}{{1,2}}(?:\s?\.\s?{_DIGIT}{{2,4}})?(?![а-яa-z\d]{{2}})|(?<!\w)2[0oо]{_DIGIT}{{2}}(?!\d)"
)
_MIXED = re.compile(r"[a-z]*[а-я][а-яa-z]*|(?<![\wа-я])[ckbo](?=\s)")

_YEAR = r"(?:19|20)\d\d"
_MARK = r"(?:\s*-?\s*г\.?\s?г\.?|\s?-?\s*г(?:од(?:а|у|ы|ов|ом|ам|ах|е)?|г)?(?![а-я])\.?)?"
_NUMBERS = [
    ("iso", rf"(?P<iso_y>{_YEAR})[-.](?P<iso_m>\d\d)[-.](?P<iso_d>\d\d)(?!\d)"),
    ("quoted", rf'"\s?(?P<quo_d>\d{{1,2}})\s?"\s?\.?\s?(?P<quo_m>\d{{1,2}})[\s.]\s?(?P<quo_y>{_YEAR}){_MARK}'),
    ("date", rf"(?P<d>\d{{1,2}})(?:\s?[.,/]\s?(?P<m>\d{{1,2}})\s?[.,/]\s?(?P<y>{_YEAR})|[./](?P<m2>\d\d)[./](?P<y2>\d\d)(?![\d.]*\d)){_MARK}"),
    ("school", rf"(?P<s>{_YEAR})(?:\s?г?\.?\s*[-/\\]\s*(?P<s2>(?:20)?\d\d)(?:\s?-\s?[а-я]{{1,2}})?\s?(?:г?г\.?\s?)?\s*(?:уч[а-я]*\.?(?:\s*г[а-я]*\.?)?|у\.\s?г\.)"
               rf"|[/\\](?P<s3>(?:20)?\d\d)(?!\d){_MARK})"),
    ("month", rf"(?P<my_m>0?[1-9]|1[0-2])\s?[./]\s?(?P<my_y>{_YEAR}){_MARK}"),
    ("day", r"(?P<de_d>\d{1,2})\s?[./]\s?(?P<de_m>\d\d)(?!\d)(?:\.(?!\d))?"),
    ("year", rf"(?P<year>{_YEAR})(?!\d){_MARK}"),
    ("short", r"(?P<short>[1-4]\d)\s?-?\s?г(?:ода|од|\.)?(?![а-я])"),
    ("number", r"(?P<n>\d{1,2})(?![\d%])(?:\s?-\s?(?:го|ых|ти|ый|ой|ая|ое|ом|ого|ую|е|х|й|я|ю|м)(?![а-я])|(?:го|е|й|я|х)(?![а-я]))?"),
    ("other", r"(?P<other>\d+%?)"),
]  # fmt: skip
_ORDINAL = r"(?P<roman>[ivx]{1,4}|[шпlуіiv|1!]{1,3}(?=\s*(?:-\s*[ivшпlуі|]{1,3}\s*)?(?:кв|полуг|декад)))(?:\s?-\s?(?:ый|й|ой|го|ого|ое|е|ая|я|м|ом|ую))?(?![а-яa-z\d])"


@cache
def _words() -> list[tuple[str, int, str]]:
    """The rows of words.tsv: code, number, pattern."""
    lines = Path(__file__).with_name("words.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(code, int(number), pattern) for code, number, pattern in rows]


@cache
def _master() -> re.Pattern[str]:
    """Every token of the language in one pattern, longest meaning first."""
    words = [f"(?P<w{at}>{pattern})(?![а-яa-z])" for at, (_, _, pattern) in enumerate(_words())]
    numbers = [f"(?P<{name}_>{pattern})" for name, pattern in _NUMBERS]
    hidden = [word for word, (code, _, _) in zip(words, _words(), strict=True) if code == "x"]
    plain = [word for word, (code, _, _) in zip(words, _words(), strict=True) if code != "x"]
    return re.compile(
        "|".join(
            [*hidden, _ORDINAL, *numbers, *plain, r"(?P<sign>[-,;(])", r"(?P<slash>/)", r"(?P<x>[^\W\d]+(?:-[^\W\d]+)*\.?)", r"(?P<skip>.)"]
        )
    )


def fold(text: str) -> str:
    """`text` in lower case with one dash, one quote and digits where recognition left letters; as long as `text`."""
    lower = "".join(low if len(low := char.lower()) == 1 else char for char in text).translate(_PUNCTUATION)
    lower = _MIXED.sub(lambda found: found[0].translate(_LATIN), lower)
    return _MISREAD.sub(lambda found: found[0].translate(_DIGITS) if sum(map(str.isdigit, found[0])) > 1 else found[0], lower)


def tokens(folded: str) -> list[Token]:
    """The tokens of a folded text; stops, quotes and closing brackets have none."""
    return [token for found in _master().finditer(folded) if (token := _token(found)) is not None]


def _token(found: re.Match[str]) -> Token | None:
    name, (start, end) = found.lastgroup or "", found.span()
    if name == "skip":
        return None
    if name in {"sign", "slash", "x"}:
        return Token({"sign": found[0], "slash": ",", "x": "x"}[name], start, end)
    if name == "roman":
        return Token("o", start, end, _ROMANS.get(found["roman"].translate(_ROMAN), 0))
    if name.startswith("w") and name[1:].isdigit():
        return _word(name, start, end)
    return _number(name.rstrip("_"), found)


def _word(name: str, start: int, end: int) -> Token:
    code, number, _ = _words()[int(name[1:])]
    return (
        Token(code, start, end, number, draft=Draft("recurring", rule=Recurrence(number)))
        if code == "r"
        else Token(code, start, end, number)
    )


def _number(name: str, found: re.Match[str]) -> Token:
    start, end = found.span()

    def value(group: str) -> int:
        return int(found[group])

    def stretch(year: int | None, month: int, day: int | None, code: str) -> Token:
        return Token(code, start, end, stretch=Stretch.at(Point(Year(year) if year else None, month, day)))

    match name:
        case "iso":
            return stretch(value("iso_y"), value("iso_m"), value("iso_d"), "d")
        case "quoted":
            return stretch(value("quo_y"), value("quo_m"), value("quo_d"), "d")
        case "date":
            year = value("y") if found["y"] else 2000 + value("y2")
            return stretch(year, value("m") if found["y"] else value("m2"), value("d"), "d")
        case "school":
            return _school(value("s"), int((found["s2"] or found["s3"])[-2:]), start, end)
        case "month":
            return stretch(value("my_y"), value("my_m"), None, "b")
        case "day":  # «в 10.30» is a time of day, «45.03» is neither
            return stretch(None, value("de_m"), value("de_d"), "e") if 1 <= value("de_m") <= 12 else Token("x", start, end)
        case "year" | "short":
            return Token("y", start, end, value(name) + 2000 * (name == "short"))
        case "number":
            return Token("n", start, end, value("n"))
        case _:
            return Token("x", start, end)


def _school(first: int, last: int, start: int, end: int) -> Token:
    """«2021/2022», «2021-22 уч. год»; «2021-2024 учебные годы» are all the school years between."""
    year, until = Year(first, school=True), Year(first - first % 100 + last - 1, school=True)
    return Token("s", start, end, first, Stretch(Point(year, 9), Point(until, 8)))


WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
__all__ = ["WEEK", "WEEKDAYS", "fold", "tokens"]
