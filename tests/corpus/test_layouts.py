"""Every layout of one tiny plan against `layouts.txt`; `python -m tests.corpus.test_layouts` writes that file anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.generate.layouts import LAYOUTS
from corpus.generate.lines import Print
from tests.corpus.tiny import PLAN

GOLDEN = Path(__file__).with_name("layouts.txt")


def printed(name: str) -> str:
    layout = LAYOUTS[name]
    details = Print(
        width=60,
        hyphenate=True,
        rules=layout.rules is not False,
        lead=layout.lead is not False,
        blank=layout.blank is not False,
        outer=True,
    )
    return "\n".join(layout.lines(PLAN, details)).replace("\t", "→")


def golden() -> dict[str, str]:
    parts = GOLDEN.read_text("utf-8").split("=== ")[1:]
    return {part.partition("\n")[0]: part.partition("\n")[2].removesuffix("\n\n") for part in parts}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout(name: str) -> None:
    assert printed(name) == golden()[name]


if __name__ == "__main__":
    GOLDEN.write_text("".join(f"=== {name}\n{printed(name)}\n\n" for name in LAYOUTS), "utf-8")
