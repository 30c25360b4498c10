"""Repair changes nothing that it does not record, crosses no border, and finds nothing to do on its own output."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.repair import Repaired, Repairer

REPAIRER = Repairer.load()
HERE = Path(__file__).parent
PIECES = sorted(
    {
        cell
        for path in [*HERE.glob("*.tsv"), HERE / "untouched.txt"]
        for line in path.read_text("utf-8").splitlines()
        for cell in line.replace("\\n", "\n").replace("\\t", "\t").split("\t")
    }
)
SIGNS = [
    "<p>",
    "</p>",
    "<td>",
    "**",
    "│",
    "|",
    "+--+--+",
    "\t",
    "\n",
    "\r\n",
    " ",
    "«",
    "»",
    "<<",
    ">>",
    "(",
    ",",
    ".",
    "-",
    "№ ",
    "-0",
    "О",
    "o",
    "ё",
    "\u00ad",
    "\u00a0",
]
damaged = st.lists(
    st.one_of(st.sampled_from(PIECES), st.sampled_from(SIGNS), st.text("авеостднГМНaceoin06№.-«» \n\t", max_size=9)), max_size=9
).map("".join)


def undone(repaired: Repaired) -> str:
    """The repaired text with every correction taken back."""
    text, out, at, last = repaired.text.text, "", 0, 0
    for c in repaired.corrections:
        kept = c.start - last
        assert text[at + kept :].startswith(c.corrected)
        out += text[at : at + kept] + c.original
        at, last = at + kept + len(c.corrected), c.end
    return out + text[at:]


@settings(max_examples=250, deadline=None)
@given(damaged)
def test_undo_restores_the_text_as_read(raw: str) -> None:
    repaired = REPAIRER(raw)
    assert undone(repaired) == raw
    assert all(a.end <= b.start for a, b in pairwise(repaired.corrections))
    for c in repaired.corrections:
        assert raw[c.start : c.end] == c.original != c.corrected
        assert 0 < c.confidence <= 1
        assert not set("\t\n\r│") & set(c.original)


@settings(max_examples=150, deadline=None)
@given(damaged)
def test_repaired_text_needs_no_repair(raw: str) -> None:
    assert REPAIRER(REPAIRER(raw).text.text).corrections == ()


@settings(max_examples=150, deadline=None)
@given(damaged)
def test_traces_point_into_the_text_as_read(raw: str) -> None:
    text = REPAIRER(raw).text
    assert len(text.text) == len(text.starts) == len(text.ends)
    assert all(0 <= start < end <= len(raw) for start, end in zip(text.starts, text.ends, strict=True))


@pytest.mark.parametrize(
    ("raw", "original", "corrected"),
    [
        ("приказ №535-0", "535-0", "535-О"),
        ("города «Лесoгорска».", "Лесoгорска", "Лесогорска"),
        ("площадок «Диалог» «Диалог» для", "«Диалог» «Диалог»", "«Диалог»"),
        ("<p>муници пальный</p>", "муници пальный", "муниципальный"),
        ("(КрутиковаН.В.)", "КрутиковаН.В", "Крутикова Н.В"),
        ("приказ N2 17", "N2", "№"),
    ],
)
def test_a_correction_spans_whole_tokens_without_outer_punctuation(raw: str, original: str, corrected: str) -> None:
    assert [(c.original, c.corrected) for c in REPAIRER(raw).corrections] == [(original, corrected)]


def test_damage_that_stays_is_said() -> None:
    repaired = REPAIRER("программа Вqжзd района")
    assert repaired.text.text == "программа Вqжзd района"
    assert [warning.code for warning in repaired.warnings] == ["unresolved_damage"]
