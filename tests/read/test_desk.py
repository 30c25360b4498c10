"""What lies around a sheet on a photo."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.read.desk import without_desk
from extractor.read.image import Picture


def sheet(lean: int = 0) -> np.ndarray:
    """A page on a desk that light has left dark near the sheet alone, its edge leaning by `lean` pixels; print close to that edge."""
    gray = np.full((3600, 2600), 200, np.uint8)
    corners = np.array([[150 + lean, 160], [2450, 150], [2440 - lean, 3450], [160, 3440]])
    cv2.polylines(gray, [corners.reshape(-1, 1, 2)], isClosed=True, color=20, thickness=90)
    cv2.fillPoly(gray, [corners.reshape(-1, 1, 2)], 255)
    for y in range(400, 3200, 80):
        cv2.putText(gray, "12345 67890 12345 67890", (330, y), cv2.FONT_HERSHEY_SIMPLEX, 2, 0, 5)
    return gray


def test_the_desk_is_white_and_the_print_stays() -> None:
    for lean in (0, 60):
        gray = sheet(lean)
        seen = without_desk(Picture(gray, np.eye(3)[:2])).gray
        assert (seen[:120] == 255).mean() > 0.97
        assert (seen[:, :120] == 255).mean() > 0.97
        assert (seen[300:3300, 330:2300] == gray[300:3300, 330:2300]).all()


def test_a_dark_heading_and_a_shaded_edge_are_no_desk() -> None:
    gray = np.full((3600, 2600), 255, np.uint8)
    gray[150:260, 120:2480] = 60
    assert (without_desk(Picture(gray, np.eye(3)[:2])).gray == gray).all()
