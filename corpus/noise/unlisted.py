"""How many words that are right and that no dictionary has the repair stage would change: what the bounds of `spelling.least` rest on."""

from __future__ import annotations

import random
import re
from collections import Counter

from extractor.embeddings import frequencies
from extractor.morph import known
from extractor.repair import Repairer
from extractor.repair.candidates import best
from extractor.repair.lexicon import compound, is_name, listed
from extractor.repair.rule import Page
from extractor.repair.spelling import MARGIN, least

_SEEN = range(50, 3000)  # seldomer ones are mostly misspelt, oftener ones are known to everybody


def unlisted(count: int = 3000, seed: int = 9) -> dict[str, object]:
    """Of `count` words that navec has and no dictionary, treated as if navec had them neither, the share that is changed; no names."""
    words = [word for word, times in frequencies().items() if times in _SEEN and re.fullmatch("[а-я]{4,}", word)]
    unknown = [word for word in words if not (known(word) or listed(word) or compound(word) or is_name(word))]
    drawn = random.Random(seed).sample(unknown, count)
    every, changed, page = Counter[int](), Counter[int](), Page("")
    for word in drawn:
        guess = best(word, page)
        length = min(len(word), 13)
        every[length] += 1
        changed[length] += guess is not None and guess.score >= least(len(word)) and guess.margin >= MARGIN
    by_length = {str(length): f"{changed[length]}/{every[length]}" for length in sorted(every)}
    return {"words": count, "changed": changed.total(), "share": round(changed.total() / count, 4), "by_length": by_length}


def names(repairer: Repairer, count: int = 2500, seed: int = 2) -> dict[str, object]:
    """Of `count` names that no dictionary has, struck from the word counts of this process, how many are changed, by where they stand."""
    known_names = [word for word, times in frequencies().items() if 100 <= times < 20_000 and re.fullmatch("[а-я]{5,}", word)]
    drawn = random.Random(seed).sample([word for word in known_names if not known(word) and is_name(word)], count)
    for word in drawn:
        del frequencies()[word]
    places = {
        "a cell of its own": "{}\n",
        "before initials": "{} А.Б.\n",
        "in a sentence": "в городе {} прошёл",
        "in quotes": "центр «{}»\n",
    }
    changed = {where: sum(bool(repairer(line.format(word.capitalize())).corrections) for word in drawn) for where, line in places.items()}
    return {"names": count, "changed": changed}
