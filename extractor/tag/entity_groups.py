"""Names of bodies gathered into bodies: what means the same stands in one group."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extractor.schema import Organisation
from extractor.tag.entity_gazetteer import gazetteer, pattern_entry
from extractor.tag.entity_mentions import mentions_of
from extractor.tag.entity_names import (
    form_and_quoted,
    initials_of,
    is_abbreviation,
    key,
    nominative_name,
    quiet,
    same_body,
    same_name,
    spelled_out,
)
from extractor.text import Traced
from extractor.trace import fired


@dataclass(slots=True)
class Group:
    """One body while it is gathered: its names in the nominative, its abbreviation and expansion, where it stands."""

    names: list[str] = field(default_factory=list)
    short: str | None = None
    full: str | None = None
    places: list[Traced] = field(default_factory=list)


class Bodies:
    """All bodies of a document whose place is `municipality`, `region`; `defined` is its own «(далее – …)»."""

    def __init__(self, municipality: str | None, region: str | None, defined: Mapping[str, str]) -> None:
        """No body yet."""
        self.groups: list[Group] = []
        self._municipality = municipality or ""
        self._region = region or ""
        self._defined = defined

    def find(self, surface: str) -> Group | None:
        """The body that a surface form means, if the document has named it."""
        surface = quiet(surface)
        if is_abbreviation(surface):
            return self._by_abbreviation(surface)
        first, _, rest = surface.partition(" ")
        if rest and is_abbreviation(first) and form_and_quoted(surface) is None and not rest.startswith("№"):
            return self._by_abbreviation(first) or self._by_name(surface)
        return self._by_name(surface)

    def add(self, surface: str, *, alone: bool = True) -> Group | None:
        """The body of a surface form, made where it is new; a head without dependents («Комитет») makes none unless `alone`."""
        surface = quiet(surface)
        found = self.find(surface)
        short = is_abbreviation(surface)
        if found is None:
            if not alone and not short and len(key(surface)) < 2:
                return None
            found = Group()
            self.groups.append(found)
            if short:
                self._expand(found, surface)
        name = nominative_name(surface)
        if not short and name not in found.names:
            found.names.append(name)
        return found

    def _expand(self, group: Group, short: str) -> None:
        """Give a new group the expansion of its abbreviation: the document's own, else the gazetteer's."""
        group.short = short
        if short in self._defined:
            group.full = self._defined[short]
            group.names.append(group.full)
            return
        entry = gazetteer().get(short) or pattern_entry(short)
        if entry is not None:
            fired("gazetteer", None, short)
            group.full = self._regional(short, entry.expansion)
        group.names.append(short)

    def _regional(self, short: str, expansion: str) -> str:
        """«институт развития образования» of «ЯОИРО» in Ярская область: the region's letters become words."""
        adjectives = {"область": "областной", "край": "краевой"}
        first, _, kind = self._region.partition(" ")
        if pattern_entry(short) is None or kind not in adjectives:
            return expansion[:1].upper() + expansion[1:] if pattern_entry(short) else expansion
        stem = "ский" if first.endswith(("ская", "ский")) else "цкий"
        if not short.startswith(first[0] + adjectives[kind][0].upper()):
            return expansion[:1].upper() + expansion[1:]
        return f"{first[:-4]}{stem} {adjectives[kind]} {expansion}"

    def _by_abbreviation(self, short: str) -> Group | None:
        for group in self.groups:
            if short == group.short or short in group.names:
                return group
        if short in self._defined:
            return self._shorten(self._by_name(self._defined[short]), short, self._defined[short])
        entry = gazetteer().get(short)
        if entry is not None and not entry.specific:  # «ОО» are schools, even in an order of an Отдел образования
            return self._shorten(self._by_name(entry.expansion, whole=True), short, entry.expansion)
        for group in self.groups:
            for name in group.names:
                part = _shortened(short, name)
                if part is not None:
                    fired("initials", None, f"{short} ← {part}")
                    return self._shorten(group, short, part)
        return self._shorten(self._by_name(entry.expansion, whole=True), short, entry.expansion) if entry else None

    def _shorten(self, group: Group | None, short: str, part: str) -> Group | None:
        """`group`, whose name's part `part` is now known to be shortened to `short`."""
        if group is not None and group.short is None:
            group.short, group.full = short, part
        return group

    def _by_name(self, name: str, *, whole: bool = False) -> Group | None:
        for group in self.groups:
            if any(_one_name(name, known, whole) for known in group.names):
                return group
        head = key(name)
        if len(head) == 1 or (head[:1] == ("администрация",) and len(head) == 2 and self._is_own_place(head[1])):
            return next((g for g in self.groups if any(key(n)[:1] == head[:1] and len(key(n)) > 1 for n in g.names)), None)
        return None

    def _is_own_place(self, word: str) -> bool:
        """«администрация района», «администрация НГО»: the document's own."""
        return word in ("город", "район", "округ", "муниципалитет") or initials_of(word, self._municipality) == self._municipality


