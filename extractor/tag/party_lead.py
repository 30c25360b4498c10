"""Where the parties at the start of a merged cell end and the result begins («Руководители ОО | план мероприятий»)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractor.tag.party_cuts import Cut, Walk
from extractor.tag.party_phrases import phrase_at
from extractor.tag.party_place import ACCUSATIVE_PREPOSITIONS, NOMINATIVE, Party, is_preposition
from extractor.tag.party_tokens import Token, tokenise
from extractor.tag.party_words import is_verb, word_class, word_list

_FOLD = str.maketrans("«»“”„–—−ё", '"""""---е')


def leading_end(text: str, alone: frozenset[str], known: Iterable[str]) -> int:
    """How many characters of `text` from its start are parties; `known` are texts of the column's other rows."""
    end = _by_grammar(text, alone)
    sure = max((len(k) for k in known if _begins_with(text, k)), default=0)
    return sure if sure > end or (sure and _may_begin_result(text, sure)) else end


def _may_begin_result(text: str, at: int) -> bool:
    """Whether the word at `at` can be a result's first («Воспитатели | заметки в печати»), where grammar alone can't tell."""
    tokens = [token for token in tokenise(text) if token.start >= at]
    if not tokens or tokens[0].kind != "word":
        return False
    phrase, _ = phrase_at(tokens, 0)
    return phrase is not None and phrase.may_be(NOMINATIVE) and phrase.word_class not in ("post", "body")


def _begins_with(text: str, known: str) -> bool:
    folded, start = (t.casefold().translate(_FOLD) for t in (text, known))
    return bool(known) and folded.startswith(start) and not re.match(r"[\w-]", folded[len(start) :])


def _by_grammar(text: str, alone: frozenset[str]) -> int:
    """Where the parties before the first token that begins a result end; 0 where `text` begins with no party."""
    tokens = tokenise(text)
    walk = Walk(tokens, alone)
    at = 0
    while at < len(tokens):
        if walk.party is not None and at > walk.party.head_at:
            if _is_sentence(tokens, at):
                return 0
            if _begins_result(tokens, at, walk.party, walk.boundary):
                break
        at = walk.step(at)
    walk.close()
    if not walk.cuts or not _is_sure(tokens, walk.cuts[0]):
        return 0
    noise = at and tokens[at - 1].kind in ("noise", "close")
    return tokens[at - 1].end if noise else walk.cuts[-1].end


def _is_sure(tokens: Sequence[Token], cut: Cut) -> bool:
    """Whether a party is one by its own words, not just by its place."""
    if cut.kind == "person" or tokens[cut.first].kind == "abbr":
        return True
    phrase, _ = phrase_at(tokens, cut.first)
    return phrase is not None and phrase.word_class in ("post", "body") and phrase.may_be(NOMINATIVE)


def _is_sentence(tokens: Sequence[Token], at: int) -> bool:
    """«школы прошли обучение»: the party is a subject, all of it is a result."""
    return tokens[at].kind == "word" and tokens[at].text.islower() and is_verb(tokens[at].text)


def _begins_result(tokens: Sequence[Token], at: int, party: Party, boundary: str) -> bool:
    token, last = tokens[at], tokens[party.last]
    if token.kind == "number":  # «МКУ «ЦРО» 100% школ», but «СОШ № 5»
        return not token.text.startswith("№") and not (last.kind == "abbr" and at + 1 < len(tokens) and tokens[at + 1].kind != "word")
    if token.kind != "word" or (boundary == "" and last.kind == "word" and is_preposition(last.text)):
        return False
    if is_verb(token.text):
        return token.capital
    phrase, _ = phrase_at(tokens, at)
    if phrase is None or phrase.word_class in ("post", "body") or phrase.animate:
        return False
    if {t.text.lower() for t in tokens[party.first : party.last]} & ACCUSATIVE_PREPOSITIONS and boundary != "strong":
        return False
    if phrase.must_be(NOMINATIVE):
        return True
    if not phrase.may_be(NOMINATIVE) or token.text in word_list("class"):
        return False
    complete = party.last > party.head_at or party.head is None
    # «МКУ «ЦРО» рекомендации»: by its word; «УО Заметки в печати»: by its capital, which «Управление Культуры» may have too
    by_word = word_class(phrase.head) == "abstract" and complete
    return by_word or (boundary == "" and token.capital and (complete or party.kind == "role"))
