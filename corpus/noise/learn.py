"""Learn how a bad scan misreads: print pages, degrade, read them, align with the truth, keep the counts.

    python -m corpus.noise.learn [--pages N] [--reader N]

Writes here `counts.tsv` (whole pages read as they are) and `read.tsv` (through the scan reader): what was meant, what was seen, how often;
equal where read right. Of both come the repair stage's `confusions.tsv`, of the training side's texts its `genre.tsv` and `neighbours.tsv`.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice, pairwise
from math import log
from pathlib import Path

from PIL.Image import Image

import extractor.repair
from corpus.measures import load
from corpus.noise.align import counted
from corpus.noise.pages import cells, pages
from corpus.noise.scan import ARCHIVE, FONTS, LEVELS, Damage, degraded, printed, read, recognised
from extractor.morph import lemma
from extractor.repair.context import ending

COUNTS = Path(__file__).with_name("counts.tsv")
CONFUSIONS = Path(extractor.repair.__file__).parent / "data" / "confusions.tsv"
READ = COUNTS.with_name("read.tsv")
GENRE = CONFUSIONS.with_name("genre.tsv")
NEIGHBOURS = CONFUSIONS.with_name("neighbours.tsv")
_KEPT = 2  # sightings that a pair of runs longer than a letter needs
_RARE = 100  # added to how often a run was printed, so that one misread of few says little
_ALIKE = -6.5  # log of how likely a scan takes a shape for one that looks alike, at least: other recognisers than ours misread them too
_MARK = -5.0  # of a letter's mark that a thin print loses
_SHAPE = 0.5  # how many sightings a pair of look-alike shapes is worth that no page showed


EVERY_LEVEL = (*LEVELS, *ARCHIVE)
Read = Callable[[Image, int], str]


def read_pages(
    count: int, seed: int, *, held_out: bool, levels: Sequence[Damage] = LEVELS, how: Read = recognised
) -> Iterator[tuple[str, str]]:
    """(truth, as read by OCR) of `count` pages, levels of damage and fonts in turn; 2 s a page, 5 s by the scan reader."""
    rng = random.Random(seed)
    every = cycle(list(pages(rng, held_out=held_out)))
    for number, lines in enumerate(islice(every, count)):
        level = levels[number % len(levels)]
        image = degraded(printed(lines, FONTS[number // 2 % len(FONTS)], level.points), level, rng)
        yield "\n".join(lines), how(image, level.dpi)


def texts() -> list[str]:
    """What the models of language learn from: the measures and cells of the training side, the phrases of the generator's word set a."""
    phrases = [
        cell
        for path in sorted((Path(__file__).parents[1] / "generate" / "data" / "a").glob("*.tsv"))
        for line in path.read_text("utf-8").splitlines()[1:]
        for cell in line.split("\t")
        if not set("{\\[") & set(cell)
    ]
    return [example.text for example in load() if not example.held_out] + cells()[::2] + phrases


def weights(counts: Counter[tuple[str, str]]) -> list[tuple[str, str, float]]:
    """(seen, meant, log of how likely `meant` is read so) of runs of small letters, look-alike shapes added."""
    letters: Counter[tuple[str, str]] = Counter()
    whole: Counter[str] = Counter()
    for (meant, seen), times in counts.items():
        if len(meant) == 1:
            whole[meant.lower()] += times
        if meant and seen and (meant + seen).isalpha() and meant.lower() != seen.lower():
            letters[(seen.lower(), meant.lower())] += times
    shapes = Path(__file__).with_name("shapes.tsv").read_text("utf-8").splitlines()[1:]
    alike = {(seen.lower(), meant.lower()) for seen, meant in (line.split("\t") for line in shapes)}
    printed_runs = runs("\n".join(texts()).lower())
    scale = whole.total() / sum(n for run, n in printed_runs.items() if len(run) == 1)
    kept = {(a, b) for (a, b), n in letters.items() if max(len(a), len(b)) == 1 or (n >= _KEPT and abs(len(a) - len(b)) < 2)} | alike
    out = []
    for seen, meant in sorted(kept):
        likely = log((letters[(seen, meant)] or _SHAPE) / (_RARE + (whole[meant] or scale * printed_runs[meant])))
        floor = _MARK if {seen, meant} == {"и", "й"} else _ALIKE
        out.append((seen, meant, round(max(likely, floor) if (seen, meant) in alike else likely, 2)))
    return out


def runs(text: str) -> Counter[str]:
    """How often each run of one to three letters stands in `text`."""
    return Counter(text[at : at + size] for size in (1, 2, 3) for at in range(len(text)) if text[at : at + size].isalpha())


def _write(path: Path, header: str, rows: Sequence[tuple[str, ...]]) -> None:
    path.write_text("\n".join([header, *("\t".join(row) for row in rows)]) + "\n", encoding="utf-8")


def genre() -> list[tuple[str, str, str]]:
    """(word, count, lemma) of words that the training side has at least twice."""
    counts = Counter(word for text in texts() for word in re.findall(r"[а-яё]+", text.lower()))
    return sorted((word, str(times), lemma(word)) for word, times in counts.items() if times > 1)


def neighbours() -> list[tuple[str, str, str]]:
    """(ending of a word, ending of the next, count) of words and numbers with one space between them; "^" is a text's start."""
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts():
        first = re.match(r"[\W\d]*([а-яё]+)", text.lower())
        counts[("^", ending(first[1]) if first else "^")] += 1
        for left, right in pairwise(re.finditer(r"[а-яё]+|\d[\d.]*", text.lower())):
            if text[left.end() : right.start()] == " ":
                counts[(ending(left[0]), ending(right[0]))] += 1
    return sorted((left, right, str(times)) for (left, right), times in counts.items())


def main() -> None:
    """Run it all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60, help="pages read raw for counts.tsv; 0 leaves it")
    parser.add_argument("--reader", type=int, default=7, help="pages a level read by the scan reader for read.tsv; 0 leaves it")
    args = parser.parse_args()
    _write(GENRE, "word\tcount\tlemma", genre())
    _write(NEIGHBOURS, "left\tright\tcount", neighbours())
    if args.pages:
        _learn(COUNTS, list(read_pages(args.pages, 7, held_out=False)))
    if args.reader:
        levels = enumerate(EVERY_LEVEL, start=7)
        _learn(READ, [pair for seed, level in levels for pair in read_pages(args.reader, seed, held_out=False, levels=[level], how=read)])
    both = _counts(COUNTS) + _counts(READ)
    _write(CONFUSIONS, "seen\tmeant\tlog_likely", [(a, b, str(w)) for a, b, w in weights(both)])


def _counts(path: Path) -> Counter[tuple[str, str]]:
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines()[1:])
    return Counter({(meant, seen): int(count) for meant, seen, count in rows})


def _learn(path: Path, pairs: list[tuple[str, str]]) -> None:
    seen, meant = counted(pairs)
    right = meant.copy()
    for (truth, _), times in seen.items():
        right.subtract(dict.fromkeys(truth, times))
    kept = [(truth, read, times) for (truth, read), times in seen.items()] + [(char, char, n) for char, n in right.items() if n > 0]
    _write(path, "meant\tseen\tcount", [(a, b, str(n)) for a, b, n in sorted(kept)])
    sys.stdout.write(f"{sum(seen.values())} misreadings of {len(seen)} kinds in {meant.total()} characters\n")


if __name__ == "__main__":
    main()
