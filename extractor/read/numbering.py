"""Word's list numbering: the mark that Word prints before a paragraph but does not store in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from extractor.read.lists import numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLES = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I", "russianLower": "а", "russianUpper": "А"}
_DECIMALS = ("decimal", "decimalZero", "ordinal", "cardinalText")
_BULLET_FONTS = ("symbol", "wingdings", "courier", "opensymbol", "webdings")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: number format, text with `%1` for the first level's number, first number."""

    format: str
    text: str
    start: int
    legal: bool
    font: str


@dataclass(slots=True)
class Numbering:
    """All lists of a document with their counters; `mark` is to be asked in document order."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract_of: dict[str, str] = field(default_factory=dict)
    overrides: dict[tuple[str, int], int] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    style_lists: dict[str, tuple[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, numbering: Element | None, styles: Element | None) -> Numbering:
        """From the roots of `numbering.xml` and `styles.xml`."""
        lists = cls()
        if numbering is not None:
            for abstract in numbering.iter(f"{W}abstractNum"):
                lists.levels[abstract.get(f"{W}abstractNumId", "")] = dict(map(_level, abstract.iter(f"{W}lvl")))
            for num in numbering.iter(f"{W}num"):
                lists._add(num)
        if styles is not None:
            lists._add_styles(styles)
        return lists

    def _add(self, num: Element) -> None:
        name = num.get(f"{W}numId", "")
        self.abstract_of[name] = value(num.find(f"{W}abstractNumId")) or ""
        for override in num.iter(f"{W}lvlOverride"):
            start = value(override.find(f"{W}startOverride"))
            if start and start.isdigit():
                self.overrides[name, int(override.get(f"{W}ilvl", "0"))] = int(start)

    def _add_styles(self, styles: Element) -> None:
        based = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
        for name in based:
            style, seen = based.get(name), set[str]()
            while style is not None and style.get(f"{W}styleId", "") not in seen:
                seen.add(style.get(f"{W}styleId", ""))
                found = list_of(style)
                if found[0] is not None:
                    self.style_lists[name] = (found[0], found[1] or 0)
                    break
                style = based.get(value(style.find(f"{W}basedOn")) or "")

    def mark(self, paragraph: Element) -> str:
        """The mark before `paragraph` («2.1.», «•»), empty where it is in no list."""
        num, depth = list_of(paragraph)
        by_style = self.style_lists.get(value(paragraph.find(f"{W}pPr/{W}pStyle")) or "")
        if num is None and by_style:
            num, depth = by_style[0], by_style[1] if depth is None else depth
        depth = depth or 0
        abstract = self.abstract_of.get(num or "")
        level = self.levels.get(abstract or "", {}).get(depth)
        if num is None or abstract is None or level is None:
            return ""
        if level.format == "bullet":
            return "•" if is_bullet(level.text, level.font) else level.text
        numbers = self._count(num, abstract, depth)
        return re.sub(r"%(\d)", lambda found: self._number(abstract, int(found[1]) - 1, numbers, level), level.text)

    def _count(self, num: str, abstract: str, depth: int) -> dict[int, int]:
        numbers = self.counters.setdefault(abstract, {})
        start = self.overrides.pop((num, depth), None)
        first = self.levels[abstract][depth].start
        numbers[depth] = start if start is not None else numbers.get(depth, first - 1) + 1
        for deeper in [d for d in numbers if d > depth]:
            del numbers[deeper]
        return numbers

    def _number(self, abstract: str, depth: int, numbers: dict[int, int], shown: Level) -> str:
        level = self.levels[abstract].get(depth, shown)
        number = numbers.get(depth, level.start)
        if level.format == "none":
            return ""
        if shown.legal or level.format in _DECIMALS or number < 1:
            return f"{number:02d}" if level.format == "decimalZero" else str(number)
        return numeral(number, _STYLES.get(level.format, "1"))


def value(element: Element | None) -> str | None:
    """The `w:val` of an element."""
    return None if element is None else element.get(f"{W}val")


def list_of(element: Element) -> tuple[str | None, int | None]:
    """List and level that a paragraph or style states itself."""
    stated = element.find(f"{W}pPr/{W}numPr")
    if stated is None:
        return None, None
    level = value(stated.find(f"{W}ilvl"))
    return value(stated.find(f"{W}numId")), int(level) if level and level.isdigit() else None


def is_bullet(text: str, font: str) -> bool:
    """Whether a mark stands for a dot: a sign of a symbol font, whose code says nothing («\uf0b7», Courier's «o»)."""
    symbolic = font.casefold().startswith(_BULLET_FONTS)
    return any("\ue000" <= char <= "\uf8ff" for char in text) or (symbolic and text not in ("-", "–", "—", "*"))


def _level(level: Element) -> tuple[int, Level]:
    fonts = level.find(f"{W}rPr/{W}rFonts")
    start = value(level.find(f"{W}start"))
    legal = level.find(f"{W}isLgl")
    return int(level.get(f"{W}ilvl", "0")), Level(
        format=value(level.find(f"{W}numFmt")) or "decimal",
        text=value(level.find(f"{W}lvlText")) or "",
        start=int(start) if start and start.isdigit() else 1,
        legal=legal is not None and value(legal) not in ("0", "false"),
        font="" if fonts is None else fonts.get(f"{W}ascii") or "",
    )
