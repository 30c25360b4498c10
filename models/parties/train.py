"""Train the party tagger, compare it with the rules on cells that neither was written against, write `metrics.json`.

    python -m models.parties.train

Seeds are fixed: the same library versions give the same figures.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from extractor.schema import PartyKind
from extractor.tag.parties import split_parties, standing_alone
from extractor.tag.values import PartySpan
from models.parties.cells import Cell, document_cells, training_cells
from models.parties.markup import lines, parse

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

HERE = Path(__file__).parent
SEED = 20
CELLS, EPOCHS, BATCH = 4000, 10, 64
HELD_OUT = range(1000, 1060)
# cells in markup: marked before the rules were run on them; then those of another hand, where they are there
MARKED = ("parties_fields.txt", "parties_second_hand.txt")
_TOKEN = re.compile(r"\w+|[^\w\s]")

Tagger = Callable[[Sequence[str]], list[tuple[PartySpan, ...]]]


def as_doc(nlp: Language, text: str) -> Doc:
    """Words and single marks as tokens, so that every party begins and ends at one."""
    from spacy.tokens import Doc  # noqa: PLC0415 - heavy

    places = [found.span() for found in _TOKEN.finditer(text)]
    spaces = [end < len(text) and text[end].isspace() for _, end in places]
    return Doc(nlp.vocab, [text[start:end] for start, end in places], spaces)


def train(cells: Sequence[Cell]) -> Language:
    """A spaCy NER over Russian's blank pipeline, trained on `cells`."""
    import spacy  # noqa: PLC0415 - heavy
    from spacy.training import Example  # noqa: PLC0415
    from thinc.api import fix_random_seed  # noqa: PLC0415

    fix_random_seed(SEED)
    nlp = spacy.blank("ru")
    nlp.add_pipe("ner")
    examples = []
    for cell in cells:
        text = " ".join(cell.text.split())
        entities = [(span.start, span.end, span.kind) for span in cell.spans]
        examples.append(Example.from_dict(as_doc(nlp, text), {"entities": entities}))
    optimizer = nlp.initialize(lambda: examples)
    rng = random.Random(SEED)
    for _ in range(EPOCHS):
        rng.shuffle(examples)
        for at in range(0, len(examples), BATCH):
            nlp.update(examples[at : at + BATCH], sgd=optimizer, drop=0.1)
    return nlp


def by_model(nlp: Language) -> Tagger:
    """The tagger's own answer for the cells of a document."""

    def tag(texts: Sequence[str]) -> list[tuple[PartySpan, ...]]:
        docs = (nlp.get_pipe("ner")(as_doc(nlp, text)) for text in texts)
        return [tuple(PartySpan(e.start_char, e.end_char, cast(PartyKind, e.label_)) for e in doc.ents) for doc in docs]

    return tag


def by_rules(texts: Sequence[str]) -> list[tuple[PartySpan, ...]]:
    """The rules' answer, with what the document itself says stands alone."""
    alone = standing_alone(texts)
    return [split_parties(text, alone) for text in texts]


def figures(tagger: Tagger, documents: Iterable[Sequence[Cell]]) -> dict[str, float]:
    """Share of distinct cells that are right as a whole, F1 of (span, kind) over them, milliseconds a cell."""
    right: dict[str, bool] = {}
    hits = got_n = want_n = 0
    seconds, count = 0.0, 0
    for cells in documents:
        started = time.process_time()
        answers = tagger([cell.text for cell in cells])
        seconds, count = seconds + time.process_time() - started, count + len(cells)
        for cell, answer in zip(cells, answers, strict=True):
            if cell.text in right:
                continue
            right[cell.text] = answer == cell.spans
            hits += len(set(answer) & set(cell.spans))
            got_n, want_n = got_n + len(answer), want_n + len(cell.spans)
    return {
        "cells": len(right),
        "exact": round(sum(right.values()) / len(right), 4),
        "f1": round(2 * hits / (got_n + want_n), 4),
        "ms_per_cell": round(1000 * seconds / count, 2),
    }


def marked_cells(path: Path) -> list[list[Cell]]:
    """Each cell of a file in markup as a document of its own."""
    return [[Cell(example.cell, example.spans)] for example in map(parse, lines(path.read_text("utf-8")))]


def filled(card: str, table: dict[str, dict[str, dict[str, float]]]) -> str:
    """The model card with its table of figures put between the marks."""
    rows = [
        "| held-out cells | how many | rules: cells right | rules: F1 | NER: cells right | NER: F1 |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, by in table.items():
        rules, ner = by["rules"], by["ner"]
        rows.append(f"| {name} | {rules['cells']:.0f} | {rules['exact']:.3f} | {rules['f1']:.3f} | {ner['exact']:.3f} | {ner['f1']:.3f} |")
    before, _, rest = card.partition("<!-- metrics -->\n")
    return f"{before}<!-- metrics -->\n" + "\n".join(rows) + "\n<!-- /metrics -->" + rest.partition("<!-- /metrics -->")[2]


def main() -> None:
    """Train, compare, write the figures."""
    held_out = {"generator, second set": [document_cells("b", seed) for seed in HELD_OUT]}
    for name in MARKED:
        path = HERE.parents[1] / "tests" / "tag" / name
        if path.exists():
            held_out[name] = marked_cells(path)
    nlp = train(training_cells(CELLS, SEED))
    taggers: dict[str, Tagger] = {"rules": by_rules, "ner": by_model(nlp)}
    table = {name: {who: figures(tagger, documents) for who, tagger in taggers.items()} for name, documents in held_out.items()}
    metrics = {"seed": SEED, "trained_on": CELLS, "epochs": EPOCHS, "held_out": table}
    HERE.joinpath("metrics.json").write_text(json.dumps(metrics, ensure_ascii=False, indent=2) + "\n", "utf-8")
    card = HERE / "README.md"
    card.write_text(filled(card.read_text("utf-8"), table), "utf-8")


if __name__ == "__main__":
    main()
