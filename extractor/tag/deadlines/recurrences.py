"""Rules that join a recurrence (r) with what narrows it to days (W, N) or months, and with what bounds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.tag.deadlines.rewriting import Rule, recode, rule, whole
from extractor.tag.deadlines.values import Draft, Point, Recurrence, Stretch, Token

Found = Sequence[Token]
PARTS = "[TI](?:[,&]?[TI])*"


@rule("T[(,i]*N")
def _day_of_that_month(found: Found) -> Token | None:  # «декабрь 2021 (до 25 числа)»
    days, month = found[-1].draft.rule, found[0].stretch.last
    if days is None or len(days.days) != 1 or found[0].stretch.first != month or month.month is None or month.day is not None:
        return None
    return whole(found, "I", draft=Draft("until", Stretch.at(replace(month, day=days.days[0]))))


@rule("r,?r")
def _finer(found: Found) -> Token | None:  # «ежегодно, 2 раза в год»
    every, finer = found[0].draft.rule, found[-1].draft.rule
    if every != Recurrence(12) or finer is None or finer.step >= 12 or not found[-1].number:
        return None
    return whole(found, "r", draft=found[-1].draft)


@rule("r[-(,i]*[WN]|[WN][(,]*r")
def _narrowed(found: Found) -> Token:  # «ежемесячно до 5 числа», «Еженедельно (среда)», «ежеквартально, последняя пятница»
    rules = [token.draft.rule for token in (found[0], found[-1]) if token.draft.rule is not None]
    each, by = rules if found[0].code == "r" else rules[::-1]
    return whole(found, "r", draft=Draft("recurring", rule=Recurrence(each.step, (), by.days, by.weekdays)))


@rule("[WN]")
def _bare_narrowing(found: Found) -> Token:  # «по средам», «до 5 числа каждого месяца»
    return recode(found[0], "r")


@rule("[TI][-,;(&]*g-?r[-,(i]*[TI]")
def _then_narrowed(found: Found) -> Token | None:  # «Июнь 2021, далее - ежегодно в июне»
    once, then = found[0], found[-1]
    each = next(token.draft.rule for token in found if token.code == "r")
    stretch = _own(then)
    if each is None or each.step % 12 or stretch is None or not (_own(once) or Stretch()).has_year:
        return None
    return whole(
        found, "I", draft=Draft("recurring", _bounds(once), Recurrence(each.step, tuple(sorted(_months(then, stretch))), _days(then)))
    )


@rule(f"{PARTS}[(]?r")
def _months_then_yearly(found: Found) -> Sequence[Token] | None:  # «Март, ноябрь ежегодно»
    return None if any(token.stretch.is_years for token in found if token.code == "T") else _yearly(found)


@rule(f"r[-,(&i]*{PARTS}")
def _yearly_in_months(found: Found) -> Sequence[Token] | None:  # «Ежегодно, III квартал», «2 раза в год (май, октябрь)»
    return _yearly(found)


@rule(f"{PARTS}[-,;(&]*(?:g-?)?r")
def _and_then_yearly(found: Found) -> Sequence[Token] | None:  # «До 15.05.2019, далее ежегодно», «сентябрь, ежегодно»
    return _yearly(found)


def _yearly(found: Found) -> Sequence[Token] | None:
    """One recurrence for all parts, or one for each where their days or printed years differ; None where they do not fit it."""
    parts = [token for token in found if token.code in "TI"]
    each = next(token.draft.rule for token in found if token.code == "r")
    stretches = [stretch for token in parts if (stretch := _own(token)) is not None]
    if each is None or len(stretches) < len(parts) or any(token.draft.rule for token in parts):
        return None
    years = [token for token in parts if token.code == "T" and token.stretch.is_years]
    if len(years) == 1 < len(parts):  # «ежегодно в мае 2022-2025 гг.»
        parts.remove(years[0])
    bounds = _bounds(years[0]) if years and years[0] not in parts else None
    if each.step % 12 and (each.step * len(parts) != 12 or each.step < 1):
        return None
    dated = any(stretch.has_year for stretch in stretches) and not bounds
    if dated and each.step % 12:
        return None
    if not dated and len({_days(token) for token in parts}) == 1:
        return [whole(found, "I", draft=_on(parts, each, bounds))]
    return [
        _joined(found, part, _on([part], each, _bounds(part) if dated else bounds)) if part in parts else part
        for part in _kept(found, parts)
    ]


def _kept(found: Found, parts: list[Token]) -> list[Token]:
    """What stays of the tokens when the recurrence itself goes to the part beside it."""
    first, last = found.index(parts[0]), found.index(parts[-1])
    return list(found[first : last + 1])


def _joined(found: Found, part: Token, draft: Draft) -> Token:
    """A part as a recurrence, from the beginning or to the end of `found` where it stands beside the word."""
    at = [token for token in found if token.code in "TI"]
    start = found[0].start if part is at[0] else part.start
    end = found[-1].end if part is at[-1] else part.end
    return Token("I", start, end, draft=draft)


def _on(parts: Sequence[Token], each: Recurrence, bounds: Stretch | None) -> Draft:
    months = {month for token in parts for month in _months(token, _own(token) or Stretch())}
    return Draft("recurring", bounds, Recurrence(each.step if each.step % 12 == 0 else 12, tuple(sorted(months)), _days(parts[0])))


def _own(token: Token) -> Stretch | None:
    return token.stretch if token.code == "T" else token.draft.stretch


def _months(token: Token, stretch: Stretch) -> list[int]:
    """The months that a stretch names, or the one that a limit falls in; none where it names a whole year."""
    if stretch.is_years or (token.code == "I" and stretch.last == Point()) or len(list(stretch.months())) == 12:
        return []
    return [stretch.last.month] if token.draft.kind == "until" and stretch.last.month else list(stretch.months())


def _days(token: Token) -> tuple[int, ...]:
    """The days of the month that a stretch names; none where it runs over a month's end: RRULE cannot say that."""
    stretch = _own(token) or Stretch()
    first, last = stretch.first, stretch.last
    if token.draft.kind == "until" and token.code == "I":
        return (last.day,) if last.day else ()
    if not first.day or not last.day or first.month != last.month:
        return ()
    return tuple(range(first.day, (last.day if last.day > 0 else 31) + 1))


