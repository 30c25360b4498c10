"""Documents → Comparison: the steps in the order in which they run."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.fuzz import ratio

from extractor.compare.align import Links, link, one_to_one
from extractor.compare.answers import Floats
from extractor.compare.groups import group
from extractor.compare.likeness import Likeness, carried
from extractor.compare.near import near
from extractor.compare.phrases import Indices, Space, new_phrase, new_space
from extractor.compare.sides import Entry, bodies, entries, first_day, last_day, place_of, plan_of
from extractor.compare.values import (
    BodyShare,
    Comparison,
    Coverage,
    Gap,
    Group,
    Member,
    Plan,
    Span,
    Timing,
    Word,
    Wording,
    WordingShare,
)
from extractor.schema import MEASURE_TYPES, Document

_EDITED = 75  # rapidfuzz ratio, 0..100, from which a wording is somebody else's, edited
_WORDS = 6


@dataclass(frozen=True, slots=True)
class Aligned:
    """Measures of all plans, each with its `phrase` in `space` and its `plan`; all links, the doubtful too, and those of the assignment."""

    entries: tuple[Entry, ...]
    space: Space
    phrase: Indices
    plan: Indices
    links: Links
    chosen: Links


def align(documents: Sequence[Document], model: Likeness, *, surely: bool) -> Aligned | None:
    """The measures of documents aligned pair by pair of plans, those `surely` the same or all that may be; None where there is none."""
    found = tuple(entry for at, document in enumerate(documents) for entry in entries(document, at))
    if not found:
        return None
    places = [place_of(document) for document in documents]
    phrases = [new_phrase(each.measure.text, each.measure.types, places[each.plan]) for each in found]
    first = {each.key: each for each in reversed(phrases)}
    where = {key: at for at, key in enumerate(first)}
    space = new_space(tuple(first.values()), model.idf)
    phrase = np.array([where[each.key] for each in phrases], dtype=np.int64)
    pairs = near(space)
    similarity, sure = model.judged(space, pairs)
    alike = sure | (similarity >= model.threshold)
    links = link(phrase, pairs[alike], similarity[alike])
    chosen = links[_among(links, phrase, pairs[sure])] if surely else links
    plan = np.array([each.plan for each in found], dtype=np.int64)
    place = np.array([each.place for each in found], dtype=np.float32)
    return Aligned(found, space, phrase, plan, links, one_to_one(chosen, plan, place))


def _among(links: Links, phrase: Indices, pairs: Indices) -> np.ndarray:
    """Which links are of one and the same phrase, or of one of these pairs of phrases, left < right."""
    ends = np.sort(np.stack([phrase[links.left], phrase[links.right]], axis=1), axis=1)
    keys, known = (each[:, 0] * (len(phrase) + 1) + each[:, 1] for each in (ends, pairs))
    return np.asarray((ends[:, 0] == ends[:, 1]) | np.isin(keys, known))


def compare(documents: Sequence[Document], model: Likeness | None = None) -> Comparison:
    """Put plans beside each other, one a document; raises ModelError where the model is absent."""
    model = model or Likeness.load()
    names: dict[str, int] = {}
    plans = tuple(plan_of(document, at, names) for at, document in enumerate(documents))
    aligned = align(documents, model, surely=True)
    if aligned is None:
        return Comparison(plans, (), coverage((), plans), (), (), parties((), plans), wording((), (), plans))
    sets = sorted(group(aligned.chosen, aligned.plan), key=lambda each: (-len(each), each))
    tables = _tables([np.unique(aligned.phrase[members]) for members in sets], aligned.space, model)
    groups = tuple(_group(f"g{at}", members, aligned, table) for at, (members, table) in enumerate(zip(sets, tables, strict=True), 1))
    return Comparison(
        plans,
        groups,
        coverage(aligned.entries, plans),
        gaps(groups, sets, aligned, plans),
        tuple(timing(each) for each in groups),
        parties(aligned.entries, plans),
        wording(aligned.entries, groups, plans),
    )


def _tables(phrases: Sequence[Indices], space: Space, model: Likeness) -> Iterator[Floats]:
    """The likeness of each set's phrases to each other, (n, n); the model is asked once for all."""
    corners = [np.triu_indices(len(each), 1) for each in phrases]
    pairs = [each[np.stack(corner, axis=1)] for each, corner in zip(phrases, corners, strict=True)]
    found = model(space, np.concatenate([np.empty((0, 2), dtype=np.int64), *pairs]))
    ends = np.cumsum([len(each) for each in pairs])[:-1]
    for each, (rows, columns), likeness in zip(phrases, corners, np.split(found, ends), strict=False):
        table = np.eye(len(each), dtype=np.float32)
        table[rows, columns] = table[columns, rows] = likeness
        yield table


