"""The words that parties are made of, from `party_words.tsv`, and what a word of a cell is by them and by morphology."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

from extractor.morph import parses

OBLIQUE = frozenset({"gent", "datv", "accs", "ablt", "loct"})


@cache
def word_list(kind: str) -> frozenset[str]:
    """All entries of a class of `party_words.tsv`, as written there."""
    return _lists().get(kind, frozenset())


@cache
def _lists() -> dict[str, frozenset[str]]:
    lists: dict[str, set[str]] = defaultdict(set)
    for line in Path(__file__).with_name("party_words.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            entry, kind = line.split("\t")
            lists[kind].add(entry)
    return {kind: frozenset(entries) for kind, entries in lists.items()}


_LEAST_TAIL = 4


def _lemmas(word: str) -> list[str]:
    """Lemmas of a word's readings; of a participle the participle («обучающиеся» → «обучающийся»), not its verb."""
    found = []
    for parse in parses(word):
        masculine = parse.inflect({"masc", "sing", "nomn"}) if parse.tag.POS == "PRTF" else None
        found.append(str(masculine.word if masculine is not None else parse.normal_form))
    return found


@lru_cache(maxsize=50_000)
def word_class(word: str) -> str | None:
    """`post`, `body` or `abstract` of a word in any form; None of any other."""
    lower = word.lower().rstrip(".")
    lemmas = dict.fromkeys([lower, *_lemmas(lower), *(_lemmas(lower.partition("-")[0]) if "-" in lower else ())])
    for lemma in lemmas:
        for kind in ("post", "body", "abstract"):
            if lemma in word_list(kind):
                return kind
    # «турфирма», «соцпедагог», «медцентр»
    return next((kind for kind in ("post", "body") for lemma in lemmas if _is_compound(lemma, kind)), None)


def _is_compound(lemma: str, kind: str) -> bool:
    """Whether a shortened first part and a listed word make the lemma up."""
    tails = (lemma.removeprefix(first) for first in word_list("first part") if lemma.startswith(first))
    return any(len(tail) >= _LEAST_TAIL and tail in word_list(kind) for tail in tails)


@lru_cache(maxsize=50_000)
def nouns(word: str) -> frozenset[tuple[str, str, str]]:
    """(case, number, animacy) of every reading as a noun, substantivised participles included."""
    found = set()
    for parse in parses(word.lower().rstrip(".")):
        tag = parse.tag
        if tag.POS == "NOUN" and "Abbr" not in tag and "Surn" not in tag:
            found.add((str(tag.case), str(tag.number), str(tag.animacy)))
        elif tag.POS in ("PRTF", "ADJF") and ("Subx" in tag or word_class(word) == "post"):
            found.add((str(tag.case), str(tag.number), "anim"))
    return frozenset(found)


@lru_cache(maxsize=50_000)
def adjectives(word: str) -> frozenset[tuple[str, str]]:
    """(case, number) of every reading as an adjective, participle, pronoun or ordinal; «Каменская СОШ» is no surname."""
    return frozenset(
        (str(p.tag.case), str(p.tag.number))
        for p in parses(word.lower())
        if p.tag.POS in ("ADJF", "PRTF", "NUMR") or ("Surn" in p.tag and p.normal_form.endswith(("ский", "цкий")))
    )


@lru_cache(maxsize=50_000)
def is_verb(word: str) -> bool:
    """Whether the word's best reading is a finite verb, an infinitive or a short participle."""
    return part_of_speech(word) in ("VERB", "INFN", "PRTS")


@lru_cache(maxsize=50_000)
def are_listed(words: tuple[str, ...], kind: str) -> bool:
    """Whether lemmas of the words, in this order, are an entry of a class («региональный оператор» among the pairs)."""
    return any(" ".join(lemmas) in word_list(kind) for lemmas in product(*(set(_lemmas(word.lower())) for word in words)))


# «МБДОУ», «КГБУЗ», «ОГАУ ДПО»: owner (municipal, state, regional, federal …), type, field
_LEGAL_FORM = re.compile(r"(?:М|Г|КГ|ОГ|РГ|ФГ|СПБ\s?ГБ|Ч|Н|КОГ|ЛОГ|ТОГ|СОГ|АУ|АГ)(?:[БКА]?(?:О|ДО|ПО)?У(?:З|К|С|СО|СОН|ДО|ДПО)?|УП)")


@cache
def is_legal_form(text: str) -> bool:
    """Whether an abbreviation is a legal form of bodies («МБУК», «ООО»)."""
    return text in word_list("legal") or _LEGAL_FORM.fullmatch(text) is not None


@lru_cache(maxsize=50_000)
def part_of_speech(word: str) -> str:
    """The part of speech of the word's best reading, by pymorphy3's names."""
    return str(parses(word.lower())[0].tag.POS)


@lru_cache(maxsize=50_000)
def is_participle(word: str) -> bool:
    """Whether any reading of the word is a full participle."""
    return any(parse.tag.POS == "PRTF" for parse in parses(word.lower()))


@lru_cache(maxsize=50_000)
def governs_object(word: str) -> bool:
    """Whether the word can be an active participle with an object («курирующий», «реализующие»)."""
    return any(p.tag.POS == "PRTF" and "tran" in p.tag and "actv" in p.tag for p in parses(word.lower()))
