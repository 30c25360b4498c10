"""Plans of several municipalities beside each other, and two versions of one plan."""

from extractor.compare.comparison import compare
from extractor.compare.difference import diff
from extractor.compare.values import Comparison, Difference

__all__ = ["Comparison", "Difference", "compare", "diff"]
