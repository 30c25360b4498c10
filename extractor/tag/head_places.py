"""Region and municipality of an act, in the nominative."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractor.morph import parses
from extractor.tag.name_phrases import nominative_phrase
from extractor.trace import fired

_ADJECTIVE_END = re.compile(r"(?:ая|яя|ий|ый|ой)$")
_FEDERAL = "город "


@dataclass(frozen=True, slots=True)
class _Region:
    name: str
    tail: str  # « - Кузбасс»: part of the name only where it is printed
    patterns: tuple[tuple[str, re.Pattern[str]], ...]  # after what each begins with, in lower case


@cache
def _regions() -> tuple[_Region, ...]:
    rows = (
        line.split("\t") for line in Path(__file__).with_name("regions.tsv").read_text("utf-8").splitlines() if not line.startswith("#")
    )
    return tuple(_region(*row) for row in rows)


def _region(full: str, others: str) -> _Region:
    name, _, tail = full.partition(" | ")
    names = [name, *filter(None, others.split(";"))]
    return _Region(name, tail, tuple((_begins(n), re.compile(_inflected(n), re.IGNORECASE)) for n in names))


def _begins(name: str) -> str:
    return _root(name.removeprefix(_FEDERAL).split()[0])[0].lower()


def _inflected(name: str) -> str:
    """A pattern for all cases of a region's name: «Смоленск\\w+ област\\w+»."""
    if name.startswith(_FEDERAL):  # a bare «Москва» is an address
        return rf"(?:\bгород\w*\s+|\bг\.\s*|\bправительств\w+\s+){_stem(name.removeprefix(_FEDERAL))}\b"
    return r"(?<![\w-])" + r"\s+".join(_stem(word) for word in name.split()) + r"(?![\w-])"


def _stem(word: str) -> str:
    root, ending = _root(word)
    return re.escape(root) + ending


def _root(word: str) -> tuple[str, str]:
    """What all cases of a word share, and a pattern for what follows."""
    if word.isupper():
        return word, ""
    if _ADJECTIVE_END.search(word):
        return word[:-2], r"\w{2,3}"
    return re.sub(r"[аяйь]$", "", word), r"\w{0,3}"


def find_region(texts: Sequence[str]) -> str | None:
    """The subject of the Federation named first in `texts`, the weightiest text first."""
    for text in texts:
        bare = re.sub(r"\([^)]*\)", " ", text)  # «(Тюменская область)» under an autonomous district's name
        lower = bare.lower()
        near = [(p, region) for region in _regions() for begins, p in region.patterns if begins in lower]
        hits = [(m.start(), -len(m.group()), region) for p, region in near if (m := p.search(bare))]
        if hits:
            region = min(hits, key=lambda hit: hit[:2])[2]
            printed = region.tail and any(_tail_printed(region, t) for t in texts)
            fired("region", None, region.name)
            return f"{region.name} {region.tail}" if printed else region.name
    return next((f"{proper(m[1])}ая область" if m[1] else f"{proper(m[2])}ий край" for t in texts if (m := _UNLISTED.search(t))), None)


# a subject that the list does not hold yet
_UNLISTED = re.compile(
    r"\b([А-ЯЁ][\w-]*(?:ск|цк|СК|ЦК))(?i:ой|ая|ую)\s+(?i:област)|\b([А-ЯЁ][\w-]*(?:ск|цк|СК|ЦК))(?i:ого|ий|ому|ом|им)\s+(?i:кра[йяюе])\b"
)


def _tail_printed(region: _Region, text: str) -> bool:
    word = re.search(r"\w{3,}", region.tail)
    return word is not None and re.search(_stem(word.group()), text, re.IGNORECASE) is not None


# «Новоярского», and «НОВОЯРСКОГО» on a letterhead
_STEM, _END = "ск|цк|н|ов|ев", "ий|ый|ой|ое|ого|ому|им|ым|ом"
_ADJ = rf"(?P<adj>[А-ЯЁ](?:[\w-]*[а-яё])?(?:{_STEM})(?:{_END})|[А-ЯЁ-]{{3,}}(?:{_STEM.upper()})(?:{_END.upper()}))(?!\w)"
_NAME = r"(?P<name>[А-ЯЁ][а-яёА-ЯЁ]{2,}(?:[-–][А-ЯЁа-яё]+)*)(?P<second> [А-ЯЁ][а-яёА-ЯЁ]{2,})?(?!\w)"
_TOWN = r"(?:(?P<town>(?i:город(?:а|у|е|ом)?))\s+|(?<![\d])(?<!\d\s)\b[Гг]\.\s*)"
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?i:(?P<city>городск)\w+\s+округ\w*)\s*[-–—«\"]*\s*{_TOWN}{_NAME}",
        rf"\b(?<!-){_ADJ}\s+(?i:(?P<status>городск|муниципальн|сельск)\w+\s+)?(?i:(?P<kind>округ|район|поселени|улус)\w{{0,2}})(?!\w)",
        rf"\b(?i:(?P<status>городск|муниципальн)\w+\s+(?P<kind>округ|район)\w{{0,2}})\s+(?P<mark>[«\"])?{_NAME}",
        r"\b(?i:муниципальн\w+\s+образован\w+|МО)\s+[«\"](?P<inside>[^«»\"]+)[»\"]",
        rf"\b(?i:(?P<closed>зато))\s+(?:{_TOWN})?{_NAME}",
        rf"(?<![\w-]){_TOWN}{_NAME}",
    )
)
_NOT_PLACE = re.compile(r"(?i)(?:муниципальн|городск|сельск|федеральн|автономн|настоящ|данн|учебн|административн|образовательн)\w+$")
_ADJECTIVAL = re.compile(r"(?i)(?:го|му|ом|ым|им|ий|ый|ой|ая|ое|ые|ие|ых|их|ь[яеи]|ьих|ьего)$")
_NEXT_UNIT = re.compile(r"(?i)\s+(?:городск\w+\s+|муниципальн\w+\s+|автономн\w+\s+)?(?:област|кра[йяю]|республик|район|округ)")
_CASES = {"города": ("gent",), "городу": ("datv",), "городе": ("loct",), "городом": ("ablt",)}


