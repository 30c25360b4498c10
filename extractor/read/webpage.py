"""Which part of a web page is the document; the rest is the page's furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml.html import HtmlElement

_TAGS = frozenset({"nav", "footer", "aside", "header", "menu", "dialog"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "menu", "menubar"})
_MAIN = ("main", "article")
_ACT = re.compile(r"(?:приказ|постановление|распоряжение|решение|(?:приказываю|постановля[юе]т?|распоряжаюсь|решил[аи]?|обязываю):?)", re.I)
_APPENDIX = re.compile(r"приложение(?:\s*№?\s*\d+)?(?:\s+к\s+\w+.*)?|утвержд[её]на?о?\b.*", re.I)
_WORD = re.compile(r"[a-z]+|[а-я]+|\d+\w*")
_SMALL = frozenset({"tr", "th", "tbody", "thead", "a", "span", "b", "i", "strong", "em"})
_LINK_SHARE = 0.6
_PAGE_MARK = 20
"""Longest text of a page's end between two parts of a table, «Страница 2 из 14»."""


@dataclass(frozen=True, slots=True)
class Document:
    """The element that holds the document, and the elements inside it that are furniture all the same."""

    core: HtmlElement
    furniture: frozenset[HtmlElement]


@cache
def _words(kind: str) -> frozenset[str]:
    lines = Path(__file__).with_name("furniture.tsv").read_text("utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return frozenset(word for of, word in pairs if of == kind)


def find_document(body: HtmlElement) -> Document:
    """The largest part of `body` around its tables and order words that has no furniture beside it."""
    evidence = _evidence(body)
    held = {up for element in evidence for up in (*element.iter(), *element.iterancestors())}
    furniture = frozenset(e for e in body.iter() if isinstance(e.tag, str) and e is not body and e not in held and _is_furniture(e))
    if not evidence:
        return Document(_only_main(body), furniture)
    core = _common(evidence)
    while core is not body and not _is_border(core):
        parent = core.getparent()
        if parent is None or any(child in furniture for child in parent if child is not core):
            break
        core = parent
    return Document(core, furniture)


def data_tables(body: HtmlElement) -> list[HtmlElement]:
    """Tables that hold no other table and have at least two rows of two filled cells, or go on with one that does."""
    found: list[HtmlElement] = []
    for table in body.iter("table"):
        if table.find(".//table") is None and (_filled_rows(table) >= 2 or _goes_on(found[-1:], table)):
            found.append(table)
    return found


def _goes_on(above: list[HtmlElement], table: HtmlElement) -> bool:
    """Whether a table of one row stands right below `above`, with nearly as many cells: the rest of it on the next page."""
    width = max((len(row.findall("td")) for row in table.iter("tr")), default=0)
    before = table.getprevious()
    while before is not None and len(plain(before)) <= _PAGE_MARK and before.tag != "table":
        before = before.getprevious()
    return bool(above) and before is above[0] and width > 1 and width + 1 >= max(len(row) for row in above[0].iter("tr"))


def plain(element: HtmlElement) -> str:
    """Folded text of an element."""
    return " ".join(element.text_content().split())


def _filled_rows(table: HtmlElement) -> int:
    return sum(sum(1 for cell in row if cell.tag in ("td", "th") and plain(cell)) >= 2 for row in table.iter("tr"))


def _evidence(body: HtmlElement) -> list[HtmlElement]:
    """Data tables whose text is not mostly links, and lines that only an order has."""
    tables = [table for table in data_tables(body) if _link_share(table) < _LINK_SHARE]
    lines = [e for e in body.iter() if isinstance(e.tag, str) and _own_line(e) and not _in_link(e)]
    return tables + [e for e in lines if _is_order_line(plain(e))]


def _own_line(element: HtmlElement) -> bool:
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def _is_order_line(text: str) -> bool:
    joined = re.sub(r"(?<=\b\w) (?=\w\b)", "", text)
    return bool(_ACT.fullmatch(joined) or (len(text) < 120 and _APPENDIX.fullmatch(text)))


def _in_link(element: HtmlElement) -> bool:
    return element.tag == "a" or any(up.tag in ("a", "nav", "menu") for up in element.iterancestors())


def _common(elements: list[HtmlElement]) -> HtmlElement:
    """The lowest element that holds them all."""
    paths = [[*reversed(list(e.iterancestors())), e] for e in elements]
    common = paths[0][0]
    for level in zip(*paths, strict=False):
        if any(e is not level[0] for e in level):
            break
        common = level[0]
    return common


def _is_border(element: HtmlElement) -> bool:
    """A part that pages set aside for their content: `<main>`, `<article>`, the cell of a layout table."""
    layout_cell = element.tag == "td" and element.find(".//table") is not None
    return element.tag in _MAIN or element.get("role") == "main" or layout_cell


def _only_main(body: HtmlElement) -> HtmlElement:
    mains = [e for tag in _MAIN for e in body.iter(tag)]
    return mains[0] if len(mains) == 1 else body


def _is_furniture(element: HtmlElement) -> bool:
    if element.tag in _TAGS or element.get("role") in _ROLES or "mso-element:" in (element.get("style") or "").replace(" ", ""):
        return True
    if element.tag in _SMALL:
        return False
    names = re.sub(r"([a-z])([A-Z])", r"\1 \2", f"{element.get('class') or ''} {element.get('id') or ''}").casefold()
    if _words("class") & set(_WORD.findall(names)):
        return True
    text = plain(element).casefold()
    is_line = len(text) < 300 and text.startswith(tuple(_words("line")))
    return bool(text) and (is_line or _is_headed(element) or _is_menu(element))


def _is_headed(element: HtmlElement) -> bool:
    """A block whose first line is the name of a part of a site."""
    first = next((line for line in (" ".join(piece.split()).casefold() for piece in element.itertext()) if line), "")
    return element.tag in ("div", "section", "td", "ul", "table") and first.rstrip(":") in _words("heading")


def _is_menu(element: HtmlElement) -> bool:
    return (
        element.tag in ("ul", "ol", "div", "td", "table", "p") and len(element.findall(".//a")) >= 3 and _link_share(element) >= _LINK_SHARE
    )


def _link_share(element: HtmlElement) -> float:
    """Share of an element's text that is in links."""
    whole = len(plain(element))
    return sum(len(plain(link)) for link in element.iter("a")) / whole if whole else 0.0
