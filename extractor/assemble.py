"""Everything found, put together into the Document: ids, evidence, confidence, warnings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from math import prod

from extractor.draft import MeasureDraft, period_of
from extractor.layout import Layout, Page, Reading, Row, Table, Word
from extractor.repair import Repaired
from extractor.schema import (
    BBox,
    Column,
    Directive,
    Document,
    Evidence,
    Fragment,
    Measure,
    Order,
    Party,
    Roadmap,
    Section,
    Source,
    TypeProbability,
    Warning,
)
from extractor.tag.values import Entities, Head, PartyMention
from extractor.text import Traced

# how far a row with such a doubt is trusted: priors set by hand, not yet measured
_SURE = {
    "joined_row": 0.93,
    "moved_fragment": 0.8,
    "merged_columns": 0.8,
    "lost_cell": 0.6,
    "year_guessed": 0.8,
    "low_confidence": 0.6,
    "impossible_date": 0.5,
}
_LOW = 0.5


def passages(tables: Sequence[Table]) -> list[Traced]:
    """Cleaned texts of the tables' cells other than parties, one value a cell: where entities are looked for."""
    out: list[Traced] = []
    for table in tables:
        out += [table.title, *(heading.title for heading in table.headings)]
        for row in table.rows:
            out += [cell for column, cell in zip(table.columns, row.cells, strict=True)
                    if cell.text and column.role not in ("number", "responsible", "coordinator")]  # fmt: skip
    return [text for text in out if text.text]


def document(reading: Reading, repaired: Repaired, layout: Layout, head: Head, drafts: Sequence[MeasureDraft],
             types: Sequence[tuple[TypeProbability, ...]], entities: Entities) -> Document:  # fmt: skip
    """The Document without what only the caller knows (the file's name and digest)."""
    refs = iter(entities.refs)
    order = _order(head, refs)
    places = _Places(reading)
    sections = _section_ids(layout.tables)
    measures = [_measure(n, draft, layout.tables[draft.table], sections[draft.table], kinds, refs, places)
                for n, (draft, kinds) in enumerate(zip(drafts, types, strict=True), 1)]  # fmt: skip
    roadmaps = tuple(
        _roadmap(table, order, ids, [m for m, d in zip(measures, drafts, strict=True) if d.table == n])
        for n, (table, ids) in enumerate(zip(layout.tables, sections, strict=True))
    )
    pages = len(reading.pages) or None
    return Document(
        source=Source("", reading.media_type, "", pages, reading.reader, reading.ocr_confidence, reading.encoding),
        order=order,
        roadmaps=roadmaps,
        organisations=entities.organisations,
        people=entities.people,
        text=None,
        corrections=repaired.corrections,
        warnings=_warnings(reading, repaired, layout, head, drafts, measures),
    )


def _order(head: Head, refs: Iterator[str | None]) -> Order:
    """The head's order, each directive with its parties' references."""
    directives = tuple(
        Directive(directive.number, directive.text, _referred(mentions, refs), directive.deadlines)
        for directive, mentions in zip(head.order.directives, head.directive_parties, strict=True)
    )
    order = head.order
    return Order(order.kind, order.number, order.date, order.title, order.issuer, order.municipality, order.region,
                 order.signatory, order.legal_basis, directives)  # fmt: skip


def _referred(mentions: Sequence[PartyMention], refs: Iterator[str | None]) -> tuple[Party, ...]:
    return tuple(Party(mention.text.text, mention.kind, next(refs)) for mention in mentions)


def _section_ids(tables: Sequence[Table]) -> list[list[str]]:
    out: list[list[str]] = []
    count = 0
    for table in tables:
        out.append([f"s{count + n}" for n in range(1, len(table.headings) + 1)])
        count += len(table.headings)
    return out


def _roadmap(table: Table, order: Order, ids: Sequence[str], measures: Sequence[Measure]) -> Roadmap:
    return Roadmap(
        title=table.title.text or None,
        period=period_of(table, order),
        columns=tuple(Column(cell.role, cell.header) for cell in table.columns),
        sections=tuple(Section(id_, heading.number, heading.title.text) for id_, heading in zip(ids, table.headings, strict=True)),
        measures=tuple(measures),
    )


def _measure(n: int, draft: MeasureDraft, table: Table, sections: Sequence[str], types: tuple[TypeProbability, ...],
             refs: Iterator[str | None], places: _Places) -> Measure:  # fmt: skip
    row = draft.row
    confidence = round(prod(_SURE.get(code, 0.7) for code in {code for code, _ in draft.doubts}) * 0.97, 3)
    evidence = tuple(places.evidence(table, row, confidence))
    return Measure(
        id=f"m{n:02d}",
        number=row.number.text.strip().rstrip(".)") or None,
        section=sections[row.section] if row.section is not None else None,
        text=draft.text.text,
        type=types[0].label,
        types=types,
        deadlines=draft.deadlines,
        responsible=_referred(draft.responsible, refs),
        coordinators=_referred(draft.coordinators, refs),
        result=draft.result,
        indicator=draft.indicator,
        funding=draft.funding,
        evidence=evidence,
        confidence=round(confidence * min((e.reading for e in evidence), default=1.0), 3),
    )


def _warnings(reading: Reading, repaired: Repaired, layout: Layout, head: Head, drafts: Sequence[MeasureDraft],
              measures: Sequence[Measure]) -> tuple[Warning, ...]:  # fmt: skip
    own = [Warning(code, message, measure.id) for draft, measure in zip(drafts, measures, strict=True) for code, message in draft.doubts]
    low = [Warning("low_confidence", f"confidence {m.confidence:.2f}", m.id) for m in measures if m.confidence < _LOW]
    of_head = [Warning(code, message) for code, message in head.doubts]
    return tuple(chain(reading.warnings, repaired.warnings, layout.warnings, of_head, own, low))


class _Places:
    """Where the words of a reading stand: page and bbox of any run of the text as read."""

    def __init__(self, reading: Reading) -> None:
        self._raw = reading.text
        self._pages = reading.pages
        self._starts = [page.start for page in reading.pages]

    def evidence(self, table: Table, row: Row, confidence: float) -> Iterator[Evidence]:
        """One Evidence for each filled cell of a row."""
        for column, cell in zip(table.columns, row.cells, strict=True):
            if not cell.text:
                continue
            runs = cell.fragments(self._raw)
            readings = [word.confidence for start, end in runs for word in self._words(start, end)]
            reading = round(sum(readings) / len(readings), 3) if readings else 1.0
            yield Evidence(column.role, reading, round(confidence * reading, 3), tuple(self._fragment(*run) for run in runs))

    def _page(self, at: int) -> Page | None:
        i = bisect_right(self._starts, at) - 1
        return self._pages[i] if i >= 0 else None

    def _words(self, start: int, end: int) -> Iterator[Word]:
        page = self._page(start)
        words = page.words if page else ()
        i = bisect_right(words, start, key=lambda word: word.end)
        while i < len(words) and words[i].start < end:
            yield words[i]
            i += 1

    def _fragment(self, start: int, end: int) -> Fragment:
        page = self._page(start)
        boxes = [word.bbox for word in self._words(start, end)]
        return Fragment(page.number if page else None, start, end, _union(boxes) if boxes else None)


def _union(boxes: Sequence[BBox]) -> BBox:
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
