"""Rules that turn words and numbers into stretches of time (T)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from extractor.tag.deadlines.frequencies import FREQUENCIES, MONTH_PARTS, NARROWINGS
from extractor.tag.deadlines.rewriting import Rule, recode, rule, whole
from extractor.tag.deadlines.values import MONTH_END, Draft, Point, Recurrence, Stretch, Token, Year

Found = Sequence[Token]
LIST = "[-,&tu]"  # what may stand between parts that share a word: «5, 12 и 19 марта», «I–II квартал»


@rule("(?<=T)[(,]?w|(?<![tE,&])w(?=[,(]?T)")
def _named_day(_: Found) -> Sequence[Token]:  # «15.03.2021 (понедельник)»: the weekday only repeats
    return []


@rule("[de]")
def _numeric_day(found: Found) -> Token:
    return recode(found[0], "T")


@rule("nm|no(?=y)")
def _day_of_month(found: Found) -> Token:  # «1 марта», «15.III.2021»
    return whole(found, "T", stretch=Stretch.at(Point(None, found[1].number, found[0].number)))


@rule("n(?=(?:[-,;&tu]+n)*[-,;&tu]+T)")
def _day_alone(found: Found) -> Token:  # «5, 12 и 19 марта», «15-19.02.2021»
    return whole(found, "T", stretch=Stretch.at(Point(day=found[0].number)))


@rule(f"[no](?:{LIST}[no])*q")
def _quarter(found: Found) -> Sequence[Token] | None:  # «I квартал», «1,3 квартал», «II-III кв.»
    return _numbered(found, lambda number: _part_of_year_by(number, 4))


@rule(f"[no](?:{LIST}[no])*h")
def _half(found: Found) -> Sequence[Token] | None:  # «I полугодие», «1-2 полугодие»
    return _numbered(found, lambda number: _part_of_year_by(number, 2))


def _part_of_year_by(number: int, parts: int) -> Stretch | None:
    months = 12 // parts
    return Stretch(Point(None, number * months - months + 1), Point(None, number * months)) if 1 <= number <= parts else None


@rule(f"[no](?:{LIST}[no])*[kzj]m")
def _part_of_month(found: Found) -> Sequence[Token] | None:  # «II декада марта», «1-2 недели мая», «первая половина мая»
    unit, month = found[-2].code, found[-1].number
    length, last = MONTH_PARTS[unit]
    return _numbered(found, lambda number: _days_of(month, number if number > 0 else last, length, last, vague=unit == "z"))


@rule("(?<![utp])Hi?m")
def _about_month(found: Found) -> Token | None:  # «начало июня», «конец мая»: its first, second or third ten days
    stretch = _days_of(found[-1].number, found[0].number, *MONTH_PARTS["k"], vague=True)
    return whole(found, "T", stretch=stretch) if stretch else None


def _days_of(month: int, number: int, length: int, last: int, *, vague: bool) -> Stretch | None:
    """Part `number` of a month's `last` parts of `length` days; the last week is its last days, from the 25th on."""
    if not 1 <= number <= last:
        return None
    first = 25 if (number, length) == (5, 7) else number * length - length + 1
    return Stretch(Point(None, month, first), Point(None, month, MONTH_END if number == last else number * length), vague)


def _numbered(found: Found, stretch_of: Callable[[int], Stretch | None]) -> Sequence[Token] | None:
    """A stretch for each number of a list; the last one holds the words that they share."""
    shared = max(at for at, token in enumerate(found) if token.code in "no")
    out = []
    for at, token in enumerate(found[: shared + 1]):
        stretch = stretch_of(token.number) if token.code in "no" else None
        if token.code in "no" and stretch is None:
            return None
        out.append(whole(found[at:] if at == shared else [token], "T", stretch=stretch) if stretch else token)
    return out


@rule("m")
def _month(found: Found) -> Token:
    return whole(found, "T", stretch=Stretch.at(Point(None, found[0].number)))


@rule("S")
def _season(found: Found) -> Token:  # «летний период»: June to August
    first = found[0].number
    return whole(found, "T", stretch=Stretch(Point(None, first), Point(None, (first + 1) % 12 + 1), vague=first == 12))


@rule("b")
def _numeric_month(found: Found) -> Token:
    return recode(found[0], "T")


@rule("nMi?y")
def _first_months(found: Found) -> Token | None:  # «9 месяцев 2021 года»
    months, year = found[0].number, Year(found[-1].number)
    return whole(found, "T", stretch=Stretch(Point(year, 1), Point(year, months))) if 1 <= months <= 12 else None


