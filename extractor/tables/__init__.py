"""Layout → grid → rows: the roadmaps' tables of a document, and the order's lines around them."""

from extractor.tables.find import find_tables

__all__ = ["find_tables"]
