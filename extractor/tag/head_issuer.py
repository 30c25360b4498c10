"""A letterhead composed into the body that issued the act."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractor.fold import fold
from extractor.morph import known, lemma, parses
from extractor.tag.entity_forms import is_legal_form
from extractor.tag.head_places import find_region, proper
from extractor.tag.head_words import nearest, opening, words
from extractor.tag.name_phrases import nominative_phrase
from extractor.text import Traced, join
from extractor.trace import fired

_GOVERNS = re.compile(r"(?i)\b(?:муниципального района|муниципального образования|городского округа|муниципального округа)$")
_WORD = re.compile(r"[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*")


def compose_issuer(units: Sequence[str], body: str) -> str | None:
    """The issuer of letterhead `units`: «АДМИНИСТРАЦИЯ …», «КОМИТЕТ …» → «Комитет … администрации …».

    `body` is the running text of the act: what is a proper name there is one here.
    """
    bodies = [unit for unit in units if _head_lemma(unit) in words("body")]
    if not bodies:
        return None
    capitals = _capitalised(body)
    names = [sentence_case(unit, capitals) for unit in bodies]
    parents = [name for name in names if _head_lemma(name) in ("администрация", "мэрия", "правительство", "управа")]
    own = [name for name in names if name not in parents]
    places = [u for u in units if u not in bodies and _head_lemma(u) in words("place") and find_region([u]) is None]
    parent = parents[0] if parents else None
    if parent and places and len(parent.split()) == 1:  # «МУНИЦИПАЛЬНОЕ ОБРАЗОВАНИЕ N-СКИЙ РАЙОН» / «АДМИНИСТРАЦИЯ»
        parent = f"{parent} {genitive(sentence_case(places[0], capitals))}"
    fired("letterhead", None, " / ".join(names))
    seat = next((sentence_case(unit, capitals) for unit in units if unit not in bodies and _head_lemma(unit) in words("place")), None)
    if not own:  # «АДМИНИСТРАЦИЯ МУНИЦИПАЛЬНОГО РАЙОНА» / «N-СКИЙ РАЙОН РЕСПУБЛИКИ …»
        return f"{parent} {seat}" if parent and seat and _GOVERNS.search(parent) else parent
    if parent is None and seat and _GOVERNS.search(own[-1]):
        return f"{own[-1]} {seat}"
    if parent is None or re.search(r"(?i)администраци|\bмэрии\b", own[-1]) or own[-1].endswith(parent.partition(" ")[2] or "\0"):
        return own[-1]  # «УПРАВЛЕНИЕ ОБРАЗОВАНИЯ ГОРОДА N» below «АДМИНИСТРАЦИЯ ГОРОДА N» names the place itself
    return f"{own[-1]} {genitive(parent)}"


def letterhead_units(lines: Sequence[Traced]) -> list[Traced]:
    """Cleaned lines joined into the bodies and places that they name: a unit begins at a head in the nominative."""
    units: list[list[Traced]] = []
    for line in lines:
        text = line.text.strip(" *_|-–—\t")
        if not text or (text[0] == "(" and text[-1] == ")") or opening("junk").match(text) or not _WORD.search(text):
            continue  # «(Тюменская область)» under an autonomous district's name
        if _starts_unit(text) or not units:
            units.append([line])
        else:
            units[-1].append(line)
    return [fold(join(unit, "\n")) for unit in units]


def _starts_unit(text: str) -> bool:
    """Whether a line begins with a body or a place in the nominative, its adjectives before it."""
    for word in _WORD.findall(re.split('[«"]', text)[0])[:6]:
        if is_legal_form(word):
            return True
        nominative = [p for p in parses(word.lower()) if p.tag.case == "nomn" and p.tag.number == "sing"]
        if word.isupper() and nearest(word, "body"):  # «УПРАВЛВНИЕ»
            return True
        if not nominative:
            return False
        if any(p.tag.POS == "NOUN" and p.normal_form in words("body") | words("place") for p in nominative):
            return True
        if not any(p.tag.POS in ("ADJF", "PRTF") for p in nominative) and not word.isupper():
            return False
    return False


def _head_lemma(unit: str) -> str:
    """Lemma of the first body or place that a unit names."""
    for word in _WORD.findall(re.split('[«"]', unit)[0]):
        low = "учреждение" if is_legal_form(word) else (nearest(word, "body") if word.isupper() else None) or lemma(word)
        if low in words("body") | words("place"):
            return low
    return ""


def _capitalised(body: str) -> frozenset[str]:
    """Words that the running text writes with a capital inside a sentence, and never without, lower case."""
    inside = {w.lower() for w in re.findall(r"(?<=[а-яё,] )[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*", body)}
    small = set(re.findall(r"\b[а-яё]+(?:-[а-яё]+)*", body))
    return frozenset(inside - small)


def sentence_case(text: str, capitals: Iterable[str] = ()) -> str:
    """Capitals of a letterhead put as in running text: names keep theirs, abbreviations too."""
    tokens = text.split(" ")
    out = [_cased(token, tokens[max(0, i - 2) : i], tokens[i + 1 : i + 3], frozenset(capitals)) for i, token in enumerate(tokens)]
    joined = " ".join(out)
    first = re.search(r"[а-яё]", joined, re.IGNORECASE)
    return joined if first is None else joined[: first.start()] + joined[first.start()].upper() + joined[first.start() + 1 :]


def _cased(token: str, before: list[str], after: list[str], capitals: frozenset[str]) -> str:
    word = _WORD.search(token)
    if word is None or not word.group().isupper():
        return token
    bare, low = word.group(), word.group().lower()
    named = (
        low in capitals
        or (bool(after) and re.match(r"(?i)(?:городск|муниципальн|автономн|сельск)?\w*", after[0]) is not None and _names_place(low, after))
        or (bool(before) and _TOWN.fullmatch(before[-1]) is not None)
        or (
            len(before) == 2
            and _TOWN.fullmatch(before[0]) is not None
            and re.search(r"(?i)[ыи][ехй]$|ого$", before[1]) is not None
            and not low.startswith("администрац")
        )
        or token[: word.start()].endswith(("«", '"'))
        or low.startswith("росси")
        or any("Geox" in p.tag for p in parses(low)[:1])
        or (low.startswith("федераци") and bool(before) and before[-1].lower().startswith("росси"))
        or (low.startswith("республик") and bool(after))
    )
    if low in words("fixed_upper") or is_legal_form(bare) or (not known(low) and len(bare) <= 5 and not named):
        return token
    cased = proper(bare) if named else low
    return token.replace(bare, cased)


_TOWN = re.compile(r"(?i)город[ауе]?|г\.|зато")


def _names_place(low: str, after: list[str]) -> bool:
    """Whether an adjective names the place that follows: «ярского» before «района», «городского округа», «области»."""
    if not re.search(r"(?:ск|цк)\w{2,3}$|(?:[нв](?:ого|ый|ое))$", low) or re.match(r"(?:муниципальн|городск|сельск|автономн)", low):
        return False
    following = [re.sub(r"\W", "", a).lower() for a in after]
    if following and re.match(r"(?:муниципальн|городск|автономн|сельск)", following[0]):
        following = following[1:]
    return bool(following) and re.match(r"(?:район|округ|област|кра[йяюе]|республик|поселени|улус)", following[0]) is not None


def genitive(phrase: str) -> str:
    """«Администрация города» → «администрации города»: the head and its adjectives, from the nominative."""
    tokens = phrase.split(" ")
    for i, token in enumerate(tokens):
        forms = [p for p in parses(token.lower()) if p.tag.case == "nomn" and p.tag.number == "sing"]
        if not forms:
            break
        changed = forms[0].inflect({"gent"})
        if changed is None:
            break
        tokens[i] = str(changed.word) if i == 0 or token.islower() else str(changed.word).capitalize()
        if forms[0].tag.POS == "NOUN":
            break
    return " ".join(tokens)


def issuer_of_genitive(text: str) -> str:
    """A body that stands in the genitive or as a subject, as a name: «администрации N-ского района» → «Администрация …»."""
    name = nominative_phrase(sentence_case(text), cases=("nomn", "gent"))
    return name[:1].upper() + name[1:]
