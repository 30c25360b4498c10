"""Rules that turn words and numbers into stretches of time (T), limits of a month (N) and recurrences (r)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.tag.deadlines.lexer import WEEKDAYS
from extractor.tag.deadlines.rewriting import Rule, recode, rule, whole
from extractor.tag.deadlines.values import DAY, MONTH_END, WEEK, Draft, Point, Recurrence, Stretch, Token, Year

Found = Sequence[Token]
LIST = "[-,&tu]"  # what may stand between parts that share a word: «5, 12 и 19 марта», «I–II квартал»


def _every(found: Found, step: int, *, doubt: str = "", **by: tuple[int, ...] | tuple[str, ...]) -> Token:
    return whole(found, "r", draft=Draft("recurring", rule=Recurrence(step, **by), doubt=doubt))  # type: ignore[arg-type]


@rule("[no]?R[no]?[GhqMzD]")
def _times(found: Found) -> Token | None:  # «2 раза в год», «1 раз в 2 года», «раз в две недели»
    times = found[0].number if found[0].code in "no" else 1
    at = next(i for i, token in enumerate(found) if token.code == "R")
    times *= found[at].number
    step = _step(found[-1]) * (found[-2].number if found[-2].code in "no" else 1)
    if times < 1 or step == 0:
        return None
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


@rule("n(?:[,&]?n)*wM|nw(?=M)")
def _numbered_weekday(found: Found) -> Token | Sequence[Token] | None:  # «2-й четверг месяца»
    return _nth_weekday.build([recode(token, "o") if token.code == "n" else token for token in found])


@rule("(?<=T)[(,]?w|(?<![tE,&])w(?=[,(]?T)")
def _named_day(found: Found) -> Token:  # «15.03.2021 (понедельник)»: the weekday only repeats
    return whole(found, "x")


@rule("[tE]?w(?:[,&-]?w)*")
def _weekdays(found: Found) -> Token:  # «по средам», «вторник, четверг», «понедельник - пятница»
    numbers = [token.number for token in found if token.code == "w"]
    if any(token.code == "-" for token in found) and len(numbers) == 2:
        numbers = list(range(numbers[0], numbers[1] + 1))
    names = tuple(WEEKDAYS[number - 1] for number in numbers)
    return whole(found, "W", draft=Draft("recurring", rule=Recurrence(WEEK, weekdays=names)))


@rule("E?[tu]?f?E?n(?:[-,&tu]+n)*c(?:x*[EM]+)?|[tu]?oDM")
def _month_days(found: Found) -> Token:  # «до 5 числа», «1 и 15 числа», «25 числа текущего месяца», «последний день месяца»
    numbers = [token.number for token in found if token.code in "no"]
    spans = any(a.code == "n" and b.code in "-t" and c.code == "n" for a, b, c in zip(found, found[1:], found[2:], strict=False))
    days = tuple(range(numbers[0], numbers[-1] + 1)) if spans and len(numbers) == 2 else tuple(numbers)
    return whole(found, "N", draft=Draft("recurring", rule=Recurrence(1, days=days)))


@rule("N,?x+i?x*q")
def _month_days_of_quarter(found: Found) -> Token | None:  # «до 5 числа месяца, следующего за отчетным кварталом»
    days = found[0].draft.rule
    return whole(found, "N", draft=Draft("recurring", rule=replace(days, step=3))) if days else None


@rule("[de]")
def _numeric_day(found: Found) -> Token:
    return recode(found[0], "T")


@rule("nm")
def _day_of_month(found: Found) -> Token:  # «1 марта»
    return whole(found, "T", stretch=Stretch.at(Point(None, found[1].number, found[0].number)))


@rule(rf"n(?=(?:{LIST}+n)*{LIST}+T)")
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


@rule(rf"[noH](?:[kzj]i?|(?={LIST}[no][kz]))(?:m|(?={LIST}[no][kz]))|[no][kzj](?={LIST}[no][kzj]m)|(?<!u)Hi?m")
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
    _month,
    _season,
    _numeric_month,
    _first_months,
    _with_year,
    _year_first,
    _year,
    _school_year,
)
__all__ = ["DAY", "UNITS"]
