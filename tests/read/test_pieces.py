"""Pieces of a mask against OpenCV's labels."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractor.read.pieces import Gray, pieces


def blotches(share: float) -> Gray:
    """Irregular blots, with holes and blots in holes where `share` is large."""
    noise = cv2.GaussianBlur(np.random.default_rng(3).random((300, 400)), (0, 0), 2)
    return np.asarray(noise > np.quantile(noise, 1 - share), np.uint8)


@pytest.mark.parametrize("share", [0.05, 0.2, 0.45])
def test_same_pieces_as_labels(share: float) -> None:
    mask = blotches(share)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found = pieces(mask)
    assert len(found) == count - 1
    assert sorted(map(tuple, found.boxes.tolist())) == sorted(map(tuple, stats[1:, :4].tolist()))
    wide = [n for n in range(1, count) if stats[n, cv2.CC_STAT_WIDTH] > 12]
    assert np.array_equal(found.only(found.widths > 12), np.isin(labels, wide))
    for n in range(len(found)):
        x, y = found.outlines[n][0, 0]
        left, top, width, height = found.boxes[n]
        assert np.array_equal(found.window(n), labels[top : top + height, left : left + width] == labels[y, x])


def test_areas_count_pixels() -> None:
    mask = np.zeros((20, 30), np.uint8)
    mask[2, 3] = mask[5:9, 4:14] = mask[12, 20:27] = 1
    assert sorted(pieces(mask).areas()) == [1, 7, 40]


def test_nothing() -> None:
    found = pieces(np.zeros((5, 5), np.uint8))
    assert len(found) == 0
    assert not found.only(found.widths > 0).any()
    assert found.areas().size == 0
