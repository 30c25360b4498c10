"""Who acts in a document: its place, bodies, people and posts, and which of them it has named."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from corpus.generate.words import Entry, Writer
from extractor.schema import Party


@dataclass(frozen=True, slots=True)
class Human:
    """A person with forms of the surname."""

    surname: str
    given_name: str
    patronymic: str
    female: bool

    @property
    def initials(self) -> str:
        """«И.П.»"""
        return f"{self.given_name[0]}.{self.patronymic[0]}."

    def named(self, case: str = "n", *, surname_first: bool = True) -> str:
        """Surname and initials in the nominative (`n`), accusative (`a`) or dative (`d`); the surnames end in -ов, -ев, -ин, -ова, …"""
        endings = {"n": ("", ""), "a": ("а", "у"), "d": ("у", "ой")}[case]
        stem = self.surname[:-1] if self.female and case != "n" else self.surname
        form = stem + endings[self.female]
        return f"{form} {self.initials}" if surname_first else f"{self.initials} {form}"


@dataclass(frozen=True, slots=True)
class Body:
    """A body or, where `generic`, a class of bodies; `printed` is how this document's cells call it."""

    name: str
    abbreviation: str | None
    full_name: str | None
    printed: str
    aliases: tuple[str, ...] = ()
    generic: bool = False
    optional: bool = False


@dataclass(slots=True)
class Cast:
    """The document's actors; what it names is collected in `named_bodies` and `named_people` in order."""

    place: Entry
    issuer: Body
    issuer_entry: Entry
    bodies: list[Body]
    classes: list[Body]
    people: list[Human]
    posts: list[str]
    surname_first: bool
    named_bodies: dict[str, Body] = field(default_factory=dict)
    named_people: dict[str, Human] = field(default_factory=dict)
    text_ok: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def name_body(self, body: Body) -> Party:
        """`body` as a party of a cell."""
        self.named_bodies[body.name] = body
        return Party(body.printed, "organisation")

    def name_human(self, human: Human, case: str = "n", *, surname_first: bool | None = None) -> Party:
        """`human` as a party."""
        self.named_people[human.surname] = human
        return Party(human.named(case, surname_first=self.surname_first if surname_first is None else surname_first), "person")


def new_cast(writer: Writer) -> Cast:
    """Actors for the writer's subject; fills the writer's slots that name them."""
    place, issuer = writer.pick("place"), writer.pick("issuer")
    writer.slots |= {"place.g": place["g"], "place.n": place["n"]}
    name = f"{issuer['n']} администрации {place['g']}"
    main = Body(name, issuer["abbr"], name, issuer["abbr"], (f"{name} {place['region_g']}", issuer["n"]))
    short = writer.rng.random() < 0.5
    bodies = [Body(e["n"], e["abbr"], e["full"], e["abbr"] if short else e["n"]) for e in writer.rng.sample(writer.entries("body"), 2)]
    writer.slots["body.n"] = bodies[0].printed
    classes = [Body(e["full"], e["n"], e["full"], e["n"], generic=True) for e in writer.entries("class")]
    posts = [e["n"] for e in writer.rng.sample(writer.entries("post"), 3)] + [writer.pick("class")["posts"]]
    return Cast(place, main, issuer, bodies, classes, new_people(writer, 5), posts, writer.rng.random() < 0.8)


def new_people(writer: Writer, count: int) -> list[Human]:
    """People with different surnames."""
    people = []
    for entry in writer.rng.sample(writer.entries("surname"), count):
        female = writer.rng.random() < 0.6
        given = writer.pick("given", sex="f" if female else "m")
        people.append(Human(entry["f" if female else "m"], given["given"], given["patronymic"], female))
    return people


def parties(writer: Writer, cast: Cast) -> tuple[str, tuple[Party, ...]]:
    """A cell of one to three parties: bodies first, then people, then posts, so that no post seems to govern what follows."""
    rng = writer.rng
    shape = rng.choice(("b", "b", "bb", "c", "p", "pp", "r", "r", "br", "bp", "cr", "pr", "rr", "bc", "B", "P"))
    if shape == "B":
        body, human = cast.name_body(rng.choice(cast.bodies)), cast.name_human(rng.choice(cast.people[1:]))
        return f"{body.text} ({human.text})", (body, human)
    if shape == "P":
        human = cast.name_human(rng.choice(cast.people[1:]))
        party = Party(f"{writer.pick('rank')['n']} {human.text}", "person")
        cast.text_ok[party.text] = (human.text,)
        return party.text, (party,)
    humans, posts = rng.sample(cast.people[1:], 2), rng.sample(cast.posts, 2)
    bodies = rng.sample([cast.issuer, *cast.bodies], 2)
    found: list[Party] = []
    for i, letter in enumerate(shape):
        match letter:
            case "b":
                found.append(cast.name_body(bodies[i]))
            case "c":
                found.append(cast.name_body(rng.choice(cast.classes)))
            case "p":
                found.append(cast.name_human(humans[i]))
            case _:
                found.append(Party(posts[i], "role"))
    return _printed(writer, found), tuple(found)


def _printed(writer: Writer, found: list[Party]) -> str:
    """Parties joined by the writer's habit; by a comma where a space alone could join two abbreviations or a lower-case post."""
    text, joiner = found[0].text, writer.style("parties")
    for before, after in pairwise(found):
        bare = before.text.isupper() and after.text.isupper()
        text += (", " if bare or after.text[0].islower() else joiner) + after.text
    if found[-1].kind == "organisation" and writer.rng.random() < 0.1:
        text += " (по согласованию)"
    return text
