"""Numbers, bullets and raised figures written out as the text that a reader sees."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_VALUES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_ROMAN = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"


def superscript(text: str) -> str:
    """Raised digits as such («¹»), so that a footnote's mark is no figure of the text."""
    return text.translate(_RAISED)


def numeral(number: int, style: str) -> str:
    """`number` from 1 on as HTML and Word write it: `1`, `a`, `A`, `i`, `I`, `а` (Cyrillic), `А`."""
    if style in ("i", "I"):
        return roman(number) if style == "i" else roman(number).upper()
    if style in ("a", "A", "а", "А"):
        letters = "abcdefghijklmnopqrstuvwxyz" if style in ("a", "A") else _CYRILLIC
        letter = letters[(number - 1) % len(letters)] * ((number - 1) // len(letters) + 1)
        return letter if style in ("a", "а") else letter.upper()
    return str(number)


def roman(number: int) -> str:
    """Small Roman numeral."""
    out = ""
    for value, letters in zip(_VALUES, _ROMAN, strict=True):
        out += letters * (number // value)
        number %= value
    return out


@dataclass(slots=True)
class ListCounter:
    """The marks of one HTML list, in turn."""

    style: str | None
    number: int
    step: int = 1
    bullet: str = ""

    @classmethod
    def of(cls, element: HtmlElement, bullet: str) -> ListCounter:
        """The counter of an `<ol>`, or of a `<ul>` (no style), whose items all have `bullet`."""
        if element.tag == "ul":
            return cls(None, 0, bullet=bullet)
        start = element.get("start") or ""
        if element.get("reversed") is not None:
            return cls(element.get("type") or "1", int(start) if start.isdigit() else len(element.findall("li")), -1)
        return cls(element.get("type") or "1", int(start) if start.isdigit() else 1)

    def next(self, value: str | None = None) -> str:
        """The mark of the next item: «3.», of a `<ul>` the bullet."""
        if self.style is None:
            return self.bullet
        if value and value.strip().isdigit():
            self.number = int(value)
        mark = f"{numeral(self.number, self.style)}."
        self.number += self.step
        return mark
