"""What stands beside a person's name: the post, and the case that it puts the name in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.morph import parses
from extractor.tag.names import nominative_phrase, phrase_cases
from extractor.tag.party_words import word_class
from extractor.tag.values import NameSpan

_BREAK = re.compile(r"[,;:()]|\s[-–—]\s|\.\s")
_AFTER = re.compile(r"\s*[,–—-]\s+(?P<post>[а-яё][^,;.()]*)")


def post_and_cases(text: str, span: NameSpan) -> tuple[str | None, frozenset[str]]:
    """The post beside a name, in the nominative, and the cases that the name can stand in (none: unknown)."""
    before = _post_before(text, span)
    if before is not None:
        cases = phrase_cases(before)
        return (before if "nomn" in cases and before[0].isupper() else nominative_phrase(before, cases=cases - {"nomn"})), cases
    after = _AFTER.match(text[span.end :])
    post = nominative_phrase(after["post"].strip()) if after and _begins_with_post(after["post"].split()) else None
    return post, _governed(text, span)


# «Назначить ответственным за исполнение … Ильина И.П.», «возложить на Ильина И.П.»
_OBJECT = re.compile(r"\b(?:назначить|определить|утвердить|считать|обязать|возложить\s+на|возлагаю\s+на)\b[^.;]*$", re.IGNORECASE)
_INFINITIVE_AFTER = re.compile(r"\)?,?\s+(?P<verb>[а-яё]+(?:ть|ти|чь)(?:ся)?)\b")


def _governed(text: str, span: NameSpan) -> frozenset[str]:
    """The case that a verb puts a name in: «Назначить … Ильина», «МКУ «…» (Ильину) обеспечить»; none where no verb does."""
    if _OBJECT.search(text[: span.start]):
        return frozenset({"accs", "gent"})
    verb = _INFINITIVE_AFTER.match(text, span.end)
    return frozenset({"datv"}) if verb and parses(verb["verb"])[0].tag.POS == "INFN" else frozenset()


def _post_before(text: str, span: NameSpan) -> str | None:
    """The post that a name follows, as printed: «ведущего специалиста Комитета | Петрову О.О.»."""
    before = _BREAK.split(text[: span.start])[-1]
    words = [(m.start(), m.group()) for m in re.finditer(r"[А-ЯЁа-яё-]+", before)]
    for i, (_, word) in enumerate(words):
        # «Назначить координатором начальника …»: what somebody becomes stands in the instrumental
        if word_class(word) != "post" or parses(word.lower())[0].tag.case == "ablt":
            continue
        if not any(p.tag.POS in ("VERB", "INFN") for _, w in words[i:] for p in parses(w.lower())[:1]):
            return before[_with_adjectives(words, i) :].strip()
    return None


def _begins_with_post(words: Sequence[str]) -> bool:
    """«методист», «главного специалиста»."""
    for word in words[:3]:
        if word_class(word) == "post":
            return True
        if not any(p.tag.POS == "ADJF" for p in parses(word.lower())):
            return False
    return False


def _with_adjectives(words: Sequence[tuple[int, str]], i: int) -> int:
    """Where the adjectives before post `i` begin."""
    cases = {p.tag.case for p in parses(words[i][1].lower())}
    while i and any(p.tag.POS == "ADJF" and p.tag.case in cases for p in parses(words[i - 1][1].lower())[:3]):
        i -= 1
    return words[i][0]