def _one_name(a: str, b: str, whole: bool) -> bool:
    """Whether two names are one body's; with `whole`, neither may be cut short."""
    x, y = form_and_quoted(a), form_and_quoted(b)
    if x and y:
        return (x[0] == y[0] or not (x[0] and y[0])) and _same_quoted(x[1], y[1])
    if x or y:  # «Центр развития» beside «МКУ «Центр развития»»
        return same_name((x or y or ("", ""))[1], b if x else a)
    return same_name(a, b) if whole else same_body(a, b)


def _same_quoted(a: str, b: str) -> bool:
    """Whether «ЦРО» and «Центр развития образования» are one: equal names or initials."""
    return same_name(a, b) or initials_of(a, b) == b or initials_of(b, a) == a


def _shortened(short: str, name: str) -> str | None:
    """The name, or the beginning of it, that an abbreviation shortens, its quoted part too («ЦРО» of «МКУ «Центр …»»)."""
    parts = form_and_quoted(name)
    if not parts:
        return initials_of(short, name)
    # «ЦРБ» of «Новоярская центральная районная больница»
    ends = [parts[1], *re.findall(r"^[А-ЯЁ][\w-]*(?:ая|ий|ый|ое)\s(.*)$", parts[1])]
    return name if any(initials_of(short, end) == end for end in ends) else None


def organisation(identity: str, group: Group, raw: str) -> Organisation:
    """The Organisation of a group: the longest name; where a shorter one stands beside it, that one with the longest as `full_name`."""
    places = mentions_of(group.places, raw)
    often = Counter(nominative_name(quiet(place.text)) for place in group.places)
    # the longest first; of two spellings of one name the more frequent, which is no misreading
    names = sorted(dict.fromkeys(group.names), key=lambda n: (is_abbreviation(n), _short_quote(n), -len(key(n)), -often[n], -len(n)))
    name = names[0]
    parts = form_and_quoted(name)
    if parts and parts[0]:
        short = next((n for n in names if _short_quote(n)), group.short)
        entry = gazetteer().get(parts[1])
        return Organisation(identity, name, short, spelled_out(name.replace(parts[1], entry.expansion) if entry else name), places)
    if group.short is not None:
        return Organisation(identity, name, group.short, group.full, places)
    # «Комитет по образованию МО «Ярский район»» beside its full form, but not «Комитет по образованию»
    shorter = next((n for n in names[1:] if re.search(r"[«\"]|\s[А-ЯЁ]", n) and len(key(n)) > 1), None)
    return Organisation(identity, shorter or name, None, name if shorter else None, places)


def _short_quote(name: str) -> bool:
    parts = form_and_quoted(name)
    return parts is not None and is_abbreviation(parts[1])


def organisations(groups: Iterable[Group], raw: str) -> tuple[Organisation, ...]:
    """All bodies that are mentioned, in order of first mention."""
    return tuple(organisation(f"o{n}", group, raw) for n, group in enumerate(groups, 1))
