"""The act above the table: letterhead, preamble, directives, signature, each paragraph with what it means."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import cast as as_type

from corpus.generate import dates
from corpus.generate.cast import Body, Cast
from corpus.generate.words import Entry, Writer
from extractor.schema import Deadline, Directive, Order, OrderKind, Party, Reference, Signatory

_MARKED = re.compile(r"\[([^\]]*)\]|<([^>]*)>")
_VERBS = {"приказ": "ПРИКАЗЫВАЮ:", "постановление": "ПОСТАНОВЛЯЮ:", "распоряжение": "ОБЯЗЫВАЮ:"}


@dataclass(frozen=True, slots=True)
class Act:
    """Paragraphs as printed (an empty one is a blank line) and the order they state; `accepted` are further right values of a field."""

    paragraphs: tuple[str, ...]
    order: Order
    accepted: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Stamp:
    """Kind, number and date of the act, and how its first page prints the last two."""

    kind: OrderKind
    printed_kind: str
    number: str
    date: dt.date
    lines: tuple[str, ...]


def new_stamp(writer: Writer, date: dt.date) -> Stamp:
    """A kind, a number and a date in the set's habits."""
    printed_kind = writer.style("kind")
    slots = {"d": date.day, "dd": f"{date.day:02}", "mm": f"{date.month:02}", "yyyy": date.year, "monthg": dates.GENITIVE[date.month - 1]}
    number = writer.style("actnumber").format(int=writer.rng.randint(11, 990), small=writer.rng.randint(2, 15))
    day = writer.style("date").format(**slots)
    lines = (f"{day} {number}",) if writer.rng.random() < 0.5 else (day, "", number)
    kind = as_type(OrderKind, printed_kind.replace(" ", "").lower())
    return Stamp(kind, printed_kind, number.removeprefix("№").strip(), date, lines)


def _letterhead(writer: Writer, cast: Cast) -> tuple[list[str], str | None]:
    """The lines over the act and the region that they name; names the administration as a body of its own."""
    place, issuer = cast.place, cast.issuer_entry
    cast.name_body(cast.issuer)
    administration = f"Администрация {place['g']}"
    if writer.rng.random() < 0.5:
        cast.name_body(Body(administration, None, None, "", (f"{administration} {place['region_g']}",)))
        return [f"АДМИНИСТРАЦИЯ {place['g'].upper()}", place["region_g"].upper(), issuer["n"].upper()], place["region"]
    cast.name_body(Body(administration, None, None, "", (), optional=True))
    return [f"{issuer['n']} администрации {place['g']}".upper()], None


def _basis(writer: Writer, cast: Cast, before: dt.date) -> tuple[str, Reference, str | None]:
    """The preamble's act in its case, what it refers to, and the region that it names."""
    entry: Entry = writer.pick("basis")
    date = before - dt.timedelta(writer.rng.randint(20, 400))
    number = f"{writer.rng.randint(10, 900)}-{writer.rng.choice(['п', 'р', 'од'])}"
    for key in ("region_g", "region"):
        writer.slots[f"place.{key}"] = cast.place[key]
    issuer, issuer_g = (entry[key].format(region_g=cast.place["region_g"]) for key in ("issuer", "issuer_g"))
    title = writer.fill(entry["title"])
    printed = " ".join(filter(None, (entry["kind_g"], issuer_g, f"от {date:%d.%m.%Y} № {number} «{title}»")))
    if issuer:
        cast.name_body(Body(issuer, None, None, ""))
    lead = entry["lead"].format(ref=printed)
    return lead, Reference(entry["kind"], number, date, issuer or None, title), cast.place["region"] if issuer else None


