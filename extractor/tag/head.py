"""The head of an act: the order's prose → Order, its directives' parties, and the passages where entities are looked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from extractor.fold import fold
from extractor.morph import lemma
from extractor.schema import Directive, Order, OrderKind, Party, Signatory
from extractor.tag.deadlines import Calendar, find_deadlines, read_period
from extractor.tag.head_acts import Stamp, citations, find_stamps
from extractor.tag.head_blocks import Blocks, Point, find_blocks
from extractor.tag.head_issuer import compose_issuer, issuer_of_genitive, letterhead_units
from extractor.tag.head_places import find_municipality, find_region
from extractor.tag.head_points import point_parties
from extractor.tag.head_signature import read_signature, signed_name
from extractor.tag.head_words import nearest
from extractor.tag.values import Head, PartyMention
from extractor.text import Traced, join

_BARE_NUMBER = re.compile(r"\d{4}(?:\s?г(?:ода|\.)?)?\s+(\d{1,4}(?:[-/][\dА-Яа-яё]{1,6})*)$")
_Doubts = tuple[tuple[str, str], ...]
_KINDS: dict[str, OrderKind] = {"приказ": "приказ", "постановление": "постановление", "распоряжение": "распоряжение", "решение": "решение"}
_VERBS: dict[str, OrderKind] = {
    "приказыва": "приказ",
    "постановля": "постановление",
    "реш": "решение",
    "распоряжаюсь": "распоряжение",
    "обязываю": "распоряжение",
}
# «к приказу управления … от … № …», «УТВЕРЖДЕН постановлением администрации …»
_OF_ACT = re.compile(r"(?i)\b(?P<kind>приказ|постановлен|распоряжен|решен)(?:ом|у|а|ие|ия|ием|ию)\b\s*(?P<issuer>.*)")


def read_head(prose: Sequence[Traced], titles: Sequence[Traced]) -> Head:
    """The act of the order's prose lines (not folded, blank lines as empty values); `titles` are the roadmaps' own headings."""
    blocks = find_blocks(prose)
    kind, own_issuer = _named_act(blocks)
    stamp, doubts = _stamp(blocks)
    signatory = read_signature([line.text for line in blocks.signature]) or _approved_by(blocks)
    issuer = _issuer(blocks, signatory) or own_issuer
    period = next((found for title in titles if (found := read_period(title.text))), None)
    calendar = Calendar(period, stamp.date if stamp else None)
    read = [_directive(point, calendar) for point in blocks.points]
    places = _places(blocks, titles, issuer, signatory)
    order = Order(
        kind=kind,
        number=stamp.number if stamp else None,
        date=stamp.date if stamp else None,
        title=blocks.title.text or None,
        issuer=issuer,
        municipality=find_municipality(places),
        region=find_region(places),
        signatory=signatory,
        legal_basis=citations(blocks.preamble.text),
        directives=tuple(directive for directive, _, _ in read),
    )
    unsaid = [name for name in ("kind", "number", "date") if getattr(order, name) is None]
    missing = [("low_confidence", f"the head states no {' and no '.join(unsaid)}")] if unsaid else []
    doubts = (*doubts, *missing, *(doubt for _, _, more in read for doubt in more))
    return Head(order, tuple(parties for _, parties, _ in read), _passages(blocks), doubts)


def _named_act(blocks: Blocks) -> tuple[OrderKind | None, str | None]:
    """The kind of act, and its issuer where only an appendix names it, as printed there."""
    line = blocks.kind_line.text.lower()
    kind = next((k for stem, k in _KINDS.items() if stem in line), None) or _KINDS.get(nearest(line, "kind") or "")
    kind = kind or next((k for stem, k in _VERBS.items() if blocks.verb.startswith(stem)), None)
    for heading in blocks.appendices:
        named = _OF_ACT.search(heading.text)
        if named:
            issuer = re.split(r"\s+от\s|№|[«\"]?\d|\s+_", f" {named['issuer']}")[0].strip(' ,.«"')
            return kind or next(k for stem, k in _KINDS.items() if stem.startswith(named["kind"].lower()[:6])), issuer or None
    return kind, None


def _stamp(blocks: Blocks) -> tuple[Stamp | None, _Doubts]:
    """The act's own date and number: from the lines under its kind, then the letterhead's foot, then an appendix's heading."""
    under = " ".join([blocks.kind_line.text, *(line.text for line in blocks.requisites)])
    above = " ".join(line.text for line in blocks.letterhead[-4:])
    headings = [h.text for h in blocks.appendices if _OF_ACT.search(h.text)] + [h.text for h in blocks.appendices]
    places = [under, above, *headings] if blocks.kind_line.text or blocks.points else headings
    number, date, doubts = None, None, list[tuple[str, str]]()
    for place in places:
        for stamp in find_stamps(place):
            if not number and stamp.number and not re.search(r"(?i)приложение\s*$", place[: stamp.start]):
                number = stamp.number
            date = date or stamp.date
            if not date:
                doubts += stamp.doubts
        if number and date:
            break
    if number is None and date is not None:  # «11.11.2020    73-од»: no sign before the number
        number = next((found[1] for line in blocks.requisites if (found := _BARE_NUMBER.search(line.text))), None)
    return (Stamp(0, 0, number, date) if number or date else None), tuple(doubts)


