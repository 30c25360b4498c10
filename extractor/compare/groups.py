"""Links → groups with at most one measure of a plan, the likest first."""

from __future__ import annotations

from collections import Counter

import numpy as np

from extractor.compare.align import Links
from extractor.compare.near import NEAREST
from extractor.compare.phrases import Indices

LINKED = 0.5  # share of the possible links that two groups must have to become one: a chain of resemblances is no group


def group(links: Links, plan: Indices) -> list[list[int]]:
    """Groups of two measures or more, each in order of its measures; every link is looked at once, the strongest first."""
    root = list(range(len(plan)))
    members = {at: [at] for at in root}
    plans = {at: {int(each)} for at, each in enumerate(plan)}
    between: dict[int, Counter[int]] = {at: Counter() for at in root}
    for a, b in zip(links.left.tolist(), links.right.tolist(), strict=True):
        between[a][b] += 1
        between[b][a] += 1
    order = np.argsort(-links.similarity, kind="stable")
    for a, b in zip(links.left[order].tolist(), links.right[order].tolist(), strict=True):
        one, other = root[a], root[b]
        if one == other or plans[one] & plans[other]:
            continue
        if len(members[one]) < len(members[other]):
            one, other = other, one
        if between[one][other] >= LINKED * _possible(len(members[one]), len(members[other])):
            _merge(one, other, root, members, plans, between)
    return sorted(sorted(each) for each in members.values() if len(each) > 1)


def _possible(large: int, small: int) -> int:
    """How many links there can be between two groups: a measure is compared with NEAREST others at most."""
    return small * min(large, NEAREST)


def _merge(
    one: int,
    other: int,
    root: list[int],
    members: dict[int, list[int]],
    plans: dict[int, set[int]],
    between: dict[int, Counter[int]],
) -> None:
    """Put the group `other` into `one`."""
    for at in members[other]:
        root[at] = one
    members[one] += members.pop(other)
    plans[one] |= plans.pop(other)
    for third, count in between.pop(other).items():
        if third != one:
            between[one][third] += count
            between[third][one] += count
            del between[third][other]
    del between[one][other]
