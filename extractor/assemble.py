"""Everything found, put together into the Document: ids, evidence, confidence, warnings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from extractor.confidence import ROW, Background, CellRead, Confidence, Signs, cell_signs, row_signs
from extractor.draft import MeasureDraft, period_of
from extractor.layout import Layout, Page, Reading, Row, Table, Word
from extractor.repair import Repaired
from extractor.schema import (
    BBox,
    Column,
    Correction,
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
             types: Sequence[tuple[TypeProbability, ...]], entities: Entities, confidence: Confidence) -> Document:  # fmt: skip
    """The Document without what only the caller knows (the file's name and digest)."""
    refs = iter(entities.refs)
    order = _order(head, refs)
    sections = _section_ids(layout.tables)
    judged = judge(reading, repaired, layout, drafts, types)
    measures = [_measure(n, draft, sections[draft.table], kinds, refs, signs, confidence)
                for n, (draft, kinds, signs) in enumerate(zip(drafts, types, judged, strict=True), 1)]  # fmt: skip
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


@dataclass(frozen=True, slots=True)
class Judged:
    """What speaks for and against a measure and each of its cells."""

    signs: Signs
    cells: tuple[tuple[CellRead, Signs], ...]


def judge(reading: Reading, repaired: Repaired, layout: Layout, drafts: Sequence[MeasureDraft],
          types: Sequence[tuple[TypeProbability, ...]]) -> list[Judged]:  # fmt: skip
    """The signs of every measure, in order: what `Confidence` weighs, and what it is trained on."""
    places = _Places(reading, repaired.corrections)
    lost = any(warning.code == "lost_text" for warning in (*reading.warnings, *layout.warnings))
    damage = (len(repaired.corrections) + len(repaired.warnings)) / max(1, len(reading.text.split()))
    known = [Background.of(table, recognised=reading.ocr_confidence is not None, marked=bool(reading.grids), lost=lost, damage=damage)
             for table in layout.tables]  # fmt: skip
    out, above = list[Judged](), ""
    for draft, kinds in zip(drafts, types, strict=True):
        cells = tuple(places.cells(layout.tables[draft.table], draft.row))
        signs = row_signs(draft, cells, above, kinds[0].probability, known[draft.table])
        out.append(Judged(signs, tuple((cell, cell_signs(cell, signs, known[draft.table])) for cell in cells)))
        above = draft.row.number.text.strip().rstrip(".)") or above
    return out


def _measure(n: int, draft: MeasureDraft, sections: Sequence[str], types: tuple[TypeProbability, ...],
             refs: Iterator[str | None], judged: Judged, confidence: Confidence) -> Measure:  # fmt: skip
    row = draft.row
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
        evidence=tuple(Evidence(cell.role, cell.reading, confidence(cell.role, signs), cell.fragments) for cell, signs in judged.cells),
        confidence=confidence(ROW, judged.signs),
    )


def _warnings(reading: Reading, repaired: Repaired, layout: Layout, head: Head, drafts: Sequence[MeasureDraft],
              measures: Sequence[Measure]) -> tuple[Warning, ...]:  # fmt: skip
    own = [Warning(code, message, measure.id) for draft, measure in zip(drafts, measures, strict=True) for code, message in draft.doubts]
    low = [Warning("low_confidence", f"confidence {m.confidence:.2f}", m.id) for m in measures if m.confidence < _LOW]
    of_head = [Warning(code, message) for code, message in head.doubts]
    return tuple(chain(reading.warnings, repaired.warnings, layout.warnings, of_head, own, low))


class _Places:
    """Where the words of a reading stand: page and bbox of any run of the text as read."""

    def __init__(self, reading: Reading, corrections: Sequence[Correction]) -> None:
        self._raw = reading.text
        self._pages = reading.pages
        self._starts = [page.start for page in reading.pages]
        self._corrections = sorted(corrections, key=lambda each: each.end)

    def cells(self, table: Table, row: Row) -> Iterator[CellRead]:
        """Each filled cell of a row, with what was read and repaired where it stands."""
        for column, cell in zip(table.columns, row.cells, strict=True):
            if not cell.text:
                continue
            runs = cell.fragments(self._raw)
            readings = [word.confidence for start, end in runs for word in self._words(start, end)]
            reading = round(sum(readings) / len(readings), 3) if readings else 1.0
            repairs = tuple(each.confidence for start, end in runs for each in self._repairs(start, end))
            yield CellRead(column.role, cell.text, tuple(self._fragment(*run) for run in runs), reading, repairs)

    def _repairs(self, start: int, end: int) -> Iterator[Correction]:
        i = bisect_right(self._corrections, start, key=lambda each: each.end)
        while i < len(self._corrections) and self._corrections[i].start < end:
            yield self._corrections[i]
            i += 1

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
