"""Rules for digits read as letters and letters read as digits, by what surrounds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import islice, product

from extractor.repair.lexicon import count, first_known, is_word, known_abbreviation, listed, table
from extractor.repair.rule import Edit, Page, starts

_ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_LONG_WORD = 8
_MET = 300  # a word that a number may stand before
_D = r"[0-9ОоOolIЗзЧб|]"
_DATE = re.compile(rf"(?<![\w.,|/]){_D}{{1,2}}\.{_D}{{1,2}}(?:\.(?:{_D}{{4}}|{_D}{{2}}))?(?=г|[^\w]|$)")
_UNSTOPPED = re.compile(r"(\d\d?)(\.|[ ,:/]?)([01]\d)(\.|[,:/]?)((?:19|20)\d\d)(?![\d.,]\d|\d)")
_DATE_FOLLOWS = ("от ", "до ", " с ", "\nс ", "по ", "- ", "– ", "— ")  # «пункт 11 05.2021» may be two numbers
_YEAR = re.compile(rf"(?<![\w.,|/])(?=\S{{0,3}}\d)[12lI|][0-9ОоOo]{_D}{{2}}(?=г|год|[^\w]|$)")
_NEXT_YEAR = re.compile(rf"(?<=[12]\d\d\d/)(?=\S{{0,3}}\d)2[0ОоOo]{_D}{{2}}(?!\w)")
_UNITS = "чел|час|шт|экз|раз|дн[яе]|лет|балл|мест|учащ|числа|январ|феврал|март|апрел|ма[яй]|ию[нл]|август|сентябр|октябр|ноябр|декабр"
_BEFORE_UNIT = re.compile(rf"(?<![\w.,|/-])(?=\S{{0,2}}\d){_D}{{2,3}}(?=\s?%| (?:{_UNITS}))")
_BAD_DAY = re.compile(r"(?<![\w.,/-])([689])[1-9]\.(?:0[1-9]|1[0-2])\.(?:19|20)\d\d(?!\d)")
_ITEM = re.compile(r"(?:(?<=\n)|^)(\d{1,3})\. ?(?=[А-ЯЁ«])")
_LIKE = ("38569", "174", "27", "08", "06", "09")  # digits that a scan takes for each other
_NUMBER = re.compile(r"(?<=№)(\s*)([0-9ОоOolIЗ|]+(?:[/.-][0-9ОоOolIЗ|]+)*)(?=[-/А-Яа-я]|[^\w]|$)")
_COUNT = re.compile(r"(?<![\w.«(-])З(?= (?:раз|дн|месяц|квартал|класс|чел|экз|шт|год|недел|час|тыс|этап|групп|%))")
_AMONG = re.compile(
    r"(?<![\w.,/№-])(?<!№ )(?:[lI|]\d{1,3}|\d{1,3}[lI]|З\d+|[ОO]\d{2,}|\d+[ОOЗ]+\d+|[lI][0ОO]{2})(?:,\d+)?(?![\w/-]|\.\d)"
    r"|(?<=\d)[ОO]+(?=,\d)|(?<=«)[ОO]\d(?=»)"
)
_LONE = re.compile(r"(?:(?<=№)|(?<=№ ))З(?![\w.-])")
_ROUND = re.compile(r"(?<![\w.,/№-])\d{1,2}[ОO](?= (?:[а-яё]*(?:ов|ев|ей|ок|ек|ий|ых|их)|лет|раз|мест|дней|суток|школ|групп|семей)(?!\w))")
_TOUCHING = re.compile(r"№\s?З|\d[ОOЗlI]|[ОOЗlI|]\d|[lI][0ОO]|З ")
_CELL_ZERO = re.compile(r"(?:(?<=\n)|^) ?\d+[ОO]+ ?(?=\n|$)")
_SUFFIX = re.compile(r"№\s*\d[\d/]*-([acopyxACOPTHKMEBX]{1,2})(?!\w)")
_MIDDLE = re.compile(r"№\s*\d+/([0ОOоolI]*[ОOоo][lI1]|[lI1][ОOоo])(?=[-/]\d)")
_ACT_ZERO = re.compile(r"№\s*\d[\d/]*-(0О|О0|0)(?=[ДПРдпр]{0,2}(?:[^\w]|$))")
_ZEROED = re.compile(r"(?<![\w-])(?=0?[А-ЯЁ]+0|0[А-ЯЁ]{2})[А-ЯЁ0]{3,8}(?![\w-])")
_BESIDE = re.compile(r"\d(?:(?<=[^\W\d_]\d)|(?=[^\W\d_]))")
_INSIDE = re.compile(
    r"(?<!\w)(?:[А-Яа-яЁёaceopxyABCEHKMOPTX013456789]*[а-яё][А-Яа-яЁёaceopxyABCEHKMOPTX013456789]*|(?=[А-ЯЁ]*[0346])[А-ЯЁ0346]{6,}(?!\w))"
)


@cache
def _digit() -> dict[str, str]:
    return {row[0]: row[1] for row in table("digits")}


@cache
def _numero() -> re.Pattern[str]:
    seen = sorted((row[0] for row in table("numero")), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, seen)) + r")(?= ?\d)")


def _digits(token: str) -> str:
    return "".join(_digit().get(char, char) for char in token)


def _real(token: str) -> int:
    return sum(char.isdigit() for char in token)


def _is_date(token: str) -> bool:
    day, month, *year = token.split(".")
    try:
        date(2000 + int(year[0]) % 100 if year else 2000, int(month), int(day))
    except ValueError:
        return False
    return not year or len(year[0]) == 2 or year[0][:2] in ("19", "20")


def date_digits(page: Page) -> Iterator[Edit]:
    """«О1.О2.2О21», «l5.03.2018»: letters in a date; initials «О.О.» hold no digit."""
    for found in _DATE.finditer(page.text):
        token, new = found[0], _digits(found[0])
        if new != token and 2 * _real(token) >= len(token.replace(".", "")) and len(token) > 4 and _is_date(new):
            yield Edit(*found.span(), new)


def date_stop(page: Page) -> Iterator[Edit]:
    """«от 11 05.2021», «до 1402,2022»: a date whose stop was lost or read as another sign."""
    for found in _UNSTOPPED.finditer(page.text):
        new = f"{found[1]}.{found[3]}.{found[5]}"
        is_broken = "." in (found[2], found[4]) or (found[2], found[4]) == ("", ",")
        if is_broken and new != found[0] and page.text.endswith(_DATE_FOLLOWS, 0, found.start()) and _is_date(new):
            yield Edit(*found.span(), new)


def day_zero(page: Page) -> Iterator[Edit]:
    """«91.09.2021»: no month has as many days, and 0 is read for 6, 8 and 9."""
    for found in _BAD_DAY.finditer(page.text):
        yield Edit(*found.span(1), "0")


def item_number(page: Page) -> Iterator[Edit]:
    """«6. …», «2. …», «8. …» at the starts of lines: the number that fits between its neighbours, where a digit may be misread so."""
    items = list(_ITEM.finditer(page.text))
    for before, item, after in zip(items, items[1:], items[2:], strict=False):
        expected = str(int(before[1]) + 1)
        if int(after[1]) == int(expected) + 1 and item[1] != expected and _like(item[1], expected):
            yield Edit(*item.span(1), expected)


def _like(seen: str, meant: str) -> bool:
    """Whether two numbers differ in one digit that a scan misreads so."""
    differ = [a + b for a, b in zip(seen, meant, strict=False) if a != b]
    return len(seen) == len(meant) and len(differ) == 1 and any(set(differ[0]) <= set(alike) for alike in _LIKE)


def year_digits(page: Page) -> Iterator[Edit]:
    """«2О21 г.», «20l9»: letters in a year."""
    for found in (*_YEAR.finditer(page.text), *_NEXT_YEAR.finditer(page.text)):
        new = _digits(found[0])
        if new != found[0] and _real(found[0]) >= 2 and new[:2] in ("19", "20"):
            yield Edit(*found.span(), new)


def amount_digits(page: Page) -> Iterator[Edit]:
    """«1ОО %», «3О мая»: letters in an amount or a day."""
    for found in _BEFORE_UNIT.finditer(page.text):
        new = _digits(found[0])
        if new != found[0]:
            yield Edit(*found.span(), new)


def lone_digits(page: Page) -> Iterator[Edit]:
    """«З раза в год», «статьи l2», «12О,5», a cell «8О»: letters read for digits in a number by itself."""
    for pattern in (_COUNT, _AMONG, _CELL_ZERO, _LONE, _ROUND) if _TOUCHING.search(page.text) else ():
        for found in pattern.finditer(page.text):
            new = _digits(found[0])
            if new != found[0]:
                yield Edit(*found.span(), new)


def number_digits(page: Page) -> Iterator[Edit]:
    """«№ 61/О1-04»: letters among the digits of a number; a part without a digit is a suffix («№ 535-О»), «5б» is a form."""
    for found in _NUMBER.finditer(page.text):
        at = found.start(2)
        for part in re.finditer(r"[^/.-]+", found[2]):
            new = _digits(part[0])
            suffix = part.start() > 0 and not part[0][0].isdigit() and found[2][part.start() - 1] == "-"
            if new != part[0] and _real(part[0]) and not suffix and not (part[0][-1] in "ЗО" and _real(part[0]) == 1):
                yield Edit(at + part.start(), at + part.end(), new)


def act_zero(page: Page) -> Iterator[Edit]:
    """«№ 535-0», «№ 163-0Д»: the last part of an act's number is the letter О."""
    for found in _ACT_ZERO.finditer(page.text):
        yield Edit(*found.span(1), "О")