@rule("(?<!r)(?<!ri)i?(?:T-)?Ti?y-y(?![,(]?r)")
def _each_year(found: Found) -> Sequence[Token] | None:  # «сентябрь - декабрь 2022-2024 гг.»: the months in each year
    parts = [token.stretch for token in found if token.code == "T"]
    if any(part.has_year for part in parts) or parts[-1].last.month is None:
        return None
    stretch = Stretch(parts[0].first, parts[-1].last)
    years = range(found[-3].number, found[-1].number + 1)
    return [whole(found, "T", stretch=_in_year(stretch, replace(found[-1], number=year))) for year in years]


@rule("Ti?y-y")
def _years_beside(found: Found) -> Sequence[Token] | None:  # «ежегодно в мае 2022-2025 гг.»: the years only bound it
    if found[0].stretch.has_year:
        return None
    return [found[0], whole(found[-3:], "T", stretch=Stretch(Point(Year(found[-3].number)), Point(Year(found[-1].number))))]


@rule("(?<![utp])H(?:G|y)")
def _part_of_year(found: Found) -> Token:  # «конец 2021 года», «начало учебного года»
    school = found[1].code == "G" and found[1].number == 1
    first, last = {1: (9, 9), 2: (1, 1), 3: (5, 5)}[found[0].number] if school else {1: (1, 1), 2: (6, 7), 3: (12, 12)}[found[0].number]
    year = Year(found[1].number) if found[1].code == "y" else None
    return whole(found, "T", stretch=Stretch(Point(year, first), Point(year, last), vague=True))


@rule("(?:(?<=r)|(?<=r,))u?TG,?F")
def _yearly_anyway(found: Found) -> Sequence[Token]:  # «ежегодно до 15 января года, следующего за отчетным»
    return [token for token in found if token.code in "uT"]


@rule("u?TG,?F")
def _after_reported_year(found: Found) -> Sequence[Token]:  # «до 1 февраля года, следующего за отчетным»
    rest = found[next(at for at, token in enumerate(found) if token.code == "G") :]
    return [*found[: -len(rest)], whole(rest, "r", draft=Draft("recurring", rule=Recurrence(12)))]


@rule("Ti?[(]?[ys]|T,y(?![-,&]*y)")
def _with_year(found: Found) -> Token | None:  # «Май 2021 г.», «15.11 2021», «сентябрь 2021-2022 уч. года»
    stretch = found[0].stretch
    return None if stretch.has_year else whole(found, "T", stretch=_in_year(stretch, found[-1]))


@rule("(?<!-)[ys],?T(?!,?[ys])")
def _year_first(found: Found) -> Token | None:  # «2022 год: I квартал», «2021 год, март»
    stretch = found[-1].stretch
    return None if stretch.has_year or stretch.last.month is None else whole(found, "T", stretch=_in_year(stretch, found[0]))


def _in_year(stretch: Stretch, token: Token) -> Stretch:
    year = Year(token.number, token.code == "s")
    first, last = stretch.first, stretch.last
    if year.school and (first.month, last.month) in {(1, 6), (7, 12)}:  # the school's halves: autumn, then winter and spring
        first, last = (Point(None, 9), Point(None, 12)) if first.month == 1 else (Point(None, 1), Point(None, 8))
    if not year.school and first.month and last.month and first.month > last.month:  # «зима 2021» ends in the next year
        return replace(stretch, first=replace(first, year=year), last=replace(last, year=Year(year.first + 1)))
    return replace(stretch, first=replace(first, year=year), last=replace(last, year=year))


@rule("TK")
def _next_year(found: Found) -> Token | None:  # «до 1 мая следующего года»
    stretch = found[0].stretch
    return None if stretch.has_year else whole(found, "T", stretch=replace(stretch, next_year=True))


@rule("y")
def _year(found: Found) -> Token:
    return whole(found, "T", stretch=Stretch.at(Point(Year(found[0].number))))


@rule("s")
def _school_year(found: Found) -> Token:
    return recode(found[0], "T")


UNITS: tuple[Rule, ...] = (
    *FREQUENCIES,
    _numeric_day,
    _day_of_month,
    _day_alone,
    _named_day,
    _quarter,
    _half,
    _part_of_month,
    _about_month,
    _month,
    _season,
    _numeric_month,
    _first_months,
    _each_year,
    _years_beside,
    _part_of_year,
    _yearly_anyway,
    _after_reported_year,
    _with_year,
    _year_first,
    _next_year,
    _year,
    _school_year,
    *NARROWINGS,
)
