"""Where one party of a cell ends and the next begins: an ordered list of small rules, asked at every token."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.morph import parses
from extractor.schema import PartyKind
from extractor.tag.party_phrases import Phrase, phrase_at
from extractor.tag.party_tokens import Token
from extractor.tag.party_words import is_participle, part_of_speech, word_class, word_list

# a token starts a party; stays in the one before; stays and is its person's name; stays and is the post of the name before
Verdict = Literal["new", "stay", "name", "post"]
Boundary = Literal["", "comma", "strong", "and", "with", "colon", "dash", "open", "close", "noise"]
NOMINATIVE = frozenset({"nomn"})
GENITIVE = frozenset({"gent"})
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

    def is_class(self) -> bool:
        """Whether the token is an abbreviation of a class of bodies («ДОУ») that is never a party of its own here."""
        return self.token.text.rstrip(".") in word_list("class") and self.token.text not in self.alone

    def comes(self, *kinds: str) -> bool:
        """Whether the next token is of one of `kinds`."""
        return self.at + 1 < len(self.tokens) and self.tokens[self.at + 1].kind in kinds


Rule = Callable[[Place], Verdict | None]


def head_still_to_come(p: Place) -> Verdict | None:
    """«общеобразовательные, дошкольные организации»."""
    return "stay" if p.at <= p.party.head_at else None


def strong_separator(p: Place) -> Verdict | None:
    """«УО; руководители ОО», «УО совместно с ОО»."""
    return "new" if p.boundary in ("strong", "with") and starts_party(p.tokens, p.at) else None


def name_after_its_post(p: Place) -> Verdict | None:
    """«ведущий специалист Комитета Минаева Е.Л.», «Начальник отдела – Минаева Е.Л.», «директор (Минаева Е.Л.)»."""
    single = p.token.kind == "name" and not p.party.named and p.party.holds_one
    return "name" if single and p.boundary in ("", "dash", "open", "colon") else None


def name(p: Place) -> Verdict | None:
    """«ОМСУ Минаева Е.Л.», «Минаева Е.Л. Ходакова О.А.»."""
    return "new" if p.token.kind == "name" else None


def post_after_name(p: Place) -> Verdict | None:
    """«Минаева Е.Л., директор МКУ «ЦРО»»: a post of one person in lower case, unless another name follows it."""
    if not p.party.named or p.party.post_after or p.last.kind != "name" or p.party.first != p.party.last:
        return None
    if p.phrase is None or not p.phrase.is_singular_post(NOMINATIVE) or p.token.capital:
        return None
    if p.boundary not in ("", "comma", "dash", "open") or _name_follows(p.tokens, p.at):
        return None
    return "post"


def _name_follows(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name comes before the next separator, so that the post belongs to it."""
    for token in tokens[at:]:
        if token.kind == "name":
            return True
        if token.kind in ("comma", "strong", "close", "with"):
            return False
    return False


def after_name(p: Place) -> Verdict | None:
    """Nothing but its post goes on after a name."""
    done = p.party.named and not p.party.post_after
    return "new" if done and starts_party(p.tokens, p.at) else None


def known_abbreviation(p: Place) -> Verdict | None:
    """«Руководители ОО, ИМО» where the document also says «ИМО» alone."""
    if p.token.kind != "abbr" or p.token.text not in p.alone or p.comes("quoted"):
        return None
    if p.boundary != "":
        return "new"
    return "new" if p.last.kind == "quoted" or (p.last.text in p.alone and p.party.first == p.party.last) else None


def abbreviation_beside(p: Place) -> Verdict | None:
    """«УО ОО» are two, «ИРО ПК», «МБОУ «СОШ № 2» НГО» and «Сотрудники МОЦ» are one."""
    if p.token.kind != "abbr" or p.boundary != "":
        return None
    classes = (word_list("class") | word_list("standing")) - word_list("owner")
    both = p.last.text in classes and p.token.text in classes and p.party.first == p.party.last
    legal = p.last.text in word_list("legal") and (p.last.text, p.token.text) != ("ОО", "ОО")
    if both and not legal:
        return "new"
    if p.last.kind == "quoted" and p.token.text in classes | word_list("legal"):
        return "new"
    return "stay"


def topic(p: Place) -> Verdict | None:
    """«учителя физики и ОБЖ», «зам. директоров по УВР, ВР»: what is no body."""
    return "stay" if p.token.kind == "abbr" and p.token.text in word_list("topic") - p.alone else None


def class_under_post(p: Place) -> Verdict | None:
    """«Руководители ОУ, ДОУ, доп. образования»."""
    governs = p.party.kind == "role" and not p.party.holds_one
    return "stay" if governs and p.token.kind == "abbr" and p.is_class() and not p.comes("quoted") else None


def abbreviation_with_and(p: Place) -> Verdict | None:
    """«СКИРО ПК и ПРО»: a name of several abbreviations goes on after «и»."""
    if p.token.kind != "abbr" or p.boundary != "and" or p.is_class() or p.party.kind != "organisation":
        return None
    return "stay" if p.last.kind == "abbr" and p.party.last > p.party.first and p.tokens[p.party.last - 1].kind == "abbr" else None


def alias_in_brackets(p: Place) -> Verdict | None:
    """«Центр развития образования (ЦРО)»: initials of the name before."""
    if p.boundary != "open" or p.token.kind != "abbr" or not p.comes("close"):
        return None
    initials = "".join(t.text[0] for t in p.tokens[p.party.first : p.party.last + 1] if t.kind == "word").upper()
    letters = "".join(c for c in p.token.text if c.isupper())
    return "stay" if letters == initials or p.party.kind == "role" else None


