"""Rules for what a scan breaks, runs together or reads twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractor.embeddings import frequencies
from extractor.morph import known, parses
from extractor.repair.candidates import best
from extractor.repair.lexicon import count, genre_words, is_name, is_word, known_abbreviation, listed, weight, words
from extractor.repair.rule import Edit, Page, starts
from extractor.repair.spelling import half

_SMALL = re.compile(r"(?<![^\s«(-])[А-Яа-яЁё][а-яё]*(?: [а-яё]+)+(?![\w-])")
_PIECE = re.compile(r"[А-Яа-яЁё]+")
_INITIAL = re.compile(r" ?[А-ЯЁ]\.")
_INITIALS = re.compile(r"(?<![\w-])[А-ЯЁ][а-яё]{2,}(?=[А-ЯЁ]\. ?[А-ЯЁ]\.)")
_PREPOSED = re.compile(r"(?<![\w«\"-])(в|к|с|на|по|для|из|от|до|об|при)([А-ЯЁ]{2,6})(?![\w-])")
_CAMEL = re.compile(r"(?<![\w«\"-])([А-ЯЁ]?[а-яё]{4,})([А-ЯЁ][а-яё]{3,})(?![\w-])")
_LONG = re.compile(r"(?<![\w.#-])(?:[А-ЯЁ][а-яё]{4,}|[а-яё]{5,})(?![\w-]|\. ?[а-я]|\.[А-Я])")
_DOUBLE = re.compile(r"(?<![^\s«(])(«[^«»\n]{3,60}»|[а-яё][^\n«»,;:]{4,80}?[а-яё»]) \1(?![\w-])")
_DOUBLE_NAME = re.compile(r"(?<![\w-])([А-ЯЁ][а-яё]+(?: [А-ЯЁа-яё]+)+) \1(?![\w-])")
_TWICE = re.compile(
    r"(?<![\w-])(в|во|на|по|для|с|со|к|о|об|и|за|от|до|из|при) \1(?= [а-яё])"
    r"|(?<![\w-])([А-Яа-яЁё][а-яё]{4,}) ([а-яё]{5,})(?= [а-яё]|[\t\n.,;|]|$)"
)
_FREQUENT = 400
_COMMON = 3000
_SEEN = 20
_BREAK = 5.0  # log of how rarely a scan breaks a word, or joins two
_JOIN = 4.0
_SURE = 4.5
_VERBAL = ("ние", "ция")
_INFLECTED = "аеийыьюяхмв"


def broken_word(page: Page) -> Iterator[Edit]:
    """«муници пальный»: pieces that are no words, or hardly ever neighbours, and together are one; spaced letters are typography."""
    for found in _SMALL.finditer(page.text):
        taken = -1
        pieces = list(_PIECE.finditer(page.text, *found.span()))
        texts = [piece[0] for piece in pieces]
        small = [text.lower() for text in texts]
        for at, left in enumerate(pieces[:-1]):
            if left.start() < taken or _whole_words(*small[at : at + 3]):
                continue
            size, new = _mended(texts[at : at + 3])
            if size and not half(page.text, *left.span()):
                taken = pieces[at + size - 1].end()
                yield Edit(left.start(), taken, new)


def _whole_words(left: str, right: str, third: str = "") -> bool:
    """Whether two pieces are words, and neither they nor they and the third are a word together: nearly always, so it is asked first."""
    return left + right not in frequencies() and left + right + third not in frequencies() and listed(left) and listed(right)


def _mended(pieces: list[str]) -> tuple[int, str]:
    """How many of the pieces are one word or phrase, and it: 3 («му ниц ипального»), 2 («вте чение»), or 0."""
    left, right = pieces[0].lower(), pieces[1]
    phrase = _phrases().get(left + right)
    if phrase and not listed(left) and not listed(right):
        return 2, pieces[0][0] + phrase[1:]
    whole = "".join(pieces).lower()
    one_word = len(pieces) == 3 and len(whole) > 9 and count(whole) > _SEEN and listed(whole)
    if one_word and (sum(map(listed, pieces)) < 2 or weight(whole) - 2 * _BREAK > weight(left, *pieces[1:]) + _SURE):
        return 3, "".join(pieces)
    return (2, pieces[0] + right) if _broken(left, right) else (0, "")


@cache
def _phrases() -> dict[str, str]:
    return {phrase.replace(" ", ""): phrase for phrase in words("phrases")}


def _broken(left: str, right: str) -> bool:
    """Whether two pieces are one word."""
    whole = left + right
    if count(whole) <= _SEEN:  # the fastest question first; «заведу ющими»: a rare form of a word of the dictionary
        return len(left) > 3 and known(whole) and (not listed(left) or (len(right) > 3 and not listed(right)))
    if len(whole) < 5 or (len(right) == 1 and ((listed(left) and right not in "хмйеьтылн") or right not in "ивскоуаяхмйеьтылн")):
        return False
    if len(left) == 1 and left not in "авикосуяюэбж":  # «р аботы»
        return listed(whole) and count(whole) > count(right)
    if left in ("не", "ни") or not listed(whole):  # «не благоприятных» is how an author spells it
        return False
    if not listed(right) or not (listed(left) or left in words("function")):
        return True
    return len(left) > 1 and weight(whole) - _BREAK > weight(left, right) + _SURE


def joined_initials(page: Page) -> Iterator[Edit]:
    """«КрутиковаН.В.»: a surname and the initials after it."""
    for found in _INITIALS.finditer(page.text):
        yield Edit(*found.span(), f"{found[0]} ")


def joined_abbreviation(page: Page) -> Iterator[Edit]:
    """«вППЭ»: a preposition run together with an abbreviation that is known, or stands alone in the text."""
    for found in _PREPOSED.finditer(page.text):
        if known_abbreviation(found[2]) or page.words[found[2]]:
            yield Edit(*found.span(), f"{found[1]} {found[2]}")


def joined_capital(page: Page) -> Iterator[Edit]:
    """«работникиРуководители»: two words, told by the capital; «СберКласс», «ИнфоУрок» are names."""
    for found in _CAMEL.finditer(page.text):
        left, right = found.groups()
        if left[-1] in _INFLECTED and listed(left.lower()) and listed(right.lower()):
            yield Edit(*found.span(), f"{left} {right}")


def joined_words(page: Page) -> Iterator[Edit]:
    """«доконца»: two words run together; a compound is a word."""
    for found in _LONG.finditer(page.text):
        word = found[0].lower()
        if listed(word) or half(page.text, *found.span()):
            continue
        cuts = [cut for cut in range(1, len(word)) if f"{word[:cut]} {word[cut:]}" in words("phrases")]
        capital = found[0][0].isupper()
        if capital and _INITIAL.match(page.text, found.end()):
            continue
        if not cuts and not is_word(word) and page.folded[word] < 2 and (not capital or starts(page.text, found.start())):
            cuts = [cut for cut in range(1, len(word)) if _two_words(word[:cut], word[cut:], capital=capital)]
        cuts = sorted(cuts, key=lambda cut: -weight(word[:cut], word[cut:]))[: 1 + (len(cuts) > 1 and not _clear(word, cuts))]
        if len(cuts) == 1 and not _misread(word, word[: cuts[0]], word[cuts[0] :], page):
            yield Edit(*found.span(), f"{found[0][: cuts[0]]} {found[0][cuts[0] :]}")


def _clear(word: str, cuts: list[int]) -> bool:
    """Whether one of two cuts or more is far likelier than the others («директор школы», «директорш колы»)."""
    best_two = sorted((weight(word[:cut], word[cut:]) for cut in cuts), reverse=True)[:2]
    return best_two[0] - best_two[1] > _SURE


def _two_words(left: str, right: str, *, capital: bool) -> bool:
    if not (listed(left) and listed(right)) or (min(count(left), count(right)) < _FREQUENT and min(len(left), len(right)) < 7):
        return False
    if left in words("function"):
        return len(right) > 3 + 2 * capital and count(right) > _COMMON and not (capital and is_name(right))  # «подворовых», «Заневского»
    if right in words("function"):  # «Участиев», «Погонина» may be surnames, «Проведениена» not
        noun = left.endswith(_VERBAL) and len(right) > 1
        return len(left) > 4 - (len(right) > 1) and (not capital or noun or (len(right) > 2 and not is_name(left)))
    return len(left + right) > 9 and len(right) > 3 and len(left) > 3 + (not capital) and _apart(left, right)


def _apart(left: str, right: str) -> bool:
    """Whether the first word is no part of a compound («методсовет»): an adjective, an oblique case, a noun that the genre begins with."""
    tag, other = parses(left)[0].tag, parses(right)[0].tag
    if tag.POS in ("ADJF", "PRTF") or (tag.POS == "NOUN" and tag.case != "nomn"):
        return True
    if left.endswith((*_VERBAL, "вка", "ость")) or (tag.animacy == "anim" and count(left) > _COMMON):  # «Изменениеграфика», «директоршколы»
        return any(parse.tag.case == "gent" for parse in parses(right))
    return len(left) > 5 and left in genre_words() and len(right) > 4 and (other.POS in ("ADJF", "PRTF") or other.case != "nomn")


def _misread(word: str, left: str, right: str, page: Page) -> bool:
    """Whether one misread word is likelier than two («ороса» is «опроса», not «о роса»)."""
    one = best(word, page)
    return (
        f"{left} {right}" not in words("phrases")
        and one is not None
        and one.word.replace("ё", "е") not in (left.replace("ё", "е"), right.replace("ё", "е"))
        and one.score > weight(left, right) - _JOIN
    )


def doubled_phrase(page: Page) -> Iterator[Edit]:
    """«Диалог» «Диалог»: a phrase read twice on the spot."""
    for found in _DOUBLE.finditer(page.text):
        quoted = page.text[found.start() - 1 : found.start()] == "«" and page.text[found.end() : found.end() + 1] == "»"
        if found[1] not in words("columns") and not quoted:  # «сентябрь сентябрь» are two cells, «учитель учитель» lost its dash
            yield Edit(*found.span(), found[1])
    for found in _DOUBLE_NAME.finditer(page.text):  # «Деда Мороза Деда Мороза»; «Руководители ОО Руководители ОО» are two cells
        if not any(parse.tag.case == "nomn" for parse in parses(found[1].partition(" ")[0].lower())):
            yield Edit(*found.span(), found[1])


def doubled_word(page: Page) -> Iterator[Edit]:
    """«в в рамках», «Городской городской фестиваль»: a word read twice; two cells would both have a capital."""
    for found in _TWICE.finditer(page.text):
        if found[1] or (found[2].lower() == found[3] and found[3] not in words("columns")):
            yield Edit(*found.span(), found[1] or found[2])
