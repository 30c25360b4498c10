"""The tables of a born-digital page by the lines drawn on it, those without an outer frame too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from extractor.read.columns import parted_by_levels
from extractor.read.lines import Token, hull
from extractor.schema import BBox

if TYPE_CHECKING:
    from pdfplumber.page import Page as PdfPage

Edge = dict[str, Any]
"""A line of pdfplumber: `x0`, `x1`, `top`, `bottom` in points, `orientation` «h» or «v»."""
_NEAR = 3.0
# A frame is missed where the lines reach beyond it by more than this (points).
_BEYOND = 6.0
# A heading over all columns, two lines of it: «II. Подвижной состав и остановки» cuts every upright line (points).
_HEADING = 45.0


def drawn_tables(page: PdfPage, tokens: Sequence[Token]) -> list[tuple[BBox, ...]]:
    """Boxes of the cells of each table: of ruled ones, and of those that have level rules alone."""
    edges = page.debug_tablefinder().edges
    groups = _over_headings(_touching(edges))
    sides = [side for group in groups for side in _open_sides(group)]
    settings = {"explicit_vertical_lines": sides, "explicit_horizontal_lines": sides}
    ruled = [tuple(table.cells) for table in page.find_tables(settings) if len({cell[0] for cell in table.cells}) > 1]
    alone = [_box(edge) for group in groups if all(edge["orientation"] == "h" for edge in group) for edge in group]
    return ruled + [tuple(cells) for cells in parted_by_levels(tokens, alone)]


def _touching(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Edges that cross or meet, directly or by way of others."""
    groups: list[list[Edge]] = []
    for edge in edges:
        near = [group for group in groups if any(_meet(edge, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([edge, *(other for group in near for other in group)])
    return groups


def _meet(a: Edge, b: Edge) -> bool:
    if a["orientation"] == b["orientation"]:
        return False
    across = a["x0"] - _NEAR <= b["x1"] and b["x0"] - _NEAR <= a["x1"]
    return bool(across and a["top"] - _NEAR <= b["bottom"] and b["top"] - _NEAR <= a["bottom"])


def _over_headings(groups: Sequence[list[Edge]]) -> list[list[Edge]]:
    """Groups of one width with no more than a heading between the last level line of one and the first of the other, taken together."""
    joined: list[list[Edge]] = []
    for group in sorted(groups, key=lambda group: _hull(group)[1]):
        if joined and _is_heading_between(joined[-1], group):
            joined[-1].extend(group)
        else:
            joined.append(list(group))
    return joined


def _is_heading_between(above: Sequence[Edge], below: Sequence[Edge]) -> bool:
    upper, lower = ([_box(edge) for edge in group if edge["orientation"] == "h"] for group in (above, below))
    if not upper or not lower:
        return False
    (left, _, right, bottom), (begin, top, end, _) = _hull(above), _hull(below)
    is_open = bottom - hull(upper)[3] > _NEAR or hull(lower)[1] - top > _NEAR
    return not is_open and abs(left - begin) < _BEYOND and abs(right - end) < _BEYOND and 0 < top - bottom < _HEADING


def _hull(group: Sequence[Edge]) -> BBox:
    return hull([_box(edge) for edge in group])


def _open_sides(group: Sequence[Edge]) -> Iterator[Edge]:
    """Sides that nobody drew: there the lines that go the other way stick out of the outermost ones."""
    level, upright = ([edge for edge in group if edge["orientation"] == way] for way in "hv")
    if len(level) < 2 or not upright:
        return
    left, top, right, bottom = _hull(group)
    if min(edge["x0"] for edge in upright) - left > _BEYOND:
        yield _line(left, top, left, bottom)
    if right - max(edge["x0"] for edge in upright) > _BEYOND:
        yield _line(right, top, right, bottom)
    if min(edge["top"] for edge in level) - top > _BEYOND:
        yield _line(left, top, right, top)
    if bottom - max(edge["top"] for edge in level) > _BEYOND:
        yield _line(left, bottom, right, bottom)


def _line(x0: float, top: float, x1: float, bottom: float) -> Edge:
    shape = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top}
    return {**shape, "object_type": "line", "orientation": "v" if x0 == x1 else "h"}


def _box(edge: Edge) -> BBox:
    return (edge["x0"], edge["top"], edge["x1"], edge["bottom"])
