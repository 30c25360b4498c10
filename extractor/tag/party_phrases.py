"""A phrase of a cell by its first words: which noun heads it, in which cases it can stand, what kind of party it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extractor.tag.party_tokens import Token
from extractor.tag.party_words import adjectives, are_listed, governs_object, is_participle, nouns, part_of_speech, word_class, word_list

_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase's first words up to its head: (case, number) readings that all of them share, the head's word class.

    `length` counts the words up to and with the head; `animate` is None where the readings differ.
    """

    head: str
    readings: frozenset[tuple[str, str]]
    word_class: str | None
    animate: bool | None
    length: int

    def may_be(self, cases: frozenset[str]) -> bool:
        """Whether it can stand in one of `cases`."""
        return any(case in cases for case, _ in self.readings)

    def must_be(self, cases: frozenset[str]) -> bool:
        """Whether it can be no complement: it stands in one of `cases` and in no other (but an accusative like it)."""
        return self.may_be(cases) and all(case in cases or case == "accs" for case, _ in self.readings)

    @property
    def is_role(self) -> bool:
        """A post or people, rather than a body."""
        return self.word_class == "post" if self.word_class is not None else bool(self.animate)

    def is_singular_post(self, cases: frozenset[str]) -> bool:
        """A post that one person holds, in one of `cases`."""
        return self.is_role and any(number == "sing" and case in cases for case, number in self.readings)


@lru_cache(maxsize=50_000)
def phrase(words: tuple[str, ...]) -> Phrase | None:
    """The phrase that begins with the first of `words`; None where that is neither adjective nor noun."""
    if words[0].lower().rstrip(".").replace(" ", "") in word_list("short post"):
        return Phrase(words[0], frozenset({("nomn", "sing")}), "post", True, 1)
    if words[0].endswith("."):  # «соц. педагог», «кл. руководители»: a shortened adjective agrees with anything
        rest = phrase(words[1:]) if len(words) > 1 else None
        return replace(rest, length=rest.length + 1) if rest else None
    return _longest(words, 0, None)


def _longest(words: tuple[str, ...], at: int, shared: frozenset[tuple[str, str]] | None) -> Phrase | None:
    """The phrase from word `at` on, whose adjectives so far share the readings `shared`."""
    if at >= min(len(words), _MOST_WORDS):
        return None
    word = words[at]
    as_noun, as_adjective = nouns(word), adjectives(word)
    agreed = as_adjective if shared is None else as_adjective & shared
    if agreed and at + 1 < len(words) and are_listed((word, words[at + 1]), "pair"):
        return Phrase(words[at + 1], agreed, "body", False, at + 2)
    if agreed and not (word_class(word) == "post" and is_participle(word)):  # «заведующей библиотекой»
        further = _longest(words, at + 1, agreed)
        # «участковые полиции»: a post that looks like an adjective takes a genitive, not a noun of its own
        own = _longest(words, at + 1, None) if word_class(word) == "post" else None
        if further is not None and (own is None or not own.may_be(frozenset({"gent"}))):
            return further
    readings = frozenset((c, n) for c, n, _ in as_noun)
    readings = readings if shared is None else readings & shared
    if readings:
        animacy = {a for c, n, a in as_noun if (c, n) in readings}
        return Phrase(word, readings, word_class(word), animacy.pop() == "anim" if len(animacy) == 1 else None, at + 1)
    if part_of_speech(word) == "ADVB":  # «временно исполняющий обязанности»
        return _longest(words, at + 1, shared)
    return None


def phrase_at(tokens: Sequence[Token], at: int) -> tuple[Phrase | None, int]:
    """The phrase whose first word is `tokens[at]` and the index of its head; «общие, дошкольные и иные организации» is one."""
    words: list[str] = []
    places: list[int] = []
    for i in range(at, min(at + _MOST_WORDS + 3, len(tokens))):
        if tokens[i].kind == "word":
            words.append(tokens[i].text)
            places.append(i)
        elif (
            tokens[i].kind == "abbr"
            and tokens[i - 1].kind == "word"
            and words
            and all(adjectives(w) and word_class(w) is None for w in words)
        ):
            return _with_abbreviation(words, tokens[i].text), i
        elif tokens[i].kind not in ("and", "comma") or not words or not adjectives(words[-1]):
            break
    found = phrase(tuple(words)) if words else None
    return found, places[found.length - 1] if found else at


def _with_abbreviation(words: list[str], abbreviation: str) -> Phrase | None:
    """«территориальная ПМПК»: the adjectives tell the case."""
    if governs_object(words[-1]) or abbreviation in word_list("topic"):  # «специалист, курирующий ГИА»
        return None
    readings = frozenset.intersection(*map(adjectives, words))
    return Phrase(abbreviation, readings, "body", False, len(words) + 1) if readings else None
