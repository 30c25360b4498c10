"""Deadlines: a grammar over deadline cells and running text, years from the plan's period or the order's date."""

from __future__ import annotations

from extractor.tag.deadlines.cells import read_deadlines
from extractor.tag.deadlines.columns import ColumnDeadline, read_split_deadline
from extractor.tag.deadlines.periods import read_period
from extractor.tag.deadlines.running import find_deadlines
from extractor.tag.deadlines.values import Calendar

__all__ = ["Calendar", "ColumnDeadline", "find_deadlines", "read_deadlines", "read_period", "read_split_deadline"]
