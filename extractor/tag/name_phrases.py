"""A post or a body in the nominative: the head and its agreeing adjectives change, the rest stays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from extractor.morph import parses

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse

_ADJECTIVES = ("ADJF", "PRTF")
_Form = tuple[str, str, str | None]  # case, number, gender (None in the plural)


def _forms(word: str, parts: tuple[str, ...]) -> dict[_Form, Parse]:
    """Case, number and gender of a word as one of `parts` of speech, the most probable parse first."""
    forms: dict[_Form, Parse] = {}
    for parse in parses(word.lower()):
        if parse.tag.POS in parts and parse.tag.case and "Abbr" not in parse.tag:
            gender = None if parse.tag.number == "plur" else str(parse.tag.gender)
            forms.setdefault((str(parse.tag.case), str(parse.tag.number), gender), parse)
    return forms


def _agree(a: _Form, b: _Form) -> bool:
    return a[:2] == b[:2] and (a[2] == b[2] or "ms-f" in (a[2], b[2]) or "None" in (a[2], b[2]))


def _governs(word: str) -> bool:
    """Whether a participle is the head itself («исполняющего обязанности», «заведующей библиотекой»)."""
    best = parses(word.lower())[0].tag
    return best.POS == "PRTF" and "actv" in best and ("tran" in best or "Subx" in best)


def _is_plain(word: str, all_capitals: bool) -> bool:
    return word.replace("-", "").isalpha() and (all_capitals or not (len(word) > 1 and word.isupper()))


def _head(words: list[str]) -> tuple[list[int], dict[_Form, list[Parse]]]:
    """Which words make the head group (agreeing adjectives, then a noun), and for each form that they share, their parses."""
    all_capitals = " ".join(words).isupper()
    at = 0
    while at < len(words) - 1 and str(parses(words[at].lower())[0].tag.POS) == "ADVB":  # «временно исполняющего»
        at += 1
    if at == len(words) or not _is_plain(words[at], all_capitals):
        return [], {}
    return _group(words, at, None, all_capitals)


def _group(
    words: list[str], at: int, shared: dict[_Form, list[Parse]] | None, all_capitals: bool
) -> tuple[list[int], dict[_Form, list[Parse]]]:
    """The longest agreeing group from `at` on: as an adjective with what follows, else as the noun that closes it."""
    if at == len(words) or not _is_plain(words[at], all_capitals):
        return [], {}
    as_adjective = _joined(shared, _forms(words[at], _ADJECTIVES))
    if as_adjective and not _governs(words[at]):
        group, forms = _group(words, at + 1, as_adjective, all_capitals)
        if group:
            return [at, *group], forms
    as_noun = _joined(shared, _forms(words[at], ("NOUN",)))
    if as_noun:
        return [at], as_noun
    return ([at], as_adjective) if as_adjective and shared is None else ([], {})


def _joined(shared: dict[_Form, list[Parse]] | None, forms: dict[_Form, Parse]) -> dict[_Form, list[Parse]]:
    if shared is None:
        return {form: [parse] for form, parse in forms.items()}
    return {b: [*parts, parse] for a, parts in shared.items() for b, parse in forms.items() if _agree(a, b)}


def phrase_cases(phrase: str) -> frozenset[str]:
    """The cases that the head of a phrase can stand in («заместителя начальника» → gent, accs); empty where unknown."""
    return frozenset(case for case, _, _ in _head(phrase.split())[1])


def _like(form: str, printed: str) -> str:
    """`form` with the case pattern of letters of `printed`."""
    if len(printed) > 1 and printed.isupper():
        return form.upper()
    return form[:1].upper() + form[1:] if printed[:1].isupper() else form


def nominative_phrase(phrase: str, *, cases: Iterable[str] = ()) -> str:
    """«ведущего специалиста Комитета» → «ведущий специалист Комитета»; `cases` are those that the syntax allows."""
    words = phrase.split()
    group, shared = _head(words)
    allowed = frozenset(cases)
    forms = {form: parts for form, parts in shared.items() if not allowed or form[0] in allowed} or shared
    if not group or any(form[:2] == ("nomn", "sing") for form in forms):
        return phrase
    # «администрации города» is rather one body than several: without evidence the singular wins
    form = min(forms, key=lambda f: (f[1] == "plur", f[0] != "nomn"))
    if form[0] == "nomn":
        return phrase
    for i, parse in zip(group, forms[form], strict=True):
        number = {"nomn", form[1]} | ({form[2]} if parse.tag.POS in _ADJECTIVES and form[2] not in (None, "None", "ms-f") else set())
        changed = parse.inflect(number)
        if changed is not None:
            words[i] = _like(str(changed.word), words[i])
    return " ".join(words)
