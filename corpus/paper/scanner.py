"""Pages as bad scanners, faxes and phones see them: kinds of damage, each a function of a page at 300 dpi and a source of chance."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from corpus.noise.scan import FONTS, font_file

Page = NDArray[np.uint8]
"""Gray (height × width) or RGB (height × width × 3)."""
Damage = Callable[[Page, random.Random], Page]
_DPI = 300
_STAMPS = ((52, 70, 190), (96, 50, 160), (70, 60, 120), (40, 40, 46))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of scan: its damage in order, its resolution (dots an inch), its JPEG quality (0: bilevel, Group 4), the share asked of it."""

    damage: tuple[Damage, ...] = ()
    dpi: int = 200
    quality: int = 80
    asked: float = 0.9


def pdf(pages: Sequence[Page], kind: Kind, rng: random.Random) -> bytes:
    """The pages scanned, a picture a page."""
    out = io.BytesIO()
    frames = [_scanned(page, kind, rng) for page in pages]
    how = {"quality": kind.quality} if kind.quality else {}
    frames[0].save(out, "PDF", resolution=kind.dpi, save_all=True, append_images=frames[1:], **how)
    return out.getvalue()


def _scanned(page: Page, kind: Kind, rng: random.Random) -> Image.Image:
    for damage in kind.damage:
        page = damage(page, rng)
    small = _sized(page, kind.dpi / _DPI)
    if kind.quality:
        return Image.fromarray(small)
    return Image.fromarray(small).convert("L").point(lambda value: 255 * (value > 127)).convert("1")


def _sized(page: Page, factor: float) -> Page:
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return page if factor == 1 else np.asarray(cv2.resize(page, None, fx=factor, fy=factor, interpolation=how), np.uint8)


def _clipped(values: NDArray[np.floating]) -> Page:
    return np.asarray(np.clip(values, 0, 255), np.uint8)


def _chance(rng: random.Random) -> np.random.Generator:
    return np.random.default_rng(rng.getrandbits(32))


def skewed(page: Page, rng: random.Random) -> Page:
    """By 1 to 3 degrees either way."""
    angle = rng.choice((-1, 1)) * rng.uniform(1, 3)
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    return np.asarray(cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)), np.uint8)