def _directive(writer: Writer, cast: Cast, entry: Entry, number: int, slots: dict[str, str]) -> Directive:
    """A point with its parties and deadlines, as `[…]` and `<…>` of the template mark them."""
    human = writer.rng.choice(cast.people[1:])
    deputy = f"{cast.issuer_entry['deputy']} {cast.issuer_entry['g']}"
    filled = entry["n"].replace("{deputy}", deputy)
    known: dict[str, Party] = {}
    for case in ("a", "d"):
        if f"person.{case}" in filled:
            party = cast.name_human(human, case)
            known[party.text] = party
            filled = filled.replace(f"{{person.{case}}}", party.text)
            if deputy in filled:
                cast.text_ok[party.text] = (f"{deputy} {party.text}",)
    if "{body}" in filled:
        party = cast.name_body(writer.rng.choice(cast.bodies))
        known[party.text] = party
        filled = filled.replace("{body}", party.text)
    marked = _slotted(writer.fill(filled), slots).replace(".].", ".]")
    found = list(_MARKED.finditer(marked))
    parties = tuple(known.get(m[1]) or Party(m[1], "role") for m in found if m[1])
    deadlines: tuple[Deadline, ...] = tuple(dates.deadline(m[2], entry["gold"], slots) for m in found if m[2])
    return Directive(str(number), _MARKED.sub(lambda m: m[1] or m[2], marked), parties, deadlines)


def _slotted(text: str, slots: dict[str, str]) -> str:
    """`text` with its date slots filled."""
    return re.sub(r"\{(\w+)\}", lambda m: slots[m[1]], text)


def _directives(writer: Writer, cast: Cast, slots: dict[str, str]) -> tuple[Directive, ...]:
    rng = writer.rng
    other = writer.entries("directive", needs="other")
    chosen = [writer.pick("directive", needs="approve"), *rng.sample(other, rng.randint(1, 3)), writer.pick("directive", needs="last")]
    if rng.random() < 0.3:
        chosen.append(writer.pick("directive", needs="force"))
    return tuple(_directive(writer, cast, entry, i, slots) for i, entry in enumerate(chosen, 1))


def new_act(writer: Writer, cast: Cast, stamp: Stamp, title: str) -> Act:
    """The act that approves the plans below it."""
    slots = dates.slots_of(writer, dates.new_calendar("year", stamp.date.year + (stamp.date.month > 6), 1))
    head, region = _letterhead(writer, cast)
    lead, reference, cited = _basis(writer, cast, stamp.date)
    points = _directives(writer, cast, slots)
    issuer, place = cast.issuer_entry, cast.place
    signer = cast.name_human(cast.people[0], surname_first=False).text
    post = f"{issuer['head']} {issuer['g']}"
    whole = writer.rng.random() < 0.5
    signature = [post, f"администрации {place['g']}", "", signer] if whole else [f"{post}{' ' * 30}{signer}"]
    position = f"{post} администрации {place['g']}" if whole else post
    paragraphs = [*head, "", stamp.printed_kind, "", *stamp.lines, "", title, "", lead + writer.fill(writer.pick("goal")["n"])]
    paragraphs += ["", _VERBS[stamp.kind], "", *(f"{p.number}. {p.text}" for p in points), "", *signature, ""]
    if writer.rng.random() < 0.25:
        author = cast.people[1]
        cast.name_human(author)
        paragraphs += [f"{author.surname} {author.given_name} {author.patronymic}", f"({writer.rng.randint(30000, 89999)}) 2-15-40", ""]
    order = Order(
        kind=stamp.kind,
        number=stamp.number,
        date=stamp.date,
        title=title,
        issuer=cast.issuer.name,
        municipality=place["n"],
        region=region or cited,
        signatory=Signatory(signer, position),
        legal_basis=(reference,),
        directives=points,
    )
    return Act(tuple(paragraphs), order, {"issuer": cast.issuer.aliases[:1]})


def annex_only(cast: Cast, stamp: Stamp) -> Act:
    """What the heading of an appendix without its act tells; the issuer as printed there, in the genitive, is right too."""
    cast.name_body(cast.issuer)
    cast.name_body(Body(f"Администрация {cast.place['g']}", None, None, "", (), optional=True))
    issuer = cast.issuer_entry
    order = Order(
        kind=stamp.kind,
        number=stamp.number,
        date=stamp.date,
        issuer=f"{issuer['g']} администрации {cast.place['g']}",
        municipality=cast.place["n"],
    )
    return Act((), order, {"issuer": (cast.issuer.name,)})
