"""Who signed: where the signature begins, the name as signed, the post of the lines above and beside."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.morph import parses
from extractor.schema import Signatory
from extractor.tag.head_words import opening, words
from extractor.tag.names import find_names

_REACH = 9  # non-blank lines that a post may take before its name
ACTING = re.compile(r"(?i)(?:вр\.?)?\s?и\.\s?о\.\s|(?:вр)?ио\s|врип\b|(?:временно\s)?исполняющ\w+\sобязанности")
_NO_POST = re.compile(r"[\s_()/\\.-]*(?:подпись|печать|м\.\s?п\.|п/п)?[\s_()/\\.-]*", re.IGNORECASE)

# «Председатель комитета      подпись      А.Э. Рощин»
_PEN = re.compile(r"(?i)\(?\bподпись\b\)?|\bм\.\s?п\.")


def names_post(text: str) -> bool:
    """Whether a line begins with a post in the nominative: «И.о. начальника …», «Заместитель главы …»."""
    if ACTING.match(text):
        return True
    word = re.match(r"[А-ЯЁ][а-яёА-ЯЁ]+", text)
    if word is None:
        return False
    readings = [p for p in parses(word.group().lower()) if p.tag.case == "nomn" and p.tag.number == "sing"]
    return any(p.normal_form in words("post") or p.word in words("post") for p in readings)


def only_name(text: str) -> bool:
    """Whether a line holds one name and nothing else."""
    names = find_names(text)
    return len(names) == 1 and not text[: names[0].start].strip(" _.,/") and not text[names[0].end :].strip(" _.,/")


def begins_signature(texts: Sequence[str], at: int) -> bool:
    """Whether the signature begins at line `at` of cleaned lines: a post with a name in reach, or a name on its own."""
    text = texts[at]
    before = next((t for t in reversed(texts[:at]) if t), "")
    if (at and texts[at - 1]) and not re.search(r"[.;:!?)»\"]$", before):
        return False
    if only_name(text):
        return True
    return names_post(text) and _name_line(texts, at) is not None


def _name_line(texts: Sequence[str], at: int) -> int | None:
    """The first line from `at` on that holds a name, before anything that ends a signature."""
    left = _REACH
    for i in range(at, len(texts)):
        if not texts[i]:
            continue
        if opening("stop").match(texts[i]) or left == 0 or re.match(r"\d+[.)]", texts[i]):
            return None
        if find_names(texts[i]):
            return i
        left -= 1
    return None


def signature_end(texts: Sequence[str], beside: Sequence[bool], at: int) -> int:
    """The line past a signature that begins at line `at`; under a name that stands `beside` its post, the post may go on."""
    line = _name_line(texts, at)
    if line is None:
        return at + 1
    end = line + 1
    while line == at and beside[at] and end < len(texts) and re.match(r"[а-яё«]", texts[end]) and not opening("stop").match(texts[end]):
        end += 1
    return end


# «Глава города Ярска И.П. Рощин»: at a line's end the initials belong to the surname after them
_AT_END = re.compile(r"(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?$")


def signed_name(text: str) -> tuple[int, int] | None:
    """Where the signatory's name stands in a cleaned line of a signature."""
    names = find_names(text)
    if not names:
        return None
    at_end = _AT_END.search(text)
    return at_end.span() if at_end and names[-1].end < len(text) else (names[-1].start, names[-1].end)


def read_signature(texts: Sequence[str]) -> Signatory | None:
    """The signatory of the cleaned lines of a signature."""
    line = next((i for i, text in enumerate(texts) if find_names(text)), None)
    place = signed_name(texts[line]) if line is not None else None
    if line is None or place is None:
        return None
    name = texts[line][slice(*place)]
    pieces = [_PEN.sub(" ", p) for p in (*texts[:line], texts[line][: place[0]], texts[line][place[1] :], *texts[line + 1 :])]
    # a bare surname above the printed name is the pen's: «Рощин / И.П. Рощин»
    post = [p.strip(" _/") for p in pieces if not _NO_POST.fullmatch(p) and p.strip(" .,") not in name.split()]
    return Signatory(name, re.sub(r"\s+", " ", " ".join(post)).strip(" ,_") or None)
