"""Rows with their signs and whether they are right: what the model is trained and measured on."""

from __future__ import annotations

import io
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import cast

import numpy as np

from corpus import score_rows
from corpus.agree import Item, alike, items
from corpus.evaluate import OTHERS, SAMPLES, sample_tasks
from corpus.formats import converted
from corpus.generate import LAYOUTS, generate
from corpus.generate.html import paragraphs
from corpus.generate.word import docx
from corpus.generate.words import SetName, tables
from extractor.confidence import ROW, Confidence, Signs
from extractor.pipeline import Extractor
from extractor.schema import Document, to_json

# columns named as no list of names knows, in layouts whose columns do not move with the length of a name
_ODD = {"measure": "Что намечено", "deadline": "Когда", "responsible": "Кому поручено", "result": "Чего ждём", "indicator": "Чем измерим",
        "funding": "Откуда деньги", "coordinator": "Кто следит", "number": "Место"}  # fmt: skip
_FREE = ("tabs", "lines", "lines_plain", "pipes", "html", "html_page", "mixed")


@dataclass(frozen=True, slots=True)
class Example:
    """One judgement: of a row (`ROW`) or of a cell of a role; `group` says where it comes from."""

    group: str
    target: str
    signs: Signs
    right: bool


@dataclass(frozen=True, slots=True)
class File:
    """A document with its gold."""

    group: str
    name: str
    data: bytes
    gold: Item


@dataclass(frozen=True, slots=True)
class Recorder(Confidence):
    """Stands in the model's place and keeps what it is asked."""

    asked: list[tuple[str, Signs]]

    def __call__(self, target: str, signs: Signs) -> float:
        """The same for all."""
        self.asked.append((target, signs))
        return 0.5


def generated(set_: SetName, seeds: Sequence[int], damages: Sequence[float], misreads: Sequence[float], *, odd: bool) -> Iterator[File]:
    """Every layout at each rate of damage and misreading; in one document of ten with odd column names where that is asked for."""
    for layout in LAYOUTS:
        for damage in damages:
            for share in misreads:
                for seed in seeds:
                    sample = generate(set_, layout, seed, damage, share)
                    is_odd = odd and layout in _FREE and seed % 10 == 0
                    yield File(layout, sample.name, _odd(sample.data) if is_odd else sample.data, cast(Item, sample.gold))


def _odd(data: bytes) -> bytes:
    """A document of set a whose columns have odd names."""
    text = data.decode()
    for row in tables("a")["header"]:
        new = _ODD.get(row["role"])
        for name in (row["n"], paragraphs([row["n"]])[0][3:-4]) if new else ():
            text = text.replace(f"\t{name}", f"\t{new}").replace(f"| {name} ", f"| {new} ").replace(f">{name}<", f">{new}<")
    return text.encode()


def written() -> Iterator[File]:
    """The project's own samples."""
    yield from _files(SAMPLES)


def independent() -> Iterator[File]:
    """Documents of authors who saw no rule."""
    for folder in OTHERS:
        yield from _files(folder)


def _files(folder: Path) -> Iterator[File]:
    for task in sample_tasks(folder):
        name, data, gold = task.load()
        yield File(task.group, name, data, gold)


def scanned(set_: SetName, seeds: Sequence[int]) -> Iterator[File]:
    """Generated office documents printed and scanned badly: 90 to 200 dpi, gray, noisy, JPEG."""
    with tempfile.TemporaryDirectory(prefix="dorkarta-") as folder:
        golds = {}
        for seed in seeds:
            data, golds[seed] = docx(set_, seed)
            (Path(folder) / f"{seed}.docx").write_bytes(data)
        converted([Path(folder) / f"{seed}.docx" for seed in seeds], Path(folder), ("pdf",))
        for seed in seeds:
            yield File("scans", f"{seed}.pdf", _scan((Path(folder) / f"{seed}.pdf").read_bytes(), seed), cast(Item, golds[seed]))


def _scan(pdf: bytes, seed: int) -> bytes:
    import pypdfium2  # noqa: PLC0415 - heavy
    from PIL import Image, ImageFilter  # noqa: PLC0415

    rng = np.random.default_rng(seed)
    dpi = (90, 110, 130, 150, 200)[seed % 5]
    pages = []
    for page in pypdfium2.PdfDocument(pdf):
        pixels = page.render(scale=dpi / 72).to_pil().convert("L").rotate(rng.uniform(-1, 1), fillcolor=255)
        blurred = np.asarray(pixels.filter(ImageFilter.GaussianBlur(rng.uniform(0, 0.8))), float)
        pages.append(Image.fromarray((blurred + rng.normal(0, rng.uniform(2, 20), blurred.shape)).clip(0, 255).astype(np.uint8)))
    out = io.BytesIO()
    pages[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=pages[1:], quality=int(rng.integers(30, 80)))
    return out.getvalue()


_extractor: list[Extractor] = []


def _start() -> None:
    whole = Extractor.load()
    _extractor.append(Extractor(whole.repairer, whole.classifier, whole.resolver, Recorder({}, [])))


def examples(files: Sequence[File], jobs: int = 2) -> list[Example]:
    """All judgements of `files`, from `jobs` processes."""
    os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", OMP_THREAD_LIMIT="1")
    with ProcessPoolExecutor(jobs, mp_context=get_context("forkserver"), initializer=_start) as pool:
        return [example for found in pool.map(_judged, files, chunksize=4) for example in found]


def _judged(file: File) -> list[Example]:
    recorder = cast(Recorder, _extractor[0].confidence)
    recorder.asked.clear()
    document = _extractor[0](file.data, file.name)
    return list(labelled(file.group, document, file.gold, recorder.asked))


def labelled(group: str, document: Document, gold: Item, asked: Sequence[tuple[str, Signs]]) -> Iterator[Example]:
    """What was `asked` of a document (each row's cells, then the row), each with whether gold agrees; a row that gold lacks is wrong."""
    predicted = score_rows.measures(cast(Item, json.loads(to_json(document))))
    wanted = {id(got): want for got, want in score_rows.pairs(predicted, score_rows.measures(gold)) if got is not None}
    questions = iter(asked)
    for got in predicted:
        want = wanted.get(id(got))
        row = score_rows.row(got, want) if want is not None else {}
        for _ in items(got, "evidence"):
            role, signs = next(questions)
            yield Example(group, role, signs, want is not None and _cell_right(role, got, want, row))
        target, signs = next(questions)
        yield Example(group, target, signs, bool(row) and row["measure_exact"] == [1.0])
        assert target == ROW


def _cell_right(role: str, got: Item, want: Item, row: dict[str, list[float]]) -> bool:
    """Whether a cell is right by the scorer's measure of its field; a cell of a role that is not scored is as right as its row's text."""
    if role in ("responsible", "coordinator"):
        hits, predicted, wanted, _ = score_rows.parties(got, want, ("responsible" if role == "responsible" else "coordinators",))
        return hits == predicted == wanted
    if role in ("indicator", "funding"):
        field = role if role == "funding" or got.get("indicator") or want.get("indicator") else "result"
        return alike(got.get(field), want.get(field)) >= 0.95
    figure = {"number": "numbers", "deadline": "deadline_cells", "result": "results"}.get(role, "rows")
    return row[figure] == [1.0]