def quarter(page: Page, rng: random.Random) -> Page:
    """By 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(page, rng.choice((1, 2, 3))))


def grainy(page: Page, rng: random.Random) -> Page:
    """Gaussian noise, as of a sensor in poor light."""
    return _clipped(page + _chance(rng).normal(0, rng.uniform(14, 26), page.shape))


def soft(page: Page, rng: random.Random) -> Page:
    """Out of focus."""
    return np.asarray(cv2.GaussianBlur(page, (0, 0), rng.uniform(1.6, 2.4)), np.uint8)


def pressed(page: Page, rng: random.Random) -> Page:
    """Through JPEG at quality 25."""
    _, data = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(20, 28)])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_UNCHANGED), np.uint8)


def shaded(page: Page, rng: random.Random) -> Page:
    """Light falls off to one corner."""
    height, width = page.shape[:2]
    x, y = np.linspace(-1, 1, width)[None, :], np.linspace(-1, 1, height)[:, None]
    angle = rng.uniform(0, 2 * np.pi)
    light = 0.72 + 0.26 * (x * np.cos(angle) + y * np.sin(angle)) / 1.42
    return _clipped(page * (light if page.ndim == 2 else light[:, :, None]))


def faded(page: Page, rng: random.Random) -> Page:
    """Pale ink on gray paper, paler in places."""
    blotches = cv2.resize(_chance(rng).random((9, 7)).astype(np.float32), (page.shape[1], page.shape[0]), interpolation=cv2.INTER_CUBIC)
    ink = (255 - page.astype(np.float32)) * (0.42 + 0.3 * np.clip(blotches, 0, 1))
    return _clipped(228 - ink * 0.8)


def bled(page: Page, rng: random.Random) -> Page:
    """The other side of the sheet shines through."""
    back = cv2.GaussianBlur(np.roll(page[:, ::-1], rng.randint(-90, 90), axis=0), (0, 0), 3)
    return _clipped(page.astype(np.float32) - (255 - back.astype(np.float32)) * rng.uniform(0.15, 0.3))


def bordered(page: Page, rng: random.Random) -> Page:
    """Black edges of the scanner's bed, punch holes at the left."""
    image = Image.fromarray(page)
    draw = ImageDraw.Draw(image)
    width, height = image.size
    wide = [rng.randint(0, 70) for _ in range(4)]
    for box in ((0, 0, wide[0], height), (0, 0, width, wide[1]), (width - wide[2], 0, width, height), (0, height - wide[3], width, height)):
        draw.rectangle(box, fill=20 if page.ndim == 2 else (20, 20, 20))
    for y in (height // 2 - 470, height // 2 + 470):
        draw.ellipse((100, y - 32, 164, y + 32), fill=40 if page.ndim == 2 else (40, 40, 40))
    return np.asarray(image)


def specked(page: Page, rng: random.Random) -> Page:
    """Dirt: black dots of one to four pixels, white ones in the ink."""
    chance = _chance(rng)
    small = chance.random((page.shape[0] // 2, page.shape[1] // 2))
    share = rng.uniform(0.0008, 0.002)
    dots = cv2.resize(
        ((small < share) * 1 + (small > 1 - 2 * share) * 2).astype(np.uint8), page.shape[1::-1], interpolation=cv2.INTER_NEAREST
    )
    out = page.copy()
    out[dots == 1], out[dots == 2] = 0, 255
    return out


def light(page: Page, rng: random.Random) -> Page:
    """Scanned to black and white with the border set low: strokes break."""
    return _threshold(page, rng, 96, 116)


def dark(page: Page, rng: random.Random) -> Page:
    """Scanned to black and white with the border set high: letters run together."""
    return _threshold(page, rng, 188, 206)


def _threshold(page: Page, rng: random.Random, low: int, high: int) -> Page:
    grain = cv2.GaussianBlur(page, (0, 0), 1.4).astype(np.float32) + _chance(rng).normal(0, 9, page.shape)
    return np.asarray((grain > rng.randint(low, high)) * 255, np.uint8)


def curled(page: Page, rng: random.Random) -> Page:
    """A sheet that does not lie flat, seen from a little aside."""
    height, width = page.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    depth, phase = rng.uniform(14, 32), rng.uniform(-0.6, 0.6)
    lift = depth * np.sin(np.pi * (x / width) + phase) * (0.5 + y / height)
    lean = rng.uniform(-0.03, 0.03) * (y / height - 0.5) * (x - width / 2)
    return np.asarray(cv2.remap(page, x + lean, y + lift, cv2.INTER_CUBIC, borderValue=(235, 235, 235)), np.uint8)


def coloured(page: Page, rng: random.Random) -> Page:
    """Ink and paper in colour, as a phone sees them."""
    paper = np.array([rng.randint(225, 250), rng.randint(222, 245), rng.randint(205, 238)]) / 255
    gray = page if page.ndim == 2 else page[:, :, 1]
    return _clipped((30 + gray[:, :, None] * (225 / 255)) * paper)


def stamped(page: Page, rng: random.Random) -> Page:
    """A round stamp and a rectangular one, of one ink, set over the print."""
    ink = rng.choice(_STAMPS)
    layer = Image.new("RGB", page.shape[1::-1], "white")
    draw = ImageDraw.Draw(layer)
    face = ImageFont.truetype(str(font_file(FONTS[1])), 30)
    size = rng.randint(380, 480)
    left, top = (rng.randint(200, max(201, side - size - 200)) for side in layer.size)
    for inset in (0, 12, 95):
        draw.ellipse((left + inset, top + inset, left + size - inset, top + size - inset), outline=ink, width=5)
    draw.multiline_text((left + 110, top + size // 2 - 50), "ДЛЯ\nДОКУМЕНТОВ\n№ 1", fill=ink, font=face, align="center")
    left, top = (rng.randint(150, max(151, side - 760)) for side in layer.size)
    draw.rectangle((left, top, left + 600, top + 190), outline=ink, width=6)
    draw.multiline_text(
        (left + 40, top + 25), "КОПИЯ ВЕРНА\nспециалист ____________\n«__» ________ 20__ г.", fill=ink, font=face, spacing=14
    )
    turned = layer.rotate(rng.uniform(-9, 9), fillcolor="white", resample=Image.Resampling.BICUBIC)
    worn = 255 - (255 - np.asarray(turned).astype(np.float32)) * (0.75 + 0.25 * _chance(rng).random((*page.shape[:2], 1)))
    print_ = page if page.ndim == 3 else np.repeat(page[:, :, None], 3, axis=2)
    return _clipped(print_ * (worn / 255))


KINDS = {
    "clean300": Kind(dpi=300, asked=0.95),
    "clean400": Kind(dpi=400, asked=0.95),
    "dpi150": Kind(dpi=150),
    "dpi100": Kind((), dpi=110, asked=0.6),
    "skew": Kind((skewed,)),
    "quarter": Kind((quarter,)),
    "grainy": Kind((grainy,)),
    "soft": Kind((soft,)),
    "jpeg25": Kind((pressed,), quality=25),
    "shaded": Kind((shaded,)),
    "faded": Kind((faded,), asked=0.6),
    "bled": Kind((bled,)),
    "border": Kind((bordered, skewed)),
    "stamp": Kind((stamped,), asked=0.8),
    "photo": Kind((coloured, stamped, curled, shaded, soft, grainy), quality=60, asked=0.7),
    "fax": Kind((skewed, light, specked), quality=0, asked=0.6),
    "dark": Kind((dark, specked), quality=0, asked=0.6),
}
