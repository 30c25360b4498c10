"""When two names mean one body: keys of lemmas, initials, the document's own «(далее – …)»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from extractor.morph import known, lemma, parses
from extractor.tag.entity_forms import legal_forms
from extractor.tag.entity_gazetteer import expansions_of_forms
from extractor.tag.head_issuer import sentence_case
from extractor.tag.names import nominative_phrase

_WORD = re.compile(r"№\s?\d+|[А-ЯЁа-яёA-Za-z]+(?:-[А-ЯЁа-яё]+)*|\d+")
_SMALL = frozenset({"и", "по", "при", "в", "на", "с", "для", "о", "об"})


@lru_cache(maxsize=20_000)
def key(name: str) -> tuple[str, ...]:
    """Lemmas that tell one body from another: without quotes, the form's spelling, «муниципальное образование», «и»."""
    text = re.sub(r"(?i)\bмуниципальн\w+\s+образовани\w+(?=\s+[«\"А-ЯЁ])|\bМО\b(?=\s+[«\"])", " ", name)
    form, mark, rest = text.partition("«")
    text = f"{_spelled_forms().get(_lemmas(form), form)}{mark}{rest}" if mark else text
    words = [w for w in _WORD.findall(text) if w.lower() not in _SMALL]
    plain = [w for i, w in enumerate(words) if i == 0 or not w.isupper() or len(w) < 2]
    if len(plain) > 1 and not name.isupper() and "«" not in name:  # «Управление образования АНГО»
        words = plain
    out = [_base(word) for word in words]
    # «Комитет … Администрации района» and «Комитет … района» are one
    return tuple(w for i, w in enumerate(out) if i == 0 or w != "администрация") or tuple(out)


def _base(word: str) -> str:
    if word.startswith("№"):
        return word.replace(" ", "")
    if word.isupper() and len(word) > 1:
        return word.lower()
    if any(p.tag.POS == "ADJF" for p in parses(word.lower())[:3]):  # «Костромской», «Костромского»: the dictionary gives two lemmas
        return _ADJECTIVE_END.sub("", word.lower().replace("ё", "е"))
    return lemma(word).replace("ё", "е")


_ADJECTIVE_END = re.compile(r"(?:ого|его|ому|ему|ой|ей|ый|ий|ая|яя|ое|ее|ым|им|ом|ем|ую|юю|ые|ие|ых|их|ыми|ими)$")


def same_body(a: str, b: str) -> bool:
    """Whether one name is the other, or the other cut short («Управление образования» of «Управление образования администрации …»)."""
    x, y = sorted((key(a), key(b)), key=len)
    return bool(x) and (len(x) == len(y) or len(x) > 1) and _equal(x, y[: len(x)])


def same_name(a: str, b: str) -> bool:
    """Whether two names are equal but for case and a misread letter."""
    return _equal(key(a), key(b))


def _equal(x: Sequence[str], y: Sequence[str]) -> bool:
    """Whether all words are the same; of two long ones, one letter may be misread («Камышловодский», «Камышнловодский»)."""
    return len(x) == len(y) and all(p == q or _misread(p, q) for p, q in zip(x, y, strict=True))


def _misread(a: str, b: str) -> bool:
    return min(len(a), len(b)) > 6 and Levenshtein.distance(a, b) == 1


def initials_of(short: str, name: str) -> str | None:
    """The part of `name` that the abbreviation `short` shortens: «АНГО» of «Администрация N-ского городского округа Ярского края»."""
    wanted = [c for c in short if c.isalpha()]
    if len(wanted) < 2 or name.isupper():
        return None
    words = list(re.finditer(r"[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*", name))
    end = _consume("".join(wanted).lower(), [w.group().lower() for w in words], 0)
    return name[: words[end - 1].end()] if end else None


def _consume(letters: str, words: list[str], at: int) -> int:
    """How many of `words` the letters stand for (0: none); small words may be passed over, «научно-методический» may give two letters."""
    if not letters:
        return at
    if at == len(words):
        return 0
    word = words[at]
    parts = word.split("-")
    options = [letters[1:]] if letters[0] == word[0] else []
    if len(parts) > 1 and letters.startswith("".join(p[0] for p in parts)):
        options.append(letters[len(parts) :])
    for rest in options:
        if end := _consume(rest, words, at + 1):
            return end
    return _consume(letters, words, at + 1) if word in _SMALL or word in ("города", "муниципального") else 0


@lru_cache(maxsize=20_000)
def form_and_quoted(name: str) -> tuple[str, str] | None:
    """The legal form and the quoted name of «МКУ «ЦРО»»; a form written out is given short."""
    found = re.match(r"(?P<form>[^«\"“„]*?)\s*[«\"“„](?P<inside>.+)[»\"”](?:\s*[А-ЯЁ]{2,5})?$", name)
    if found is None:
        return None
    form = found["form"].strip()
    spelled = _spelled_forms().get(_lemmas(form))
    return (spelled or form, found["inside"]) if spelled or form in legal_forms() or not form else None


@cache
def _spelled_forms() -> dict[tuple[str, ...], str]:
    """Legal forms written out, as lemmas → short."""
    return {_lemmas(full): short for short, full in expansions_of_forms().items()}


def _lemmas(text: str) -> tuple[str, ...]:
    return tuple(lemma(word) for word in text.lower().replace("ё", "е").split())


def spelled_out(name: str) -> str | None:
    """«МКУ «Центр …»» with its form written out."""
    parts = form_and_quoted(name)
    full = expansions_of_forms().get(parts[0]) if parts else None
    return f"{full} «{parts[1]}»" if full and parts else None


def nominative_name(text: str) -> str:
    """A body's name in the nominative, its first letter a capital."""
    name = text if form_and_quoted(text) or text.isupper() else nominative_phrase(text)
    return name[:1].upper() + name[1:]


def quiet(text: str) -> str:
    """A name out of a letterhead as in running text; «МКУ «ЦРО»» stays."""
    loud = any(word.isupper() and len(word) > 5 and known(word) for word in re.findall(r"[А-ЯЁ]+", text))
    return sentence_case(text) if loud else text


def is_abbreviation(text: str) -> bool:
    """«УО», «СКИРО ПК и ПРО», «ЦНППМ»; not a word in capitals."""
    compact = re.sub(r"\sи\s|\s", "", text)
    if not 2 <= len(compact) <= 14 or not compact.isalpha() or sum(c.isupper() for c in compact) < max(2, 0.6 * len(compact)):
        return False
    return not (compact.isupper() and len(compact) > 5 and any(p.is_known for p in parses(compact.lower())))
