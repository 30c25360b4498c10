"""Measure texts with their types, written for this project: one TSV a subject, `family type also text`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from extractor.errors import BadDocumentError
from extractor.schema import MEASURE_TYPES, MeasureType

FOLDER = Path(__file__).parent
HEADER = "family\ttype\talso\ttext"
HELD_OUT = 5
AUTHORS = ("second", "third", "fourth", "fifth")
_TYPES: dict[str, MeasureType] = {name: name for name in get_args(MeasureType)}


@dataclass(frozen=True, slots=True)
class Example:
    """A measure text; `also` are types that a careful reader would accept too; a family shares a template."""

    family: str
    subject: str
    type: MeasureType
    also: tuple[MeasureType, ...]
    text: str

    @property
    def accepted(self) -> frozenset[MeasureType]:
        """Every right answer."""
        return frozenset((self.type, *self.also))

    @property
    def held_out(self) -> bool:
        """Whether the family stands on the held-out side: one in five, by a hash of its name, whatever else is in the corpus."""
        return hashlib.sha256(self.family.encode()).digest()[0] % HELD_OUT == 0


def read(path: Path) -> list[Example]:
    """The examples of one TSV; raises ValueError naming the file and line that break the form."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if lines[:1] != [HEADER]:
        raise ValueError(f"{path.name}: the header is not {HEADER!r}")
    return [_example(line, path, number) for number, line in enumerate(lines[1:], start=2)]


def _example(line: str, path: Path, number: int) -> Example:
    cells = line.split("\t")
    if len(cells) != HEADER.count("\t") + 1 or not (cells[0] and cells[3].strip()):
        raise ValueError(f"{path.name}, line {number}: four cells, family and text filled, are needed")
    family, kind, also, text = cells
    labels = [kind, *filter(None, also.split(","))]
    if unknown := [label for label in labels if label not in _TYPES]:
        raise ValueError(f"{path.name}, line {number}: no such measure type: {unknown[0]}; one of {', '.join(MEASURE_TYPES)}")
    return Example(family, path.stem, _TYPES[kind], tuple(_TYPES[label] for label in labels[1:]), text)


def read_rows(path: Path) -> list[Example]:
    """A user's examples, JSONL of `text`, `type` and, where there are any, `also`; raises BadDocumentError naming the line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_row(line, path, number) for number, line in enumerate(lines, start=1) if line.strip()]


def _row(line: str, path: Path, number: int) -> Example:
    try:
        row = json.loads(line)
        text, also = row["text"], row.get("also", [])
        if not text.strip():
            raise ValueError("the text is empty")
        labels = [_TYPES[label] for label in (row["type"], *also)]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        what = f"no such field or type: {error}" if isinstance(error, KeyError) else str(error)
        raise BadDocumentError(f"{path.name}, line {number}: {what}; needed: text, type, perhaps also") from error
    return Example(f"user: {text}", "user", labels[0], tuple(labels[1:]), text)


@cache
def load() -> tuple[Example, ...]:
    """All examples, by file name and line."""
    return tuple(example for path in sorted(FOLDER.glob("*.tsv")) for example in read(path))


@cache
def documents() -> tuple[Example, ...]:
    """The measures of the independent authors' documents with their gold types, a family a document; only ever trained on."""
    golds = sorted(path for author in AUTHORS for path in (FOLDER.parent / f"{author}_hand").glob("*.gold.json"))
    return tuple(example for path in golds for example in _of_document(path))


def _of_document(path: Path) -> Iterator[Example]:
    for roadmap in json.loads(path.read_text(encoding="utf-8"))["roadmaps"]:
        for measure in roadmap["measures"]:
            labels = [_TYPES[label] for label in measure.get("types_ok") or [measure["type"]]]
            yield Example(f"{path.parent.name}/{path.name}", "documents", labels[0], tuple(labels[1:]), measure["text"])
