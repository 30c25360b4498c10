"""Heads of invented acts: what stands above `---` is what `read_head` makes of what stands below."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractor.schema import Directive, Reference
from extractor.tag.head import read_head
from extractor.tag.values import Head
from extractor.text import Traced

HEADS = sorted(Path(__file__).with_name("heads").glob("*.txt"))
KINDS = {"organisation": "ORG", "role": "ROLE", "person": "PERSON"}


def parts(path: Path) -> tuple[str, str]:
    expected, _, text = path.read_text("utf-8").partition("\n---\n")
    return expected, text


def marked(directive: Directive) -> str:
    """A directive as a line of markup: «2: [ORG Отделу] … {до 1 мая}»."""
    text, at = directive.text, 0
    pieces = [(p.text, f"[{KINDS[p.kind]} {p.text}]") for p in directive.parties] + [(d.text, f"{{{d.text}}}") for d in directive.deadlines]
    for surface, markup in sorted(pieces, key=lambda piece: directive.text.find(piece[0])):
        at = text.index(surface, at)
        text = text[:at] + markup + text[at + len(surface) :]
        at += len(markup)
    return f"{directive.number}: {text}"


def basis(act: Reference) -> str:
    return "basis: " + " | ".join(str(field or "") for field in (act.kind, act.number, act.date, act.issuer, act.title)).rstrip()


def said(head: Head) -> list[str]:
    """A head in the notation of the examples."""
    order = head.order
    signed = f"{order.signatory.name} | {order.signatory.position}" if order.signatory else None
    fields = {name: getattr(order, name) for name in ("kind", "number", "date", "title", "issuer", "municipality", "region")} | {
        "signed": signed
    }
    lines = [f"{name}: {'null' if value is None else value}" for name, value in fields.items()]
    doubts = [f"doubts: {code}" for code, _ in head.doubts]
    return [*lines, *map(basis, order.legal_basis), *map(marked, order.directives), *doubts]


@pytest.mark.parametrize("path", HEADS, ids=lambda path: path.stem)
def test_head(path: Path) -> None:
    expected, text = parts(path)
    assert said(read_head(Traced.of(text).lines(), [])) == [line.rstrip() for line in expected.splitlines() if line]


@pytest.mark.parametrize("path", HEADS, ids=lambda path: path.stem)
def test_parties_stand_where_they_were_read(path: Path) -> None:
    text = parts(path)[1]
    head = read_head(Traced.of(text).lines(), [])
    assert len(head.directive_parties) == len(head.order.directives)
    for directive, mentions in zip(head.order.directives, head.directive_parties, strict=True):
        assert [m.text.text for m in mentions] == [p.text for p in directive.parties]
        for mention in mentions:
            start, end = mention.text.place(0, len(mention.text))
            read = re.sub(r"-\n|\s|</?\w+>", "", text[start:end])
            assert read == re.sub(r"\s", "", mention.text.text)
