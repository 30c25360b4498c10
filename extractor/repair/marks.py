"""Rules for signs: specks between words, signs read for letters, Roman numerals read as letters, the header «№ п/п»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance.Levenshtein import distance

from extractor.morph import known, parses
from extractor.repair.lexicon import count, is_name, known_abbreviation, listed, table, words
from extractor.repair.rule import Edit, Page, starts

_SPECK = re.compile(
    r"(?<![\w.-])([А-ЯЁ]?[а-яё]*)[.·'`’‘^~-]{1,2}(?=(\d{2}\.\d{2}\.\d|\d{1,3}(?![\w.])|20\d\d-20\d\d|(?:[а-яё]+|20\d\d)(?![\w.-]|\.[а-яё])))"
)
_INSIDE = re.compile(r"(?<![\w.-])([А-ЯЁ]?[а-яё]{2,})([;:,!.'’`~^*\[\]\"/])([а-яё]{2,})(?![\w-])")
_SIGN = re.compile(r"(?<=[а-яё,] )[©&€](?= [а-яё«])")
_NUMBERED = re.compile(r"(?<=№ )[пилтнгш1П]/[пилтнгш1П](?!\w)|(?:(?<=\n№ )|(?<=^№ ))[А-Яа-я1/|]{2,4}(?=[ \n]+(?:Наименов|Меропри))")
_ANGLED = re.compile(r"<<(?=[\w«№])|(?<=[\w».!?>])>>")
_UNCLOSED = re.compile(r"«[^«»\"“”„\n]{2,60}([\"“”])(?!\w)")
_UNOPENED = re.compile(r"(?<![\w«])([\"“„])[^«»\"“”„\n]{2,60}»")
_LETTER_QUOTE = re.compile(r"«(?:[^«»\n]* )?[А-ЯЁ]{2,6}([ЬЪ])(?=[ ,.;)\n]|$)(?![^«»\n]*»)")
_LETTER_BEFORE_QUOTE = re.compile(r"(?<=[« ])([А-ЯЁ]{2,6})[ЬЪ](?=»)")
_OT = re.compile(r"(?<![\w.])[09]т ?(?=\d\d\.)")
# Beside a surname, or at a signature's end: «Берестов АЮ.», «АЮ. Берестов».
_JOINED = re.compile(r"(?<![\w-])(?:([А-ЯЁ][а-яё]{3,}) ([А-ЯЁ]{2})\.(?!\w)|([А-ЯЁ]{2})\. ([А-ЯЁ][а-яё]{3,})(?=[.,;)]*(?:\n|$)))")
_SURNAME = re.compile(r"(?:ов|ев|ёв|ин|ын|ск(?:ий|ая)|енко)(?:а|у|ым|ой|е)?$")
_INITIALS = re.compile(r"(?<![\w-])[А-ЯЁ]([-,])[А-ЯЁ]\.(?= ?[А-ЯЁ][а-яё])|(?<=[а-яё] )[А-ЯЁ]([-,])[А-ЯЁ]\.")
_MONTH = "(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)"
_OB = re.compile(
    rf"[0Оо](?:(?<!\w.)(?:б|(?<!0)6)|(?:(?<=\n0)|(?<=^0))6)(?= (?!{_MONTH})[а-яё«])|(?<=[а-яё] )06(?= [а-яё]{{6,}}и[ий](?!\w))"
)  # «06 мая 2022 года» is a day
_YEAR_MARK = re.compile(r"(?<=20\d\d )(?:[тГу](?=[.,](?!\w))|[а-я]{3,4}(?![а-я-]))")
_AFTER_YEAR = ("года", "год", "годы", "году", "вода", "хода")  # «к 1 июля 2022 вода подана»
_EIGHT = re.compile(r"(?:(?<=\n)|^)(8) (?=(?:соответствии|целях|течение|срок|рамках|связи|ходе) )")
_THOUSANDS = re.compile(r"(?<=\d )[а-я]{3}(?=[.,]? руб)")
_DATED = re.compile(rf"(?:\d\d?\.\d\d\.|квартал |полугодие |(?:{_MONTH})[а-яё]* )20\d\d $")
_PO = re.compile(
    r"(?:(?<=[а-яё»)] )|(?<=\())но(?= (?:[а-яё]{3,}(?:ению|анию|итию|ству)|мере|итогам|плану|графику|согласованию|вопросам)(?!\w)"
    r"| [а-яё]+(?:ым|им) (?:вопросам|мероприятиям|направлениям|группам)(?!\w))"
)
_QUARTER = re.compile(r"(?<![\w.,-])(?:SEEN)(?=(?:\s?[-–—]\s?[IV]{1,3})? (?:квартал|полугоди|декад))")
_HEADING = re.compile(r"(?:(?<=\n)|^)([IVXІХ]{1,5}|[А-ЯЁ1I|]{1,3})\. ?«?([А-ЯЁ][А-ЯЁа-яё-]+)")
_MET = 100
_MONTHS = ("май", "мая", "март", "июнь", "июня", "июль", "июля")
_JOINED_QUARTER = re.compile(r"(?<![\w.,-])(?:SEEN)(?=(?:квартал|полугоди|декад)[а-яё]{0,3}(?!\w))")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_HYPHENATED = re.compile(
    r"по-[а-яё]+(?:му|ки|ему)|во?-(?:перв|втор|трет|четвёрт|четверт|пят|шест|седьм|последн)[а-яё]+|из-(?:за|под)|[а-яё]+-(?:то|либо|нибудь|таки|ка)"
)


def speck(page: Page) -> Iterator[Edit]:
    """«с.детьми», «в течение.2022 года»: a speck between two words, or a word and a date, read as a sign."""
    for found in _SPECK.finditer(page.text):
        left, right = found[1].lower(), found[2]
        mark = page.text[found.end(1) : found.end()]
        if left and not _HYPHENATED.fullmatch(f"{left}-{right}") and _apart(left, mark, right):
            yield Edit(found.end(1), found.end(), " ")


def _apart(left: str, mark: str, right: str) -> bool:
    """Whether two words stand apart: the first can abbreviate nothing («с. красное», «п. 5», «мед.осмотр»), the second is one."""
    if right.isalpha() and not (listed(right) and (len(right) > 3 or right in words("function"))):
        return False
    if left in words("function"):
        return mark != "." or len(left) > 1 or (left in "виу" and len(right) > 3)
    small_number = right.isdigit() and len(right) < 4  # «образования.2 этап» only lacks a space
    if "-" in mark:
        return mark == "-" and _no_compound(left, right)
    return (len(left) > 4 or left in _MONTHS) and not small_number and listed(left)


def _no_compound(left: str, right: str) -> bool:
    """Whether a hyphen joins a noun and an adjective or what a verbal noun is of: «Контроль-санитарного», «формирование-состава»."""
    if (
        len(left) < 4
        or (left[-1] in "ое" and not left.endswith("ние"))
        or not listed(left)
        or known(f"{left}-{right}")
        or not right.isalpha()
    ):
        return False
    tags, others = [parse.tag for parse in parses(left)], [parse.tag for parse in parses(right)]
    if any(tag.POS != "NOUN" or "Name" in tag or "Surn" in tag or "Geox" in tag for tag in tags):
        return False
    is_adjective = all(tag.POS in ("ADJF", "PRTF") for tag in others)
    return is_adjective or (left.endswith("ние") and all(tag.POS == "NOUN" and tag.case == "gent" for tag in others[:1]))


def sign_for_letter(page: Page) -> Iterator[Edit]:
    """«совместно © родителями»: the preposition «с» read as a sign."""
    for found in _SIGN.finditer(page.text):
        yield Edit(*found.span(), "с")


def sign_inside(page: Page) -> Iterator[Edit]:
    """«совеща;ние», «педа.гогов»: a speck within a word read as a sign; «мед.осмотр» and «шт,руб» are two."""
    for found in _INSIDE.finditer(page.text):
        left, mark, right = found.groups()
        apart = listed(left.lower()) or listed(right) if mark in ".,/" else listed(left.lower()) and listed(right)
        tail = left[:-1] + "щ" if left[-1] in "шц" and mark in ";,." else left  # «совеш;ание»
        for whole in dict.fromkeys((left + right, tail + right)) if not apart else ():
            if listed(whole.lower()) and count(whole.lower()) > _MET:
                yield Edit(*found.span(), whole)
                break


def angle_quotes(page: Page) -> Iterator[Edit]:
    """«<<Радуга>>»: quotes read as pairs of angle brackets."""
    for found in _ANGLED.finditer(page.text):
        yield Edit(*found.span(), "«" if found[0] == "<<" else "»")


def unlike_quotes(page: Page) -> Iterator[Edit]:
    """«Радуга": a pair of quotes of which one was read as another kind."""
    for found in _UNCLOSED.finditer(page.text):
        yield Edit(*found.span(1), "»")
    for found in _UNOPENED.finditer(page.text):
        yield Edit(*found.span(1), "«")


