"""The scan reader's time beside bare tesserocr on the same pages, in one process: `python -m corpus.paper.speed [FILE …]`.

Bare: the same page pictures, Russian model, LSTM engine, automatic page segmentation, text out. Both turn the file into page
pictures in their own time. They take turns; each file's figure is the median of its runs, the last line the median over the files.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from corpus.paper.scans import scans
from extractor.pipeline import Extractor
from extractor.read import read
from extractor.read.ocr import tessdata
from extractor.read.pdf import page_pictures
from extractor.read.picture import frames_of

if TYPE_CHECKING:
    from tesserocr import PyTessBaseAPI


def bare() -> PyTessBaseAPI:
    """Tesseract as it comes."""
    from tesserocr import OEM, PSM, PyTessBaseAPI  # noqa: PLC0415 - heavy

    return PyTessBaseAPI(path=f"{tessdata('rus')}/", lang="rus", psm=PSM.AUTO, oem=OEM.LSTM_ONLY)


def recognised(api: PyTessBaseAPI, data: bytes) -> int:
    """Letters that bare Tesseract reads on the pages of a file."""
    letters = 0
    pictures = page_pictures(data) if data.startswith(b"%PDF") else ((pixels, dpi[0] if dpi else None) for pixels, dpi in frames_of(data))
    for pixels, dpi in pictures:
        depth = pixels.shape[2] if pixels.ndim == 3 else 1
        height, width = pixels.shape[:2]
        api.SetImageBytes(np.ascontiguousarray(pixels).tobytes(), width, height, depth, width * depth)
        api.SetSourceResolution(round(dpi or 300))
        letters += len(api.GetUTF8Text())
        api.Clear()
    return letters


def timed(run: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of this process."""
    start = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - start[0], time.process_time() - start[1]


def main() -> None:
    """Print a line a file: pages, seconds of both, the ratio by the clock, by the processor, and of the whole pipeline."""
    os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", OMP_THREAD_LIMIT="1")
    parser = argparse.ArgumentParser(prog="python -m corpus.paper.speed", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="scans; where none are named the shared ones, or own prints")
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    api, extract = bare(), Extractor.load()
    found = scans(args.files)
    read(found[0][1], found[0][0])
    ratios: list[tuple[float, float, float]] = []
    print(f"{'file':28} {'bare s':>7} {'reader s':>8} {'ratio':>6} {'of CPU':>6} {'whole':>6}")
    for name, data in found:
        ways = (partial(recognised, api, data), partial(read, data, name), partial(extract, data, name))
        runs = [[timed(way) for way in ways] for _ in range(args.runs)]
        theirs, ours, whole = ([median(run[n][clock] for run in runs) for clock in (0, 1)] for n in range(3))
        ratios.append((ours[0] / theirs[0], ours[1] / theirs[1], whole[0] / theirs[0]))
        print(f"{name:28} {theirs[0]:7.2f} {ours[0]:8.2f} " + " ".join(f"{ratio:6.2f}" for ratio in ratios[-1]), flush=True)
    print(f"{'median':45} " + " ".join(f"{median(column):6.2f}" for column in zip(*ratios, strict=True)))


if __name__ == "__main__":
    main()
