"""Synthetic OCR damage with the confusions that real OCR made, and its exact alignment with the truth."""

from corpus.noise.model import noise

__all__ = ["noise"]
