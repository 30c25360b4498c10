"""A Comparison as a file that other programs open: JSON, XLSX, CSV, HTML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extractor.compare.report.html import to_html
from extractor.compare.report.sheets import to_csv, to_xlsx
from extractor.compare.values import Comparison, Difference, comparison_adapter, difference_adapter


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file; `suffix` without the dot."""

    suffix: str
    media_type: str
    write: Callable[[Comparison], bytes]


def to_json(comparison: Comparison) -> bytes:
    """UTF-8 JSON, indented by two, with a newline at the end."""
    return comparison_adapter().dump_json(comparison, indent=2) + b"\n"


def difference_to_json(difference: Difference) -> bytes:
    """UTF-8 JSON, indented by two, with a newline at the end."""
    return difference_adapter().dump_json(difference, indent=2) + b"\n"


FORMATS: dict[str, Format] = {
    form.suffix: form
    for form in (
        Format("json", "application/json", to_json),
        Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
        Format("html", "text/html", to_html),
        Format("csv", "text/csv", to_csv),
    )
}
