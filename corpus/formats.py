"""`python -m corpus.formats`: one document in every format of office files has to give one Document, but for source and evidence."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

from corpus.agree import Item, items, mean
from corpus.evaluate import SHARED
from corpus.generate.word import docx
from corpus.score import score
from extractor.pipeline import Extractor
from extractor.read.office import libreoffice
from extractor.schema import to_json

# LibreOffice's own names of what it writes, by suffix
WRITERS = {"rtf": "rtf", "odt": "odt", "doc": "doc:MS Word 97", "html": "html:HTML (StarWriter)", "pdf": "pdf:writer_pdf_Export"}
_OF_THE_PAGE = ("joined_row", "unresolved_damage", "second_reader")


def converted(files: Sequence[Path], folder: Path, suffixes: Sequence[str] = tuple(WRITERS)) -> None:
    """Writes each DOCX into `folder` in other formats; raises FileNotFoundError where LibreOffice is absent."""
    office = libreoffice()
    if office is None:
        raise FileNotFoundError("LibreOffice is not installed: apt-get install libreoffice-writer-nogui")
    options = [f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    for form in map(WRITERS.__getitem__, suffixes):
        subprocess.run([office, *options, "--convert-to", form, "--outdir", str(folder), *map(str, files)], check=True, capture_output=True)


def comparable(document: Item) -> Item:
    """`document` without what tells of the file: source, evidence, confidence, offsets, and warnings of a page's end."""
    out = {**document, "source": None, "text": None}
    out["warnings"] = [w for w in items(document, "warnings") if w["code"] not in _OF_THE_PAGE]
    out["corrections"] = [{**c, "start": None, "end": None} for c in items(document, "corrections")]
    for name in ("organisations", "people"):
        out[name] = [{**entity, "mentions": None} for entity in items(document, name)]
    bare = {"evidence": None, "confidence": None}
    out["roadmaps"] = [{**r, "measures": [{**m, **bare} for m in items(r, "measures")]} for r in items(document, "roadmaps")]
    return out


def differences(one: object, two: object, path: str = "") -> Iterator[str]:
    """Where two values differ, and how."""
    if isinstance(one, dict) and isinstance(two, dict):
        for key in sorted({*one, *two}):
            yield from differences(one.get(key), two.get(key), f"{path}.{key}")
    elif isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
        for n, (a, b) in enumerate(zip(one, two, strict=True)):
            yield from differences(a, b, f"{path}[{n}]")
    elif one != two:
        yield f"{path[1:]}: {json.dumps(one, ensure_ascii=False)[:200]} | {json.dumps(two, ensure_ascii=False)[:200]}"


def generated(seeds: Sequence[int], folder: Path) -> list[tuple[Path, Item]]:
    """The DOCX of each seed of word set a, with its gold; beside them the same in all other formats."""
    out = []
    for seed in seeds:
        data, gold = docx("a", seed)
        path = folder / f"a{seed:03}.docx"
        path.write_bytes(data)
        out.append((path, cast(Item, gold)))
    converted([path for path, _ in out], folder)
    return out


def shared() -> list[tuple[Path, Item]]:
    """The DOCX files of ../shared/scans with their gold; none where the folder is absent."""
    files = sorted((SHARED / "scans").glob("*.docx"))
    return [(path, json.loads(path.with_suffix(".gold.json").read_text("utf-8"))) for path in files]


def main(argv: Sequence[str] | None = None) -> None:
    """A line a format: how many Documents are the same as the DOCX's, and `measure_exact`."""
    parser = argparse.ArgumentParser(prog="python -m corpus.formats", description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=12, help="generated documents")
    parser.add_argument("--diff", action="store_true", help="print what differs, file by file")
    args = parser.parse_args(sys.argv[1:] if argv is None else argv)
    extract = Extractor.load()
    found: dict[str, list[tuple[bool, float]]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="dorkarta-") as folder:
        for path, gold in [*generated(range(args.seed, args.seed + args.count), Path(folder)), *shared()]:
            first: Item = {}
            for suffix in ("docx", *WRITERS):
                file = path.with_suffix(f".{suffix}")
                if not file.exists():
                    continue
                document: Item = json.loads(to_json(extract(file.read_bytes(), file.name)))
                first = first or comparable(document)
                wrong = list(differences(first, comparable(document)))
                found[suffix].append((not wrong, score(document, gold).figures["measure_exact"]))
                if wrong and args.diff:
                    print(f"== {file.name}", *wrong, sep="\n  ")
    for suffix, results in found.items():
        same, exact = (list(column) for column in zip(*results, strict=True))
        print(f"{suffix:5} {sum(same):3} of {len(same)} the same as DOCX, measure_exact {mean(exact):.3f}")


if __name__ == "__main__":
    main()
