"""A page printed, scanned badly and read: lines of text → image → degraded image → what OCR makes of it."""

from __future__ import annotations

import io
import os
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

TESSDATA = ("TESSDATA_PREFIX", "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tessdata")
FONTS = ("liberation/LiberationSerif-Regular.ttf", "liberation/LiberationSans-Regular.ttf", "dejavu/DejaVuSerif.ttf")
_A4 = (8.27, 11.69)
_PRINT_DPI = 300


@dataclass(frozen=True, slots=True)
class Damage:
    """How badly a page is scanned.

    Resolution, turn in degrees, blur in pixels, Gaussian noise (of 255), share of specks, type size, how much paler than black the ink is,
    the gray (0 for none) below which a pixel is black and else white, JPEG's quality (0 for none).
    """

    dpi: int = 150
    skew: float = 0.7
    blur: float = 0.8
    noise: float = 26.0
    specks: float = 0.0003
    points: float = 9.5
    fade: int = 0
    threshold: int = 0
    quality: int = 0


LEVELS = (
    Damage(),
    Damage(noise=32, skew=1.0),
    Damage(noise=28, blur=0.9, points=8.5),
    Damage(noise=36, blur=0.9, points=10.5),
    Damage(noise=28, blur=1.3, skew=1.5),
)


# What archives hold besides: black and white as a copier or a fax leaves it, thin and fat; a hard pressed picture; pale ink.
ARCHIVE = (
    Damage(noise=22, threshold=140),
    Damage(noise=22, threshold=205, points=8.5),
    Damage(noise=14, blur=1.2, quality=22, skew=1.2),
    Damage(noise=14, blur=1.2, fade=110, points=8.5),
)


def font_file(name: str) -> Path:
    """A font of the Debian packages fonts-liberation and fonts-dejavu; raises FileNotFoundError where absent."""
    path = Path("/usr/share/fonts/truetype") / name
    if not path.exists():
        raise FileNotFoundError(f"no font {path}: install fonts-liberation and fonts-dejavu")
    return path


def printed(lines: list[str], font: str, points: float) -> Image.Image:
    """The lines on an A4 page at 300 dpi, greyscale."""
    page = Image.new("L", (round(_A4[0] * _PRINT_DPI), round(_A4[1] * _PRINT_DPI)), 255)
    face = ImageFont.truetype(str(font_file(font)), round(points * _PRINT_DPI / 72))
    draw = ImageDraw.Draw(page)
    for row, line in enumerate(lines):
        draw.text((180, 150 + row * round(1.45 * points * _PRINT_DPI / 72)), line, font=face, fill=20)
    return page


def degraded(page: Image.Image, damage: Damage, rng: random.Random) -> Image.Image:
    """The page as a bad scanner sees it."""
    turned = page.rotate(rng.uniform(-damage.skew, damage.skew), fillcolor=255, resample=Image.Resampling.BICUBIC)
    size = round(_A4[0] * damage.dpi), round(_A4[1] * damage.dpi)
    small = turned.filter(ImageFilter.GaussianBlur(damage.blur * _PRINT_DPI / damage.dpi / 2)).resize(size, Image.Resampling.BILINEAR)
    random_numbers = np.random.default_rng(rng.getrandbits(32))
    ink = damage.fade + np.asarray(small, dtype=np.float32) * (255 - damage.fade) / 255
    pixels = ink + random_numbers.normal(0, damage.noise, (size[1], size[0]))
    pixels[random_numbers.random((size[1], size[0])) < damage.specks] = 0
    scanned = np.clip(pixels, 0, 255).astype(np.uint8)
    if damage.threshold:
        scanned = np.where(scanned < damage.threshold, 0, 255).astype(np.uint8)
    return _pressed(Image.fromarray(scanned), damage.quality) if damage.quality else Image.fromarray(scanned)


def _pressed(image: Image.Image, quality: int) -> Image.Image:
    """What JPEG leaves of it."""
    data = io.BytesIO()
    image.save(data, "JPEG", quality=quality)
    return Image.open(data).convert("L")


def tessdata() -> str:
    """Where the Russian model of tesseract-ocr-rus is; raises FileNotFoundError where it is not."""
    for place in (os.environ.get(TESSDATA[0], ""), *TESSDATA[1:]):
        if place and (Path(place) / "rus.traineddata").exists():
            return place
    raise FileNotFoundError("no rus.traineddata: install tesseract-ocr-rus")


def read(image: Image.Image, dpi: int) -> str:
    """What the scan reader hands to repair: the page deskewed, cleaned, at 300 dpi, lines joined."""
    from extractor.read.pages import reading_of  # noqa: PLC0415 - heavy
    from extractor.read.scan import read_page  # noqa: PLC0415

    return reading_of([read_page(np.asarray(image), (dpi, dpi))], "image/png", "ocr").text


def recognised(image: Image.Image, dpi: int) -> str:
    """What Tesseract reads on a page of one column."""
    import tesserocr  # noqa: PLC0415 - links Tesseract; only a scan needs it

    with tesserocr.PyTessBaseAPI(path=tessdata(), lang="rus", psm=tesserocr.PSM.SINGLE_BLOCK) as api:
        api.SetImage(image)
        api.SetSourceResolution(dpi)
        return str(api.GetUTF8Text())
