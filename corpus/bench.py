"""The whole pipeline's time beside bare natasha NER over the same text, in one process: `python -m corpus.bench [--write]`."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from extractor.pipeline import Extractor

ROOT = Path(__file__).parent
ORDERS = ROOT.parent.parent / "shared" / "orders"
RUNS = 5
WARM_UP = next(iter(sorted((ROOT / "samples").glob("*.txt"))), ROOT / "README.md")


def orders() -> tuple[str, list[Path]]:
    """The five real orders where they are present, else the own-written samples of plain text."""
    real = sorted(ORDERS.glob("*.txt"))
    return ("real orders", real) if real else ("samples", sorted((ROOT / "samples").glob("*.txt")))


def natasha_ner() -> Callable[[str], None]:
    """natasha's named entities of a text: split into sentences and words, then tagged."""
    from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter  # noqa: PLC0415 - heavy

    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())

    def run(text: str) -> None:
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)

    return run


def timed(run: Callable[[], object]) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def once(files: list[Path], warm_up: Path) -> dict[str, float]:
    """Seconds of both over all files in this process, each after a warm-up on a text that is not timed (so no cache knows the files)."""
    extract, ner = Extractor.load(), natasha_ner()
    data = [(path.name, path.read_bytes()) for path in files]
    extract(warm_up.read_bytes(), warm_up.name)
    ner(warm_up.read_text("utf-8"))
    ours = timed(lambda: [extract(content, name) for name, content in data])
    theirs = timed(lambda: [ner(content.decode("utf-8")) for _, content in data])
    return {"pipeline": ours, "natasha": theirs, "ratio": ours / theirs, "repair": _repair_seconds(extract, data)}


def _repair_seconds(extract: Extractor, data: list[tuple[str, bytes]]) -> float:
    texts = [content.decode("utf-8") for _, content in data]
    return timed(lambda: [extract.repairer(text) for text in texts])


def main() -> None:
    """Print the medians of five fresh processes; with --write keep them for the README's table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep the figures in corpus/bench.json")
    parser.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    name, files = orders()
    if args.once:
        print(json.dumps(once(files, WARM_UP)))
        return
    command = [sys.executable, "-m", "corpus.bench", "--once"]
    runs = [json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout) for _ in range(RUNS)]
    figures = {"over": f"{len(files)} {name}", **{key: round(median(run[key] for run in runs), 3) for key in runs[0]}}
    for key, value in figures.items():
        print(f"{key:10} {value}")
    if args.write:
        (ROOT / "bench.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
