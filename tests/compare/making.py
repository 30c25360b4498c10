"""Documents written in a few words: `text | deadline | party`, a measure a line."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.schema import (
    MEASURE_TYPES,
    Deadline,
    Document,
    Measure,
    MeasureType,
    Order,
    Party,
    Roadmap,
    Section,
    Source,
    TypeProbability,
)


def measure(line: str, at: int = 1, kind: MeasureType = "event", section: str | None = None) -> Measure:
    text, deadline, party, *_ = (*(cell.strip() for cell in line.split("|")), "", "")
    types = tuple(TypeProbability(label, float(label == kind)) for label in sorted(MEASURE_TYPES, key=lambda label: label != kind))
    deadlines = (Deadline(deadline, "conditional"),) if deadline else ()
    parties = (Party(party, "role"),) if party else ()
    return Measure(f"m{at}", str(at), section, text, kind, types, deadlines, parties, (), None, None, None, (), 1.0)


def document(lines: Sequence[str], name: str = "Ольшанский район") -> Document:
    """A line `# title` begins a section."""
    sections: list[Section] = []
    measures: list[Measure] = []
    for line in lines:
        if line.startswith("# "):
            sections.append(Section(f"s{len(sections) + 1}", None, line[2:]))
        else:
            measures.append(measure(line, len(measures) + 1, section=sections[-1].id if sections else None))
    roadmap = Roadmap("План", None, (), tuple(sections), tuple(measures))
    return Document(Source(f"{name}.txt", "text/plain", "0" * 64, None, "text"), Order(municipality=name), (roadmap,), (), (), None, (), ())