def _bounds(token: Token) -> Stretch | None:
    """The stretch of a date or a deadline, open on the side that the deadline leaves open."""
    stretch = _own(token)
    if stretch is not None and token.code == "I" and token.draft.kind == "until":
        return Stretch(Point(), stretch.last)
    return stretch


@rule("[TI][-,;(&]*(?:g-?)?r|r[-,(&i]*[TI]")
def _bounded(found: Found) -> Token | None:  # «ежемесячно с 01.09.2021», «сентябрь-май, ежемесячно», «В течение года ежеквартально»
    part = found[0] if found[0].code in "TI" else found[-1]
    each = found[-1] if part is found[0] else found[0]
    then = any(token.code == "g" for token in found)
    if part.draft == Draft("ongoing") and each.draft.rule and all(token.code in "(rI" for token in found):  # «постоянно (ежемесячно)»
        return whole(found, "I", draft=each.draft)
    if each.draft.rule is None or part.draft.rule is not None or not (then or _holds(part, each.draft.rule)):
        return None
    return whole(found, "I", draft=Draft("recurring", _bounds(part), each.draft.rule, part.draft.scope, each.draft.doubt))


def _holds(part: Token, each: Recurrence) -> bool:
    """Whether the stretch is long enough for the recurrence to happen in it more than once."""
    if part.code == "I":
        return part.draft.kind in ("until", "ongoing") and (part.draft.stretch is not None or bool(part.draft.scope))
    return part.stretch.is_years or len(list(part.stretch.months())) * 31 > (each.step * 30 if each.step > 0 else -each.step)


@rule("T,?I|I,?[TI]")
def _within_years(found: Found) -> Token | None:  # «февраль-март ежегодно, начиная с 2022 г.», «2022-2025 годы, ежегодно в мае»
    each = next((token for token in found if token.draft.rule is not None), None)
    other = next((token for token in found if token is not each and token.code in "TI"), None)
    if each is None or other is None or each.draft.stretch or other.draft.rule:
        return None
    since = other.code == "I" and other.draft.kind == "ongoing" and other.draft.stretch is not None
    if not since and not (other.code == "T" and other.stretch.is_years):
        return None
    return whole(found, "I", draft=replace(each.draft, stretch=_own(other)))


RECURRENCES: tuple[Rule, ...] = (
    _day_of_that_month,
    _finer,
    _narrowed,
    _bare_narrowing,
    _then_narrowed,
    _months_then_yearly,
    _yearly_in_months,
    _and_then_yearly,
    _bounded,
    _within_years,
)
