"""Where one party of a cell ends and the next begins: an ordered list of small rules, asked at every token."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.tag import party_rules_words as words
from extractor.tag.party_place import NOMINATIVE, Place, Rule, Verdict, is_preposition, starts_party
from extractor.tag.party_tokens import Token
from extractor.tag.party_words import are_listed, is_legal_form, word_class, word_list

# «МБОУ «СОШ № 2» НГО»: the district whose body it is
_OWNER = re.compile(r"(?:ГО|МО|МР|МОР)$")


def head_still_to_come(p: Place) -> Verdict | None:
    """«общеобразовательные, дошкольные организации»."""
    return "stay" if p.at <= p.party.head_at else None


def strong_separator(p: Place) -> Verdict | None:
    """«УО; руководители ОО», «УО совместно с ОО», «УО; 15 ПСЧ»."""
    return "new" if p.boundary in ("strong", "with") and (p.token.kind == "number" or starts_party(p.tokens, p.at)) else None


def name_after_its_post(p: Place) -> Verdict | None:
    """«ведущий специалист Комитета Минеева Е.Л.», «Начальник отдела – Минеева Е.Л.», «директор (Минеева Е.Л.)»."""
    single = p.token.kind == "name" and not p.party.named and p.party.holds_one
    return "name" if single and p.boundary in ("", "dash", "open", "colon") else None


def name(p: Place) -> Verdict | None:
    """«ОМСУ Минеева Е.Л.», «Минеева Е.Л. Ходарова О.А.»."""
    return "new" if p.token.kind == "name" else None


def post_after_name(p: Place) -> Verdict | None:
    """«Минеева Е.Л., директор МКУ «ЦРО»»: a post of one person in lower case, unless another name follows it."""
    if not p.party.named or p.party.post_after or p.last.kind != "name" or p.party.first != p.party.last:
        return None
    if p.phrase is None or not p.phrase.is_singular_post(NOMINATIVE) or p.token.capital:
        return None
    if p.boundary == "comma" and (are_listed((p.phrase.head,), "function") or p.last.text in p.alone):
        return None  # «Минеева Е.Л., муниципальный координатор»; whoever stands elsewhere without a post has none here
    if p.boundary not in ("", "comma", "dash", "open") or _name_follows(p.tokens, p.at) or p.text in p.alone:
        return None
    return "post"


def _name_follows(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name comes before the next separator, so that the post belongs to it; not where the cell ends in a post."""
    if tokens[0].kind == "name" and tokens[-1].kind == "word" and word_class(tokens[-1].text) == "post":
        return False
    for token in tokens[at:]:
        if token.kind == "name":
            return True
        if token.kind in ("comma", "strong", "close", "with", "and"):
            return False
    return False


def after_name(p: Place) -> Verdict | None:
    """Nothing but its post goes on after a name."""
    done = p.party.named and not p.party.post_after
    return "new" if done and starts_party(p.tokens, p.at) else None


def sole_trader(p: Place) -> Verdict | None:
    """«ИП Лунёва Д.Г.», «ИП глава КФХ Сомов С.Т.»: the trader is the person."""
    if p.party.first != p.party.last or p.last.text != "ИП" or p.boundary != "":
        return None
    if p.token.kind == "name":
        return "name"
    if p.phrase is not None and p.phrase.is_singular_post(NOMINATIVE) and _name_follows(p.tokens, p.at):
        p.party.head, p.party.head_at = p.phrase, p.head_at
        return "stay"
    return None


def field_of_authority(p: Place) -> Verdict | None:
    """«отдел строительства и ЖКХ», «управление по делам ГО и ЧС»: what an authority looks after, joined by «и»."""
    kinds = ("authority", "department")
    authority = (
        p.party.head is not None and any(are_listed((p.party.head.head,), kind) for kind in kinds) and p.party.last > p.party.head_at
    )
    return "stay" if authority and p.boundary == "and" and p.last.kind == "word" and p.token.text in word_list("field") else None


def known_abbreviation(p: Place) -> Verdict | None:
    """«Руководители ОО, ИМО» where the document also says «ИМО» alone."""
    if p.token.kind != "abbr" or p.token.text not in p.alone or p.comes("quoted"):
        return None
    if p.boundary != "":
        return "new"
    return "new" if p.last.kind == "quoted" or (p.last.text in p.alone and p.party.first == p.party.last) else None


