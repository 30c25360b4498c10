"""The order's prose taken apart: letterhead, requisites, title, preamble, points, signature, and what is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.fold import fold
from extractor.tag.head_acts import cites_unfinished, find_stamps
from extractor.tag.head_signature import begins_signature, signature_end
from extractor.tag.head_words import nearest, opening
from extractor.text import EMPTY, Traced, join
from extractor.trace import fired

_KIND = re.compile(r"\W*(?P<kind>приказ|постановление|распоряжение|решение)(?P<rest>$|\W.*)", re.IGNORECASE)
_OPERATIVE = re.compile(
    r"(?:(?<=[\s,:])|^)(?P<verb>приказываю|п\s?р\s?и\s?к\s?а\s?з\s?ы\s?в\s?а\s?ю|приказывает|постановля(?:ю|ет)|решил[аи]?|реша(?:ет|ю)|обязываю|распоряжаюсь|предлагаю)\s*(?::|$)",
    re.IGNORECASE,
)
_COLUMNS = re.compile(r"\S(?:\s{2,}|\t+)\S")
_TITLE = re.compile(r"[\s*«\"]*(?:О|Об|ОБ|Обо)\s+[\w«\"]")
_APPENDIX = re.compile(
    r"[^\w(]*(?:приложение\b(?!\s*[:.]?\s*(?:на\s+\d|в\s+\d))|утвержд(?:аю|[её]н[аоы]?)\b(?=\W*$|\s+(?:приказ|постановлен|распоряжен|решен)))",
    re.IGNORECASE,
)
_POINT = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,2})(?P<mark>\s?[.)]|(?=\s))\s*(?=[^\d\s.,)])")


@dataclass(frozen=True, slots=True)
class Point:
    """An operative point: its number as printed, without its mark, and its cleaned text."""

    number: str
    text: Traced


@dataclass(frozen=True, slots=True)
class Blocks:
    """Parts of an order, cleaned. `signature` are its lines; `appendices` the headings of appendices and approval stamps."""

    letterhead: tuple[Traced, ...] = ()
    kind_line: Traced = EMPTY
    requisites: tuple[Traced, ...] = ()
    title: Traced = EMPTY
    preamble: Traced = EMPTY
    verb: str = ""
    points: tuple[Point, ...] = ()
    signature: tuple[Traced, ...] = ()
    appendices: tuple[Traced, ...] = ()
    rest: tuple[Traced, ...] = ()


def find_blocks(prose: Sequence[Traced]) -> Blocks:
    """The parts of an order's prose lines (outside tables, blank lines as empty values, not yet folded)."""
    lines = [fold(line) for line in prose]
    beside = [_COLUMNS.search(line.text.strip()) is not None for line in prose]
    kind = _kind_at([line.text for line in lines])
    start = 0 if kind is None else kind + 1
    verb = _part_verb(lines, beside, start)
    texts = [line.text for line in lines]
    end = _appendix_at(texts, start)
    points_at = verb + 1 if verb is not None else _body_at(texts, start, end) if kind is not None else None
    heads, rest = _appendices(lines, texts, end)
    if kind is None and points_at is None:
        return Blocks(appendices=heads, rest=(*(line for line in lines[:end] if line.text), *rest))
    top = end if points_at is None else points_at - (verb is not None)
    title = _title_at(texts, start, top) or (start, start)
    opener = _opener_at(texts, title[1], top)
    points, signature, after = _points(lines[points_at:end], beside[points_at:end]) if points_at is not None else ((), (), [])
    return Blocks(
        letterhead=tuple(line for line in lines[: kind or 0] if line.text),
        kind_line=EMPTY if kind is None else lines[kind],
        requisites=tuple(line for line in (*lines[start : title[0]], *lines[title[1] : opener]) if line.text),
        title=_paragraph(lines[slice(*title)]),
        preamble=_paragraph(lines[opener:top]),
        verb="" if verb is None else texts[verb].lower().replace(" ", ""),
        points=points,
        signature=signature,
        appendices=heads,
        rest=(*after, *rest),
    )


