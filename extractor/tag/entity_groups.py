"""Names of bodies gathered into bodies: what means the same stands in one group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extractor.schema import Organisation
from extractor.tag.entity_gazetteer import gazetteer, pattern_entry
from extractor.tag.entity_mentions import mentions_of
from extractor.tag.entity_names import form_and_quoted, initials_of, is_abbreviation, key, nominative_name, same_body, spelled_out
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
    """All bodies of a document; `region` completes the names of regional institutes, `defined` is the document's own «(далее – …)»."""

    def __init__(self, region: str | None, defined: Mapping[str, str]) -> None:
        """No body yet."""
        self.groups: list[Group] = []
        self._region = region
        self._defined = defined

    def find(self, surface: str) -> Group | None:
        """The body that a surface form means, if the document has named it."""
        if is_abbreviation(surface):
            return self._by_abbreviation(surface)
        first, _, rest = surface.partition(" ")
        if rest and is_abbreviation(first) and form_and_quoted(surface) is None and not rest.startswith("№"):
            return self._by_abbreviation(first) or self._by_name(surface)
        return self._by_name(surface)

    def add(self, surface: str, *, own: bool = True) -> Group | None:
        """The body of a surface form, made where it is new; a head alone («Комитет») makes none unless `own`."""
        found = self.find(surface)
        if found is None:
            name = nominative_name(surface)
            if not own and len(key(name)) < 2 and not is_abbreviation(surface):
                return None
            found = Group()
            self.groups.append(found)
            if is_abbreviation(surface):
                self._expand(found, surface)
                return found
        if not is_abbreviation(surface) and (name := nominative_name(surface)) not in found.names:
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
        first, _, kind = (self._region or "").partition(" ")
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
            return self._by_name(self._defined[short]) and self._shorten(self._by_name(self._defined[short]), short, self._defined[short])
        entry = gazetteer().get(short)
        if entry is not None and not entry.specific:
            return self._by_name(entry.expansion, whole=True)
        for group in self.groups:
            for name in group.names:
                part = initials_of(short, name) or (initials_of(short, parts[1]) if (parts := form_and_quoted(name)) else None)
                if part:
                    fired("initials", None, f"{short} ← {part}")
                    return self._shorten(group, short, part if not form_and_quoted(name) else name)
        return self._by_name(entry.expansion, whole=True) if entry else None

    def _shorten(self, group: Group | None, short: str, part: str) -> Group | None:
        if group is not None and group.short is None:
            group.short = short
            group.full = group.full or part
        return group

    def _by_name(self, name: str, *, whole: bool = False) -> Group | None:
        parts = form_and_quoted(name)
        for group in self.groups:
            for known in group.names:
                theirs = form_and_quoted(known)
                if (parts and theirs and _same_quoted(parts, theirs)) or (
                    not (parts and parts[0]) and not (theirs and theirs[0]) and (key(known) == key(name) if whole else same_body(known, name))
                ):
                    return group
        head = key(name)
        if len(head) == 1 or (head[:1] == ("администрация",) and head[1:] in (("город",), ("район",), ("округ",), ("муниципалитет",))):
            return next((g for g in self.groups if any(key(n)[:1] == head[:1] and len(key(n)) > 1 for n in g.names)), None)
        return None


def _same_quoted(a: tuple[str, str], b: tuple[str, str]) -> bool:
    """Whether «МКУ «ЦРО»» and «МКУ «Центр развития образования»» are one: the same form, equal names or initials."""
    if a[0] and b[0] and a[0] != b[0]:
        return False
    x, y = a[1], b[1]
    return key(x) == key(y) or initials_of(x, y) == y or initials_of(y, x) == x


def organisation(identity: str, group: Group, raw: str) -> Organisation:
    """The Organisation of a group."""
    long = max(group.names, key=lambda n: (not is_abbreviation(n), form_and_quoted(n) is not None and not _short_quote(n), len(n)))
    short, full = group.short, group.full
    quoted = next((n for n in group.names if _short_quote(n)), None)
    if form_and_quoted(long):
        short = quoted or short
        inside = (form_and_quoted(long) or ("", ""))[1]
        entry = gazetteer().get(inside)
        full = spelled_out(long.replace(inside, entry.expansion) if entry else long) or full
    elif short is None and len(set(group.names)) > 1:
        ordered = sorted(set(group.names), key=len)
        return Organisation(identity, ordered[0] if same_body(ordered[0], long) and len(key(ordered[0])) > 1 else long, None, long, mentions_of(group.places, raw))
    return Organisation(identity, long, short, full, mentions_of(group.places, raw))


def _short_quote(name: str) -> bool:
    parts = form_and_quoted(name)
    return parts is not None and is_abbreviation(parts[1])


def organisations(groups: Iterable[Group], raw: str) -> tuple[Organisation, ...]:
    """All bodies that are mentioned, in order of first mention."""
    return tuple(organisation(f"o{n}", group, raw) for n, group in enumerate(groups, 1))
