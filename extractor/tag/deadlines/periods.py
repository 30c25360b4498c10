"""The period that a plan's heading states."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.schema import Period
from extractor.tag.deadlines.items import RANGES
from extractor.tag.deadlines.lexer import fold, tokens
from extractor.tag.deadlines.resolving import resolve
from extractor.tag.deadlines.rewriting import rewrite
from extractor.tag.deadlines.units import UNITS
from extractor.tag.deadlines.values import Calendar, Draft, Stretch, Token

_QUOTED = re.compile(r'"[^"]*"')
# «итоги 2021 года», «приказ от 07.05.2018 № 204», «до 2024 года», «за 2020 год»: years that are no period of the plan
_OTHER = re.compile(r"\b(?:итог[а-я]*|результат[а-я]*|от|до|к|за|с|после|не позднее)\s*$")


def read_period(heading: str) -> Period | None:
    """First and last day of the last period that the heading states whole; None where it states none, or only an end."""
    folded = fold(heading)
    return _last(_QUOTED.sub(lambda found: '"' * len(found[0]), folded)) or _last(folded)


def _last(folded: str) -> Period | None:
    parsed = rewrite(rewrite(tokens(folded), UNITS), RANGES)
    stated = [at for at, token in enumerate(parsed) if token.code == "T" and _whole(token.stretch) and not _about_else(folded, parsed, at)]
    chains: list[list[int]] = []
    for at in stated:  # «на 2021 и 2022 годы», «на 2021 год и плановый период 2022 и 2023 годов»
        if chains and all(token.code in ",&iP" for token in parsed[chains[-1][-1] + 1 : at]):
            chains[-1].append(at)
        else:
            chains.append([at])
    if not chains:
        return None
    led = [chain for chain in chains if folded.startswith("на ", parsed[chain[0]].start)]  # «План на 2021-2025 годы, принятый в 2020 году»
    chosen = (led or chains)[-1]
    first, last = chosen[0], chosen[-1]
    stretch = Stretch(parsed[first].stretch.first, parsed[last].stretch.last)
    deadline, _ = resolve(Draft("interval", stretch), "", frozenset(), Calendar(None, None))
    return Period(deadline.start, deadline.end) if deadline.start and deadline.end else None


def _whole(stretch: Stretch) -> bool:
    return stretch.first.year is not None and stretch.last.year is not None and not stretch.is_day


def _about_else(folded: str, parsed: Sequence[Token], at: int) -> bool:
    return _OTHER.search(folded[: parsed[at].start]) is not None
