"""A bent page made flat: the table's own rules tell how far each place has moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.read.pieces import pieces
from extractor.schema import BBox

Field = NDArray[np.float64]
_STEP, _BAND = 16, 256
# How much a bend must be told by its rules: the edges of a copier's lid are two that say little of the rows between them.
_RIDGE, _FEW, _RIDGE_OF_FEW = 1e-6, 5, 1e-3
# Powers along a rule (1..4) and across it (0..2): enough for a curl, too few to follow the noise of a stroke.
_POWERS = tuple((along, across) for along in range(1, 5) for across in range(3))


@dataclass(frozen=True, slots=True)
class Bend:
    """How far (in pixels) the source of each place of the flat page lies from it; a value for every 16th pixel."""

    dx: Field
    dy: Field

    def before(self, box: BBox) -> BBox:
        """`box` as it stood on the bent page."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        row = min(self.dx.shape[0] - 1, max(0, round(y / _STEP)))
        column = min(self.dx.shape[1] - 1, max(0, round(x / _STEP)))
        dx, dy = float(self.dx[row, column]), float(self.dy[row, column])
        return (box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy)

    def flatten(self, gray: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The page as if it lay flat."""
        height, width = gray.shape
        dx, dy = (field.astype(np.float32) for field in (self.dx, self.dy))
        flat = np.empty_like(gray)
        for top in range(0, height, _BAND):  # a whole page's maps take eight times the memory of its picture
            band = flat[top : top + _BAND]
            across, down = (_enlarged(field, gray.shape, top, len(band)) for field in (dx, dy))
            np.add(across, np.arange(width, dtype=np.float32), out=across)
            np.add(down, np.arange(top, top + len(band), dtype=np.float32)[:, None], out=down)
            band[:] = cv2.remap(gray, across, down, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255)
        return flat


def _enlarged(field: NDArray[np.float32], shape: tuple[int, ...], top: int, rows: int) -> NDArray[np.float32]:
    """Rows `top`… of the field enlarged to `shape`."""
    down, across = field.shape[0] / shape[0], field.shape[1] / shape[1]
    way = np.array([[across, 0, (across - 1) / 2], [0, down, (top + 0.5) * down - 0.5]])
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(field, way, (shape[1], rows), flags=how, borderMode=cv2.BORDER_REPLICATE).astype(np.float32, copy=False)


def find_bend(level: NDArray[np.uint8], upright: NDArray[np.uint8], shortest: int, least: float = 2) -> Bend | None:
    """The bend that makes rules of at least `shortest` pixels straight; None where it is below `least` pixels or rules are too few."""
    height, width = level.shape
    across = _fit(_traces(level, shortest), width, height)
    along = _fit(
        [trace[:, ::-1] for trace in _traces(np.asarray(cv2.transpose(upright), np.uint8), shortest)], width, height, sideways=True
    )
    if across is None and along is None:
        return None
    grid_x, grid_y = np.meshgrid(np.arange(0, width + _STEP, _STEP) / width, np.arange(0, height + _STEP, _STEP) / height)
    dx, dy = np.zeros_like(grid_x), np.zeros_like(grid_x)
    for _ in range(3):
        x, y = grid_x + dx / width, grid_y + dy / height
        dy = -across.at(x, y) if across else dy
        dx = -along.at(y, x) if along else dx
    return Bend(dx, dy) if max(np.abs(dx).max(), np.abs(dy).max()) > least else None


@dataclass(frozen=True, slots=True)
class _Surface:
    """How far rules have moved: a polynomial in the place along (`u`) and across (`v`) them, level outside of where they are."""

    weights: Field
    reach: tuple[float, float, float, float]

    def at(self, u: Field, v: Field) -> Field:
        """Pixels to add to a place to make its rule straight."""
        u, v = np.clip(u, self.reach[0], self.reach[1]), np.clip(v, self.reach[2], self.reach[3])
        return sum((weight * u**j * v**k for weight, (j, k) in zip(self.weights, _POWERS, strict=True)), np.zeros_like(u))


def _traces(mask: NDArray[np.uint8], shortest: int) -> list[Field]:
    """Points (x, y) along the middle of each level stroke."""
    strokes = pieces(mask)
    traces = []
    for n in np.flatnonzero((strokes.widths >= shortest) & (strokes.heights <= strokes.widths / 4)).tolist():
        left, top, _, height = strokes.boxes[n]
        stroke = strokes.window(n)
        weight = stroke.sum(axis=0)
        middle = (stroke * np.arange(height)[:, None]).sum(axis=0) / np.maximum(weight, 1)
        columns = np.flatnonzero(weight)[::_STEP]
        traces.append(np.column_stack([columns + left, middle[columns] + top]).astype(np.float64))
    return traces


def _fit(traces: Sequence[Field], width: int, height: int, *, sideways: bool = False) -> _Surface | None:
    """Least squares over all traces at once, each with a straight place of its own; None without two traces."""
    if len(traces) < 2:
        return None
    along, across = (height, width) if sideways else (width, height)
    points = [trace[:, ::-1] / (along, across) if sideways else trace / (along, across) for trace in traces]
    u, v = np.concatenate(points).T
    of = np.repeat(np.arange(len(traces)), [len(trace) for trace in traces])
    design = np.column_stack([u**j * v**k for j, k in _POWERS])
    target = -v * across
    ridge = np.eye(len(_POWERS)) * (_RIDGE if len(traces) >= _FEW else _RIDGE_OF_FEW)
    keep = np.ones(len(u), bool)
    weights = np.zeros(len(_POWERS))
    for _ in range(3):
        # A place of its own for each trace is the same as all measured from the trace's mean (Frisch and Waugh).
        left, right = _centred(design, of, keep), _centred(target[:, None], of, keep)
        weights = np.linalg.lstsq(left[keep].T @ left[keep] + ridge * keep.sum(), left[keep].T @ right[keep, 0], rcond=None)[0]
        error = np.abs(left @ weights - right[:, 0])
        keep = error < max(2.0, 3 * float(np.median(error)))
    return _Surface(weights, (float(u.min()), float(u.max()), float(v.min()), float(v.max())))


def _centred(values: Field, of: NDArray[np.int64], keep: NDArray[np.bool_]) -> Field:
    """Each column of `values` less the mean that the kept ones of the same trace have."""
    count = np.maximum(np.bincount(of[keep], minlength=int(of[-1]) + 1), 1)
    means = [np.bincount(of[keep], column[keep], int(of[-1]) + 1) / count for column in values.T]
    return values - np.column_stack(means)[of]
