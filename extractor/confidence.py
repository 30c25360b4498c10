"""How sure the extractor is: signs of doubt that a row and its cells show, and what they weigh (models/confidence)."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from statistics import median
from typing import Self

from extractor.draft import MeasureDraft
from extractor.errors import ModelError
from extractor.layout import Table
from extractor.repair.lexicon import listed
from extractor.schema import Fragment, Role
from extractor.tables.evidence import goes_on, is_open
from extractor.tables.roles import role_of

FORMAT = 1
ROW = "row"
_PARTY: tuple[Role, ...] = ("responsible", "coordinator")
_USUAL = 0.8
_LEAST, _MOST = 0.01, 0.99

_SMALL = re.compile(r"(?<![\w-])[а-яё]{4,}(?![\w-])")
_MIXED = re.compile(r"\w*(?:[а-яё][A-Za-z0-9]|[A-Za-z0-9][а-яё])\w*")

Signs = dict[str, float]


@dataclass(frozen=True, slots=True)
class CellRead:
    """A filled cell: its role and text, where it stands, how well it was read (0..1), and the repairs made in it."""

    role: Role
    text: str
    fragments: tuple[Fragment, ...]
    reading: float
    repairs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Background:
    """What a table's rows are judged against; `lengths`: a usual cell of each role."""

    numbered: float
    guessed: float
    usual: frozenset[Role]
    lengths: Mapping[Role, float]
    recognised: bool
    marked: bool
    lost: bool
    damage: float

    @classmethod
    def of(cls, table: Table, *, recognised: bool, marked: bool, lost: bool, damage: float) -> Self:
        """Of a table that OCR read (`recognised`), that the source marks (`marked`), in a document that lost text (`lost`).

        `damage` is the share of the document's words that were repaired or look damaged.
        """
        columns = table.columns
        held: dict[Role, list[int]] = {
            column.role: [len(row.cells[i].text) for row in table.rows if row.cells[i].text] for i, column in enumerate(columns)
        }
        return cls(
            numbered=sum(bool(row.number.text) for row in table.rows) / max(1, len(table.rows)),
            guessed=sum(role_of(column.header) is None for column in columns) / max(1, len(columns)),
            usual=frozenset(role for role, found in held.items() if len(found) >= _USUAL * len(table.rows)),
            lengths={role: median(found) for role, found in held.items() if found},
            recognised=recognised,
            marked=marked,
            lost=lost,
            damage=damage,
        )


def row_signs(draft: MeasureDraft, cells: Sequence[CellRead], above: str, type_share: float, known: Background) -> Signs:
    """Signs of a whole row; `above` is the number of the row before it (empty for the first), `type_share` the likeliest type's."""
    signs: Signs = {f"doubt.{code}": 1.0 for code, _ in draft.doubts}
    number = draft.row.number.text.strip().rstrip(".)")
    parties = [*draft.responsible, *draft.coordinators]
    repairs = [each for cell in cells for each in cell.repairs]
    roles = {cell.role for cell in cells}
    signs |= {
        "unnumbered": float(not number) * known.numbered,
        "jump": float(bool(number and above) and not _follows(above, number)),
        "guessed": known.guessed,
        "blank": float(len(known.usual - roles)),
        "no_deadline": float("deadline" in roles and not draft.deadlines),
        "conditional": float(any(each.kind == "conditional" for each in draft.deadlines)),
        "deadlines": max(0.0, len(draft.deadlines) - 1.0),
        "no_party": float(bool(roles & set(_PARTY)) and not parties),
        "parties": max(0.0, len(parties) - 1.0),
        "posts": float(sum(each.kind == "role" for each in parties)),
        "long_party": float(any(len(each.text.text) > 60 for each in parties)),
        "open": float(sum(is_open(cell.text) for cell in cells)),
        "inside": float(sum(goes_on(cell.text) for cell in cells if cell.role == "measure" or cell.role in _PARTY)),
        "repairs": min(3.0, float(len(repairs))),
        "unsure_repair": 1 - min(repairs, default=1.0),
        "unread": 1 - min((cell.reading for cell in cells), default=1.0),
        "recognised": float(known.recognised),
        "unmarked": float(not known.marked),
        "lost": float(known.lost),
        "damaged": float(known.damage > 0),
        "damage": math.log1p(1000 * known.damage),
        "damage.recognised": math.log1p(1000 * known.damage) * known.recognised,
        "unknown": min(3.0, float(sum(unknown_words(cell.text) for cell in cells))),
        "type": 1 - type_share,
    }
    return signs | _length("", next((cell for cell in cells if cell.role == "measure"), None), known)


def cell_signs(cell: CellRead, row: Signs, known: Background) -> Signs:
    """Signs of a cell: those of its row, and its own."""
    own = {
        "own.open": float(is_open(cell.text)),
        "own.inside": float(goes_on(cell.text)),
        "own.repairs": min(3.0, float(len(cell.repairs))),
        "own.unread": 1 - cell.reading,
        "own.unknown": min(3.0, float(unknown_words(cell.text))),
        "own.words": math.log1p(len(cell.text.split())),
    }
    return row | own | _length("own.", cell, known)


@lru_cache(maxsize=5_000)
def unknown_words(text: str) -> int:
    """How many small words no list holds («семннар»), and how many words mix letters of two kinds, or figures with them («3а»)."""
    return sum(not listed(word) for word in _SMALL.findall(text)) + len(_MIXED.findall(text))


def _length(prefix: str, cell: CellRead | None, known: Background) -> Signs:
    """How much longer or shorter than usual, as a logarithm."""
    usual = known.lengths.get(cell.role, 0.0) if cell else 0.0
    apart = math.log(len(cell.text) / usual) if cell and cell.text and usual else 0.0
    return {f"{prefix}long": max(0.0, apart), f"{prefix}short": max(0.0, -apart)}


def _follows(above: str, number: str) -> bool:
    """«1.4» follows «1.3», and 1 begins anew."""
    one, two = (re.split(r"\D+", text)[-1] or "0" for text in (above, number))
    return int(two) in (int(one) + 1, 1)


@dataclass(frozen=True, slots=True)
class Confidence:
    """Signs → probability that a row (`ROW`), or a cell of a role, is right: one logistic regression each."""

    weights: Mapping[str, Mapping[str, float]]

    @classmethod
    @cache
    def load(cls) -> Self:
        """The shipped model; raises ModelError where it is absent or of another version."""
        path = files("models").joinpath("confidence", "weights.json")
        if not path.is_file():
            raise ModelError("no model of confidence at models/confidence/weights.json")
        state = json.loads(path.read_text("utf-8"))
        if state.get("format") != FORMAT:
            raise ModelError("models/confidence is a model of another version")
        return cls(state["weights"])

    def __call__(self, target: str, signs: Signs) -> float:
        """Rounded to three places, never quite 0 or 1; a role that was not trained is judged as its row is."""
        weights = self.weights.get(target) or self.weights[ROW]
        score = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in signs.items() if value)
        return round(min(_MOST, max(_LEAST, 1 / (1 + math.exp(-score)))), 3)
