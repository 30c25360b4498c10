"""The rules in the order in which they run; the order is the algorithm."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor import schema
from extractor.repair import digits, document, endings, marks, names, scripts, short, spacing, spelling
from extractor.repair.rule import Page, Rule

RULES = (
    Rule("numero_sign", 0.95, digits.numero_sign),
    Rule("mixed_script", 0.98, scripts.mixed_script),
    Rule("latin_lookalike", 0.95, scripts.latin_lookalike),
    Rule("inner_capital", 0.9, scripts.inner_capital),
    Rule("latin_initials", 0.95, scripts.latin_initials),
    Rule("lone_letter", 0.95, scripts.lone_letter),
    Rule("date_digits", 0.98, digits.date_digits),
    Rule("date_stop", 0.9, digits.date_stop),
    Rule("day_zero", 0.9, digits.day_zero),
    Rule("item_number", 0.85, digits.item_number),
    Rule("year_digits", 0.95, digits.year_digits),
    Rule("amount_digits", 0.95, digits.amount_digits),
    Rule("number_digits", 0.9, digits.number_digits),
    Rule("lone_digits", 0.9, digits.lone_digits),
    Rule("act_suffix", 0.95, digits.act_suffix),
    Rule("act_zero", 0.95, digits.act_zero),
    Rule("zero_in_abbreviation", 0.9, digits.zero_in_abbreviation),
    Rule("digit_in_word", 0.95, digits.digit_in_word),
    Rule("sign_for_letter", 0.9, marks.sign_for_letter),
    Rule("sign_inside", 0.85, marks.sign_inside),
    Rule("angle_quotes", 0.95, marks.angle_quotes),
    Rule("unlike_quotes", 0.8, marks.unlike_quotes),
    Rule("speck", 0.85, marks.speck),
    Rule("quote_for_letter", 0.85, marks.quote_for_letter),
    Rule("numbered_header", 0.95, marks.numbered_header),
    Rule("title_about", 0.95, marks.title_about),
    Rule("year_mark", 0.9, marks.year_mark),
    Rule("preposition_digit", 0.9, marks.preposition_digit),
    Rule("thousands", 0.9, marks.thousands),
    Rule("along", 0.85, marks.along),
    Rule("date_from", 0.95, marks.date_from),
    Rule("initials_stop", 0.9, marks.initials_stop),
    Rule("quarter", 0.9, marks.quarter),
    Rule("roman_heading", 0.85, marks.roman_heading),
    Rule("number_twice", 0.9, document.number_twice),
    Rule("decimal_comma", 0.8, document.decimal_comma),
    Rule("doubled_phrase", 0.9, spacing.doubled_phrase),
    Rule("doubled_word", 0.85, spacing.doubled_word),
    Rule("joined_initials", 0.95, spacing.joined_initials),
    Rule("joined_abbreviation", 0.9, spacing.joined_abbreviation),
    Rule("joined_capital", 0.85, spacing.joined_capital),
    Rule("broken_word", 0.95, spacing.broken_word),
    Rule("joined_words", 0.85, spacing.joined_words),
    Rule("rare_name", 0.85, names.rare_name),
    Rule("rare_surname", 0.8, names.rare_surname),
    Rule("rare_initials", 0.75, names.rare_initials),
    Rule("swapped_abbreviation", 0.85, document.swapped_abbreviation),
    Rule("rare_abbreviation", 0.8, document.rare_abbreviation),
    Rule("named_abbreviation", 0.8, document.named_abbreviation),
    Rule("body_abbreviation", 0.75, document.body_abbreviation),
    Rule("hard_sign", 0.95, spelling.hard_sign),
    Rule("month", 0.9, short.month),
    Rule("unknown_word", 0.85, spelling.unknown_word),
    Rule("unknown_capitals", 0.85, spelling.unknown_capitals),
    Rule("short_word", 0.85, short.short_word),
    Rule("noun_ending", 0.85, endings.noun_ending),
)
_DAMAGED = re.compile(
    r"(?<![A-Za-zА-Яа-яЁё])[A-Za-z]*[А-Яа-яЁё]+[A-Za-z][A-Za-zА-Яа-яЁё]*|(?<![а-яё])[а-яё]+[0-9@#$^~][а-яё]+|(?<!\S)\S*\ufffd\S*"
)
_TOUCHED = re.compile(r"[А-Яа-яЁё][A-Za-z]|[а-яё][0-9@#$^~][а-яё]|\ufffd")
_ROMAN = re.compile(r"[IVXLCDMХСМІ]+")


def unresolved(page: Page) -> Iterator[schema.Warning]:
    """Damage that stays, one warning a token, in the order of the text."""
    touched = _TOUCHED.search(page.text) is not None
    damaged = [(m.start(), m[0]) for m in _DAMAGED.finditer(page.text) if not _ROMAN.fullmatch(m[0])] if touched else []
    for token in dict.fromkeys(token for _, token in sorted([*damaged, *spelling.doubtful(page)])):
        yield schema.Warning("unresolved_damage", f"«{token}» looks damaged and was left as read")