def institution_beside(p: Place) -> Verdict | None:
    """«Управление культуры округа МБУК «ЦКС»», «школы МКУ «ЦРО»»: neither an authority nor a class is part of an institution."""
    head = p.party.head
    if not is_legal_form(p.token.text) or p.boundary != "" or head is None or head.is_role or not p.comes("quoted"):
        return None
    plural = ("nomn", "plur") in head.readings and not are_listed((head.head,), "part")
    authority = are_listed((head.head,), "authority") and p.party.last > p.party.head_at
    return "new" if p.last.kind == "word" and not is_preposition(p.last.text) and (plural or authority) else None


def abbreviation_beside(p: Place) -> Verdict | None:
    """«УО ОО» are two, «ИРО ПК», «МБОУ «СОШ № 2» НГО» and «Сотрудники МОЦ» are one."""
    if p.token.kind != "abbr" or p.boundary != "":
        return None
    text, single = p.token.text, p.party.first == p.party.last
    alone = (word_list("class") | word_list("standing")) - word_list("owner")
    if single and p.last.kind == "abbr" and not is_legal_form(p.last.text):
        # «УО ОО»; «ЖЭУ МКУ «Луч»»
        return "new" if (p.last.text in alone and text in alone) or (is_legal_form(text) and p.comes("quoted")) else "stay"
    if p.last.kind == "quoted":
        return "stay" if text in word_list("owner") or _OWNER.search(text) else "new"
    return "stay"


def topic(p: Place) -> Verdict | None:
    """«учителя физики и ОБЖ», «зам. директоров по УВР, ВР»: what is no body."""
    numbered = p.comes("number")  # «ОБ № 21» is a hospital, «ОБ» may be a subject
    return "stay" if p.token.kind == "abbr" and p.token.text in word_list("topic") - p.alone and not numbered else None


def class_under_post(p: Place) -> Verdict | None:
    """«Руководители ОУ, ДОУ, доп. образования»; but «классные руководители, ОО»: a post governs a list where it has begun one."""
    complement = p.tokens[p.party.head_at + 1 : p.party.last + 1]
    listed = any(token.text in word_list("class") or word_class(token.text) == "body" for token in complement)
    named = any(token.kind == "quoted" for token in complement) or p.names_body()
    governs = p.party.kind == "role" and not p.party.holds_one and (listed or p.boundary in ("", "open", "colon"))
    return "stay" if governs and not named and p.token.kind == "abbr" and p.is_class() else None


def named_bodies_under_post(p: Place) -> Verdict | None:
    """«Руководители МБОУ «СОШ № 1» и МБОУ «СОШ № 2»»: «и» joins what the post governs."""
    governs = p.party.kind == "role" and not p.party.holds_one and p.boundary == "and" and p.last.kind in ("quoted", "number")
    return "stay" if governs and is_legal_form(p.token.text) else None


def abbreviation_with_and(p: Place) -> Verdict | None:
    """«ИРО ПК и ППРО»: a name of several abbreviations goes on after «и»."""
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


RULES: tuple[Rule, ...] = (
    head_still_to_come,
    sole_trader,
    strong_separator,
    name_after_its_post,
    name,
    post_after_name,
    after_name,
    field_of_authority,
    known_abbreviation,
    institution_beside,
    abbreviation_beside,
    topic,
    class_under_post,
    named_bodies_under_post,
    abbreviation_with_and,
    alias_in_brackets,
    abbreviation,
    quotation,
    words.governed,
    words.after_legal_form,
    words.clause,
    words.guardians,
    words.no_phrase,
    words.combined_posts,
    words.apposition,
    words.coordinated_heads,
    words.second_post,
    words.post_of_a_kind,
    words.place_name,
    words.bodies_behind_name,
    words.phrase_beside,
    words.object_of_preposition,
    words.phrase_in_list,
)


def decide(place: Place) -> tuple[str, Verdict]:
    """The first rule that knows, and what it says."""
    for rule in RULES:
        verdict = rule(place)
        if verdict is not None:
            return rule.__name__, verdict
    return "default", "stay"
