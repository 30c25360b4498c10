"""Evidence that a cell's words give: whose column it may stand in, whether it is cut off, whether it goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from extractor.morph import parses
from extractor.schema import Role
from extractor.tag.parties import leading_parties

NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLС]{1,5})[.)]?\.?")
NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}(?:[.)]\s*|\s+)[А-ЯЁ«]")
LEADING_NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})[.)]*(?:\s+|(?<=[.)])(?=[А-ЯЁ«]))")
_SHORT_DAY = re.compile(r"(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.\d\d")
_TOKEN = re.compile(r"\w+")
_DATE = re.compile(r"[\dОоOoЗзlI]{1,2}\s?[.,/]\s?[\dОоOoЗзlI]{1,2}(?:\s?[.,/]\s?[\dОоOoЗз]{2,4})?|\d{1,4}")
_CERTAIN = re.compile(
    r"\d{4}|\d\.\d|январ|феврал|март|апрел|ма[йя]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|квартал|\bкв\b|полугод|декад|период|год|сезон"
    r"|понедельник|вторник|\bсред(?:а|у|ы|ам)\b|четверг|пятниц|суббот|воскресень|ежегодн|ежемес|ежекварт|еженед|ежедн|постоянн|регулярн|течени|\bраз|каждый|каждую|каждое|срок|день|дня|дней"
    r"|по мере|план|график|расписани|согласовани|необходимост"
)
_YEARS = re.compile(r"\d\s?г{1,2}\.?$")  # «апрель 2017 г.» is whole
_MARK = re.compile(r"[+xхvVХX*✓✔\u2713]{1,2}")
_COMPLETES_DATE = re.compile(r"(?:[-–—,]|и\b|по\b|до\b|далее\b|\d{4}\s*г?|год)", re.I)
_DASHES = "-–—"
_WORD_START = re.compile(r"(?<=\s)[А-ЯЁ«]")
PARTY_ROLES: tuple[Role, ...] = ("responsible", "coordinator")


@cache
def words(kind: str) -> re.Pattern[str]:
    """The words of one kind in the data file, as one pattern for a whole casefolded word."""
    lines = Path(__file__).with_name("evidence_words.tsv").read_text("utf-8").splitlines()
    chosen = [line.split("\t")[1] for line in lines if line.startswith(f"{kind}\t")]
    return re.compile("|".join(" ".join(chosen).split()))


def is_number(text: str) -> bool:
    """Whether a cell holds only a row's number: «1.», «12», «1.1», «IV»; «16.06.17» is a day."""
    return bool(NUMBER.fullmatch(text.strip())) and not _SHORT_DAY.fullmatch(text.strip())


@lru_cache(maxsize=20_000)
def deadline_share(text: str) -> float:
    """How much of `text`, 0..1 by its words, reads as a deadline."""
    if is_tick(text):
        return 0.5
    tokens = _TOKEN.findall(text.casefold())
    if not tokens:
        return 0.0
    hits, free = 0, False
    for token in tokens:
        free = free or bool(words("free").fullmatch(token))
        hits += bool(free or words("deadline").fullmatch(token) or _DATE.fullmatch(token))
    certain = _CERTAIN.search(text.casefold())
    return hits / len(tokens) if certain else 0.3 * hits / len(tokens)


def is_tick(text: str) -> bool:
    """Whether a cell holds only the mark that ticks its column: «+», «✓»."""
    return bool(_MARK.fullmatch(text.strip()))


def completes_date(text: str) -> bool:
    """Whether a text can only go on with the deadline before it: «– октябрь», «2020 г.», «далее ежегодно»."""
    return bool(_COMPLETES_DATE.match(text))


@lru_cache(maxsize=20_000)
def party_share(text: str, known: frozenset[str] = frozenset()) -> float:
    """How much of `text`, 0..1 by its characters, reads as parties from its start on."""
    return leading_parties(text, frozenset(), known=known) / len(text) if text else 0.0


def names_people(text: str) -> bool:
    """Whether a text begins with people in the nominative plural: «Акушерки женской консультации», «Волонтёры»."""
    first = _TOKEN.match(text)
    return first is not None and any({"anim", "nomn", "plur"} <= p.tag.grammemes for p in parses(first.group().casefold()))


