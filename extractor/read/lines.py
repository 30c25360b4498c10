"""Words on a page to lines and paragraphs, by where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractor.layout import Word
from extractor.morph import is_compound
from extractor.read.linear import Paragraph
from extractor.schema import BBox

_ITEM = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]|[а-яё]\)|[-–—•*·])$")
_DASHES = ("-", "–", "—")
_BREAKING = re.compile(r"([А-Яа-яЁё]+)[-\u00ad\u2010¬]$")
_LETTERS = re.compile(r"[А-Яа-яЁё]+")
_RANGE = re.compile(r"[\dIVX][-–]$")  # «2021–⏎2022»


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it stands on the page; units of the page (points or pixels), origin top left."""

    text: str
    bbox: BBox
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """Tokens of one visual line from left to right, with their common box."""

    tokens: tuple[Token, ...]
    bbox: BBox

    @classmethod
    def of(cls, tokens: Sequence[Token]) -> Line:
        """The line of at least one token."""
        return cls(tuple(sorted(tokens, key=lambda token: token.bbox[0])), hull([token.bbox for token in tokens]))

    @property
    def height(self) -> float:
        """Median height of the tokens."""
        return median(token.bbox[3] - token.bbox[1] for token in self.tokens)

    def gaps(self) -> list[bool]:
        """For each token whether a gap as wide as a tab stands before it."""
        wide = 3 * self.height
        return [False, *(after.bbox[0] - before.bbox[2] > wide for before, after in pairwise(self.tokens))]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the text of a page or cell may stand: its margins, and the usual distance between its lines."""

    left: float
    right: float
    leading: float

    @classmethod
    def of(cls, lines: Sequence[Line], left: float | None = None, right: float | None = None) -> Frame:
        """The frame of `lines`; margins that are not given are those that the lines keep, one stray line left out."""
        lefts, rights = sorted(line.bbox[0] for line in lines), sorted(line.bbox[2] for line in lines)
        stray = 1 if len(lines) > 8 else 0
        gaps = [max(0.0, b.bbox[1] - a.bbox[3]) for a, b in pairwise(lines)]
        small = [
            gap for gap, line in zip(gaps, lines, strict=False) if gap < line.height
        ]  # blank lines are as many as others on a short page
        return cls(
            lefts[stray] if left is None else left,
            rights[-1 - stray] if right is None else right,
            median(small if 3 * len(small) > len(gaps) else gaps) if gaps else 0.0,
        )


def hull(boxes: Sequence[BBox]) -> BBox:
    """The smallest box around `boxes`."""
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def lines_of(tokens: Sequence[Token]) -> list[Line]:
    """Lines from top to bottom: from left to right each token joins the line whose last one stands most beside it.

    Only neighbours are compared, so that a line may rise or fall on a bent page.
    """
    rows: list[list[Token]] = []
    for token in sorted(tokens, key=lambda token: token.bbox[0]):
        beside = max(rows, key=lambda row: _shared_height(row[-1].bbox, token.bbox), default=None)
        if beside is not None and _shared_height(beside[-1].bbox, token.bbox) > 0.4:
            beside.append(token)
        else:
            rows.append([token])
    return sorted(map(Line.of, rows), key=lambda line: line.bbox[1] + line.bbox[3])


def _shared_height(a: BBox, b: BBox) -> float:
    shared = min(a[3], b[3]) - max(a[1], b[1])
    return shared / max(0.1, min(a[3] - a[1], b[3] - b[1]))


def paragraphs(lines: Sequence[Line], frame: Frame) -> list[list[Line]]:
    """Lines by paragraph: a line goes on with the one above where its first word would not have fitted there."""
    groups: list[list[Line]] = []
    narrow = _narrow_blocks(lines, frame)
    for index, line in enumerate(lines):
        if groups and (_goes_on(groups[-1][-1], line, frame) or index in narrow):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _narrow_blocks(lines: Sequence[Line], frame: Frame) -> set[int]:
    """Lines that go on in a block of at least three with a right margin of its own (an order's title on the left half)."""
    goes_on: set[int] = set()
    start = 0
    for end in range(1, len(lines) + 1):
        if end < len(lines) and _is_below(lines[end - 1], lines[end], frame):
            continue
        block = lines[start:end]
        own = Frame(block[0].bbox[0], max(line.bbox[2] for line in block), frame.leading)
        inside = [_goes_on(a, b, own) and b.tokens[0].text[0].islower() for a, b in pairwise(block)]
        if len(block) >= 3 and all(inside) and own.right < frame.right - 0.2 * (frame.right - frame.left):
            goes_on |= set(range(start + 1, end))
        start = end
    return goes_on


def _is_below(above: Line, line: Line, frame: Frame) -> bool:
    is_close = line.bbox[1] - above.bbox[3] <= frame.leading + 0.6 * line.height
    return is_close and abs(line.bbox[0] - above.bbox[0]) < 0.3 * line.height and not any(above.gaps())


def _goes_on(above: Line, line: Line, frame: Frame) -> bool:
    height = max(above.height, line.height)
    if line.bbox[1] - above.bbox[3] > frame.leading + 0.6 * height or min(above.height, line.height) < 0.45 * height:
        return False
    if any(above.gaps()) or any(line.gaps()) or _begins_item(above, line) or _is_call(line):
        return False
    first = line.tokens[0].bbox
    return _slack(above, frame) < first[2] - first[0] + 0.35 * height and not _is_indented(above, line, frame)


def _begins_item(above: Line, line: Line) -> bool:
    """«2.» or «-» begins an item; not in «2019 ⏎ – 2022 годы»."""
    first, dash = line.tokens[0].text, line.tokens[0].text in _DASHES
    ends = above.tokens[-1].text.endswith((".", ";", ":", ","))
    return len(line.tokens) > 1 and bool(_ITEM.match(first)) and (ends or not dash)


def _is_call(line: Line) -> bool:
    """«ПРИКАЗЫВАЮ:» on a line of its own."""
    text = "".join(token.text for token in line.tokens)
    return text.endswith(":") and text.upper() == text and len(text) < 20


def _slack(line: Line, frame: Frame) -> float:
    """Free width of a line: to the right margin, and to the left one too where the line is centred or set to the right."""
    left, right = max(0.0, line.bbox[0] - frame.left), frame.right - line.bbox[2]
    centred = left > 1.5 * line.height and abs(left - right) < 0.25 * max(left, right)
    flush_right = left > 0.3 * (frame.right - frame.left) and right < 0.25 * left
    return right + left if centred or flush_right else right


def _is_indented(above: Line, line: Line, frame: Frame) -> bool:
    """A first line begins further right than the line above it, unless it hangs under that one's item mark or both are centred."""
    step = line.bbox[0] - above.bbox[0]
    hangs = len(above.tokens) > 1 and abs(line.bbox[0] - above.tokens[1].bbox[0]) < 0.4 * line.height
    middles = abs((line.bbox[0] + line.bbox[2]) - (above.bbox[0] + above.bbox[2]))
    return step > 0.8 * line.height and not hangs and not (middles < line.height < frame.right - line.bbox[2])


def paragraph(lines: Sequence[Line], *, furniture: bool = False) -> Paragraph:
    """One paragraph: tokens parted by spaces, wide gaps by tabs, words that a line end broke joined."""
    text, words = "", list[Word]()
    for line in lines:
        for token, gap in zip(line.tokens, line.gaps(), strict=True):
            if token is line.tokens[0]:
                text, words = _turned(text, words, token.text)
            elif text:
                text += "\t" if gap else " "
            words.append(Word(len(text), len(text) + len(token.text), token.bbox, token.confidence))
            text += token.text
    return Paragraph(text, tuple(words), furniture)


def _turned(text: str, words: list[Word], following: str) -> tuple[str, list[Word]]:
    """The text so far, made ready for the next line: «образо-» before «вания» loses its hyphen, «учебно-» keeps it."""
    if _RANGE.search(text) and following[0] in "0123456789IVX":
        return text, words
    broken, rest = _BREAKING.search(text), _LETTERS.match(following)
    if not broken or not rest or not rest[0][0].islower():
        return (f"{text} " if text else text), words
    left = broken[1]
    if is_compound(left, rest[0]) and text.endswith("-"):
        return text, words
    last = words[-1]
    return text[:-1], [*words[:-1], Word(last.start, last.end - 1, last.bbox, last.confidence)]


def cell_paragraph(lines: Sequence[Line], left: float, right: float) -> Paragraph:
    """The content of a cell whose box reaches from `left` to `right`: its paragraphs as lines."""
    if not lines:
        return Paragraph("")
    margin = max(0.0, min([line.bbox[0] - left for line in lines] + [right - line.bbox[2] for line in lines] + [lines[0].height]))
    parts = [paragraph(group) for group in paragraphs(lines, Frame.of(lines, left + margin, right - margin))]
    return join_lines([_untabbed(part) for part in parts])


def join_lines(parts: Sequence[Paragraph]) -> Paragraph:
    """Paragraphs as lines of one."""
    text, words = "", list[Word]()
    for part in parts:
        text += "\n" if text else ""
        words += [Word(len(text) + w.start, len(text) + w.end, w.bbox, w.confidence) for w in part.words]
        text += part.text
    return Paragraph(text, tuple(words))


def _untabbed(part: Paragraph) -> Paragraph:
    return Paragraph(part.text.replace("\t", " "), part.words)
