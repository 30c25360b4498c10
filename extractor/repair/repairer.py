"""The stage: rules in order, each over the text that the one before left, until nothing changes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from extractor import schema, trace
from extractor.repair.rule import Edit, Page, Rule
from extractor.repair.rules import RULES, unresolved
from extractor.repair.tokens import masked, trimmed
from extractor.schema import Correction
from extractor.text import Traced

_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Repaired:
    """The repaired text, traced to the text as read, with every correction that leads from one to the other."""

    text: Traced
    corrections: tuple[Correction, ...]
    warnings: tuple[schema.Warning, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    """An edit as it was made: its place in the text as read."""

    start: int
    end: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Repairer:
    """OCR repair by rules; `rules` run in order."""

    rules: tuple[Rule, ...] = RULES

    @classmethod
    def load(cls) -> Self:
        """With the rules that the package ships; word counts load when the first doubtful word needs them."""
        return cls()

    def __call__(self, text: str) -> Repaired:
        """`text` (as read) repaired; undoing all corrections gives `text` back."""
        current, made = Traced.of(text), list[_Made]()
        page, looked = Page(masked(text)), dict[str, Page]()
        for _ in range(_ROUNDS):
            before = len(made)
            for rule in self.rules:
                edits = _apart(rule.find(page)) if looked.get(rule.name) is not page else []
                looked[rule.name] = page
                if edits:
                    made += [_record(current, rule, edit) for edit in edits]
                    current = current.replaced((edit.start, edit.end, edit.new) for edit in edits)
                    page = page.edited(edits)
            if len(made) == before:
                break
        return Repaired(current, tuple(_corrections(text, current, made)) if made else (), tuple(unresolved(page)))


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """Edits in order, without those that overlap one before."""
    apart: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if not apart or edit.start >= apart[-1].end:
            apart.append(edit)
    return apart


def _record(current: Traced, rule: Rule, edit: Edit) -> _Made:
    start, end = current.place(edit.start, edit.end)
    trace.fired(f"repair.{rule.name}", start, f"{current.text[edit.start : edit.end]} → {edit.new}")
    return _Made(start, end, rule.name, rule.confidence if edit.confidence is None else edit.confidence)


def _changed(raw: str, text: Traced, made: list[_Made]) -> Iterator[tuple[int, int, int, int]]:
    """Spans (start, end as read; start, end of the repaired text) that differ, each as long as the edits that made it."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted((m.start, m.end) for m in made):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    for start, end in spans:
        left, right = bisect_left(text.starts, start), bisect_left(text.starts, end)
        if raw[start:end] != text.text[left:right]:
            yield start, end, left, right


def _whole(mask: str, span: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """`span` grown to whole space-delimited tokens of the text as read."""
    start, end, left, right = span
    before = start - max(mask.rfind(blank, 0, start) for blank in " \n\u00a0") - 1
    stop = next((k for k in range(end, len(mask)) if mask[k].isspace()), len(mask))
    return start - before, stop, left - before, right + stop - end


def _corrections(raw: str, text: Traced, made: list[_Made]) -> Iterator[Correction]:
    mask = masked(raw)
    runs: list[list[tuple[int, int, int, int]]] = []
    for span in _changed(raw, text, made):
        if runs and _whole(mask, runs[-1][-1])[1] > _whole(mask, span)[0]:
            runs[-1].append(span)
        else:
            runs.append([span])
    for run in runs:
        whole = (*_whole(mask, run[0])[::2], *_whole(mask, run[-1])[1::2])
        start, end = trimmed(raw, whole[0], whole[2], run[0][0], run[-1][1])
        new = text.text[whole[1] + start - whole[0] : whole[3] + end - whole[2]]
        by = [m for m in made if m.start < end and start < m.end]
        rules = "+".join(dict.fromkeys(m.rule for m in by))
        yield Correction(start, end, raw[start:end], new, rules, round(min(m.confidence for m in by), 3))
