"""Legal forms with the names that they bear: «МКУ «Центр …»», «МБОУ СОШ № 3»."""

from __future__ import annotations

import re
from functools import cache

from extractor.tag.entity_gazetteer import expansions_of_forms
from extractor.tag.head_words import patterns
from extractor.tag.party_words import word_list

# one mark often closes two: «Центр «Луч»
QUOTED = r"(?:«[^«»]*«[^«»]*»(?!»|[^«»]{0,40}»)|[«\"“„](?:[^«»\"“”„]|[«„“][^«»“”„]*[»”])*[»\"”])"
# «КОГБУЗ», «ОГАПОУ»: regions build their own of these
_BUILT = r"[А-ЯЁ]{0,6}(?:БУ|КУ|АУ|ГУ|МУ|ОУ|УП)[А-ЯЁ]{0,3}"
_TAIL = r"(?:\s+(?:(?:г|с|п|пос)\.\s*[А-ЯЁ][а-яё-]+|[А-ЯЁ]{2,5}(?![\w.«])))?"


@cache
def legal_forms() -> frozenset[str]:
    """Abbreviations of legal forms, as written."""
    return frozenset(expansions_of_forms()) | word_list("legal")


@cache
def is_legal_form(word: str) -> bool:
    """«МКУ», in capitals or not."""
    return word.upper() in legal_forms()


@cache
def legal_pattern() -> re.Pattern[str]:
    """A body by its legal form, short or written out, with its quoted name or its number, and the town or municipality after it."""
    forms = "|".join([*sorted(map(re.escape, legal_forms()), key=len, reverse=True), _BUILT])
    owner, kind, what, of = patterns("form_owner"), patterns("form_kind"), patterns("form_what"), patterns("form_of")
    spelled = rf"(?i:(?:{owner})\w+\s+(?:(?:{kind})\w+\s+){{0,4}}(?:{what})\w+(?:\s+(?:{of}))?)"
    school = rf"(?:(?i:(?:{patterns('school_kind')})\w+\s+)*(?:{patterns('school_short')}|(?i:{patterns('school')}))\s*)"
    number = r"№\s?\d+(?:\s*,?\s*[«\"][^«»\"]+[»\"])?"
    # «МБУ ДО «…»», «ФГБОУ ВО «…»», «ГБУК ПО «…»»: its level of education or its region stands between
    return re.compile(rf"(?<![\w-])(?:(?:{forms})(?:\s+[А-ЯЁ]{{2,4}}){{0,2}}|{spelled})\s*(?:{school}?{QUOTED}|{school}?{number}){_TAIL}")
