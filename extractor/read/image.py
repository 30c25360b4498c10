"""A page's picture made fit for reading: stamps faded, light evened, speckle removed, brought to 300 dpi, turned upright."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.read.bend import Bend
from extractor.read.pieces import Pieces, pieces
from extractor.schema import BBox

# With two threads a page took 3% less time and 12% more of the processors; processes are for cores.
cv2.setNumThreads(1)

Gray = NDArray[np.uint8]
Matrix = NDArray[np.float64]
Sizes = NDArray[np.int64]
Dpi = tuple[float, float]

DPI = 300
# A page is taken for A4 where its file does not say its resolution, or says one that no scanner has.
_A4_INCHES = (8.27, 11.69)
_DPI_RANGE = (90, 1300)
# More tiny dots than this for each letter-sized one are speckle; thin rules are long and so never counted.
_SPECKLE_SHARE = 1.5
# Enlarged by more, black and white alone show their steps: a blur of so many pixels takes them off, a median takes letters' bars too.
_COARSE, _STEP = 1.25, 0.9
# A grain in levels of gray that paper itself doesn't have, and the filter that shows it.
_GRAIN = 4.0
_SECOND = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]])
# Heights of letters and area of the smallest dot that is ink, in pixels at 300 dpi.
_LETTER = (14, 120)
_DOT = 7
# Specks for each letter that make a page a speckled one; a share of the letters' height squared that is less than a stop's area, and
# the area where their height is not known.
_SPECKS, _STOP, _LEAST_STOP = 0.1, 0.07, 25.0
# How far above a letter's foot a stop may end: «Д» reaches below the line. How far above a colon's lower dot its upper one ends, and aside.
_FOOT, _COLON, _BESIDE = 7, (8, 30), 3
# A blot that is wider, in heights, is no single letter; the least share of single ones in print that is not blurred.
_WIDEST, _ALONE = 1.3, 0.7
# Percentile of a stamp's brightness that counts as white.
_STAMP_SHARE = 25
# What is darker may be ink; white that is kept around it (pixels at 300 dpi), enough for a page to lean 3°.
_DARK, _KEPT = 200, 90


@dataclass(frozen=True, slots=True)
class Picture:
    """A gray page at 300 dpi, ink dark on white, and the matrix (2×3) from its pixels to those of the source."""

    gray: Gray
    to_source: Matrix
    bend: Bend | None = None

    def in_source(self, box: BBox) -> BBox:
        """`box` in pixels of the source."""
        box = self.bend.before(box) if self.bend else box
        corners = np.array([[box[0], box[1], 1], [box[2], box[1], 1], [box[0], box[3], 1], [box[2], box[3], 1]])
        points = corners @ self.to_source.T
        low, high = points.min(axis=0), points.max(axis=0)
        return (round(float(low[0]), 1), round(float(low[1]), 1), round(float(high[0]), 1), round(float(high[1]), 1))


def clean(pixels: NDArray[np.uint8], dpi: Dpi | None = None) -> Picture:
    """The picture of a scanned page; `pixels` are gray or RGB, `dpi` what the file says of itself, across and down."""
    gray = stretch(without_grain(gray_of(pixels) if pixels.ndim == 3 else even_light(pixels)))
    across, down = (DPI / dots for dots in resolution(gray.shape, dpi))
    if min(across, down) > _COARSE and _is_bilevel(gray):
        gray = cv2.GaussianBlur(gray, (0, 0), _STEP).astype(np.uint8, copy=False)
    else:
        gray = remove_speckle(gray)
    if max(abs(across - 1), abs(down - 1)) > 0.05:
        how = cv2.INTER_CUBIC if across > 1 else cv2.INTER_AREA
        gray = cv2.resize(gray, None, fx=across, fy=down, interpolation=how).astype(np.uint8, copy=False)
    else:
        across = down = 1.0
    return Picture(gray, np.array([[1 / across, 0, 0], [0, 1 / down, 0]]))


def _is_bilevel(gray: Gray) -> bool:
    return not ((gray > 0) & (gray < 255)).any()


def trimmed(picture: Picture) -> Picture:
    """Without its white margins, but for a little: a third of a page is often white."""
    height, width = picture.gray.shape
    x, y, across, down = cv2.boundingRect(cv2.threshold(picture.gray, _DARK, 1, cv2.THRESH_BINARY_INV)[1])
    if not across:
        return picture
    left, top = max(0, x - _KEPT), max(0, y - _KEPT)
    kept = picture.gray[top : min(height, y + down - 1 + _KEPT), left : min(width, x + across - 1 + _KEPT)]
    return Picture(np.ascontiguousarray(kept), picture.to_source @ np.array([[1.0, 0, left], [0, 1, top], [0, 0, 1]]))


def resolution(shape: tuple[int, ...], dpi: Dpi | None) -> Dpi:
    """Dots an inch: the file's word where it makes a plausible page, else those of an A4 page."""
    if dpi and all(_DPI_RANGE[0] <= dots <= _DPI_RANGE[1] for dots in dpi) and 4 <= min(shape[1] / dpi[0], shape[0] / dpi[1]) <= 13:
        return dpi
    short, long = sorted(shape[:2])
    dots = max(long / _A4_INCHES[1], short / _A4_INCHES[0] * 0.9)
    return dots, dots