def quote_for_letter(page: Page) -> Iterator[Edit]:
    """«МБУДО «ДЮСШЬ», «МКУ «ЦМСЬ»»: a closing quote, or half of it, read as a letter that ends no abbreviation."""
    for found in _LETTER_QUOTE.finditer(page.text):
        yield Edit(*found.span(1), "»")
    for found in _LETTER_BEFORE_QUOTE.finditer(page.text):
        if known_abbreviation(found[1]) or page.words[found[1]]:  # not «ДК «ОКТЯБРЬ»»
            yield Edit(*found.span(), found[1])


def numbered_header(page: Page) -> Iterator[Edit]:
    """«№ п/т Наименование мероприятия»: the header «№ п/п»."""
    for found in _NUMBERED.finditer(page.text):
        if found[0] not in ("п/п", "пп"):
            yield Edit(*found.span(), "п/п")


def title_about(page: Page) -> Iterator[Edit]:
    """«06 утверждении», «приказ 0б итогах»: the preposition of a title."""
    for found in _OB.finditer(page.text):
        if found[0] not in ("Об", "об"):
            yield Edit(*found.span(), "Об" if found[0][0] != "о" and starts(page.text, found.start()) else "об")


def preposition_digit(page: Page) -> Iterator[Edit]:
    """«8 соответствии с приказом»: the preposition «В» that opens a line."""
    for found in _EIGHT.finditer(page.text):
        yield Edit(*found.span(1), "В")