def _issuer(blocks: Blocks, signatory: Signatory | None) -> str | None:
    """The body of the letterhead; else of the lines under the kind, of «администрация … постановляет», of the signatory's post."""
    body = " ".join(t.text for t in (blocks.preamble, blocks.title, *(p.text for p in blocks.points), *blocks.signature))
    composed = compose_issuer([unit.text for unit in letterhead_units(blocks.letterhead)], body)
    if composed:
        return composed
    under = [
        re.sub(r"(?i)^\W*(?:приказ|постановление|распоряжение|решение)\b", "", blocks.kind_line.text),
        *(line.text for line in blocks.requisites),
    ]
    genitive = " ".join(re.split(r"\s+от\s|№|\d", line)[0] for line in under if re.match(r"\W*[А-ЯЁ]", line))
    if genitive and lemma(genitive.split()[0]) in _BODIES:
        return issuer_of_genitive(genitive.strip())
    acting = re.search(r"(?:^|[,.]\s)((?:[Аа]дминистрация|[Сс]овет|[Дд]ума|[Сс]обрание)\b[^,.]*)$", blocks.preamble.text)
    if acting:
        return issuer_of_genitive(acting[1].strip())
    return None


_BODIES = frozenset(
    {"администрация", "управление", "департамент", "комитет", "отдел", "министерство", "совет", "дума", "глава", "служба", "правительство"}
)


def _approved_by(blocks: Blocks) -> Signatory | None:
    """«УТВЕРЖДАЮ / Глава района / ____ И.И. Иванов» on a plan that came without its order."""
    for heading in blocks.appendices if not blocks.signature else ():
        found = re.match(r"(?i)\W*утверждаю\W*(.*)", heading.text)
        if found:
            return read_signature([re.split(r"[«\"_]?\s*\d{1,2}[»\"_]", found[1])[0]])
    return None


def _places(blocks: Blocks, titles: Sequence[Traced], issuer: str | None, signatory: Signatory | None) -> list[str]:
    """Texts that may name the place, the weightiest first."""
    letterhead = "\n".join(unit.text for unit in letterhead_units(blocks.letterhead))
    post = (signatory.position if signatory else None) or ""
    own = [letterhead, issuer or "", blocks.title.text, *(t.text for t in titles), *(h.text for h in blocks.appendices), post]
    points = [point.text.text for point in blocks.points]
    # «г. Ярск» under the act of a region's government is only where it was signed
    regional = find_region([issuer or ""]) is not None
    signed_at = [] if regional else [line.text for line in (*blocks.requisites, *blocks.letterhead)]
    return [text for text in [*own, *points, *signed_at, blocks.preamble.text] if text]


def _directive(point: Point, calendar: Calendar) -> tuple[Directive, tuple[PartyMention, ...], _Doubts]:
    text = point.text.text
    deadlines = find_deadlines(text, calendar)
    spans = point_parties(text, deadlines[0].start if deadlines else None)
    parties = tuple(Party(text[s.start : s.end], s.kind) for s in spans)
    mentions = tuple(PartyMention(point.text[s.start : s.end], s.kind) for s in spans)
    doubts = tuple(doubt for d in deadlines for doubt in d.doubts)
    return Directive(point.number, text, parties, tuple(d.deadline for d in deadlines)), mentions, doubts


def _passages(blocks: Blocks) -> tuple[Traced, ...]:
    """Running texts, one paragraph each; of a letterhead its units, of a signature the post and the name apart."""
    signature: list[Traced] = []
    for blank, lines in groupby(blocks.signature, lambda line: not line.text):
        post: list[Traced] = []
        for line in () if blank else lines:
            place = signed_name(line.text) or (len(line), len(line))
            post += [line[: place[0]], line[place[1] :]]
            signature.append(line[slice(*place)])
        signature.append(fold(join([piece for piece in post if piece.text], "\n")))
    parts = [*letterhead_units(blocks.letterhead), *blocks.requisites, blocks.title, blocks.preamble, *(p.text for p in blocks.points)]
    return tuple(text for text in [*parts, *signature, *blocks.appendices, *blocks.rest] if text.text.strip())
