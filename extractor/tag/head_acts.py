"""Acts by their requisites: «от 5 июня 2018 г. № 12-п», in a heading, on a letterhead or cited in a preamble."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from extractor.morph import lemma
from extractor.schema import Reference
from extractor.tag.head_words import words
from extractor.tag.name_phrases import nominative_phrase
from extractor.trace import fired

MONTHS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_MONTH = "|".join(f"{stem}[а-я]{{0,2}}" for stem in MONTHS)
_FILL = r"[\s«»\"“”„_.]{1,6}"
# «05» 06 2018; «05.06.18» 2018 г.; 26.02. 2018; 12.3.21; 2 марта 2018 года; _16_ мая 2020
_DATE = re.compile(
    rf"(?<![\d.])(?P<day>\d{{1,2}}){_FILL}(?:(?P<word>{_MONTH})|(?P<month>\d{{1,2}})){_FILL}(?P<year>(?:19|20)\d\d|\d\d(?!\d))(?![.\d]\d)"
    r"(?:[»\"”]\s?(?:19|20)\d\d)?(?:\s?(?:года|год|г\b\.?))?",
    re.IGNORECASE,
)
# «№ 61/01-04», «№535-О», «N 188-пр», «№ ОД-12/3», «№ 26-р/п», «№ 45 - п»
_LETTERS = "[А-ЯЁA-Zа-яёa-z]"
_CODE = (
    rf"(?P<number>(?:{_LETTERS}{{1,6}}\s?[-/.]\s?)?\d[\dА-ЯЁA-Zа-яёa-z]*(?:[-–—/.][\dА-ЯЁA-Zа-яёa-z]+)*"
    rf"(?:\s[-–—]\s?{_LETTERS}{{1,3}}(?!\w|\s[а-яё]))?(?:\s?[-–/]\s?\d[\d-]*)*)"
)
NUMBER = re.compile(rf"(?:№|\bN[oо]?\b\.?)\s*_*{_CODE}")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date, a number or both that stand together at `start`..`end` of a text."""

    start: int
    end: int
    number: str | None
    date: dt.date | None
    doubts: tuple[tuple[str, str], ...] = ()


def find_dates(text: str) -> list[tuple[int, int, dt.date | None]]:
    """Calendar dates of a text with their places; None for a day that no calendar has."""
    return [(found.start(), found.end(), _date(found)) for found in _DATE.finditer(text)]


def _date(found: re.Match[str]) -> dt.date | None:
    month = int(found["month"]) if found["month"] else _month(found["word"])
    year = int(found["year"])
    try:
        return dt.date(year if year > 99 else 2000 + year, month, int(found["day"]))
    except ValueError:
        return None


def _month(word: str) -> int:
    low = word.lower()
    return max((len(stem), i) for i, stem in enumerate(MONTHS, 1) if low.startswith(stem))[1]


def find_stamps(text: str) -> list[Stamp]:
    """Dates and numbers in order; a date and a number side by side («от … № …», «№ … от …») are one stamp."""
    dates = [
        Stamp(a, b, None, day, () if day else (("impossible_date", f"no such day: {text[a:b].strip()}"),)) for a, b, day in find_dates(text)
    ]
    numbers = [Stamp(m.start(), m.end(), _clean_number(m["number"]), None) for m in NUMBER.finditer(text)]
    dates = [d for d in dates if not any(n.start < d.end and d.start < n.end for n in numbers)]
    out: list[Stamp] = []
    for stamp in sorted([*dates, *numbers], key=lambda s: s.start):
        last = out[-1] if out else None
        if last and _pair(text, last, stamp):
            out[-1] = Stamp(last.start, stamp.end, last.number or stamp.number, last.date or stamp.date, last.doubts + stamp.doubts)
        else:
            out.append(stamp)
    return out


def _pair(text: str, a: Stamp, b: Stamp) -> bool:
    """Whether a date and a number with little between them belong to one act."""
    if bool(a.number) == bool(b.number) or (a.number and (a.date or a.doubts)):
        return False
    return re.fullmatch(r"[\s,_.]*(?:г\.|года|год)?[\s,_.]*(?:от|за)?[\s,]*[«\"]?", text[a.end : b.start]) is not None


def _clean_number(number: str) -> str:
    return re.sub(r"\s", "", number) if re.search(r"\s", number) else number


