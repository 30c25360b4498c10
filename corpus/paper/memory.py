"""Memory of one process that reads scans: `python -m corpus.paper.memory [FILE …] [--pages 200]` prints it every 50 pages."""

from __future__ import annotations

import argparse
import os
import resource
from itertools import cycle
from pathlib import Path

from corpus.paper.scans import scans
from extractor.pipeline import Extractor

_STEP = 50


def resident() -> float:
    """MiB that this process holds now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def main() -> None:
    """Extract the scans in turn until so many pages have passed."""
    os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", OMP_THREAD_LIMIT="1")
    parser = argparse.ArgumentParser(prog="python -m corpus.paper.memory", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--pages", type=int, default=200)
    args = parser.parse_args()
    extract, found = Extractor.load(), scans(args.files)
    print(f"models alone: {resident():.0f} MiB")
    done, told = 0, 0
    for name, data in cycle(found):
        done += extract(data, name).source.page_count or 1
        if done // _STEP > told:
            told = done // _STEP
            print(f"{done:4} pages: {resident():.0f} MiB", flush=True)
        if done >= args.pages:
            break
    print(f"peak: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10:.0f} MiB")


if __name__ == "__main__":
    main()
