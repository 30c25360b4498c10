"""An operative point: who must act or is appointed, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.morph import parses
from extractor.schema import PartyKind
from extractor.tag.entity_forms import is_legal_form, legal_pattern
from extractor.tag.head_acts import quotes
from extractor.tag.head_signature import ACTING
from extractor.tag.head_words import words
from extractor.tag.names import find_names
from extractor.tag.party_words import word_class
from extractor.tag.values import PartySpan
from extractor.trace import fired

_TOKEN = re.compile(r"[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*")
_ENTRUST = re.compile(r"(?i)\b(?:возложить|возлагаю|возлагается|возложена|возлагаются|закрепить)\b")
_APPOINT = re.compile(r"(?i)(?:^.*?\bназначить|^\W*(?:определить|утвердить|считать|избрать|наделить))\b")
# «координатором», «ответственным за …», «оператором»: what somebody is appointed to be
_AS = re.compile(
    r"(?i)\b(?:ответственн(?:ым|ой|ыми|ого|ую|ых)|координатор(?:ом|ами)|куратор(?:ом|ами)|оператор(?:ом|ами)|исполнител(?:ем|ями)|руководител(?:ем|ями)|администратор(?:ом|ами)|модератор(?:ом|ами)|организатор(?:ом|ами)|секретар[её]м|председателем|наставник(?:ом|ами)|учреждением|организацией|центром|площадкой|органом|подразделением|структурой)\b"
)
_CHARGE = re.compile(r"(?i)\b(?:рекомендовать|поручить|предложить|поручаю|рекомендую)\s+")
_OBLIGE = re.compile(r"(?i)\W*обязать\s+")
_ANSWERS = re.compile(
    r"(?i)\bответственн(?:ый|ая|ые)(?:\s+(?:исполнител[ьи]|лиц[оа]))?\s*[:–—-]\s*|\(\s*отв(?:етственн\w+|\.)?\s*[:–—-]?\s*"
)
# «Финансовому управлению при уточнении бюджета учитывать …», «Исполнителям мероприятий, указанным в плане, назначить …»
_ASIDE = re.compile(
    r"(?i)\s+(?:при|в целях|с учётом|с учетом|в рамках|в соответствии|на основании)\s|,\s+(?:указанн|назначенн|являющ|имеющ|входящ)\w+\s"
)
_COMPOSED = re.compile(
    r"(?i)\b(?:создать|образовать|сформировать|утвердить)\b.{0,160}\b(?:в\s+(?:следующем\s+)?составе\s*:|под\s+председательством\b)"
)
_HOLDING = re.compile(r"(?i)\b(?:уполномоченн|ответственн|базов|головн|опорн)\w+\s")
_SELF = re.compile(r"(?i)за\s+собой|на\s+себя\b")
_SEPARATOR = re.compile(r"(?:\s*[,;]\s*|\s+(?:и|а также|совместно с)\s+)(?=\S)")


def point_parties(text: str, deadline_at: int | None = None) -> tuple[PartySpan, ...]:
    """Who must act or is appointed in a point's cleaned text; recipients and participants are none. `deadline_at`: its first deadline."""
    for rule in (_nobody, _entrusted, _appointed, _subject, _answering):
        found = rule(text, deadline_at)
        if found is not None:
            if found:
                fired(f"directive:{rule.__name__[1:]}", None, text[found[0].start : found[-1].end])
            return tuple(found)
    return ()


def _nobody(text: str, _: int | None) -> list[PartySpan] | None:
    """«Контроль … оставляю за собой»."""
    return [] if _SELF.search(text) else None


def _entrusted(text: str, _: int | None) -> list[PartySpan] | None:
    """«… возложить на заместителя начальника Иванову И.И.»: from the «на» (or «за») that a post, a body or a name follows."""
    verb = _ENTRUST.search(text)
    if verb is None:
        return None
    for found in re.finditer(r"(?i)\b(?:на|за)\s+", text[verb.end() :]):
        start = verb.end() + found.end()
        if _heads(text[start:], ("accs", "gent", "ablt")) or any(n.start == 0 for n in find_names(text[start:])):
            return _split(text, start, _phrase_end(text, start), ("accs", "gent", "ablt"))
    return None


