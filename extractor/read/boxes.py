"""Boxes of cells to a table: columns, rows and spans from the edges that the boxes share."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from extractor.read.linear import Cell, Paragraph, Table
from extractor.schema import BBox


def edges(values: Sequence[float], tolerance: float) -> list[float]:
    """Sorted values, those closer than `tolerance` to the one before taken as one."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > tolerance:
            out.append(value)
    return out


def table_of(boxes: Sequence[BBox], content: Callable[[BBox], Paragraph], tolerance: float) -> Table:
    """The table of cell `boxes`, each filled by `content`; `tolerance` is the distance at which edges are one."""
    xs = edges([box[0] for box in boxes] + [box[2] for box in boxes], tolerance)
    ys = edges([box[1] for box in boxes] + [box[3] for box in boxes], tolerance)
    rows: dict[int, list[Cell]] = {}
    for box in sorted(boxes, key=lambda box: (_index(ys, box[1], tolerance), box[0])):
        left, right = _index(xs, box[0], tolerance), _index(xs, box[2], tolerance)
        top, bottom = _index(ys, box[1], tolerance), _index(ys, box[3], tolerance)
        rows.setdefault(top, []).append(Cell(content(box), left, max(1, right - left), max(1, bottom - top)))
    tops = sorted(rows)
    # A row edge at which no cell begins is none: heights are told in rows that are.
    return Table(tuple(tuple(_shrunk(cell, top, tops) for cell in rows[top]) for top in tops))


def _shrunk(cell: Cell, top: int, tops: Sequence[int]) -> Cell:
    below = bisect_left(tops, top + cell.rows) - bisect_left(tops, top)
    return Cell(cell.content, cell.column, cell.columns, max(1, below))


def _index(values: Sequence[float], value: float, tolerance: float) -> int:
    return max(0, bisect_left(values, value - tolerance))