def names_action(text: str) -> bool:
    """Whether a text of three words or more begins with a noun or a verb of action: «Организация выездов бригад», «Провести …»."""
    tokens = _TOKEN.findall(text.casefold())
    return len(tokens) > 2 and bool(words("action").fullmatch(tokens[0]))


def is_open(text: str) -> bool:
    """Whether a cell is cut off: it ends in a comma, a dash, a preposition, a bare legal form, or inside quotes or brackets."""
    bare = text.rstrip()
    if not bare:
        return False
    if bare[-1] in ",:" + _DASHES or unclosed(bare):
        return True
    last = _TOKEN.match(bare.removesuffix(".")[::-1])
    if last is None or _YEARS.search(bare[-6:]):
        return False
    word = last[0][::-1]
    return bool(words("form" if word.isupper() else "open").fullmatch(word.casefold()))


def unclosed(text: str) -> bool:
    """Whether a bracket or a quotation that opens in `text` does not close."""
    return text.count("(") > text.count(")") or (text.count("«") > 0 and text.count("»") == 0)


def goes_on(text: str) -> bool:
    """Whether a cell starts in the middle: in lower case, with a bracket, a closing sign, or a comma."""
    bare = text.lstrip()
    return bool(bare) and (
        bare[0].islower() or bare[0] in ",;.):»(" or (bare[0] in _DASHES and bare[1:2] != "" and bare[1:].lstrip()[:1].islower())
    )


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the columns of one table hold in rows that are sure: whole cells, casefolded, by column."""

    seen: dict[int, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, ...]]) -> Vocabulary:
        """From rows of folded cells, one cell per column."""
        columns: dict[int, set[str]] = {}
        for row in rows:
            for i, cell in enumerate(row):
                if cell:
                    columns.setdefault(i, set()).add(cell.casefold())
        return cls({i: frozenset(cells) for i, cells in columns.items()})

    def holds(self, column: int, text: str) -> bool:
        """Whether the column holds just this text in another row."""
        return text.casefold() in self.seen.get(column, frozenset())


def fit(role: Role, text: str) -> float:
    """How well a folded cell fits a column's role: about -4 (cannot be) to 3 (surely); 0 for an empty cell."""
    if not text or text in _DASHES:
        return 0.0
    if role == "number":
        return 3.0 if is_number(text) else -4.0
    if role == "deadline":
        return _fit_deadline(text)
    if role in PARTY_ROLES:
        return _fit_party(text)
    return _fit_text(role, text)


def is_money(text: str) -> bool:
    """Whether a cell speaks of money: «Местный бюджет», «33,5 тыс. руб.», «Без финансирования»."""
    return bool(re.search(r"руб|бюджет|средств|финансир|ассигнован|внебюдж|смет", text.casefold()))


@lru_cache(maxsize=20_000)
def leads_deadline(text: str) -> bool:
    """Whether a cell holds a deadline and then another cell's text: columns that the scan merged, «16.03.2019 МБУ «ИМЦ», Р.Е. Нифонтов»."""
    starts = (found.start() for found in _WORD_START.finditer(text))
    return any(deadline_share(text[:at].strip()) == 1.0 > deadline_share(text[at:]) for at in starts)


def _fit_deadline(text: str) -> float:
    share = deadline_share(text)
    if share == 1.0:
        return 3.0 if not is_number(text) else -1.0
    if share and leads_deadline(text):
        return 1.5
    return 3.5 * share - 2.0 if len(text) < 90 else -2.0 + share


def _fit_party(text: str) -> float:
    if is_number(text):
        return -3.0
    if names_action(text):
        return -1.5
    if deadline_share(text) == 1.0:
        return -2.0
    share = party_share(text)
    if share > 0.95:
        return 2.5
    return 1.5 if names_people(text) else 2.0 * share - 0.8


def _fit_text(role: Role, text: str) -> float:
    if is_number(text):
        return 0.5 if role in ("funding", "indicator") else -2.0
    if role == "funding":
        return 2.0 if (is_money(text) or re.search(r"\d", text)) and len(text) < 120 else -0.5
    if deadline_share(text) == 1.0:
        return -1.5
    if names_action(text):
        return 2.0 if role == "measure" else 0.9
    if party_share(text) > 0.95:
        return -1.0
    length = min(len(text), 120) / 120
    return 0.6 + (0.9 * length if role == "measure" else 0.2)