def _appointed(text: str, _: int | None) -> list[PartySpan] | None:
    """«Назначить … координатором … Иванову И.И.», «Определить оператором … МКУ «…»»."""
    if composed := _COMPOSED.search(text):
        return [PartySpan(n.start, n.end, "person") for n in find_names(text) if n.start >= composed.end()]
    verb = _APPOINT.match(text)
    if verb is None or (_heads(text, ("datv",)) and not _AS.match(text)):  # «Руководителям … назначить ответственных»: they must act
        return None
    role = _AS.search(text)
    names = [n for n in find_names(text) if not _quoted(text, n.start)]
    if names and (role or "назначить" in verb.group().lower()):
        return [PartySpan(n.start, n.end, "person") for n in names]
    if role is None:
        return []
    bodies = [m for m in legal_pattern().finditer(text) if m.start() > verb.end()]
    at = next((m.start() for m in re.finditer(r"\S+", text[: role.start()]) if m.start() >= verb.end()), role.start())
    if (
        not bodies and at < role.start() and word_class(text[at:].split(maxsplit=1)[0]) == "body"
    ):  # «Определить отдел ЖКХ уполномоченным органом»
        end = _HOLDING.search(text, at, role.end())
        return [PartySpan(at, place[1], "organisation")] if (place := _trim(text, at, end.start() if end else role.start())) else []
    return [PartySpan(m.start(), m.end(), "organisation") for m in bodies]


def _subject(text: str, deadline_at: int | None) -> list[PartySpan] | None:
    """«Руководителям … предоставить»: the dative before the first infinitive; after «рекомендовать», «поручить» too."""
    charge = _CHARGE.search(text)
    if charge and charge.start() and _heads(text, ("datv",)):  # «Главам поселений рекомендовать принять …»
        text, charge = text[: charge.start()] + "#" * (charge.end() - charge.start()) + text[charge.end() :], None
    name = next((n for n in find_names(text) if n.start == 0), None)
    if name and charge is None and _verb_at(text, name.end) < len(text):  # «Баторовой Д.Ц., заместителю начальника, организовать …»
        return [PartySpan(name.start, name.end, "person")]
    oblige = _OBLIGE.match(text)
    start = charge.end() if charge else oblige.end() if oblige else 0
    cases = ("accs", "gent") if oblige else ("datv",)
    end = _verb_at(text, start)
    if deadline_at is not None and start < deadline_at < end:
        end = deadline_at
    if deadline_at == start:  # «В срок до 1 марта руководителям … представить»
        start, end = _after_deadline(text, start), _verb_at(text, start)
    aside = next((m for m in _ASIDE.finditer(text, start, end) if not _quoted(text, m.start())), None)
    if aside is not None:
        end = aside.start()
    phrase = text[start:end]
    if not phrase.strip() or not _heads(phrase, cases):
        return None
    if end == len(text) and not charge:
        return None
    return _split(text, start, end, cases)


def _after_deadline(text: str, start: int) -> int:
    return next((m.start() for m in _TOKEN.finditer(text, start) if _heads(text[m.start() :], ("datv",))), start)


def _answering(text: str, _: int | None) -> list[PartySpan] | None:
    """«… Ответственный: Иванова И.И.» at the end of a point."""
    found = _ANSWERS.search(text)
    if found is None:
        return None
    return _split(text, found.end(), _phrase_end(text, found.end()), ("nomn",))


def _verb_at(text: str, start: int) -> int:
    """Where the first infinitive outside quotes and brackets stands, or the colon before sub-points."""
    for token in re.finditer(r"[А-ЯЁа-яё]+|:", text[start:]):
        at = start + token.start()
        if _quoted(text, at) or text.count("(", start, at) > text.count(")", start, at):
            continue
        if token.group() == ":" or any(p.tag.POS == "INFN" for p in parses(token.group().lower())[:1]):
            return at
    return len(text)


def _phrase_end(text: str, start: int) -> int:
    found = re.search(r"(?:\.\s*$|\.\s+(?=[А-ЯЁ][а-яё]{2,}\s[а-яё])|;|\.?\)\s*\.?\s*$)", text[start:])
    if found is None:
        return len(text)
    closing = found.group().strip().startswith((")", ".)"))
    return start + found.start() + (closing and "(" in text[start : start + found.start()])


def _quoted(text: str, at: int) -> bool:
    return any(q.start < at < q.end for q in quotes(text))


