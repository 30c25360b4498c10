"""Roadmaps written as data, printed in any layout, with exact gold for free."""

from corpus.generate.document import Sample, generate
from corpus.generate.layouts import LAYOUTS

__all__ = ["LAYOUTS", "Sample", "generate"]
