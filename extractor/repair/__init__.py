"""OCR repair: an ordered list of small named rules that change nothing they do not record."""

from extractor.repair.repairer import Repaired, Repairer

__all__ = ["Repaired", "Repairer"]