def _heads(phrase: str, cases: tuple[str, ...]) -> bool:
    """Whether a phrase begins with a post or a body in one of `cases`, its adjectives before it, or with a legal form."""
    if legal_pattern().match(phrase) or ACTING.match(phrase):
        return True
    for i, word in enumerate(m.group() for m in re.finditer(r"[А-ЯЁа-яё-]+|[«\"(:]", phrase)):
        if word in '«"(:' or i > 6:
            return False
        if word.isupper() and len(word) > 1:
            return not is_legal_form(word) and 1 < len(word) < 8 and "datv" in cases and i == 0
        fits = [p for p in parses(word.lower()) if p.tag.case in cases]
        if not fits:
            return False
        if any(p.tag.POS == "NOUN" or p.normal_form in words("post") for p in fits) and word_class(word) in ("post", "body"):
            return True
        if not any(p.tag.POS in ("ADJF", "PRTF", "NPRO") for p in fits):
            return False
    return False


def _split(text: str, start: int, end: int, cases: tuple[str, ...]) -> list[PartySpan]:
    """Parties of the stretch `start`..`end`, whose heads stand in one of `cases`."""
    names = [n for n in find_names(text) if start <= n.start < end and not _quoted(text, n.start)]
    if not names:
        return list(_coordinates(text, start, end, cases))
    out: list[PartySpan] = []
    at = start
    for name in names:
        bracket = text.find("(", at, name.start)
        before = _trim(text, at, name.start if bracket < 0 else bracket)  # «Отделу культуры (начальник – Ильина Е.В.)»
        if before is not None and _others(text, before, bracket >= 0):
            out += list(_coordinates(text, *before, cases))
        out.append(PartySpan(name.start, name.end, "person"))
        at = name.end
    rest = _trim(text, at, end)
    # «Ивановой И.И., директору МКУ …» says who she is; «…, руководителям школ» and «…, МКУ …» are others
    if rest is not None and _heads(text[slice(*rest)], cases) and _others(text, rest, True):
        out += _coordinates(text, *rest, cases)
    return out


def _others(text: str, place: tuple[int, int], bracketed: bool) -> bool:
    """Whether what stands before a name is a party of its own: a body, or a group of posts whose names the brackets hold."""
    phrase = text[slice(*place)]
    if _kind(phrase) == "organisation":
        return bracketed or legal_pattern().fullmatch(phrase) is not None
    return bracketed and _plural(phrase)


def _plural(phrase: str) -> bool:
    return any(p.tag.number == "plur" and p.tag.case in ("datv", "accs") for p in parses(_TOKEN.findall(phrase)[0].lower())[:1])


def _coordinates(text: str, start: int, end: int, cases: tuple[str, ...]) -> Iterator[PartySpan]:
    """A list's members: a new head in the same case begins one («начальнику …, директору …»)."""
    cuts = [start]
    governed = word_class(next(iter(_TOKEN.findall(text[start:end])), "")) == "post"
    for found in _SEPARATOR.finditer(text, start, end):
        if _quoted(text, found.start()) or text.count("(", start, found.start()) > text.count(")", start, found.start()):
            continue
        following = text[found.end() : end]
        if found.group().strip() == "и" and _looks_after(text[cuts[-1] : found.start()], following):
            continue
        if _heads(following, cases) and not (governed and (legal_pattern().match(following) or following.split()[0].isupper())):
            cuts.append(found.end())
    for a, b in zip(cuts, [*cuts[1:], end], strict=True):
        place = _trim(text, a, b)
        if place is not None:
            yield PartySpan(*place, _kind(text[slice(*place)]))


def _looks_after(before: str, following: str) -> bool:
    """«Комитету по ЖКХ и дорожному хозяйству»: what the body looks after goes on in the same dative."""
    adjective = any(p.tag.POS == "ADJF" and p.tag.case == "datv" for p in parses(following.partition(" ")[0].lower()))
    return re.search(r"\sпо\s", before) is not None and adjective and word_class(following.partition(" ")[0]) is None


def _kind(phrase: str) -> PartyKind:
    if legal_pattern().match(phrase):
        return "organisation"
    for word in _TOKEN.findall(phrase):
        if word.isupper() and len(word) > 1:
            return "organisation"
        what = word_class(word)
        if what in ("post", "body"):
            return "organisation" if what == "body" else "role"
    return "role"


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The place without the separators around it; None where nothing is left."""
    piece = re.sub(r"(?:[\s,;:–—(.-]|\s(?:и|а также|совместно с))+$", "", text[start:end])
    piece = re.sub(r"\s*\((?:по согласованию|далее\b[^)]*)\)?$", "", piece)
    lead = re.match(r"(?:[\s,;:)–—.-]|(?:и|а также|совместно с)\s)*", piece)
    begin = start + (lead.end() if lead else 0)
    return (begin, start + len(piece)) if begin < start + len(piece) else None