def act_suffix(page: Page) -> Iterator[Edit]:
    """«№ 214-p», «№ 5/Ol-07»: the letter that ends an act's number is Russian, what stands within it are digits."""
    for found in _SUFFIX.finditer(page.text):
        new = "".join(_letters()[char][0] for char in found[1])
        yield Edit(*found.span(1), new.upper() if found[1].isupper() else new)
    for found in _MIDDLE.finditer(page.text):
        yield Edit(*found.span(1), _digits(found[1]))


def numero_sign(page: Page) -> Iterator[Edit]:
    """«N2 17», «Ne 17»: the sign № read as letters."""
    for found in _numero().finditer(page.text):
        if found[0] not in ("N2", "N9") or page.text[found.end()] == " ":  # «N25» is N 25
            yield Edit(*found.span(), "№")


@cache
def _letters() -> dict[str, list[str]]:
    """What each digit, or Latin letter beside one, can stand for in a word."""
    letters = {seen: [meant] for seen, meant, how in table("lookalikes") if how == "sure"}
    for row in table("letters"):
        letters.setdefault(row[0], []).append(row[1])
    return letters


def zero_in_abbreviation(page: Page) -> Iterator[Edit]:
    """«МБ0У»: a zero in an abbreviation that is known or stands in the text elsewhere."""
    for found in _ZEROED.finditer(page.text):
        new = found[0].replace("0", "О")
        if known_abbreviation(new) or page.words[new]:
            yield Edit(*found.span(), new)


