"""Confidence: signs of doubt lower it, and what the model is trained on is labelled as the scorer has it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import cast

import pytest

from corpus.agree import Item
from corpus.generate import generate
from extractor.confidence import ROW, Background, CellRead, Confidence, cell_signs, row_signs
from extractor.draft import MeasureDraft
from extractor.errors import ModelError
from extractor.layout import HeaderCell, Row, Table
from extractor.pipeline import Extractor
from extractor.schema import Role
from extractor.text import EMPTY, Traced
from models.confidence import train
from models.confidence.rows import Example, Recorder, labelled

WHOLE = ("1", "Проведение семинара для методистов", "Отдел", "Справка")
ROLES: tuple[Role, ...] = ("number", "measure", "responsible", "result")


def table(*rows: tuple[str, ...]) -> Table:
    cells = [tuple(Traced.of(text) if text else EMPTY for text in row) for row in rows]
    columns = tuple(HeaderCell(role, name) for role, name in zip(ROLES, ("№", "Мероприятие", "Ответственный", "Результат"), strict=True))
    return Table(EMPTY, columns, (), tuple(Row(row[0], None, row) for row in cells))


def sure(row: tuple[str, ...], *doubts: str, above: str = "", reading: float = 1.0, target: str = ROW) -> float:
    """Confidence of the last row of a table of ten like it."""
    rows = [(str(n), *WHOLE[1:]) for n in range(1, 10)]
    found = table(*rows, row)
    known = Background.of(found, recognised=reading < 1, marked=True, lost=False, damage=0.0)
    last = found.rows[-1]
    cells = [CellRead(column.role, cell.text, (), reading, ()) for column, cell in zip(found.columns, last.cells, strict=True) if cell.text]
    draft = MeasureDraft(0, last, last.cells[1], (), (), (), row[3] or None, None, None, tuple((code, "") for code in doubts))
    signs = row_signs(draft, cells, above, 0.9, known)
    if target == ROW:
        return Confidence.load()(ROW, signs)
    return Confidence.load()(target, cell_signs(next(cell for cell in cells if cell.role == target), signs, known))


def test_a_row_without_doubts_is_surer_than_one_with() -> None:
    whole = sure(("10", *WHOLE[1:]), above="9")
    assert whole > 0.8
    for doubt in ("moved_fragment", "merged_columns", "joined_row", "year_guessed"):
        assert sure(("10", *WHOLE[1:]), doubt, above="9") <= whole, doubt
    for doubt in ("lost_cell", "low_confidence", "impossible_date"):
        assert sure(("10", *WHOLE[1:]), doubt, above="9") < whole, doubt
    assert sure(("10", *WHOLE[1:]), above="9", reading=0.7) < whole
    assert sure(("10", "Проведение семинара для", *WHOLE[2:]), above="9") < whole


def test_a_cell_has_its_own_confidence() -> None:
    assert sure(("10", "Проведение семинара для", *WHOLE[2:]), above="9", target="measure") < sure(
        ("10", *WHOLE[1:]), above="9", target="measure"
    )
    assert all(0 < sure(("10", *WHOLE[1:]), above="9", target=role) < 1 for role in ROLES)


def test_a_model_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("extractor.confidence.files", lambda _: tmp_path)
    with pytest.raises(ModelError, match="no model of confidence"):
        Confidence.load.__wrapped__(Confidence)
    (tmp_path / "confidence").mkdir()
    (tmp_path / "confidence" / "weights.json").write_text(json.dumps({"format": 0}), "utf-8")
    with pytest.raises(ModelError, match="another version"):
        Confidence.load.__wrapped__(Confidence)


@cache
def recording() -> Extractor:
    return replace(Extractor.load(), confidence=Recorder({}, []))


def examples(seed: int, spoil: bool) -> Iterator[tuple[str, bool]]:
    """Targets and truths of a generated document, of which gold may want another text in each row."""
    sample = generate("a", "tabs", seed)
    gold = json.loads(json.dumps(sample.gold))
    for measure in gold["roadmaps"][0]["measures"] if spoil else ():
        measure["number"] = "77"
    recorder = cast(Recorder, recording().confidence)
    recorder.asked.clear()
    document = recording()(sample.data, sample.name)
    yield from ((each.target, each.right) for each in labelled("a", document, cast(Item, gold), recorder.asked))


def test_rows_and_cells_are_labelled_by_the_scorer() -> None:
    clean = list(examples(3, spoil=False))
    assert {right for _, right in clean} == {True}
    assert {ROW, "measure", "number"} <= {target for target, _ in clean}
    spoilt = dict.fromkeys([(target, right) for target, right in examples(3, spoil=True)])
    assert (ROW, False) in spoilt
    assert ("number", False) in spoilt
    assert ("measure", True) in spoilt
    assert (ROW, True) not in spoilt


def test_a_regression_learns_what_speaks_against() -> None:
    found = [Example("a", ROW, {"doubt.lost_cell": float(n % 4 == 0)}, n % 4 != 0 or n % 8 == 0) for n in range(400)]
    model = train.trained(found)
    assert model(ROW, {}) > 0.9
    assert model(ROW, {"doubt.lost_cell": 1.0}) == pytest.approx(0.5, abs=0.1)
    assert train.figures(model, [*found, Example("a", "measure", {}, True)])["rows_calibration_error"] < 0.05


def test_the_card_shows_the_figures_of_the_file() -> None:
    card = train.CARD.read_text("utf-8")
    assert train.filled(card, json.loads(train.METRICS.read_text("utf-8"))) == card
