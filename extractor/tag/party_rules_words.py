"""Rules of the party splitter for words: does a noun phrase begin a party or go on with the one before?"""

from __future__ import annotations

from extractor.tag.party_place import ACCUSATIVE_PREPOSITIONS, GENITIVE, NOMINATIVE, Place, Verdict, is_preposition
from extractor.tag.party_words import adjectives, are_listed, is_legal_form, is_participle, nouns, part_of_speech, word_class

_NAMED_PLACES = frozenset({"республика", "республики", "республике", "города", "городу", "село", "села", "посёлка", "поселка"})
_SETTLEMENTS = frozenset({"с.", "г.", "д.", "п.", "пос.", "ст.", "ул."})  # «филиал в с. Каменка»


def governed(p: Place) -> Verdict | None:
    """«ответственный за питание»: after a preposition, and after an adjective that waits for its noun, nothing begins."""
    if p.token.kind != "word" or p.boundary != "" or p.last.kind != "word":
        return None
    hanging = part_of_speech(p.last.text) in ("ADJF", "PRTF") and p.party.last > p.party.head_at and word_class(p.last.text) is None
    object_of_head = p.party.last == p.party.head_at and p.last.text.lower().startswith(("заведующ", "управляющ"))
    return "stay" if is_preposition(p.last.text) or p.last.text in _SETTLEMENTS or hanging or object_of_head else None


def after_legal_form(p: Place) -> Verdict | None:
    """«МБОУ Каменская СОШ»: the form of a body waits for its name."""
    waits = p.boundary == "" and p.party.first == p.party.last and is_legal_form(p.last.text)
    return "stay" if waits and p.token.capital and p.phrase is not None and not p.phrase.is_role else None


def clause(p: Place) -> Verdict | None:
    """«Тьюторы, прошедшие обучение», «лица, ответственные за обмен»: what only describes the head before it."""
    bare = p.party.last == p.party.head_at and not p.party.holds_one
    if p.boundary == "comma" and bare and p.token.text.startswith("ответственн") and p.comes("word"):
        return "stay"
    known = p.phrase is not None and p.phrase.word_class in ("post", "body")
    return "stay" if p.token.kind == "word" and is_participle(p.token.text) and not known and p.comes("word", "abbr") else None


def guardians(p: Place) -> Verdict | None:
    """«родители (законные представители)» are one."""
    both = p.token.text.lower().startswith("законны") and p.last.text.lower().startswith("родител")
    return "stay" if both and p.boundary == "open" else None


def no_phrase(p: Place) -> Verdict | None:
    """Prepositions, numbers, verbs and what can stand in no leading case stay."""
    return "stay" if p.phrase is None or not p.phrase.may_be(p.party.lead | NOMINATIVE) else None


def combined_posts(p: Place) -> Verdict | None:
    """«педагог психолог», «учителя - предметники»: one post that lost its hyphen."""
    if p.boundary not in ("", "dash") or p.token.capital:
        return None
    return "stay" if are_listed((p.last.text, p.token.text), "combined") else None


def apposition(p: Place) -> Verdict | None:
    """«ОО - участники проекта»."""
    what = p.boundary == "dash" and p.party.kind == "organisation" and are_listed((p.token.text,), "apposition")
    return "stay" if what and not p.token.capital else None


def coordinated_heads(p: Place) -> Verdict | None:
    """«органы и учреждения системы профилактики»: two heads with one complement."""
    beside = p.boundary == "and" and p.party.last == p.party.head_at
    return "stay" if beside and are_listed((p.last.text, p.token.text), "coordinated") else None


def second_post(p: Place) -> Verdict | None:
    """«заместитель главы – начальник управления» is one person."""
    one = p.party.holds_one or p.party.post_after
    both = one and p.phrase is not None and p.phrase.is_singular_post(p.party.lead)
    return "stay" if both and p.boundary == "dash" and not p.token.capital else None


def post_of_a_kind(p: Place) -> Verdict | None:
    """«врач-терапевт участковый», «медсестра участковая»: an adjective behind its post."""
    behind = p.boundary == "" and p.party.last == p.party.head_at and p.party.holds_one and not p.token.capital
    agrees = p.party.head is not None and bool(adjectives(p.token.text) & p.party.head.readings)
    return "stay" if behind and agrees else None


def place_name(p: Place) -> Verdict | None:
    """«корпорация развития Республики Карелия»: a republic's or a city's own name stands in the nominative."""
    known = p.phrase is not None and p.phrase.word_class in ("post", "body")
    return "stay" if p.boundary == "" and p.token.capital and not known and p.last.text.lower() in _NAMED_PLACES else None


def bodies_behind_name(p: Place) -> Verdict | None:
    """«МБУ «Ресурсный центр» школы города», «ОБ № 21 школы»: bodies in the plural are no complement of a name or a number."""
    if p.boundary != "" or p.phrase is None or p.last.kind not in ("quoted", "number") or p.phrase.word_class != "body":
        return None
    plural = ("nomn", "plur") in p.phrase.readings and not are_listed((p.phrase.head,), "part")
    return "new" if plural and not are_listed((p.phrase.head,), "authority") else None


def phrase_beside(p: Place) -> Verdict | None:
    """«Специалисты Методисты»: a head in the leading case that can be no complement of what stands before."""
    if p.boundary != "" or p.phrase is None:
        return None
    # «Управление образования директора школ», «УК Главы поселений»: but «Заместитель Главы района»
    may_be_people = p.phrase.word_class == "post" and p.phrase.animate is not False and not are_listed((p.last.text,), "deputy")
    whole = p.party.last > p.party.head_at or p.party.head is None
    people = may_be_people and (p.token.capital or (p.party.kind == "organisation" and whole))
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
    if p.phrase.word_class == "post":  # «Отдел культуры администрации округа и учителя музыки»
        return "new"
    # «директор школы и библиотеки»: a genitive beside a genitive; «УО, школы»: nothing to depend on
    one_owner = any(case == "gent" and number == "sing" for case, number, _ in nouns(p.last.text))
    beside = p.last.kind == "word" and p.party.last != p.party.head_at and word_class(p.last.text) in ("body", "post") and one_owner
    governs = p.boundary == "and" or p.party.kind == "role"
    return "stay" if beside and governs and p.phrase.may_be(GENITIVE) and p.token.text not in p.alone else "new"
