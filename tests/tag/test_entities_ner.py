"""What natasha's NER would add to the rules: measured on the real orders with gold, and found to be noise."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path

import pytest

from corpus.agree import lenient_f1, same_body
from extractor import assemble
from extractor.draft import drafts
from extractor.fold import fold
from extractor.read import read
from extractor.repair import Repairer
from extractor.tables import find_tables
from extractor.tag.entities import EntityResolver
from extractor.tag.head import read_head
from extractor.text import Traced

SHARED = Path(__file__).parents[3] / "shared"
GOLD = sorted((SHARED / "gold").glob("*.json"))


def spans(texts: list[Traced]) -> Iterator[Traced]:
    """The bodies that NER sees, text by text, so that it joins no two cells."""
    from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter  # noqa: PLC0415 - heavy

    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())
    for text in texts:
        doc = Doc(text.text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        yield from (text[span.start : span.stop] for span in doc.spans if span.type == "ORG")


@pytest.mark.slow
@pytest.mark.skipif(not GOLD, reason="../shared/gold is absent: nothing is measured")
@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_rules_alone_are_better(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = json.loads(path.read_text("utf-8"))
    reading = read((SHARED / "orders" / f"{path.stem}.txt").read_bytes(), path.name)
    layout = find_tables(reading, Repairer.load()(reading.text).text)
    head = read_head(layout.prose, [fold(table.title) for table in layout.tables])
    cells = assemble.passages(layout.tables)
    parties = [*chain.from_iterable(head.directive_parties), *chain.from_iterable(d.parties for d in drafts(layout.tables, head.order))]
    found = EntityResolver.load()(head, cells, parties, reading.text)
    ours = [asdict(body) for body in found.organisations]
    taken = [(m.start, m.end) for body in found.organisations for m in body.mentions if m.start is not None and m.end is not None]
    running = list(spans([*head.passages]))
    more = {s.text for s in running if not any(a < s.ends[-1] and s.starts[0] < b for a, b in taken)}
    seen: list[dict[str, object]] = [{"name": name} for name in sorted(more)]
    rules, joined = (lenient_f1(bodies, gold["organisations"], same_body) for bodies in (ours, [*ours, *seen]))
    with capsys.disabled():
        sys.stdout.write(f"\n{path.stem}: bodies by rules {rules:.3f}, with NER on running text {joined:.3f}; it adds {sorted(more)}\n")
    assert rules >= joined