def find_municipality(texts: Sequence[str]) -> str | None:
    """The municipality named first in `texts`, the weightiest text first; «город N» gives way to «городской округ город N»."""
    found = [name for text in texts for name in _municipalities(text)]
    if not found:
        return None
    # «города Ключевого» in the letterhead, «городского округа город Ключевой» in the title
    best = next(
        (name for name in found if found[0].startswith("город ") and name.startswith("городской округ город ") and _alike(name, found[0])),
        found[0],
    )
    fired("municipality", None, best)
    return best


def _alike(a: str, b: str) -> bool:
    """Whether two names end in one town, but for its ending."""
    x, y = a.rpartition("город ")[2], b.rpartition("город ")[2]
    return x[: max(3, len(x) - 3)] == y[: max(3, len(x) - 3)]


def _municipalities(text: str) -> list[str]:
    """All municipalities of a text in order; where two readings begin together, the longer."""
    hits: dict[int, tuple[int, str]] = {}
    covered = 0
    for found in sorted((m for form in _FORMS for m in form.finditer(text)), key=lambda m: (m.start(), -m.end())):
        name = _name(found, text)
        if name is not None and found.start() >= covered:
            hits[found.start()] = (found.end(), name)
            covered = found.end()
    return [name for _, name in hits.values()]


def _name(found: re.Match[str], text: str) -> str | None:
    parts = found.groupdict()
    if "inside" in parts:
        inside = parts["inside"].strip()
        return next(iter(_municipalities(inside)), None) or proper(inside)
    if "adj" in parts:
        return None if _NOT_PLACE.match(parts["adj"]) else _with_adjective(parts["adj"], parts["status"], parts["kind"])
    name = _town(found, text)
    if "closed" in parts:
        return f"ЗАТО {name}"
    if "city" in parts:
        return f"городской округ город {name}"
    if "kind" in parts:
        status = "городской" if parts["status"].lower() == "городск" else "муниципальный"
        return f"{status} {parts['kind'].lower()} " + (f"«{name}»" if parts["mark"] else name)
    return f"город {name}"


def _with_adjective(adjective: str, status: str | None, kind: str) -> str:
    """«Новоярского», «муниципальн», «район» → «Новоярский муниципальный район»."""
    neuter = kind.lower() == "поселени"
    stem = re.sub(r"(?i)(?:ий|ый|ой|ое|ого|ому|им|ым|ом)$", "", adjective).lower()
    own = "ий" if stem.endswith(("ск", "цк")) else "ый"
    dictionary = next((str(p.normal_form) for p in parses(adjective.lower()) if p.is_known and p.tag.POS == "ADJF"), stem + own)
    dictionary = dictionary if "ё" in adjective.lower() else dictionary.replace("ё", "е")
    first = _capitals(stem + "ое" if neuter else dictionary)
    middle = "" if status is None else _STATUS[status.lower()][neuter]
    return f"{first} {middle}{'поселение' if neuter else kind.lower()}"


_STATUS = {
    "городск": ("городской ", "городское "),
    "муниципальн": ("муниципальный ", "муниципальное "),
    "сельск": ("сельский ", "сельское "),
}


def _town(found: re.Match[str], text: str) -> str:
    """The town's name in the nominative, both its words where it has two («Нижнего Новгорода»)."""
    name = found["name"]
    second = found["second"]
    if second and _ADJECTIVAL.search(name) and not _NEXT_UNIT.match(text, found.end()):
        name += second
    printed = proper(name)
    word = (found.groupdict().get("town") or "").lower()
    if (
        word == "город"
        or re.search(r"(?i)^\S+[оиы]й$", name)
        or (not word and any(p.tag.case == "nomn" for p in parses(name.split()[-1].lower())))
    ):
        return printed
    adjective = next((p.inflect({"masc", "nomn"}) for p in parses(printed.lower()) if p.tag.POS == "ADJF" and p.tag.gender != "femn"), None)
    if adjective is not None and printed.endswith(("ого", "его")):
        return proper(str(adjective.word).upper())
    return _capitals(nominative_phrase(printed, cases=_CASES.get(word, ("gent", "loct"))))


def _capitals(name: str) -> str:
    """«Ростов-на-дону» → «Ростов-на-Дону»."""
    return "-".join(part if part in _KINDS else part[:1].upper() + part[1:] for part in name.split("-"))


def proper(name: str) -> str:
    """«ВЕРХНИЕ ЛУГИ» → «Верхние Луги»; what is not in capitals stays, the word for the kind of place goes lower."""
    words = [
        w if not w.isupper() else "-".join(p if p.lower() in _KINDS else p[:1] + p[1:].lower() for p in w.split("-")) for w in name.split()
    ]
    return " ".join(w.lower() if w.lower() in _KINDS else w for w in words)


_KINDS = frozenset({"район", "округ", "город", "городской", "муниципальный", "поселение", "сельское", "на", "улус"})


def genitive_place(place: str) -> str:
    """«город Верхний Яр» → «города Верхнего Яра»; what stands in quotes or does not decline stays."""
    out = []
    for word in place.split():
        form = next((p.inflect({"gent"}) for p in parses(word.lower()) if p.tag.case == "nomn"), None)
        out.append(word if form is None or not word.isalpha() else _capitals(str(form.word)) if word[0].isupper() else str(form.word))
    return " ".join(out)
