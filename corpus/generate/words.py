"""Texts from tables of words: one folder of .tsv files per set, templates filled at random without repeating a sentence."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

SetName = Literal["a", "b"]
Entry = Mapping[str, str]
SUBJECTS = ("education", "culture", "health", "social", "roads", "ecology")

_SLOT = re.compile(r"\{(\w+)\.(\w+)\}")
_SO = re.compile(r"\bс (?=(?:с[бвгдзклмнпрт]|ш[кл]))")
_TRIES = 30


@cache
def tables(set_: SetName) -> Mapping[str, tuple[Entry, ...]]:
    """Every table of a set by its file's name; the first line of a file names its columns."""
    out = {}
    for path in sorted((Path(__file__).parent / "data" / set_).glob("*.tsv")):
        head, *lines = path.read_text("utf-8").splitlines()
        names = head.split("\t")
        out[path.stem] = tuple(dict(zip(names, line.split("\t"), strict=True)) for line in lines)
    return out


@dataclass(slots=True)
class Writer:
    """Picks entries and fills templates for one document: its subject, its own fixed slots, and what it has said already."""

    set_: SetName
    rng: random.Random
    subject: str
    slots: dict[str, str] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)

    def entries(self, table: str, **where: str) -> list[Entry]:
        """The entries of a table that fit the document's subject and have the given values."""
        rows = (row for row in tables(self.set_)[table] if row.get("subject", "*") in ("*", self.subject))
        return [row for row in rows if all(row[key] == value for key, value in where.items())]

    def pick(self, table: str, **where: str) -> Entry:
        """One of the fitting entries."""
        return self.rng.choice(self.entries(table, **where))

    def style(self, key: str) -> str:
        """One of the set's habits: how a number, a mark, a date are printed."""
        return self.pick("style", key=key)["n"].replace("\\n", "\n").replace("\\f", "\f")

    def fill(self, template: str) -> str:
        """`template` with `{table.column}` picked at random and `{slot}` taken from the document's own."""
        while found := _SLOT.search(template):
            key = found[0][1:-1]
            text = self.slots[key] if key in self.slots else self.pick(found[1])[found[2]]
            template = template[: found.start()] + text + template[found.end() :]
        return _SO.sub("со ", template)

    def new(self, table: str, column: str = "n", **where: str) -> tuple[Entry, str]:
        """An entry and its filled text that this document has not said yet (said again only where the table is exhausted)."""
        for _ in range(_TRIES):
            entry = self.pick(table, **where)
            text = self.fill(entry[column])
            if text not in self.said:
                break
        self.said.add(text)
        return entry, text
