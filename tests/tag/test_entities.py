"""Bodies and people of invented documents: expected entities and refs, `---`, the order's prose, `---`, cells and parties."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from extractor.schema import Organisation, PartyKind, Person
from extractor.tag.entities import EntityResolver
from extractor.tag.head import read_head
from extractor.tag.values import Entities, PartyMention
from extractor.text import Traced

DOCUMENTS = sorted(Path(__file__).with_name("entities").glob("*.txt"))
RESOLVER = EntityResolver.load()


def sections(path: Path) -> tuple[list[str], str, str]:
    expected, _, rest = ("\n" + path.read_text("utf-8")).partition("\n---\n")
    prose, _, _ = rest.partition("---\n")
    return [line for line in expected.splitlines() if line], prose, path.read_text("utf-8")


def resolve(path: Path) -> tuple[Entities, list[PartyMention], int]:
    """The entities of an example, the parties asked about, and how many of them are the directives'."""
    _, prose, raw = sections(path)
    at = raw.index(prose, raw.index("---\n") + 4)
    head = read_head(Traced.of(prose, at).lines(), [])
    cells: list[Traced] = []
    parties = [party for directive in head.directive_parties for party in directive]
    own = len(parties)
    for line in Traced.of(raw)[raw.index("---\n", at + len(prose)) :].lines()[1:]:
        label, mark, _ = line.text.partition(": ")
        value = line[len(label) + len(mark) :]
        if label == "cell":
            cells.append(value)
        for kind in get_args(PartyKind):
            if label == kind:
                parties.append(PartyMention(value, kind))
    return RESOLVER(head, cells, parties, raw), parties, own


def as_line(entity: Organisation | Person) -> str:
    if isinstance(entity, Organisation):
        fields = ["org: " + entity.name, entity.abbreviation, entity.full_name]
    else:
        fields = ["person: " + entity.surname, entity.given_name, entity.patronymic, entity.position]
    return " | ".join(field or "null" for field in fields).removesuffix(" | null").removesuffix(" | null")


def normal(line: str) -> str:
    return line.removesuffix(" | null").removesuffix(" | null")


def everybody(entities: Entities) -> list[Organisation | Person]:
    return [*entities.organisations, *entities.people]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_entities(path: Path) -> None:
    entities, parties, own = resolve(path)
    names = {o.id: o.name for o in entities.organisations} | {p.id: p.surname for p in entities.people}
    refs = [f"ref: {p.text} = {names[ref] if ref else 'null'}" for p, ref in zip(parties, entities.refs, strict=True)][own:]
    expected = sections(path)[0]
    wanted = [normal(line) for line in expected if not line.startswith("ref")]
    asked = [line for line in expected if line.startswith("ref")]
    assert sorted(map(as_line, everybody(entities))) == sorted(wanted)
    assert [ref for ref in refs if not asked or ref in asked] == asked


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_mentions(path: Path) -> None:
    raw = path.read_text("utf-8")
    for entity in everybody(resolve(path)[0]):
        assert entity.mentions, entity
        for mention in entity.mentions:
            assert mention.start is None or raw[mention.start : mention.end] == mention.text
