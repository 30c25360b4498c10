"""Image files: every frame of a PNG, JPEG or TIFF is a scanned page."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator, Sequence
from itertools import starmap

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from extractor.errors import DamagedError, TooLargeError
from extractor.layout import Reading
from extractor.read.image import Dpi, clean
from extractor.read.pages import reading_of
from extractor.read.scan import read_clean

_MOST_PIXELS = 200_000_000


def read_picture(data: bytes, max_pages: int | None = None) -> Reading:
    """The Reading of an image file, boxes in pixels of the upright frame; raises DamagedError, EmptyFileError or TooLargeError."""
    try:
        with warnings.catch_warnings():
            # Pillow warns of odd metadata and of large pictures; the limit of pixels is our own.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                frames = getattr(image, "n_frames", 1)
                if max_pages is not None and frames > max_pages:
                    raise TooLargeError(f"{frames} pages, at most {max_pages} are read: split the file")
                media_type = Image.MIME.get(image.format or "", "image/png")
                pages = [read_clean(picture, 1.0) for picture in starmap(clean, _frames(image))]
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError) as error:
        raise DamagedError(f"an image that is cut off or broken: {error}") from error
    return reading_of(pages, media_type, "ocr")


def frames_of(data: bytes) -> list[tuple[NDArray[np.uint8], Dpi | None]]:
    """What OCR is given of each frame: pixels and dots an inch."""
    with Image.open(io.BytesIO(data)) as image:
        return list(_frames(image))


def _frames(image: Image.Image) -> Iterator[tuple[NDArray[np.uint8], Dpi | None]]:
    """Pixels (gray or RGB) and dots an inch, across and down, of each frame, turned as the camera says."""
    for frame in ImageSequence.Iterator(image):
        if frame.width * frame.height > _MOST_PIXELS:
            raise TooLargeError(f"a picture of {frame.width} × {frame.height} pixels: scan it at 300 dpi")
        dpi = frame.info.get("dpi")
        upright = ImageOps.exif_transpose(frame)
        if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
            paper = Image.new("RGBA", upright.size, "white")
            upright = Image.alpha_composite(paper, upright.convert("RGBA"))
        gray = upright.mode in ("1", "L", "I", "F", "LA", "I;16")
        yield np.asarray(upright.convert("L" if gray else "RGB")), _dots(dpi, turned=upright.size != frame.size)


def _dots(dpi: Sequence[float] | None, *, turned: bool) -> Dpi | None:
    """Dots an inch across and down, a fax's being 204 × 98; None where the file doesn't say."""
    if not dpi or not all(dpi):
        return None
    across, down = map(float, dpi[::-1] if turned else dpi)
    return across, down