def thousands(page: Page) -> Iterator[Edit]:
    """«150,0 тык. руб.»: the unit before the currency."""
    for found in _THOUSANDS.finditer(page.text):
        if found[0] not in ("тыс", "млн") and distance(found[0], "тыс") <= 2:
            yield Edit(*found.span(), "тыс")


def year_mark(page: Page) -> Iterator[Edit]:
    """«I квартал 2022 т.», «до 25.12.2022 у, далее», «В течение 2022 сода»: the word after a year."""
    for found in _YEAR_MARK.finditer(page.text):
        if len(found[0]) > 2:
            if found[0] not in _AFTER_YEAR and distance(found[0], "года") == 1:
                yield Edit(*found.span(), "года")
        elif _DATED.search(page.text, max(0, found.start() - 30), found.start()):
            yield Edit(*found.span(), "г")


def along(page: Page) -> Iterator[Edit]:
    """«план но повышению качества»: the preposition «по», whose dative follows."""
    for found in _PO.finditer(page.text):
        yield Edit(*found.span(), "по")


def date_from(page: Page) -> Iterator[Edit]:
    """«0т 03.09.2019»: the word before a date."""
    for found in _OT.finditer(page.text):
        yield Edit(*found.span(), "от ")


def initials_stop(page: Page) -> Iterator[Edit]:
    """«А-Ю. Берестов», «Берестов АЮ.»: the stop after an initial read as another sign, or lost beside a surname."""
    for found in _INITIALS.finditer(page.text):
        yield Edit(*found.span(1 if found[1] else 2), ".")
    for found in _JOINED.finditer(page.text):
        surname, after, before, last = found.groups()
        if _is_surname(surname or last) and (last or not known_abbreviation(after)):
            yield Edit(*found.span(2 if after else 3), ".".join(after or before))


def _is_surname(word: str) -> bool:
    return any("Surn" in parse.tag.grammemes for parse in parses(word.lower())) or _SURNAME.search(word) is not None


def quarter(page: Page) -> Iterator[Edit]:
    """«П квартал», «ПТ квартал», «1У квартал», «Гполугодие»: a Roman numeral read as letters."""
    meant = {row[0]: row[1] for row in table("romans")}
    seen = "|".join(map(re.escape, sorted(meant, key=len, reverse=True)))
    for found in re.finditer(_QUARTER.pattern.replace("SEEN", seen), page.text):
        yield Edit(*found.span(), meant[found[0]])
    for found in re.finditer(_JOINED_QUARTER.pattern.replace("SEEN", seen), page.text):
        yield Edit(*found.span(), f"{meant[found[0]]} ")


def roman_heading(page: Page) -> Iterator[Edit]:
    """«П. Работа с кадрами» after «I. …»: a section's Roman numeral read as letters, told by the one before or after it."""
    meant = {row[0]: row[1] for row in table("romans")}
    found = list(_HEADING.finditer(page.text))
    numbers = [m[1] if m[1] in _ROMANS else "" for m in found]
    for k, match in enumerate(found):
        number = meant.get(match[1])
        if number and not numbers[k] and number in _ROMANS:
            place = _ROMANS.index(number)
            before = place > 0 and _ROMANS[place - 1] in numbers[:k]
            if before and number not in numbers and listed(match[2].lower()) and not is_name(match[2].lower()):  # «Н. Петрова»
                numbers[k] = number
                yield Edit(*match.span(1), number)
