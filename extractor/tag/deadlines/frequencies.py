"""Rules that turn words into recurrences (r) and into what narrows them: weekdays (W), days of the month (N)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.tag.deadlines.rewriting import Rule, recode, rule, whole
from extractor.tag.deadlines.values import WEEK, Draft, Recurrence, Token

Found = Sequence[Token]
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MONTH_PARTS = {"k": (10, 3), "z": (7, 5), "j": (15, 2)}  # days in a decade, a week, half a month, and how many of them


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


@rule("[tE]?w(?:[,&-]?w)*")
def _weekdays(found: Found) -> Token:  # «по средам», «вторник, четверг», «понедельник - пятница»
    numbers = [token.number for token in found if token.code == "w"]
    if any(token.code == "-" for token in found) and len(numbers) == 2:
        numbers = list(range(numbers[0], numbers[1] + 1))
    names = tuple(WEEKDAYS[number - 1] for number in numbers)
    return whole(found, "W", draft=Draft("recurring", rule=Recurrence(WEEK, weekdays=names)))


@rule("[no][kz](?:E?M|(?=[(,]?r))|(?<=r)[(,]?[no][kz]")
def _part_of_every_month(found: Found) -> Token | None:  # «первая декада каждого месяца», «ежемесячно, последняя неделя»
    at = next(i for i, token in enumerate(found) if token.code in "kz")
    length, last = MONTH_PARTS[found[at].code]
    number = found[at - 1].number if found[at - 1].number > 0 else last
    if not 1 <= number <= last:
        return None
    first, end = ((number - 1) * length + 1, number * length) if number < last else ({"k": 21, "z": 25}[found[at].code], 31)
    return whole(found, "N", draft=Draft("recurring", rule=Recurrence(1, days=tuple(range(first, end + 1)))))


FREQUENCIES: tuple[Rule, ...] = (_times, _times_in_year, _each, _month_days, _month_days_of_quarter, _nth_weekday, _numbered_weekday)
NARROWINGS: tuple[Rule, ...] = (_weekdays, _part_of_every_month)
