"""What a column means, by its header's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import cast

from extractor.schema import Role
from extractor.tables.evidence import LEADING_NUMBER, NUMBERED, deadline_share, names_action
from extractor.tables.marks import is_mark

_NAMED = re.compile(r"№\s*\d|«(?!\s*дорожн)", re.I)  # «По плану МБУК «Клуб № 4»»: a header names no body
_NAMES_MEASURES = re.compile(r"(?:содержани|описани)\w* (?:\w+ )?(?:мероприят|работ|деятельн|действ)", re.I)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], tuple[Role, ...]], ...]:
    """One pattern for the strong words and one for the weak, a group for each row of the data file, and the rows' roles."""
    return tuple(_pattern(strength) for strength in ("strong", "weak"))


def _pattern(strength: str) -> tuple[re.Pattern[str], tuple[Role, ...]]:
    rows: list[tuple[Role, str]] = []
    for line in Path(__file__).with_name("header_words.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith(("#\t", "# ")) and (fields := line.split("\t"))[1] == strength:
            rows.append((cast("Role", fields[0]), "|".join(word.removeprefix("=") for word in _split_outside_groups(fields[2]))))
    # where no word begins, nothing is tried: a third of the time
    return re.compile(r"(?<!\w)(?:" + "|".join(f"(?:{pattern})()" for _, pattern in rows) + ")"), tuple(role for role, _ in rows)


def _split_outside_groups(words: str) -> list[str]:
    return re.split(r"\|(?![^()]*\))", words)


@lru_cache(maxsize=20_000)
def role_of(header: str) -> Role | None:
    """The role that a header's words name, by the strong word that stands first; None where no word tells."""
    text = header.casefold().strip()
    for pattern, roles in _patterns():
        if found := pattern.search(text):
            role = roles[(found.lastindex or 1) - 1]
            return "result" if role == "indicator" and "результат" in text else role  # «Показатели, результат»
    return None


def _without_groups(headers: Sequence[str]) -> list[str]:
    """Headers without the words that they share with a neighbour, for these name a group: «Итог Результат», «Итог Показатель»."""
    words = [header.split() for header in headers]
    shared = [_shared(left, right) for left, right in pairwise([[], *words, []])]
    return [" ".join(own[max(before, after) :]) for own, before, after in zip(words, shared, shared[1:], strict=False)]


def _shared(left: Sequence[str], right: Sequence[str]) -> int:
    """How many words two headers begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))


def roles_of(headers: Sequence[str], held: Sequence[Role] = ()) -> tuple[Role, ...]:
    """Roles of a header row's cells; a name that tells nothing takes the role of what its column holds (`held`), if no other has it.

    Days beside a deadline column are its last days: «Начать с» is known, «Закрыть» beside it is not.
    Of two measure columns the one named by a stronger word stays, the other is `other`.
    """
    named = [role_of(own) or role_of(header) for own, header in zip(_without_groups(headers), headers, strict=True)]
    roles: list[Role] = []
    for i, role in enumerate(named):
        content: Role = held[i] if i < len(held) else "other"
        ends = content == "deadline" and roles[-1:] == ["deadline"]
        roles.append(role or (content if content not in named or ends else "other"))
    measures = [i for i, role in enumerate(roles) if role == "measure"]
    if len(measures) > 1:
        strongest = [i for i in measures if re.search("мероприят", headers[i].casefold())]
        keep = (strongest or measures)[-1]
        roles = ["other" if role == "measure" and i != keep else role for i, role in enumerate(roles)]
    if roles.count("result") > 1:  # «Вид документа» beside «Ожидаемый результат» only says how it is shown
        named_so = [i for i, role in enumerate(roles) if role == "result" and re.search("результат|итог|эффект", headers[i].casefold())]
        roles = ["other" if role == "result" and named_so and i not in named_so else role for i, role in enumerate(roles)]
    if roles and not measures:
        blank = [i for i, role in enumerate(roles) if role == "other" and not re.search(r"отметк|примеч|место", headers[i].casefold())]
        if blank:
            roles[blank[0]] = "measure"
    if roles and roles[0] == "other" and not headers[0].strip(" №.\t") and "number" not in roles:
        roles[0] = "number"
    return tuple(roles)


def is_header(cells: Sequence[str], *, framed: bool = False) -> bool:
    """Whether a row of cells names the columns of a roadmap: what is done, and who, when or to what end.

    `framed`: the row stands where a header stands, as many cells as the rows below it; then half of its names may be unknown.
    """
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) < 2 or any(len(cell) > 120 for cell in filled) or LEADING_NUMBER.match(filled[0] + " "):
        return False
    if any(_is_row_cell(cell) for cell in filled):
        return False
    # «Издание приказа о назначении ответственных …» is a row: a header names its role in its first words
    roles = [role_of(" ".join(cell.split()[:4])) for cell in filled]
    known = {role for role in roles if role}
    short = sum(len(cell) for cell in filled) / len(filled) < 60
    if framed:
        dated = any(deadline_share(cell) == 1.0 and re.search(r"\d{4}|\d\.\d", cell) for cell in filled)
        return short and not dated and len(filled) > 2 and len(known) > 1 and 2 * roles.count(None) <= len(roles)
    has_measure = "measure" in known or ("number" in known and None in roles)
    return short and has_measure and bool(known & {"deadline", "responsible", "coordinator"}) and roles.count(None) <= len(roles) // 4


def _is_row_cell(cell: str) -> bool:
    """«улица» из числа …» goes on with the line above, «Проверка исполнения мероприятий», «Раздел 2. Работа …»: such are rows."""
    goes_on = cell[0].islower() and len(cell.split()) > 3 and role_of(cell) in (None, "measure", "other")  # «объём средств, тыс. руб.»
    broken = ("»" in cell and "«" not in cell) or goes_on
    return (
        broken
        or _NAMED.search(cell) is not None
        or NUMBERED.match(cell) is not None
        or (names_action(cell) and role_of(cell) in (None, "measure") and not _NAMES_MEASURES.match(cell))
        or (is_mark("section", cell) and role_of(cell) != "deadline")
    )


def is_counting(cells: Sequence[str]) -> bool:
    """Whether a row only counts the columns: 1, 2, 3 …; a scan may have lost one of them or misread it: «1 | 2 | 5 | 4 | 5»."""
    read = [cell.strip(" .)") for cell in cells]
    filled = [cell for cell in read if cell]
    if len(filled) < 3 or not all(cell.isdigit() for cell in filled):
        return False
    in_place = sum(cell == str(i) for i, cell in enumerate(read, 1))
    return in_place >= max(3, len(read) - 1) or filled == [str(i) for i in range(1, len(filled) + 1)]
