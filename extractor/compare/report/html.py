"""One HTML file that stands alone: no script, style, font or picture comes from elsewhere."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from extractor.compare.report.figures import FIGURES
from extractor.compare.report.words import LANGUAGES, word
from extractor.compare.values import Comparison

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - heavy

    loader = PackageLoader("extractor.compare.report", "")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template("report.html")


def to_html(comparison: Comparison) -> bytes:
    """The report, about 5 MB of which Plotly's own script is nearly all."""
    from plotly.offline import get_plotlyjs  # noqa: PLC0415 - heavy

    figures = {name: {language: _plain(draw(comparison, language)) for language in LANGUAGES} for name, draw in FIGURES.items()}
    text = _template().render(
        comparison=comparison,
        members={group.id: {member.plan: member for member in group.members} for group in comparison.groups},
        timing={each.group: each for each in comparison.timing},
        names={plan.id: plan.name for plan in comparison.plans},
        measures=sum(plan.measures for plan in comparison.plans),
        figures=figures,
        word=word,
        plotly=get_plotlyjs(),
    )
    return text.encode("utf-8")


def _plain(figure: Any) -> dict[str, Any]:
    """The figure as Plotly's script reads it, without the template of colours that it doesn't use."""
    plain = dict(json.loads(figure.to_json()))
    plain["layout"].pop("template", None)
    return plain
