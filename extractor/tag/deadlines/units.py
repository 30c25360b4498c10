"""Rules that turn words and numbers into stretches of time (T), limits of a month (N) and recurrences (r)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.tag.deadlines.rewriting import Rule, recode, rule, whole
from extractor.tag.deadlines.values import MONTH_END, WEEK, Draft, Point, Recurrence, Stretch, Token, Year

Found = Sequence[Token]
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LIST = "[-,&tu]"  # what may stand between parts that share a word: «5, 12 и 19 марта», «I–II квартал»


def _every(found: Found, step: int, *, doubt: str = "") -> Token:
    return whole(found, "r", draft=Draft("recurring", rule=Recurrence(step), doubt=doubt), number=1)


@rule("i?(?:n-)?[no]?R[no]?[GhqMzD]")
def _times(found: Found) -> Token | None:  # «2 раза в год», «не реже 1 раза в 2 года», «раз в две недели»
    at = next(i for i, token in enumerate(found) if token.code == "R")
    times = found[at].number * (found[at - 1].number if at and found[at - 1].code in "no" else 1)
    step = _step(found[-1]) * (found[-2].number if found[-2].code in "no" else 1)
    if times < 1 or step == 0:
        return None
    if found[at - 2].code == "-" and at > 1:  # «2-3 раза в год»: the seldomer
        seldom = _times.build([*found[: at - 2], *found[at:]])
        return (
            whole(found, "r", draft=replace(seldom.draft, doubt="how often is left open"), number=1) if isinstance(seldom, Token) else None
        )
    if times == 1 or (step > 0 and step % times == 0):
        return _every(found, step // times)
    weeks = {2: 2, 4: 1}.get(times) if step == 1 else None
    if weeks:  # «2 раза в месяц»
        return _every(found, WEEK * weeks)
    return _every(found, step, doubt=f"{times} times in one step cannot be said in one rule")


def _step(unit: Token) -> int:
    """Months, or minus days, of a unit."""
    return 12 if unit.code == "G" else unit.number


@rule("[no]?R[ys]")
def _times_in_year(found: Found) -> Sequence[Token] | None:  # «2 раза в 2021 году», «2 раза в течение 2021 года»
    year = found[-1]
    times = _times.build([*found[:-1], recode(year, "G")])
    return [replace(times, end=year.start), year] if isinstance(times, Token) else None


@rule("E[no]?[GhqMzD](?!w)")
def _each(found: Found) -> Token | None:  # «каждый месяц», «каждые 2 недели»
    return _every(found, _step(found[-1]) * (found[1].number if len(found) == 3 else 1))


@rule("o(?:[,&]?o)*wM?|ow(?:[,&]ow)*M?")
def _nth_weekday(found: Found) -> Token:  # «первый вторник», «1-й и 3-й четверг», «последняя пятница месяца»
    days = [token for token in found if token.code == "w"]
    nths = [token for token in found if token.code == "o"]
    pairs = zip(nths, days if len(days) == len(nths) else days * len(nths), strict=False)
    names = tuple(f"{nth.number}{WEEKDAYS[day.number - 1]}" for nth, day in pairs)
    return whole(found, "W", draft=Draft("recurring", rule=Recurrence(1, weekdays=names)))


@rule("n(?:[,&]?n)*wM|(?<=E)nw")
def _numbered_weekday(found: Found) -> Token | Sequence[Token] | None:  # «2-й четверг месяца»
    return _nth_weekday.build([recode(token, "o") if token.code == "n" else token for token in found])


@rule("(?<=T)[(,]?w|(?<![tE,&])w(?=[,(]?T)")
def _named_day(_: Found) -> Sequence[Token]:  # «15.03.2021 (понедельник)»: the weekday only repeats
    return []


@rule("[tE]?w(?:[,&-]?w)*")
def _weekdays(found: Found) -> Token:  # «по средам», «вторник, четверг», «понедельник - пятница»
    numbers = [token.number for token in found if token.code == "w"]
    if any(token.code == "-" for token in found) and len(numbers) == 2:
        numbers = list(range(numbers[0], numbers[1] + 1))
    names = tuple(WEEKDAYS[number - 1] for number in numbers)
    return whole(found, "W", draft=Draft("recurring", rule=Recurrence(WEEK, weekdays=names)))


@rule("E?[tu]?f?E?n(?:[-,&tu]+n)*c(?:x*[EM]+)?|[tu]?o(?:DM|cM?)")
def _month_days(found: Found) -> Token:  # «до 5 числа», «1 и 15 числа», «25 числа текущего месяца», «последний день месяца»
    numbers = [token.number for token in found if token.code in "no"]
    spans = any(a.code == "n" and b.code in "-t" and c.code == "n" for a, b, c in zip(found, found[1:], found[2:], strict=False))
    days = tuple(range(numbers[0], numbers[-1] + 1)) if spans and len(numbers) == 2 else tuple(numbers)
    return whole(found, "N", draft=Draft("recurring", rule=Recurrence(1, days=days)))


@rule("N,?Fq")
def _month_days_of_quarter(found: Found) -> Token | None:  # «до 5 числа месяца, следующего за отчетным кварталом»
    days = found[0].draft.rule
    return whole(found, "N", draft=Draft("recurring", rule=replace(days, step=3))) if days else None


@rule("[de]")
def _numeric_day(found: Found) -> Token:
    return recode(found[0], "T")


@rule("nm|no(?=y)")
def _day_of_month(found: Found) -> Token:  # «1 марта», «15.III.2021»
    return whole(found, "T", stretch=Stretch.at(Point(None, found[1].number, found[0].number)))


@rule("n(?=(?:[-,;&tu]+n)*[-,;&tu]+T)")
def _day_alone(found: Found) -> Token:  # «5, 12 и 19 марта», «15-19.02.2021»
    return whole(found, "T", stretch=Stretch.at(Point(day=found[0].number)))


@rule(rf"[no](?:q|(?={LIST}[no]q|{LIST}[no]{LIST}[no]q|{LIST}[no]{LIST}[no]{LIST}[no]q))")
def _quarter(found: Found) -> Token | None:  # «I квартал», «1,3 квартал», «II-III кв.»
    return _part(found, 4, 3)


@rule(rf"[no](?:h|(?={LIST}[no]h))")
def _half(found: Found) -> Token | None:  # «I полугодие», «1-2 полугодие»
    return _part(found, 2, 6)


def _part(found: Found, parts: int, months: int) -> Token | None:
    number = found[0].number
    if not 1 <= number <= parts:
        return None
    return whole(found, "T", stretch=Stretch(Point(None, number * months - months + 1), Point(None, number * months)))


@rule(rf"[noH](?:[kzj]i?|(?={LIST}[no][kz]))(?:m|(?={LIST}[no][kz]))|[no][kzj](?={LIST}[no][kzj]m)|(?<![utp])Hi?m")
def _part_of_month(found: Found) -> Token | None:  # «II декада марта», «1-2 декада мая», «начало июня», «первая половина мая»
    unit = next((token.code for token in found if token.code in "kzjH"), "k")
    number = found[0].number if found[0].number > 0 else {"k": 3, "z": 5, "j": 2}.get(unit, 0)
    length, last = {"z": (7, 5), "j": (15, 2)}.get(unit, (10, 3))
    if not 1 <= number <= last:
        return None
    month = found[-1].number if found[-1].code == "m" else None
    first, end = (number - 1) * length + 1, number * length
    if unit == "z" and number == 5:
        first = 25
    days = Point(None, month, first), Point(None, month, MONTH_END if number == last else end)
    return whole(found, "T", stretch=Stretch(*days, vague=unit in "zH"))


@rule("[no][kz](?:E?M|(?=[(,]?r))|(?<=r)[(,]?[no][kz]")
def _part_of_every_month(found: Found) -> Token | None:  # «первая декада каждого месяца», «ежемесячно, последняя неделя»
    at = next(i for i, token in enumerate(found) if token.code in "kz")
    length, last = {"k": (10, 3), "z": (7, 5)}[found[at].code]
    number = found[at - 1].number if found[at - 1].number > 0 else last
    if not 1 <= number <= last:
        return None
    first, end = ((number - 1) * length + 1, number * length) if number < last else ({"k": 21, "z": 25}[found[at].code], 31)
    return whole(found, "N", draft=Draft("recurring", rule=Recurrence(1, days=tuple(range(first, end + 1)))))


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
    _times,
    _times_in_year,
    _each,
    _month_days,
    _month_days_of_quarter,
    _nth_weekday,
    _numbered_weekday,
    _numeric_day,
    _day_of_month,
    _day_alone,
    _named_day,
    _weekdays,
    _quarter,
    _half,
    _part_of_month,
    _part_of_every_month,
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
)
