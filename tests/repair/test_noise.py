"""The noise model: exact about what it did, true to its rate, and undone in good part by the repair stage."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.measures import load
from corpus.noise import noise
from corpus.noise.align import Fate, confusions, fates, kinds
from corpus.noise.learn import read_pages
from corpus.noise.marked import Marked, excerpts, fresh, judged, marked
from corpus.noise.measure import SHARED, clean, injected, marks, orders, repaired
from corpus.noise.scan import ARCHIVE, FONTS, Damage, degraded, font_file, printed, read, recognised, tessdata
from corpus.noise.unlisted import unlisted
from extractor.repair import Repairer

TEXT = "\n".join(example.text for example in load()[:200])


def test_noise_says_exactly_what_it_did() -> None:
    noisy, made = noise(TEXT, 0.02, random.Random(1))
    out, at = "", 0
    for misread in made:
        assert noisy[misread.start : misread.end] == misread.seen
        out += noisy[at : misread.start] + misread.meant
        at = misread.end
    assert out + noisy[at:] == TEXT


@pytest.mark.parametrize("rate", [0.0, 0.005, 0.02])
def test_noise_keeps_to_its_rate(rate: float) -> None:
    _, made = noise(TEXT, rate, random.Random(2))
    assert len(made) / len(TEXT) == pytest.approx(rate, rel=0.4, abs=1e-9)


def test_noise_is_the_seed_s() -> None:
    assert noise(TEXT, 0.01, random.Random(3)) == noise(TEXT, 0.01, random.Random(3))


@pytest.mark.parametrize(
    ("truth", "seen", "pairs"),
    [
        ("семинар", "семннар", [("и", "н")]),
        ("план работ", "планработ", [(" ", "")]),
        ("мышь", "мьтшь", [("ы", "ьт")]),
        ("срок", "срок", []),
    ],
)
def test_confusions(truth: str, seen: str, pairs: list[tuple[str, str]]) -> None:
    assert "".join(meant for meant, _ in confusions(truth, seen)) == "".join(meant for meant, _ in pairs)
    assert "".join(read for _, read in confusions(truth, seen)) == "".join(read for _, read in pairs)


def test_fates() -> None:
    assert fates("план работы школы", "план рабопы") == [Fate.RIGHT, Fate.WRONG, Fate.LOST]


def test_clean_text_stays_clean() -> None:
    figures = clean(Repairer.load())
    assert isinstance(figures["cells"], int)
    assert figures["cells"] >= 2000
    assert isinstance(figures["per_10000"], float)
    assert figures["per_10000"] <= 1, figures["changes"]


def test_half_of_injected_damage_is_restored() -> None:
    figures = injected(Repairer.load())
    assert figures.restored >= figures.wrong / 2
    assert figures.harmed <= figures.made / 50


def test_marks_give_the_text_and_its_corrections() -> None:
    document = marked("x", "{Пpиказ|Приказ} от {O1.02|01.02}, {<<Мир>>|«Мир»|?}")
    assert document.text == "Пpиказ от O1.02, <<Мир>>"
    assert document.truth == "Приказ от 01.02, «Мир»"
    assert document.asked == {("Пpиказ", "Приказ"): 1, ("O1.02", "01.02"): 1}
    missed, harmful = judged(document, Counter({("Пpиказ", "Приказ"): 1, ("<<Мир>>", "«Мир»"): 1, ("от", "об"): 1}))
    assert missed == {("O1.02", "01.02"): 1}
    assert harmful == {("от", "об"): 1}


@pytest.mark.parametrize("documents", [excerpts, fresh])
def test_marked_damage_is_mended(documents: Callable[[], Iterator[Marked]]) -> None:
    figures = marks(Repairer.load(), documents(), notes=True)
    assert isinstance(figures["recall"], float)
    assert isinstance(figures["precision"], float)
    assert figures["recall"] >= 0.9, figures["amiss"]
    assert figures["precision"] >= 0.97, figures["amiss"]


def test_words_that_nobody_lists_are_left() -> None:
    share = unlisted(1000)["share"]
    assert isinstance(share, float)
    assert share <= 0.06


def test_kinds() -> None:
    assert kinds("план работ по итогам", "илан работ но") == {"1 letters": 1, "short word": 1, "lost": 1}
    assert kinds("до конца", "доконца") == {"joined": 2}
    assert kinds("муниципальный", "муници пальный") == {"broken": 1}


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="no gold orders beside the project")
def test_gold_orders() -> None:
    figures = orders(Repairer.load(), SHARED)
    assert figures["repair_recall"] == 1
    assert figures["repair_precision"] == 1


def _ready() -> bool:
    try:
        return bool(tessdata()) and all(Path(font_file(font)) for font in FONTS)
    except FileNotFoundError:
        return False


@pytest.mark.slow
@pytest.mark.skipif(not _ready(), reason="needs tesseract-ocr-rus, fonts-liberation and fonts-dejavu")
def test_a_light_scan_reads_almost_whole() -> None:
    lines = [example.text[:60] for example in load()[:20]]
    damage = Damage(noise=10)
    read = recognised(degraded(printed(lines, FONTS[0], damage.points), damage, random.Random(4)), damage.dpi)
    words = fates("\n".join(lines), read)
    assert words.count(Fate.RIGHT) > 0.9 * len(words)


@pytest.mark.slow
@pytest.mark.skipif(not _ready(), reason="needs tesseract-ocr-rus, fonts-liberation and fonts-dejavu")
def test_half_of_what_a_copier_spoils_is_restored() -> None:
    figures = repaired(Repairer.load(), read_pages(3, 76, held_out=True, levels=ARCHIVE[:1], how=read))
    assert figures.restored >= (figures.wrong - figures.lost) / 2
    assert figures.harmed <= figures.restored / 50
