from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from corpus.pairs import HELD_OUT, Pair, development, held_out, load, read
from corpus.pairs.evaluate import f1, scores, truth
from extractor.compare.likeness import Likeness


def test_the_pairs_are_many_and_split_by_subject() -> None:
    assert len(load()) >= 400
    assert {pair.subject for pair in held_out()} == set(HELD_OUT)
    assert {pair.subject for pair in development()}.isdisjoint(HELD_OUT)
    assert len({pair.subject for pair in development()}) >= 3
    assert set(Counter(pair.label for pair in load())) == {"same", "related", "different"}


@pytest.mark.parametrize("text", ["= без мероприятия", "Ремонт\n=", "Ремонт\n\n~ Уборка"])
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"odd\.txt, line"):
        read(path)


def test_marks_are_labels(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("# note\nРемонт\n= Починка\n! Уборка\n", encoding="utf-8")
    assert read(path) == [Pair("odd", "same", "Ремонт", "Починка"), Pair("odd", "different", "Ремонт", "Уборка")]


def test_the_model_beats_words_alone_on_held_out_subjects() -> None:
    model, pairs = Likeness.load(), held_out()
    found = scores(pairs, model)
    best = {name: max(f1(values >= cut, truth(pairs))[2] for cut in np.unique(values)) for name, values in found.items()}
    assert f1(found["model"] >= model.threshold, truth(pairs))[2] > max(best["lemma TF-IDF"], best["rapidfuzz token-set"])
