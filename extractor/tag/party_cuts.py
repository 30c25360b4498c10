"""The walk over a cell's tokens that asks the rules and cuts the parties out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.schema import PartyKind
from extractor.tag.party_phrases import phrase_at
from extractor.tag.party_place import NOMINATIVE, Boundary, Party, Place, Verdict, is_preposition, starts_party
from extractor.tag.party_rules import decide
from extractor.tag.party_tokens import Token
from extractor.tag.party_words import part_of_speech, word_list
from extractor.trace import fired

# what stands between two tokens, the weakest first; of several («), » and a bullet) the strongest counts
_BOUNDARIES: tuple[Boundary, ...] = ("", "dash", "colon", "and", "close", "noise", "comma", "open", "strong", "with")


@dataclass(frozen=True, slots=True)
class Cut:
    """A finished party: tokens `first`..`last`, both in it, at `cell[start:end]`."""

    first: int
    last: int
    start: int
    end: int
    kind: PartyKind


def opened(tokens: Sequence[Token], at: int) -> Party:
    """A party that begins at `tokens[at]`."""
    token = tokens[at]
    if token.kind != "word":
        return Party(at, at, at, None, token.kind == "name", NOMINATIVE)
    head, head_at = phrase_at(tokens, at)
    lead = NOMINATIVE
    if head is not None and not head.may_be(NOMINATIVE):  # «Руководителям ОО, Управлению культуры» in a directive
        lead = frozenset(case for case, _ in head.readings)
    return Party(at, at, head_at, head, False, lead)


def _label_end(tokens: Sequence[Token], at: int) -> int | None:
    """Index of the last token of a word that only says what the column says («отв. Иванова А.А.», «Ответственный: УО»)."""
    word = tokens[at].text.lower().rstrip(".")
    if tokens[at].kind != "word" or word not in word_list("label") or at + 1 == len(tokens):
        return None
    bracketed = at > 0 and tokens[at - 1].kind == "open" and tokens[at + 1].kind == "close"  # «УО (ответственный), ОО (исполнители)»
    if bracketed or tokens[at + 1].kind in ("colon", "dash"):
        return at + 1
    return at if tokens[at + 1].kind == "name" or word in ("отв", "исп") else None


def _bracket_end(tokens: Sequence[Token], at: int) -> int:
    """Index of the bracket that closes the one at `at`; of the last token where none does."""
    depth = 0
    for i in range(at, len(tokens)):
        depth += (tokens[i].kind == "open") - (tokens[i].kind == "close")
        if depth == 0:
            return i
    return len(tokens) - 1


@dataclass(slots=True)
class Walk:
    """One pass over the tokens; `cuts` are the parties that are finished."""

    tokens: Sequence[Token]
    alone: frozenset[str]
    cuts: list[Cut] = field(default_factory=list)
    party: Party | None = None
    boundary: Boundary = ""

    def step(self, at: int) -> int:
        """Take the token at `at`; returns the index of the next one to take."""
        kind = self.tokens[at].kind
        if kind == "open" and at + 1 < len(self.tokens) and self.party is not None:
            verdict = self.ask(self.party, at + 1, "open")
            if verdict != "new":
                return self.take(self.party, _bracket_end(self.tokens, at), verdict)
        if kind in _BOUNDARIES:
            self.boundary = max(self.boundary, kind, key=_BOUNDARIES.index)
            return at + 1
        label = _label_end(self.tokens, at) if self.party is None or self.boundary in ("comma", "strong", "open") else None
        if label is not None:
            self.close()
            return label + 1
        if self.party is None:
            return self.begin(at)
        if self.boundary == "dash" and kind == "word" and part_of_speech(self.tokens[at].text) in ("PREP", "ADVB"):  # «УО – до 15.03»
            return self.next_separator(at)
        verdict = self.ask(self.party, at, self.boundary)
        if verdict == "new":
            self.close()
            self.party = opened(self.tokens, at)
        return self.take(self.party, at, verdict)

    def begin(self, at: int) -> int:
        """Open the first party at `at` where one can begin; «по плану УО» is passed over."""
        if self.tokens[at].kind == "word" and is_preposition(self.tokens[at].text):
            return self.next_separator(at)
        if starts_party(self.tokens, at) or self.tokens[at].kind == "number":
            self.party, self.boundary = opened(self.tokens, at), ""
        return at + 1

    def next_separator(self, at: int) -> int:
        """Index of the first separator or name from `at` on."""
        return next((i for i in range(at, len(self.tokens)) if self.tokens[i].kind in ("comma", "strong", "name")), len(self.tokens))

    def ask(self, party: Party, at: int, boundary: Boundary) -> Verdict:
        """What the rules say of the token at `at` after `boundary`."""
        phrase, head_at = phrase_at(self.tokens, at) if self.tokens[at].kind == "word" else (None, at)
        rule, verdict = decide(Place(self.tokens, at, party, boundary, phrase, head_at, self.alone))
        fired(f"party:{rule}", None, f"{verdict} {self.tokens[at].text}")
        return verdict

    def take(self, party: Party, at: int, verdict: Verdict) -> int:
        """Let the party reach to the token at `at`."""
        party.last = at
        party.named |= verdict == "name"
        if verdict == "post":  # «Лугова Т.Т., соц. педагог»: its head may be still to come
            party.post_after, party.head_at = True, phrase_at(self.tokens, at)[1]
        self.boundary = ""
        return at + 1

    def close(self) -> None:
        """Finish the party at hand."""
        if self.party is not None and any(token.kind != "number" for token in self.tokens[self.party.first : self.party.last + 1]):
            first, last = self.party.first, self.party.last
            self.cuts.append(Cut(first, last, self.tokens[first].start, self.tokens[last].end, self.party.kind))
        self.party = None


def cut_parties(tokens: Sequence[Token], alone: frozenset[str]) -> list[Cut]:
    """The parties of a tokenised cell, in order; bullets, separators and labels are in none."""
    walk = Walk(tokens, alone)
    at = 0
    while at < len(tokens):
        at = walk.step(at)
    walk.close()
    return walk.cuts
