"""Scans of one invented page in all the states that pages come in."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import Levenshtein

from extractor.errors import DamagedError, EmptyFileError
from extractor.layout import Reading
from extractor.read import read
from extractor.read.image import clean, even_light, speckle
from tests.read.build import ROWS, as_file, font_file, noisy, page
from tests.read.test_pdf import cells

pytestmark = pytest.mark.slow
EXPECTED = [list(row) for row in ROWS]


def nearly(got: list[list[str]], expected: list[list[str]]) -> bool:
    """The same cells in the same places, the numbers right, and in each row at most two letters misread."""
    slips = [sum(Levenshtein.distance(a, b) for a, b in zip(one, two, strict=True)) for one, two in zip(got, expected, strict=True)]
    return [row[0] for row in got] == [row[0] for row in expected] and max(slips) <= 2


def stamped() -> Image.Image:
    """A blue stamp over the print; its ink is no cover."""
    ink = Image.new("RGB", page().size, "white")
    draw = ImageDraw.Draw(ink)
    for size in (0, 14, 60):
        draw.ellipse((700 + size, 480 + size, 1000 - size, 780 - size), outline=(90, 100, 200), width=3)
    return ImageChops.multiply(page().convert("RGB"), ink)


def shaded() -> Image.Image:
    pixels = np.asarray(page()).astype(np.float64)
    light = np.linspace(1.0, 0.5, pixels.shape[1])
    return Image.fromarray((pixels * light * 0.9).astype(np.uint8))


def bent() -> Image.Image:
    pixels = np.asarray(page())
    shift = (18 * np.sin(np.linspace(0, np.pi, pixels.shape[1]))).astype(int)
    return Image.fromarray(np.stack([np.roll(pixels[:, x], shift[x]) for x in range(pixels.shape[1])], axis=1))


def grainy() -> Image.Image:
    """At 150 dpi, each pixel astray by 32 of 255."""
    small = np.asarray(page().resize((1240, 1753), Image.Resampling.BILINEAR)).astype(np.float64)
    return Image.fromarray(np.clip(small + np.random.default_rng(7).normal(0, 32, small.shape), 0, 255).astype(np.uint8))


def turned_leaf() -> Image.Image:
    """Its left half rises by 60 pixels, more at the top than at the bottom."""
    pixels = np.asarray(page())
    height, width = pixels.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    rise = 60 * np.clip(1 - 2 * x / width, 0, 1) ** 2 * (1 - 0.7 * y / height)
    return Image.fromarray(cv2.remap(pixels, x, (y - rise).astype(np.float32), cv2.INTER_LINEAR, borderValue=255))


@pytest.mark.parametrize(
    ("name", "image"),
    [
        ("clean", page()),
        ("grainy", grainy()),
        ("a turned leaf", turned_leaf()),
        ("small", page().resize((1240, 1753))),
        ("turned left", page().rotate(90, expand=True)),
        ("turned right", page().rotate(-90, expand=True)),
        ("upside down", page().rotate(180)),
        ("skewed", page().rotate(2, fillcolor=255, resample=Image.Resampling.BICUBIC)),
        ("speckled", noisy(page(), 0.004)),
        ("stamped", stamped()),
        ("shaded", shaded()),
        ("bent", bent()),
    ],
)
def test_every_cell_is_read(name: str, image: Image.Image) -> None:
    reading = read(as_file(image, "PNG"), name)
    assert nearly(cells(reading), EXPECTED)
    assert reading.media_type == "image/png"


def test_frames_of_a_tiff_are_pages() -> None:
    frame = page().convert("1")
    reading = read(as_file(frame, "TIFF", compression="group4", save_all=True, append_images=[frame], dpi=(200, 200)), "a")
    assert nearly(cells(reading), EXPECTED * 2)
    assert [p.number for p in reading.pages] == [1, 2]
    assert reading.pages[1].start == reading.pages[0].end


def test_pixels_of_a_fax_are_higher_than_wide() -> None:
    fax = page().resize((1687, 1146), Image.Resampling.BILINEAR).point(lambda gray: 255 * (gray > 150)).convert("1")
    reading = read(as_file(fax, "TIFF", compression="group4", dpi=(204, 98)), "a")
    assert [row[0] for row in cells(reading)] == [row[0] for row in EXPECTED]
    word = next(w for w in reading.pages[0].words if reading.text[w.start : w.end] == "Ежегодно")
    x0, y0, x1, y1 = (round(side) for side in word.bbox)
    assert (~np.asarray(fax))[y0:y1, x0:x1].mean() > 0.15
    assert y1 - y0 < (x1 - x0) / 8


def test_photo_is_turned_as_the_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert cells(read(as_file(page().rotate(90, expand=True), "JPEG", quality=90, exif=exif), "a")) == EXPECTED


@pytest.mark.parametrize("turn", [0, 90, 180])
def test_boxes_stand_where_the_words_stand(turn: int) -> None:
    image = page().rotate(turn, expand=True)
    reading = read(as_file(image, "PNG"), "a")
    word = next(w for p in reading.pages for w in p.words if reading.text[w.start : w.end] == "Ежегодно")
    darkness = 255 - np.asarray(image)
    x0, y0, x1, y1 = (round(side) for side in word.bbox)
    assert darkness[y0:y1, x0:x1].mean() > 40
    assert (x1 - x0 > y1 - y0) == (turn != 90)


def test_a_paragraph_among_specks_is_read() -> None:
    font = ImageFont.truetype(font_file(), 17)
    image = Image.new("L", (1240, 1753), 255)
    for row in range(30):
        ImageDraw.Draw(image).text((90, 80 + 26 * row), f"{row + 1}. Проведение независимой оценки качества условий осуществления", 0, font)
    turned = image.rotate(-0.6, fillcolor=255, resample=Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(0.8))
    grain = np.random.default_rng(3).normal(0, 22, (1753, 1240))
    pixels = np.where(np.asarray(turned).astype(np.float64) + grain < 205, 0, 255).astype(np.uint8)
    text = read(as_file(Image.fromarray(pixels), "PNG", dpi=(150, 150)), "a").text
    assert text.count("независимой") > 20
    assert text.count("осуществления") > 20


def test_unread_ink_is_told() -> None:
    image = page()
    draw = ImageDraw.Draw(image)
    for n in range(30):
        draw.arc((200 + 40 * n, 1500 + n % 3 * 5, 220 + 40 * n, 1530 + n % 3 * 5), n * 40, n * 40 + 250, fill=0, width=4)
    reading: Reading = read(as_file(image, "PNG"), "a")
    assert cells(reading) == EXPECTED
    held = len(reading.text) > len(read(as_file(page(), "PNG"), "a").text) + 10
    assert held or "lost_text" in [doubt.code for doubt in reading.warnings]


def test_speckle_is_found_only_where_it_is() -> None:
    assert speckle(np.asarray(page())) < 0.1
    assert speckle(np.asarray(noisy(page(), 0.004))) > 1.5


def test_light_is_evened() -> None:
    evened = even_light(np.asarray(shaded()))
    assert np.percentile(evened, 20) > 240


def test_resolution_is_brought_to_300_dpi() -> None:
    assert abs(clean(np.asarray(page())).gray.shape[0] - 3508) < 40


def test_blank_page() -> None:
    with pytest.raises(EmptyFileError):
        read(as_file(Image.new("L", (1654, 2339), 255), "PNG"), "a")


def test_cut_image_is_damaged() -> None:
    with pytest.raises(DamagedError):
        read(as_file(page(), "PNG")[:5000], "a.png")
