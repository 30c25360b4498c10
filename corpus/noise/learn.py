"""Learn how a bad scan misreads: print pages, degrade, read them, align with the truth, keep the counts.

    python -m corpus.noise.learn [--pages N]

Writes `counts.tsv` here (what was meant, what was seen, how often; equal where read right) and the repair stage's
 `confusions.tsv` and `genre.txt`.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from math import log
from pathlib import Path

import extractor.repair
from corpus.measures import load
from corpus.noise.align import counted
from corpus.noise.pages import cells, pages
from corpus.noise.scan import FONTS, LEVELS, Damage, degraded, printed, recognised

COUNTS = Path(__file__).with_name("counts.tsv")
CONFUSIONS = Path(extractor.repair.__file__).parent / "data" / "confusions.tsv"
GENRE = CONFUSIONS.with_name("genre.txt")
_SHAPE = 0.5  # how many sightings a pair of look-alike shapes is worth that no page showed


def read_pages(count: int, seed: int, *, held_out: bool, levels: Sequence[Damage] = LEVELS) -> Iterator[tuple[str, str]]:
    """(truth, as read by OCR) of `count` pages, levels of damage and fonts in turn; 2 s a page."""
    rng = random.Random(seed)
    every = cycle(list(pages(rng, held_out=held_out)))
    for number, lines in enumerate(islice(every, count)):
        level = levels[number % len(levels)]
        image = degraded(printed(lines, FONTS[number // 2 % len(FONTS)], level.points), level, rng)
        yield "\n".join(lines), recognised(image, level.dpi)


def weights(seen: Counter[tuple[str, str]]) -> list[tuple[str, str, float]]:
    """(seen, meant, log share of all misreadings) of letters, small ones, look-alike shapes added."""
    letters: Counter[tuple[str, str]] = Counter()
    for (meant, read), times in seen.items():
        if meant and read and (meant + read).isalpha() and meant.lower() != read.lower():
            letters[(read.lower(), meant.lower())] += times
    shapes = Path(__file__).with_name("shapes.tsv").read_text("utf-8").splitlines()[1:]
    pairs = {(read.lower(), meant.lower()) for read, meant in (line.split("\t") for line in shapes)}
    total = sum(letters.values()) + _SHAPE * len(pairs)
    rows = ((read, meant, letters[(read, meant)] + _SHAPE * ((read, meant) in pairs)) for read, meant in pairs | set(letters))
    return sorted((read, meant, round(log(n / total), 2)) for read, meant, n in rows)


def _write(path: Path, header: str, rows: list[tuple[str, ...]]) -> None:
    path.write_text("\n".join([header, *("\t".join(row) for row in rows)]) + "\n", encoding="utf-8")


def genre() -> list[str]:
    """Words of five letters and more that stand at least three times in the measures of the training side and the cells."""
    texts = [example.text for example in load() if not example.held_out] + cells()
    counts = Counter(word for text in texts for word in re.findall(r"[а-яё]{5,}", text.lower()))
    return sorted(word for word, times in counts.items() if times >= 3)


def main() -> None:
    """Run it all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60, help="0 writes the word list alone")
    count = parser.parse_args().pages
    _write(GENRE, "# Words of the genre: written by corpus/noise/learn.py", [(word,) for word in genre()])
    if count:
        _learn(count)


def _learn(count: int) -> None:
    seen, meant = counted(list(read_pages(count, 7, held_out=False)))
    right = meant.copy()
    for (truth, _), times in seen.items():
        right.subtract(dict.fromkeys(truth, times))
    kept = [(truth, read, times) for (truth, read), times in seen.items()] + [(char, char, n) for char, n in right.items() if n > 0]
    _write(COUNTS, "meant\tseen\tcount", [(a, b, str(n)) for a, b, n in sorted(kept)])
    _write(CONFUSIONS, "seen\tmeant\tlog_share", [(a, b, str(w)) for a, b, w in weights(seen)])
    sys.stdout.write(f"{sum(seen.values())} misreadings of {len(seen)} kinds in {meant.total()} characters\n")


if __name__ == "__main__":
    main()
