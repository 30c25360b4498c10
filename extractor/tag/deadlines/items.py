"""Rules that turn stretches, limits and recurrences into deadlines (I); a condition is J until the dates around it are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.tag.deadlines.rewriting import Rule, recode, rule, whole
from extractor.tag.deadlines.values import MONTH_END, Draft, Point, Stretch, Token, Year

Found = Sequence[Token]
SCHOOL_START, SCHOOL_END = Stretch.at(Point(None, 8, 31)), Stretch.at(Point(None, 8))


def _draft(found: Found, kind: str, stretch: Stretch | None = None, scope: str = "") -> Token:
    return whole(found, "I", draft=Draft(kind, stretch, scope=scope))  # type: ignore[arg-type]


# Conditions come first: «по итогам 2021 года», «по плану на 2022 год» hold no date of their own.


@rule("u[no]{1,2}(?:D|[zM](?=u))[^,;(g]*|v[no]?[no]?D[^-,;(gu]*|v[noE]?x?[Mzq](?![T])[^-,;(gu]*")
def _duration(found: Found) -> Token:  # «в течение 5 рабочих дней со дня подписания», «в течение месяца»
    return whole(found, "J")


@rule("C[^,;(gvruOIN]*(?:u[^T,;(]+)?")
def _condition(found: Found) -> Token:  # «по мере поступления», «за 10 дней до начала», «согласно плану»
    return whole(found, "J")


@rule("t(?![TnwNm])[^,;(gvruOIN]*")
def _by_something(found: Found) -> Token:  # «по плану управления», «по согласованию», whatever follows «по»
    return whole(found, "J")


@rule("[no]?J(?:J)+")
def _conditions(found: Found) -> Token:  # «в течение 5 дней» + «со дня получения»
    return whole(found, "J")


# Ranges.


@rule("iT")
def _preposition(found: Found) -> Token:  # «в марте»
    return whole(found, "T", stretch=found[1].stretch)


@rule("[fa]?T-+t?T|[fa]T-?[tu]T|TtT")
def _range(found: Found) -> Token | None:  # «С 09.03 – 12.03.2021», «с 1 по 10 марта», «от 5 до 10 марта», «16.02- 19.02.2021»
    first, last = (token.stretch for token in found if token.code == "T")
    start, end = first.first, last.last
    if start.month is None and end.month and start.day:
        start = replace(start, month=end.month)
    if start.year is None and end.year is not None:
        start = replace(start, year=_year_before(start, end))
    return whole(found, "T", stretch=Stretch(start, end, first.vague or last.vague))


def _year_before(start: Point, end: Point) -> Year | None:
    """The year of a range's start, given its end's: the one before where the range would else run backwards."""
    if end.year is None or end.year.school or not start.month or not end.month:
        return end.year
    backwards = (start.month, start.day or 1) > (end.month, end.day if end.day and end.day > 0 else 31)
    return Year(end.year.first - 1) if backwards else end.year


@rule("aT")
def _cited(found: Found) -> Token:  # «утвержденному приказом от 12.03.2021 № 45»
    return whole(found, "x")


CONDITIONS: tuple[Rule, ...] = (_duration, _condition, _by_something, _conditions)
RANGES: tuple[Rule, ...] = (_preposition, _range, _cited)


# Deadlines.


@rule("T[(]T")
def _repeated(found: Found) -> Token | None:  # «2 квартал (апрель-июнь)», «III квартал (август)»: the narrower of the two
    outer, inner = (token.stretch for token in found if token.code == "T")
    narrow, wide = sorted((outer, inner), key=lambda stretch: len(set(stretch.months())))
    if narrow.is_day or narrow.is_years or wide.is_years or not set(narrow.months()) <= set(wide.months()):
        return None
    return whole(found, "T", stretch=narrow)


@rule("uHG")
def _end_of_year(found: Found) -> Token:  # «до конца года», «до начала учебного года»
    end, school = found[1].number == 3, found[2].number == 1
    if school:
        return _draft(found, "until", scope="school end") if end else _draft(found, "until", SCHOOL_START)
    return _draft(found, "until", Stretch.at(Point(None, 12, 31))) if end else _draft(found, "conditional")


@rule("uHT")
def _end_of_stretch(found: Found) -> Token | None:  # «до конца 2021 года», «до конца I квартала»
    stretch = found[2].stretch
    if found[1].number == 3:
        return _draft(found, "until", Stretch.at(stretch.last))
    if found[1].number == 1:
        return _draft(found, "until", Stretch.at(_day_before(stretch.first)))
    return None


def _day_before(point: Point) -> Point:
    """The last day before a month or a year begins."""
    month = (point.month or 1) - 1
    if month:
        return Point(Year(point.year.of(month + 1)) if point.year else None, month, MONTH_END)
    return Point(Year(point.year.first - 1) if point.year else None, 12, 31)


@rule("[ut]T(?:[,&]?T)*")
def _until(found: Found) -> Sequence[Token]:  # «до 15.02.2021», «не позднее 1 июня», «до 15 сентября и 15 декабря»
    out = [_draft(found[:2], "until", found[1].stretch)]
    for before, token in pairwise(found[1:]):
        if token.start == found[1].start:  # «до 1 декабря 2022-2024 гг.»
            out.append(_draft([found[0], token], "until", token.stretch))
        elif token.code == "T" and token.stretch.is_day and found[1].stretch.is_day and (before.code != "T" or before.start == token.start):
            out.append(_draft([token], "until", token.stretch))
        else:
            out.append(token)
    return out


@rule("T-I")
def _labelled(found: Found) -> Token | None:  # «за I квартал – до 10 апреля»
    return whole(found, "I", draft=found[-1].draft) if found[-1].draft.kind == "until" else None


@rule("v[(]?T")
def _during(found: Found) -> Token:  # «В течение 2021г.»
    return _draft(found, "ongoing", found[-1].stretch)


@rule("vi?P|B[xPT]*")
def _whole_period(found: Found) -> Token:  # «Весь период», «в период реализации программы»
    return _draft(found, "ongoing", scope="period")


@rule("vG|A|^G$")
def _whole_year(found: Found) -> Token:  # «В течение года», «в течение учебного года», «круглый год»
    return _draft(found, "ongoing", scope="year")


@rule("[fp]T")
def _since(found: Found) -> Token:  # «с 1 марта 2020 г.»
    return _draft(found, "ongoing", Stretch(found[1].stretch.first, Point()))


@rule("O")
def _always(found: Found) -> Token:
    return _draft(found, "ongoing")


@rule("[CptuvH][^,;(gvruOITNW]*")
def _event(found: Found) -> Token | None:  # «до проведения экзаменов», «после утверждения»
    return whole(found, "J") if len(found) > 1 else None


DEADLINES: tuple[Rule, ...] = (
    _repeated,
    _end_of_year,
    _end_of_stretch,
    _until,
    _labelled,
    _during,
    _whole_period,
    _whole_year,
    _since,
    _always,
)


# What is left.


@rule("T")
def _dated(found: Found) -> Token:
    return _draft(found, "date" if found[0].stretch.is_day else "interval", found[0].stretch)


@rule("r")
def _recurring(found: Found) -> Token:
    return recode(found[0], "I")


@rule("I[(]?i?J|JI")
def _under_condition(found: Found) -> Token:  # «В течение года по плану»: without a comma the condition only qualifies
    item = found[0] if found[0].code == "I" else found[-1]
    return whole(found, "I", draft=item.draft)


@rule("J")
def _conditional(found: Found) -> Token:
    return _draft(found, "conditional")


@rule("I[-,]?I")
def _twice(found: Found) -> Token | None:  # «постоянно в течение 2021 года», «постоянно, начиная с сентября»: one ongoing
    drafts = [token.draft for token in found if token.code == "I"]
    since = any(draft.stretch and draft.stretch.last == Point() for draft in drafts)
    if any(draft.kind != "ongoing" for draft in drafts) or (len(found) > len(drafts) and not since):
        return None
    dated = next((token.draft for token in found if token.draft.stretch or token.draft.scope), found[0].draft)
    return whole(found, "I", draft=dated)


REST: tuple[Rule, ...] = (_event, _dated, _recurring, _under_condition, _conditional, _twice)
RUNNING_REST: tuple[Rule, ...] = (_dated, _recurring, _conditional, _twice)