def _appendix_at(texts: Sequence[str], start: int) -> int:
    return next((i for i in range(start, len(texts)) if _APPENDIX.match(texts[i])), len(texts))


def _part_verb(lines: list[Traced], beside: list[bool], start: int) -> int | None:
    """Put the operative verb on a line of its own («…, приказываю: 1. Утвердить …»), and say which."""
    for i in range(start, _appendix_at([line.text for line in lines], start)):
        found = _operative(lines[i].text)
        if found:
            line = lines[i]
            lines[i : i + 1] = [line[: found.start()].strip(), line[found.start("verb") : found.end("verb")], line[found.end() :].strip()]
            beside[i : i + 1] = [False] * 3
            return i + 1
    return None


def _paragraph(lines: Sequence[Traced]) -> Traced:
    return fold(join([line for line in lines if line.text], "\n"))


def _kind_at(texts: Sequence[str]) -> int | None:
    """The line that names the act: «ПРИКАЗ», «ПОСТАНОВЛЕНИЕ № 12», not «Приказ об итогах» inside a text."""
    for i, text in enumerate(texts):
        if _APPENDIX.match(text):
            return None
        found = _KIND.match(text)
        if found is None and text.isupper() and re.fullmatch(r"\w{5,14}", text) and nearest(text, "kind"):
            return i  # «РАСПОРЯЖВНИЕ»
        if (
            found
            and (found["kind"].isupper() or not found["rest"].strip(" *_:"))
            and not re.match(r"\s*(?:об?|от)\s+[а-яё]{3}", found["rest"])
        ):
            fired("kind-line", i, text)
            return i
    return None


def _operative(text: str) -> re.Match[str] | None:
    """«ПРИКАЗЫВАЮ:» at the end of a line or alone on it, damaged too («ПРИКА3ЬIВАЮ:»)."""
    alone = re.fullmatch(r"\W*(?P<verb>\w{8,14})\s*:", text)
    return _OPERATIVE.search(text) or (alone if alone and nearest(alone["verb"], "verb") else None)


def _body_at(texts: Sequence[str], start: int, end: int) -> int | None:
    """Where the points begin in an act without an operative verb: «В целях …:» and «1. …»."""
    return next((i for i in range(start, end) if re.match(r"1\s?[.)]\s*[А-ЯЁ]", texts[i])), None)


def _title_at(texts: Sequence[str], start: int, end: int) -> tuple[int, int] | None:
    """Lines of the heading «Об …», to where the preamble begins; it may wrap, in a narrow column too."""
    first = next((i for i in range(start, end) if _TITLE.match(texts[i])), None)
    if first is None:
        return None
    last = first
    for i in range(first + 1, end):
        text = texts[i]
        if not text:
            continue
        title = " ".join(texts[first : last + 1])
        if _opens_preamble(text) or (_REQUISITE.match(text) and not (texts[i - 1] and cites_unfinished(title))):
            break
        # a capital begins a new paragraph after a blank line, or where a whole sentence or a citation stands on the line
        begins = not texts[i - 1] or len(text) > _SENTENCE or bool(find_stamps(text))
        if begins and re.match(r"\W*[А-ЯЁ]", text) and title.count("«") <= title.count("»"):
            break
        last = i
    return first, last + 1


_SENTENCE = 100  # characters: a printed line of a heading is shorter


_REQUISITE = re.compile(r"\W*(?:от\s*)?(?:№|[«\"]?\d{1,2}[»\"]?[.\s]+(?:\d\d|[а-я]+)[.\s]+\d{4})")


def _opens_preamble(text: str) -> bool:
    return re.match(r"\W*[А-ЯЁ]", text) is not None and opening("opener").match(text) is not None


def _opener_at(texts: Sequence[str], start: int, end: int) -> int:
    """The first line of the preamble: a known opener, else the first line of a sentence's length after the requisites."""
    known = (i for i in range(start, end) if _opens_preamble(texts[i]))
    wordy = (i for i in range(start, end) if texts[i].count(" ") > 4 and texts[i][:1].isupper() and not _REQUISITE.match(texts[i]))
    return next(known, next(wordy, end))