def gray_of(pixels: NDArray[np.uint8]) -> Gray:
    """Gray of an RGB page, its light evened, its stamps and signatures faded.

    Coloured ink is bright in its own channel, black is dark in all.
    """
    sample = pixels[::4, ::4]
    if (sample[:, :, 0] == sample[:, :, 1]).all() and (sample[:, :, 1] == sample[:, :, 2]).all():
        return even_light(pixels[:, :, 1].copy())
    small = cv2.split(shrunk(np.ascontiguousarray(pixels[:, :, :3]), 0.25))
    high, low = (pick(pick(small[0], small[1]), small[2]) for pick in (cv2.max, cv2.min))
    spread = cv2.subtract(high, low)
    if spread.mean() < 2 and (spread > 30).mean() < 0.0002:
        return even_light(pixels[:, :, 1].copy())
    channels = [even_light(pixels[:, :, channel].copy()) for channel in range(3)]
    brightest, darkest = (pick(pick(channels[0], channels[1]), channels[2]) for pick in (cv2.max, cv2.min))
    stamps = _stamps(cv2.subtract(brightest, darkest).astype(np.uint8, copy=False), max(pixels.shape) / _A4_INCHES[1])
    if np.logical_and(stamps, darkest < 128).sum() > 0.6 * (darkest < 128).sum():
        return channels[1]
    del channels, darkest
    inside = brightest[(stamps > 0) & (brightest < 200)]
    if inside.size < 100:
        return brightest.astype(np.uint8, copy=False)
    # Print under a stamp is darker than the stamp on paper, which is lifted to white, and the print with it by as much.
    between, _ = cv2.threshold(inside.reshape(-1, 1), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    alone = float(np.percentile(inside[inside > between], _STAMP_SHARE))
    lifted = cv2.LUT(brightest, np.minimum(255, np.arange(256) * (255 / alone)).astype(np.uint8))
    return cv2.copyTo(lifted, stamps, brightest).astype(np.uint8, copy=False)


def _stamps(colour: Gray, dpi: float) -> Gray:
    """Mask of the places where blots of colour are at least 0.6 inch both ways; a line of coloured print is lower."""
    joined = cv2.dilate((colour > 26).astype(np.uint8, copy=False), np.ones((25, 25), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    large = (stats[:, cv2.CC_STAT_WIDTH] > 0.6 * dpi) & (stats[:, cv2.CC_STAT_HEIGHT] > 0.6 * dpi)
    large[0] = False
    near = cv2.dilate((colour > 14).astype(np.uint8, copy=False), np.ones((5, 5), np.uint8))
    return np.asarray(near * large.astype(np.uint8, copy=False)[labels], np.uint8)


def even_light(gray: NDArray[np.uint8]) -> Gray:
    """Ink against the paper around it: a shadow or a yellowed page becomes white."""
    sample = gray[::4, ::4]
    if np.percentile(sample, 90) >= 250 and (sample > 250).mean() > 0.5:
        return gray
    small = shrunk(gray, 0.125)
    size = max(15, min(small.shape) // 12) | 1
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
    paper = cv2.GaussianBlur(paper, (0, 0), size / 3)
    paper = cv2.resize(paper, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(gray, np.maximum(paper, 1), scale=255).astype(np.uint8, copy=False)


def stretch(gray: Gray) -> Gray:
    """Ink to black and paper to white, so that a faded fax has the contrast of a print."""
    sample = gray[::4, ::4]
    paper = float(np.percentile(sample, 70))
    dark = sample[sample < paper - 30]
    ink = float(np.percentile(dark, 20)) if dark.size > 50 else 0.0
    if ink < 60 and paper > 235:
        return gray
    table = np.clip((np.arange(256) - ink) * 255.0 / max(1.0, paper - 8 - ink), 0, 255).astype(np.uint8, copy=False)
    return cv2.LUT(gray, table).astype(np.uint8, copy=False)


def remove_speckle(gray: Gray) -> Gray:
    """A 3×3 median, but only where dots outnumber letters: it costs thin strokes."""
    return cv2.medianBlur(gray, 3).astype(np.uint8, copy=False) if speckle(gray) > _SPECKLE_SHARE else gray


def without_grain(gray: Gray) -> Gray:
    """The grain of a bad scan averaged away over places that look alike; the page itself where it has none."""
    noise = grain(gray)
    if noise < _GRAIN:
        return gray
    return cv2.fastNlMeansDenoising(cv2.GaussianBlur(gray, (0, 0), 0.6), None, noise, 3, 11).astype(np.uint8, copy=False)


def grain(gray: Gray) -> float:
    """How far a pixel strays from what its neighbours lead to expect, the median over the page in levels of gray (Immerkær 1996)."""
    return float(np.median(np.abs(cv2.filter2D(gray, cv2.CV_16S, _SECOND)[::3, ::3]))) / 6 / 0.6745


def speckle(gray: Gray) -> float:
    """Dots of at most 3 pixels for each component of a letter's size."""
    ink = (gray < 128).astype(np.uint8, copy=False)
    found = pieces(ink)
    letter = gray.shape[0] / 250
    letters = ((found.heights > letter) & (found.heights < 6 * letter)).sum()
    return float((found.areas() <= 3).sum() / max(50, letters))


def shrunk(gray: Gray, factor: float) -> Gray:
    """A smaller copy, for measuring."""
    return cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def ink_of(gray: Gray) -> Gray:
    """1 where there is ink, by a threshold that follows the page."""
    local = cv2.adaptiveThreshold(gray, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, 20)
    return local.astype(np.uint8, copy=False)


def kept_at(gray: Gray, mask: cv2.typing.MatLike) -> Gray:
    """`gray` where `mask` is not 0, white elsewhere."""
    return cv2.copyTo(gray, mask, np.full_like(gray, 255)).astype(np.uint8, copy=False)


def blanked(gray: Gray, mask: cv2.typing.MatLike) -> Gray:
    """`gray` but white where `mask` is not 0."""
    return cv2.copyTo(np.full_like(gray, 255), mask, gray.copy()).astype(np.uint8, copy=False)


def without_dirt(gray: Gray, blots: Pieces, rules: Gray) -> tuple[Gray, float]:
    """White wherever there is no ink near, and where a blot is a dot far from letters and `rules`; the letters' height, 0 if untold."""
    areas = blots.areas()
    is_letter = (blots.heights > _LETTER[0]) & (blots.heights < _LETTER[1])
    height = _height(blots.widths[is_letter], blots.heights[is_letter])
    letters = blots.only(is_letter)
    near = cv2.dilate(letters, np.ones((21, 61), np.uint8))
    is_dot = (areas < 80) & ~is_letter
    across, down = blots.boxes[:, 0], blots.boxes[:, 1]
    foot = down + blots.heights - 1  # the curve of a «й» may begin above what is near its letter
    apart = is_dot & (near[down, across] == 0) & (near[foot, across] == 0)
    del near
    far = apart & (cv2.dilate(rules, np.ones((9, 9), np.uint8))[down, across] == 0)  # a hair rule falls to dots as large as a stop
    is_speck = is_dot & (areas <= _speck(areas[far], height, int(is_letter.sum())))
    dirt = blots.only(apart | (areas < _DOT))
    if is_speck.any():
        is_speck &= ~_in_place(blots.boxes, blots.boxes[is_letter], gray.shape)
        dirt |= np.asarray(cv2.subtract(blots.only(is_speck), cv2.dilate(letters, np.ones((5, 5), np.uint8))), np.uint8)
    kept = cv2.dilate(cv2.subtract(blots.mask, dirt), np.ones((7, 7), np.uint8))
    return kept_at(gray, kept), height


def _speck(far: NDArray[np.float64], height: float, letters: int) -> float:
    """The largest area of a speck, told by those (`far`) that stand far from any letter: below that of a stop, 0 where a page has few."""
    far = far[far >= _DOT]
    if far.size <= _SPECKS * letters:
        return 0.0
    return float(min(np.percentile(far, 98), _STOP * height * height if height else _LEAST_STOP))


def _in_place(boxes: Sizes, letters: Sizes, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Which boxes may be a stop: at a letter's foot, close to its right; a fax's specks are as large («1.1.»)."""
    places = np.zeros(shape, np.uint8)
    for left, top, width, height in letters.tolist():
        right, foot = left + width, top + height
        cv2.rectangle(places, (right, foot - _FOOT), (right + height // 2, foot + _FOOT // 2), 1, -1)
    across, down = boxes[:, 0] + boxes[:, 2] // 2, boxes[:, 1] + boxes[:, 3] - 1
    stops = places[down, across] > 0
    for x, y in zip(across[stops].tolist(), down[stops].tolist(), strict=True):  # the upper dot of «школами:»
        cv2.rectangle(places, (x - _BESIDE, y - _COLON[1]), (x + _BESIDE, y - _COLON[0]), 1, -1)
    return np.asarray(places[down, across] > 0)


def _height(widths: Sizes, heights: Sizes) -> float:
    """The median height of letters; 0 where many have run into each other: such a blot is as high as its highest letter."""
    if not heights.size or (widths < _WIDEST * heights).mean() < _ALONE:
        return 0.0
    return float(np.median(heights))


def turned(picture: Picture, quarters: int) -> Picture:
    """Turned counter-clockwise by quarters of a circle."""
    quarters %= 4
    if not quarters:
        return picture
    height, width = picture.gray.shape
    back = {
        1: np.array([[0.0, -1, width - 1], [1, 0, 0], [0, 0, 1]]),
        2: np.array([[-1.0, 0, width - 1], [0, -1, height - 1], [0, 0, 1]]),
        3: np.array([[0.0, 1, 0], [-1, 0, height - 1], [0, 0, 1]]),
    }[quarters]
    how = (cv2.ROTATE_90_COUNTERCLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_CLOCKWISE)[quarters - 1]
    return Picture(cv2.rotate(picture.gray, how).astype(np.uint8, copy=False), picture.to_source @ back)


def straightened_by(picture: Picture, angle: float) -> Picture:
    """Turned by a small angle (degrees), so that lines that rise by it lie level."""
    if abs(angle) < 0.15:
        return picture
    height, width = picture.gray.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1)
    gray = cv2.warpAffine(picture.gray, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    back = np.vstack([cv2.invertAffineTransform(matrix), [0, 0, 1]])
    return Picture(gray.astype(np.uint8, copy=False), picture.to_source @ back)


def flattened(picture: Picture, bend: Bend) -> Picture:
    """With its bend taken out."""
    return Picture(bend.flatten(picture.gray), picture.to_source, bend)