def _group(id_: str, members: Sequence[int], aligned: Aligned, table: Floats) -> Group:
    """The group of these measures; the centre is the likest to all others by `table`."""
    phrase, space = aligned.phrase[list(members)], aligned.space
    distinct, at = np.unique(phrase, return_inverse=True)
    weights = np.bincount(at)
    centre = int(np.argmax(table @ weights))
    similarity = table[centre][at]
    order = sorted(range(len(members)), key=lambda each: (int(at[each]) != centre, members[each]))
    found = tuple(_member(aligned, members[each], phrase, float(similarity[each])) for each in order)
    head = aligned.entries[members[order[0]]].measure
    others = [int(each) for each in distinct if each != distinct[centre]]
    mean = float(similarity.sum() - 1) / (len(members) - 1)
    return Group(id_, head.text, head.type, round(mean, 4), _words(space, int(distinct[centre]), others), found)


def _words(space: Space, centre: int, others: Sequence[int]) -> tuple[Word, ...]:
    """What carried the similarity; of copies, the weightiest words."""
    shares: Counter[str] = Counter()
    answers: dict[str, dict[str, None]] = {}
    for other in others or (centre,):
        for word, answer, share in carried(space, centre, other):
            shares[word] += share / max(1, len(others))  # type: ignore[assignment]
            answers.setdefault(word, {})[answer] = None
    return tuple(Word(word, tuple(w for w in answers[word] if w != word), round(share, 4)) for word, share in shares.most_common(_WORDS))


def _member(aligned: Aligned, at: int, phrases: Indices, similarity: float) -> Member:
    entry = aligned.entries[at]
    measure = entry.measure
    return Member(
        f"p{entry.plan + 1}",
        measure.id,
        measure.text,
        round(similarity, 4),
        _wording(aligned, at, phrases),
        tuple(each.text for each in measure.deadlines),
        first_day(measure.deadlines),
        last_day(measure.deadlines),
        tuple(each.text for each in (*measure.responsible, *measure.coordinators)),
        entry.bodies,
        measure.result,
    )


def _wording(aligned: Aligned, at: int, phrases: Indices) -> Wording:
    """Beside the others' wordings, place names and punctuation apart."""
    mine = aligned.phrase[at]
    if np.count_nonzero(phrases == mine) > 1:
        return "copied"
    key = aligned.space.phrases[mine].key
    others = (aligned.space.phrases[each].key for each in np.unique(phrases) if each != mine)
    return "changed" if any(ratio(key, other) >= _EDITED for other in others) else "own"


def coverage(found: Sequence[Entry], plans: Sequence[Plan]) -> tuple[Coverage, ...]:
    """A line for each measure type."""
    counts = Counter((each.measure.type, each.plan) for each in found)
    return tuple(Coverage(kind, *_line([counts[kind, at] for at in range(len(plans))], plans)) for kind in MEASURE_TYPES)


def parties(found: Sequence[Entry], plans: Sequence[Plan]) -> tuple[BodyShare, ...]:
    """A line for each kind of body; a measure of several kinds counts in each."""
    counts = Counter((body, each.plan) for each in found for body in each.bodies)
    return tuple(BodyShare(body, *_line([counts[body, at] for at in range(len(plans))], plans)) for body in bodies())


def _line(counts: list[int], plans: Sequence[Plan]) -> tuple[tuple[int, ...], tuple[float, ...]]:
    return tuple(counts), tuple(round(count / max(1, plan.measures), 4) for count, plan in zip(counts, plans, strict=True))


def gaps(groups: Sequence[Group], sets: Sequence[Sequence[int]], aligned: Aligned, plans: Sequence[Plan]) -> tuple[Gap, ...]:
    """By plan; a plan doesn't lack what one of its measures is like, be it doubtful or in another group by the assignment."""
    alike: dict[int, set[int]] = {}
    for a, b in zip(aligned.links.left.tolist(), aligned.links.right.tolist(), strict=True):
        alike.setdefault(a, set()).add(int(aligned.plan[b]))
        alike.setdefault(b, set()).add(int(aligned.plan[a]))
    others = len(plans) - 1
    found = []
    for each, members in zip(groups, sets, strict=True):
        if 2 * len(members) < others:
            continue
        having = {int(aligned.plan[at]) for at in members}.union(*(alike.get(at, ()) for at in members))
        found += [Gap(plan.id, each.id, each.label, each.type, len(members), others) for at, plan in enumerate(plans) if at not in having]
    return tuple(sorted(found, key=lambda gap: (int(gap.plan[1:]), -gap.having)))


def timing(each: Group) -> Timing:
    """The dates of a group's measures."""
    spans = tuple(Span(one.plan, one.start, one.end, "; ".join(one.deadlines)) for one in each.members)
    days = {span.plan: day for span in spans if (day := span.end or span.start)}
    first = min(days.values(), default=dt.date.min)
    early = tuple(plan for plan, day in days.items() if day == first) if len(set(days.values())) > 1 else ()
    return Timing(each.id, spans, early, (max(days.values()) - first).days if len(days) > 1 else None)


def wording(found: Sequence[Entry], groups: Sequence[Group], plans: Sequence[Plan]) -> tuple[WordingShare, ...]:
    """A line for each plan; what no other plan has is its own."""
    counts = Counter((member.plan, member.wording) for each in groups for member in each.members)
    lines = []
    for plan in plans:
        copied, changed = counts[plan.id, "copied"], counts[plan.id, "changed"]
        lines.append(WordingShare(plan.id, copied, changed, plan.measures - copied - changed))
    return tuple(lines)
