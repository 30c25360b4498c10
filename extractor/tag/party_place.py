"""What a rule of the party splitter sees and says: the party so far, the token in question, what stands between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.schema import PartyKind
from extractor.tag.party_phrases import Phrase, phrase_at
from extractor.tag.party_tokens import Token
from extractor.tag.party_words import is_legal_form, part_of_speech, word_list

# a token starts a party; stays in the one before; stays and is its person's name; stays and is the post of the name before
Verdict = Literal["new", "stay", "name", "post"]
Boundary = Literal["", "comma", "strong", "and", "with", "colon", "dash", "open", "close", "noise"]
NOMINATIVE = frozenset({"nomn"})
SEPARATORS = frozenset({"comma", "strong", "and", "with", "dash", "close", "noise"})
GENITIVE = frozenset({"gent"})
_PARTS = frozenset({"отдел", "сектор", "отделение", "филиал"})
ACCUSATIVE_PREPOSITIONS = frozenset({"за", "на", "в", "через"})


@dataclass(slots=True)
class Party:
    """A party while it grows: token indices of its first, head and last token; `head` is None for names and abbreviations."""

    first: int
    last: int
    head_at: int
    head: Phrase | None
    named: bool
    lead: frozenset[str]
    post_after: bool = False

    @property
    def holds_one(self) -> bool:
        """Whether one person can hold its post."""
        return self.head is not None and self.head.is_singular_post(self.lead)

    @property
    def kind(self) -> PartyKind:
        """What it is."""
        if self.named:
            return "person"
        return "role" if self.head is not None and self.head.is_role else "organisation"


@dataclass(frozen=True, slots=True)
class Place:
    """What a rule sees: the party so far, the token at `at`, what stands between them, the phrase that begins here."""

    tokens: Sequence[Token]
    at: int
    party: Party
    boundary: Boundary
    phrase: Phrase | None
    head_at: int
    alone: frozenset[str]

    @property
    def token(self) -> Token:
        """The token asked about."""
        return self.tokens[self.at]

    @property
    def last(self) -> Token:
        """The last token of the party before."""
        return self.tokens[self.party.last]

    @property
    def text(self) -> str:
        """The words from the token to the next separator, as `standing_alone` gives them."""
        end = next((i for i in range(self.at, len(self.tokens)) if self.tokens[i].kind in SEPARATORS), len(self.tokens))
        return " ".join(token.text for token in self.tokens[self.at : end])

    def is_class(self) -> bool:
        """Whether the token is an abbreviation of a class of bodies («ДОУ») that is never a party of its own here."""
        return self.token.text.rstrip(".") in word_list("class") and self.token.text not in self.alone

    def comes(self, *kinds: str) -> bool:
        """Whether the next token is of one of `kinds`."""
        return self.at + 1 < len(self.tokens) and self.tokens[self.at + 1].kind in kinds

    def names_body(self) -> bool:
        """Whether the abbreviation goes on as one body's name («МБОУ «Луч»», «СОШ № 5», «МБОУ Каменская СОШ»)."""
        named = self.comes("word") and self.tokens[self.at + 1].capital and is_legal_form(self.token.text)
        return named or self.comes("quoted", "number", "abbr")


Rule = Callable[[Place], Verdict | None]


def with_ends(tokens: Sequence[Token], ends: Sequence[int]) -> Sequence[Token]:
    """`tokens` parted at line `ends` where what follows can be no complement: «Руководители ОО⏎МАУ ДО «Олимп»»."""
    if not ends:
        return tokens
    out: list[Token] = []
    first, listed = 0, False
    for at, token in enumerate(tokens):
        at_end = out and any(out[-1].end <= end <= token.start for end in ends)
        if at_end and _begins_anew(tokens, first, at, listed=listed):
            out.append(Token("strong", "", token.start, token.start))
            first, listed = at, True
        out.append(token)
    return tuple(out)


def _begins_anew(tokens: Sequence[Token], first: int, at: int, *, listed: bool) -> bool:
    """Whether a party begins at `at`, below a line whose tokens begin at `first`; «Директор⏎МБОУ «Луч»» is one.

    `listed`: a line's end above has parted two already.
    """
    if tokens[at].kind == "abbr" and is_legal_form(tokens[at].text):
        above, _ = phrase_at(tokens, first)
        is_post = above is not None and above.is_role and (above.is_singular_post(NOMINATIVE) or at - first == above.length)
        is_part = above is not None and above.head.lower() in _PARTS and not listed  # «Отдел комплектования⏎МБУК «ВМБ»»
        return not is_post and not is_part and any(token.kind == "quoted" for token in tokens[at + 1 : at + 3])
    phrase = phrase_at(tokens, at)[0] if tokens[at].kind == "word" and tokens[at].capital else None
    return phrase is not None and phrase.must_be(NOMINATIVE)


def is_preposition(word: str) -> bool:
    """Whether the word's best reading is a preposition."""
    return part_of_speech(word) == "PREP"


def starts_party(tokens: Sequence[Token], at: int) -> bool:
    """Whether a party can begin at `tokens[at]`: a name, an abbreviation, a quotation or a noun phrase."""
    kind = tokens[at].kind
    return kind in ("name", "abbr", "quoted") or (kind == "word" and phrase_at(tokens, at)[0] is not None)