def _points(lines: Sequence[Traced], beside: Sequence[bool]) -> tuple[tuple[Point, ...], tuple[Traced, ...], list[Traced]]:
    """Operative points, the signature's lines and the lines after it."""
    texts = [line.text for line in lines]
    found: list[tuple[str, list[Traced]]] = []
    loose: list[Traced] = []
    for i, line in enumerate(lines):
        if opening("stop").match(line.text) and not line.text.lstrip().startswith("("):  # «(приложение).» ends a point
            return _closed(found, loose), (), [x for x in lines[i:] if x.text]
        if (found or loose) and line.text and begins_signature(texts, i):
            end = signature_end(texts, beside, i)
            return _closed(found, loose), tuple(lines[i:end]), [x for x in lines[end:] if x.text]
        for piece in line.split(_INLINE):
            number = _POINT.match(piece.text)
            printed = _next_number(found[-1][0] if found else None, number, piece.text) if number else None
            if number and printed:
                found.append((printed, [piece[number.end() :]]))
            else:
                (found[-1][1] if found else loose).append(piece)
    return _closed(found, loose), (), []


# «… (приложение 1). 2. Назначить …» on one line
_INLINE = re.compile(r"(?<=[.;:»)])\s+(?=\d{1,2}(?:\.\d{1,2}){0,2}[.)]\s?[А-ЯЁ])")


def _next_number(last: str | None, found: re.Match[str], text: str) -> str | None:
    """A point's number where it goes on the count («4» → «4.1», «5», «6»), or jumps as a misread does («8.» after «2.»)."""
    if not found["mark"].strip() and not (found["number"].count(".") or text[found.end()].isupper()):
        return None
    number = [int(part) for part in found["number"].split(".")]
    if last is None:
        return found["number"] if number in ([1], [1, 1]) else None
    before = [int(part) for part in last.split(".")]
    steps = [[*before[:depth], before[depth] + 1] for depth in range(len(before))]
    if number in [*steps, [*before, 1]] or number == [before[0] + 2]:
        return found["number"]
    jumps = len(number) == 1 and before[0] + 2 < number[0] < 10 and found["mark"].strip() == "." and text[found.end()].isupper()
    return str(before[0] + 1) if jumps else None


def _closed(found: Sequence[tuple[str, list[Traced]]], loose: Sequence[Traced]) -> tuple[Point, ...]:
    if not found and any(line.text for line in loose):  # a single point bears no number
        return (Point("1", _paragraph(loose)),)
    return tuple(Point(number, _paragraph(lines)) for number, lines in found)


def _appendices(lines: Sequence[Traced], texts: Sequence[str], start: int) -> tuple[tuple[Traced, ...], list[Traced]]:
    """Headings of appendices and approval stamps from line `start` on, and what else stands there."""
    heads: list[Traced] = []
    rest: list[Traced] = []
    i = start
    while i < len(lines):
        if _APPENDIX.match(texts[i]):
            end = _heading_end(texts, i)
            heads.append(_paragraph(lines[i:end]))
            i = end
            continue
        if texts[i]:
            rest.append(lines[i])
        i += 1
    return tuple(heads), rest


_OWN_NUMBER = re.compile(r"^\W*приложение\s*(?:№\s*)?\d*", re.IGNORECASE)


def _heading_end(texts: Sequence[str], start: int) -> int:
    """The line past an appendix's heading: to its number, or to a blank line or a plan's own title."""
    for i in range(start + 1, min(start + 10, len(texts))):
        if re.match(r"\W*(?:план|дорожная|комплекс\w*|программа|положение|состав|перечень)\b", texts[i], re.IGNORECASE):
            return i
        if not texts[i] and re.search(r"№\s*\d|\d{4}", _OWN_NUMBER.sub("", " ".join(texts[start:i]))):
            return i
    return min(start + 10, len(texts))
