"""`python -m corpus.pairs.scale`: how long groups take over 250, 500 and 1,000 generated plans of 30 measures, and how much memory."""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

from corpus import measures
from corpus.generate.words import SUBJECTS, Writer
from extractor.classify import TypeClassifier
from extractor.compare import compare
from extractor.schema import Document, Measure, Order, Roadmap, Source

MEASURES = 30


def plans(count: int) -> Iterator[Document]:
    """Documents of MEASURES measures each: of the generator's templates and of the corpus of measures."""
    texts = [list(_texts(number)) for number in range(count)]
    distinct = list(dict.fromkeys(text for each in texts for text in each))
    types = dict(zip(distinct, TypeClassifier.load().map(distinct), strict=True))
    for number, each in enumerate(texts):
        rows = tuple(
            Measure(f"m{at}", str(at), None, text, types[text][0].label, types[text], (), (), (), None, None, None, (), 1.0)
            for at, text in enumerate(each, 1)
        )
        source = Source(f"plan{number}.txt", "text/plain", f"{number:064}", None, "generated")
        roadmap = Roadmap(None, None, (), (), rows)
        yield Document(source, replace(Order(), municipality=f"Округ {number}"), (roadmap,), (), (), None, (), ())


def _texts(number: int) -> Iterator[str]:
    """One in three is written out in the corpus, the rest are the generator's templates filled anew, some with a tail or with two."""
    rng = random.Random(number)
    writer = Writer("a", rng, rng.choice(SUBJECTS))
    for at in range(MEASURES):
        text = rng.choice(measures.load()).text if at % 3 == 0 else writer.fill(writer.pick("measure")["text"])
        yield text + "".join(writer.fill(writer.pick("tail")["n"]) for _ in range(rng.randint(0, 2)))


def main() -> None:
    """Print a line a size, each measured in a process of its own, then the growth."""
    parser = argparse.ArgumentParser(prog="python -m corpus.pairs.scale", description=__doc__)
    parser.add_argument("--plans", type=int, help="measure this size alone, in this process")
    count = parser.parse_args().plans
    if count is None:
        took = {size: _elsewhere(size) for size in (250, 500, 1000)}
        print(f"from 250 to 1,000 plans: {took[1000] / took[250]:.1f} times the work; quadratic would be 16")
        return
    documents = list(plans(count))
    distinct = len({measure.text for each in documents for measure in each.roadmaps[0].measures})
    start, work = time.perf_counter(), time.process_time()
    groups = compare(documents).groups
    seconds, worked = time.perf_counter() - start, time.process_time() - work
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{count} plans, {count * MEASURES} measures, {distinct} distinct: {len(groups)} groups, {memory:.2f} GiB at most, ", end="")
    print(f"{seconds:.1f} s, {worked:.1f} s of one core")


def _elsewhere(size: int) -> float:
    """Seconds of one core that the size takes in a fresh process, whose line is printed."""
    command = [sys.executable, "-m", "corpus.pairs.scale", "--plans", str(size)]
    line = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    print(line, flush=True)
    return float(line.removesuffix(" s of one core").rsplit(" ", 1)[1])


if __name__ == "__main__":
    main()
