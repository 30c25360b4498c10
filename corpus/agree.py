"""When two values count as the same: texts folded, lists as multisets, gold's further right answers (`X_ok`) taken in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import cast

Item = Mapping[str, object]

_SAME = str.maketrans({**dict.fromkeys("«»“”„", '"'), **dict.fromkeys("–—−", "-"), "’": "'", "ё": "е", "\u00a0": " ", "\u00ad": ""})


def fold(value: object) -> str:
    """What is left of a text when case, ё, quotes, dashes, spaces beside punctuation and outer stops are given up."""
    text = "" if value is None else str(value).casefold().translate(_SAME)
    text = re.sub(r"\s*([-,.;:()\"/№+])\s*", r"\1", re.sub(r"\s+", " ", text))
    return text.strip(" .;,:-•*")


def alike(a: object, b: object, least: float = 0.0) -> float:
    """Share of matching characters of two folded texts, 0..1; 0 where it is below `least`."""
    one, two = fold(a), fold(b)
    if one == two:
        return 1.0
    if not one or not two:
        return 0.0
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    if least and (matcher.real_quick_ratio() < least or matcher.quick_ratio() < least):
        return 0.0
    return matcher.ratio()


def items(holder: Item | None, field: str) -> list[Item]:
    """The list of objects in `field`; empty where it is absent or null."""
    return cast(list[Item], (holder or {}).get(field) or [])


def part(holder: Item | None, field: str) -> Item:
    """The object in `field`; empty where it is absent or null."""
    return cast(Item, (holder or {}).get(field) or {})


def answers(holder: Item | None, field: str) -> list[object]:
    """All right values of a field of gold."""
    holder = holder or {}
    return [holder.get(field), *cast(list[object], holder.get(f"{field}_ok") or [])]


def right(got: object, wanted: Iterable[object], least: float) -> bool:
    """`got` is like one of the right values."""
    return any(alike(got, value) >= least for value in wanted)


def mean(values: Iterable[float]) -> float:
    """The mean; 1 where there is nothing to get wrong."""
    known = list(values)
    return sum(known) / len(known) if known else 1.0


def f1(hits: float, predicted: int, wanted: int) -> float:
    """F1 of counts; 1 where both sides are empty."""
    return 2 * hits / (predicted + wanted) if predicted + wanted else 1.0


def multiset_f1(predicted: Sequence[Hashable], wanted: Sequence[Hashable]) -> float:
    """F1 of two multisets."""
    return f1(sum((Counter(predicted) & Counter(wanted)).values()), len(predicted), len(wanted))


def text_f1(predicted: Sequence[object], wanted: Sequence[object], least: float) -> float:
    """F1 of two lists of texts, each wanted one taking the likest that is left."""
    left, hits = list(predicted), 0
    for text in wanted:
        best = max(left, key=lambda other: alike(other, text), default=None)
        if best is not None and alike(best, text) >= least:
            hits += 1
            left.remove(best)
    return f1(hits, len(predicted), len(wanted))


def lenient_f1(predicted: Sequence[Item], wanted: Sequence[Item], same: Callable[[Item, Item], bool]) -> float:
    """F1 in which what gold marks optional or generic is neither missed nor spurious."""

    def free(item: Item) -> bool:
        return bool(item.get("optional") or item.get("generic"))

    left, hits, required = list(predicted), 0, 0
    for item in sorted(wanted, key=free):
        found = next((got for got in left if same(got, item)), None)
        if found is not None:
            left.remove(found)
        if not free(item):
            required += 1
            hits += found is not None
    return f1(hits, hits + len(left), required)


def same_body(got: Item, want: Item) -> bool:
    """They share a name, an abbreviation, a full name or an alias."""
    fields = ("name", "abbreviation", "full_name")
    ours = {fold(got.get(field)) for field in fields}
    theirs = {fold(value) for field in fields for value in answers(want, field)}
    theirs |= {fold(alias) for alias in cast(list[object], want.get("aliases") or [])}
    return bool((ours & theirs) - {""})


def same_person(got: Item, want: Item) -> bool:
    """The surname and both initials agree."""
    if fold(got.get("surname")) != fold(want.get("surname")):
        return False
    given = [want.get("given_name"), *cast(list[object], want.get("given_ok") or [])]
    patronymic = [want.get("patronymic"), *cast(list[object], want.get("patr_ok") or [])]
    return fold(got.get("given_name"))[:1] in {fold(v)[:1] for v in given} and fold(got.get("patronymic"))[:1] in {
        fold(v)[:1] for v in patronymic
    }
