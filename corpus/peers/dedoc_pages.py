"""Runs in dedoc's own environment: every page through the parts of its `PdfImageReader` that need no weights; one JSON line a file.

Left out, since they need weights from a model hub: turning a page upright (`ColumnsOrientationClassifier`) and paragraphs
(`ScanParagraphClassifierExtractor`). A page that lies on its side is turned by Tesseract's own OSD instead, at dedoc's expense of time.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytesseract
from dedoc.config import get_config
from dedoc.readers.pdf_reader.pdf_image_reader.line_metadata_extractor.metadata_extractor import LineMetadataExtractor
from dedoc.readers.pdf_reader.pdf_image_reader.ocr.ocr_line_extractor import OCRLineExtractor
from dedoc.readers.pdf_reader.pdf_image_reader.table_recognizer.table_recognizer import TableRecognizer
from dedocutils.preprocessing import SkewCorrector
from pdf2image import convert_from_path
from PIL import Image, ImageSequence

LANGUAGE = "rus"


def pages(path: Path) -> Iterator[Any]:
    """BGR pixels of each page: PDF at 200 dpi, as dedoc renders it, and every frame of an image (dedoc itself reads only the first)."""
    with Image.open(path) if path.suffix != ".pdf" else nullcontext() as image:
        frames = convert_from_path(str(path)) if image is None else ImageSequence.Iterator(image)
        for frame in frames:
            yield cv2.cvtColor(np.array(frame.convert("RGB")), cv2.COLOR_RGB2BGR)


def upright(pixels: Any) -> Any:
    """The page turned by quarters as Tesseract's OSD says, where that is sure."""
    try:
        found = pytesseract.image_to_osd(pixels, output_type=pytesseract.Output.DICT)
    except pytesseract.TesseractError:
        return pixels
    return np.ascontiguousarray(np.rot90(pixels, -(found["rotate"] // 90))) if found["orientation_conf"] > 1 else pixels


def rows(path: Path) -> tuple[int, list[list[str]]]:
    """Pages, and the cells' texts of every table's rows, tables over several pages joined by dedoc's own rule."""
    config = {**get_config(), "n_jobs": 1}
    recognizer, reader, metadata, skew = (
        TableRecognizer(config=config),
        OCRLineExtractor(config=config),
        LineMetadataExtractor(config=config),
        SkewCorrector(),
    )
    tables, lines, count = [], [], 0
    for count, pixels in enumerate(pages(path), 1):
        straight, _ = skew.preprocess(upright(pixels), {"orientation_angle": 0})
        rest, found = recognizer.recognize_tables_from_image(image=straight, page_number=count - 1, language=LANGUAGE, table_type="")
        page = reader.split_image2lines(image=rest, language=LANGUAGE, is_one_column_document=True, page_num=count - 1)
        lines += metadata.extract_metadata_and_set_annotations(page_with_lines=page)
        tables += found
    joined = recognizer.convert_to_multipages_tables(tables, lines_with_meta=lines)
    return count, [[cell.get_text() for cell in row] for table in joined for row in table.cells]


def main() -> None:
    """`dedoc_pages.py OUT FILE…`."""
    with Path(sys.argv[1]).open("w", encoding="utf-8") as out:
        for name in sys.argv[2:]:
            start = time.perf_counter()
            count, found = rows(Path(name))
            line = {"file": name, "seconds": time.perf_counter() - start, "pages": count, "rows": found}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            out.flush()


if __name__ == "__main__":
    main()