def digit_in_word(page: Page) -> Iterator[Edit]:
    """«o6разование»: digits for letters; «Приложение1», «2021год», «3б» only lack a space."""
    for found in filter(None, (_INSIDE.match(page.text, start) for start in dict.fromkeys(_words_with_digits(page.text)))):
        token = found[0]
        core = token.strip("0123456789").lower()
        if token.isalpha() or sum(map(str.isalpha, token)) < 3 or (core.isalpha() and _spaceless(token, core)):
            continue
        options = product(*(_letters().get(char, [char]) for char in token))
        capital = starts(page.text, found.start())
        read = [_case(token, "".join(option), capital=capital) for option in islice(options, 32)]
        new = first_known(read) or next((word for word in read if page.folded[word.lower()]), None)  # «БЕРЁ30ВКА»
        new = new or _any_letter(token)
        if new:
            yield Edit(*found.span(), new)


def _words_with_digits(text: str) -> Iterator[int]:
    """Where words begin that have a digit beside a letter."""
    for found in _BESIDE.finditer(text):
        start = found.start()
        while start and text[start - 1].isalnum():
            start -= 1
        yield start


def _any_letter(token: str) -> str | None:
    """«С1андартизация», «наблюдени9»: the one word of the dictionary that any letter makes in the place of the one digit."""
    digits = [i for i, char in enumerate(token) if char.isdigit()]
    if len(digits) != 1 or len(token) < _LONG_WORD or not re.fullmatch(r"[А-ЯЁа-яё0-9]+", token):
        return None
    made = [token[: digits[0]] + letter + token[digits[0] + 1 :] for letter in _ALPHABET]
    known = [word for word in made if listed(word.lower())]
    return known[0] if len(known) == 1 else None


def _spaceless(token: str, core: str) -> bool:
    """Whether a number and a word only lack the space between them; no number begins with a lone 0 («0круга»)."""
    return is_word(core) and count(core) > _MET and not re.match("0[а-яё]", token)


def _case(token: str, new: str, *, capital: bool) -> str:
    """`new` in capitals where the token's letters are; a digit that opens a sentence stands for a capital («3аседание»)."""
    if all(char.isupper() for char in token if char.isalpha()):
        return new.upper()
    return new[0].upper() + new[1:] if token[0] in "034" and capital else new