def abbreviation(p: Place) -> Verdict | None:
    """«МОЦ, ОО», «Руководители ОО, МКУ «ЦРО»»."""
    return "new" if p.token.kind == "abbr" else None


def quotation(p: Place) -> Verdict | None:
    """«МБДОУ «Росток», «Радуга»» are two bodies; under a post, and right after its word, a quotation stays."""
    if p.token.kind != "quoted":
        return None
    return "stay" if p.boundary in ("", "open", "dash") or p.party.kind == "role" else "new"


def governed(p: Place) -> Verdict | None:
    """«ответственный за питание»: after a preposition, and after an adjective that waits for its noun, nothing begins."""
    if p.token.kind != "word" or p.boundary != "" or p.last.kind != "word":
        return None
    hanging = part_of_speech(p.last.text) in ("ADJF", "PRTF") and p.party.last > p.party.head_at and word_class(p.last.text) is None
    object_of_head = p.party.last == p.party.head_at and p.last.text.lower().startswith(("заведующ", "управляющ"))
    return "stay" if is_preposition(p.last.text) or hanging or object_of_head else None


def clause(p: Place) -> Verdict | None:
    """«Тьюторы, прошедшие обучение»: a participle that heads neither a post nor a body."""
    known = p.phrase is not None and p.phrase.word_class in ("post", "body")
    return "stay" if p.token.kind == "word" and is_participle(p.token.text) and not known else None


def guardians(p: Place) -> Verdict | None:
    """«родители (законные представители)» are one."""
    return (
        "stay"
        if p.boundary == "open" and p.token.text.lower().startswith("законны") and p.last.text.lower().startswith("родител")
        else None
    )


def no_phrase(p: Place) -> Verdict | None:
    """Prepositions, numbers, verbs and what can stand in no leading case stay."""
    return "stay" if p.phrase is None or not p.phrase.may_be(p.party.lead | NOMINATIVE) else None


def combined_posts(p: Place) -> Verdict | None:
    """«педагог психолог» is one post that lost its hyphen."""
    if p.boundary != "" or p.token.capital:
        return None
    lemmas = " ".join(parses(t.text.lower())[0].normal_form for t in (p.last, p.token))
    return "stay" if lemmas in word_list("combined") else None


def second_post(p: Place) -> Verdict | None:
    """«заместитель главы – начальник управления» is one person."""
    both = p.party.holds_one and p.phrase is not None and p.phrase.is_singular_post(p.party.lead)
    return "stay" if both and p.boundary == "dash" and not p.token.capital else None


def phrase_beside(p: Place) -> Verdict | None:
    """«Специалисты Методисты»: a head in the leading case that can be no complement of what stands before."""
    if p.boundary != "" or p.phrase is None:
        return None
    # «Управление образования директора школ»: a body's name is not made of posts
    people = p.party.kind == "organisation" and p.phrase.word_class == "post" and p.phrase.animate and p.party.last > p.party.head_at
    sure = people or p.phrase.must_be(p.party.lead | NOMINATIVE)
    return "new" if sure and (p.phrase.word_class in ("post", "body") or p.token.capital) else "stay"


def object_of_preposition(p: Place) -> Verdict | None:
    """«ответственные за питание, безопасность»: an accusative that looks like a nominative."""
    words = {t.text.lower() for t in p.tokens[p.party.first : p.party.last + 1]}
    if p.phrase is not None and words & ACCUSATIVE_PREPOSITIONS and p.phrase.word_class not in ("post", "body") and not p.phrase.animate:
        return "stay"
    return None


def phrase_in_list(p: Place) -> Verdict | None:
    """«УО, образовательные организации»; «руководители учреждений культуры, спорта» stays, it can be a genitive only."""
    if p.phrase is None:
        return None
    if p.phrase.must_be(p.party.lead | NOMINATIVE):
        return "new"
    if p.phrase.word_class not in ("post", "body"):
        return "stay"
    # «директор школы и библиотеки»: a genitive beside a genitive; «УО, школы»: nothing to depend on
    beside = p.last.kind == "word" and p.party.last != p.party.head_at and word_class(p.last.text) in ("body", "post")
    governs = p.boundary == "and" or p.party.kind == "role"
    return "stay" if beside and governs and p.phrase.may_be(GENITIVE) and p.token.text not in p.alone else "new"


RULES: tuple[Rule, ...] = (
    head_still_to_come,
    strong_separator,
    name_after_its_post,
    name,
    post_after_name,
    after_name,
    known_abbreviation,
    abbreviation_beside,
    topic,
    class_under_post,
    abbreviation_with_and,
    alias_in_brackets,
    abbreviation,
    quotation,
    governed,
    clause,
    guardians,
    no_phrase,
    combined_posts,
    second_post,
    phrase_beside,
    object_of_preposition,
    phrase_in_list,
)


def is_preposition(word: str) -> bool:
    """Whether the word's best reading is a preposition."""
    return part_of_speech(word) == "PREP"


def starts_party(tokens: Sequence[Token], at: int) -> bool:
    """Whether a party can begin at `tokens[at]`: a name, an abbreviation, a quotation or a noun phrase."""
    kind = tokens[at].kind
    return kind in ("name", "abbr", "quoted") or (kind == "word" and phrase_at(tokens, at)[0] is not None)


def decide(place: Place) -> tuple[str, Verdict]:
    """The first rule that knows, and what it says."""
    for rule in RULES:
        verdict = rule(place)
        if verdict is not None:
            return rule.__name__, verdict
    return "default", "stay"
