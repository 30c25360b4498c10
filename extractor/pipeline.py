"""File bytes in, Document out: the stages in the order in which they run."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Self

from extractor import assemble
from extractor.classify import TypeClassifier
from extractor.confidence import Confidence
from extractor.draft import drafts
from extractor.errors import EmptyFileError
from extractor.read import read
from extractor.repair import Repairer
from extractor.schema import Document, Source
from extractor.tables import find_tables
from extractor.tag.entities import EntityResolver
from extractor.tag.head import read_head


@dataclass(frozen=True, slots=True)
class Extractor:
    """The stages that carry weights, loaded once a process; safe to use from one thread at a time."""

    repairer: Repairer
    classifier: TypeClassifier
    resolver: EntityResolver
    confidence: Confidence

    @classmethod
    def load(cls, measure_types: Path | None = None) -> Self:
        """With the models that the package ships, or an archive's own `measure_types`; raises ModelError where one is absent."""
        return cls(Repairer.load(), TypeClassifier.load(measure_types), EntityResolver.load(), Confidence.load())

    def __call__(self, data: bytes, name: str, *, with_text: bool = False, max_pages: int | None = None) -> Document:
        """The Document of a file; raises UnreadableError, and nothing else, where the file gives no text."""
        reading = read(data, name, max_pages=max_pages)
        if not reading.text.strip():
            raise EmptyFileError("there is no text in it")
        repaired = self.repairer(reading.text)
        layout = find_tables(reading, repaired.text)
        head = read_head(layout.prose, [table.title for table in layout.tables])
        measures = drafts(layout.tables, head.order, reading.text if reading.grids else "")
        types = self.classifier.map([draft.text.text for draft in measures])
        parties = [*chain.from_iterable(head.directive_parties), *chain.from_iterable(draft.parties for draft in measures)]
        entities = self.resolver(head, assemble.passages(layout.tables), parties, reading.text)
        document = assemble.document(reading, repaired, layout, head, measures, types, entities, self.confidence)
        return replace(document, source=source_of(data, name, document.source), text=reading.text if with_text else None)


def source_of(data: bytes, name: str, source: Source) -> Source:
    """`source` with what only the bytes and the file's name tell."""
    name = name.encode("utf-8", "replace").decode("utf-8")  # a file's name may hold bytes that no text has
    return replace(source, filename=name, sha256=hashlib.sha256(data).hexdigest())