def citations(text: str) -> tuple[Reference, ...]:
    """Acts with a number or a date that a preamble cites."""
    out: list[Reference] = []
    quoted = quotes(text)
    stamps = [s for s in find_stamps(text) if not any(q.start < s.start < q.end for q in quoted)]
    floor, kind, issuer = 0, None, None
    for stamp in stamps:
        left = _outside(text, floor, stamp.start, quoted)
        head = _last_kind(left)
        if head is not None:
            kind, issuer = head
        elif kind is None or not re.fullmatch(r"[\s,;]*(?:и\s+)?(?:от)?\s*", left):
            continue  # «с 01.09.2020» cites nothing; «, от 5 июня 2018 г. № 13» shares the kind before it
        title = next((q for q in quoted if q.start >= stamp.end and not text[stamp.end : q.start].strip(" ,.гГ")), None)
        floor = title.end if title else stamp.end
        fired("cited-act", None, text[stamp.start : stamp.end])
        out.append(Reference(kind, stamp.number, stamp.date, issuer, title.inside if title else None))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Quote:
    """An outermost quoted stretch `start`..`end` of a text, marks included, and what is quoted."""

    start: int
    end: int
    inside: str


@lru_cache(maxsize=256)
def quotes(text: str) -> list[Quote]:
    """Outermost quoted stretches; one that never closes ends at the last closing mark before the preamble goes on («и с целью»)."""
    out: list[Quote] = []
    marks = [(m.start(), 1 if _opens(text, m.start()) else -1) for m in re.finditer('[«»“”„"]', text)]
    at = 0
    for start, sign in marks:
        if sign < 0 or start < at:
            continue
        depth, end = 0, None
        for place, step in marks:
            if place >= start:
                depth += step
                if depth == 0:
                    end = place + 1
                    break
        if end is None:
            limit = _GOES_ON.search(text, start)
            closes = [p + 1 for p, step in marks if step < 0 and start < p < (limit.start() if limit else len(text))]
            if not closes:
                continue
            end = closes[-1]
        inside = text[start + 1 : end if depth else end - 1].strip()
        out.append(Quote(start, end, inside))
        at = end
    return out


_GOES_ON = re.compile(
    r"\s(?:и\s+)?(?:с\s+целью|в\s+целях|в\s+связи|на\s+основании|руководствуясь|в\s+рамках|во\s+исполнение)\b", re.IGNORECASE
)


def _opens(text: str, at: int) -> bool:
    """Whether the quote mark at `at` opens; a straight one opens after a blank or a bracket."""
    if text[at] in "«„":
        return True
    return text[at] != "»" and (at == 0 or text[at - 1] in ' («"“„')


def _outside(text: str, start: int, end: int, quoted: list[Quote]) -> str:
    """`text[start:end]` with what stands in quotes blanked out."""
    chars = list(text[start:end])
    for quote in quoted:
        for i in range(max(quote.start, start), min(quote.end, end)):
            chars[i - start] = " "
    return "".join(chars)


def cites_unfinished(text: str) -> bool:
    """Whether a text ends in a citation whose date and number are still to come: «О внесении изменений в постановление …»."""
    stamps = find_stamps(text)
    return _last_kind(text[stamps[-1].end if stamps else 0 :]) is not None


def _last_kind(left: str) -> tuple[str, str | None] | None:
    """The kind of act named last in `left`, in the nominative, and the issuer that stands between it and the stamp."""
    found = next((m for m in reversed([*re.finditer(r"[А-ЯЁа-яё]+", left)]) if lemma(m.group()) in words("act")), None)
    if found is None:
        return None
    kind = lemma(found.group())
    before = re.search(r"[А-ЯЁа-яё]+(?:ого|ому|ым|ом|ых|ыми)\s+$", left[: found.start()])
    if kind == "закон" and before and before.group().lower().startswith(("федеральн", "конституц")):  # an «областной закон» is a law
        kind = f"{nominative_phrase(before.group().lower() + found.group().lower())}"
    return kind, _issuer(left[found.end() :])


def _issuer(between: str) -> str | None:
    """The body named between the kind of act and its date, in the nominative: «Министерства … от» → «Министерство …»."""
    body = re.sub(r"[\s,(]*(?:\bот|\bза)?\s*$", "", between)
    body = re.split(r",(?!\s*[а-яё]+(?:\s[а-яё]+)?\s+и\s)|[;(]|\s(?:утвержд|об?\s)", body)[0].strip(" .:")
    if (
        len(body) < 3
        or body.split()[0].lower() in ("о", "об", "от", "с", "по", "в", "на", "и")
        or lemma(body.split()[0]) in words("no_issuer")
    ):
        return None
    name = nominative_phrase(body, cases=("gent",))
    return name[0].upper() + name[1:]
