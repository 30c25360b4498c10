"""A rule for an ending that the word before does not allow: «на заседаний федерации»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.morph import known, parses
from extractor.repair.context import agree, neighbours
from extractor.repair.rule import Edit, Page

_LAST = re.compile(r"и[ий](?![\w-])")
_NOUN = re.compile(r"[а-яё]{4,}")
_LONGEST = 40
_GENITIVE, _PLACE, _AIM = ("gent", "gen2"), ("accs", "acc2", "loct", "loc2"), ("accs", "acc2", "ablt")
_GOVERNED = {
    **dict.fromkeys(("из", "от", "до", "для", "без", "у"), _GENITIVE),
    **dict.fromkeys(("в", "во", "на", "о", "об"), _PLACE),
    **dict.fromkeys(("за", "под"), _AIM),
    **dict.fromkeys(("над", "перед"), ("ablt",)),
    **dict.fromkeys(("с", "со"), (*_GENITIVE, *_AIM)),
    **dict.fromkeys(("к", "ко"), ("datv",)),
    "по": ("datv", *_PLACE),
    "при": ("loct",),
}
_OTHER = {"и": "й", "й": "и"}


def noun_ending(page: Page) -> Iterator[Edit]:
    """«на заседаний», «судейской коллегий»: и read for й or й for и, where the word before tells which."""
    for last in _LAST.finditer(page.text):
        start = 1 + max(page.text.rfind(blank, max(0, last.end() - _LONGEST), last.end()) for blank in " \n")
        word = page.text[start : last.end()]
        if not _NOUN.fullmatch(word):
            continue
        left = neighbours(page.text, start, last.end())[0]
        other = word[:-1] + _OTHER[word[-1]]
        if not left or (page.text[start - 1] == "\n" and left not in _GOVERNED):  # the end of one cell over the start of another
            continue
        if known(word) and known(other) and not _stands(left, word) and _stands(left, other) and _is_form(word, other):
            yield Edit(last.end() - 1, last.end(), other[-1])


def _stands(left: str, noun: str) -> bool:
    """Whether a noun may stand after a preposition or an adjective; true after all else."""
    cases = _GOVERNED.get(left)
    return any(parse.tag.case in cases for parse in parses(noun)) if cases else agree(left, noun)


def _is_form(word: str, other: str) -> bool:
    """Whether both are forms of one noun and nothing else."""
    readings = [*parses(word), *parses(other)]
    return len({parse.normal_form for parse in readings}) == 1 and all(parse.tag.POS == "NOUN" for parse in readings)
