"""The report's figures, one function each; a page of a service can stand on them as well."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from extractor.compare.report.words import Language, word
from extractor.compare.values import BodyShare, Comparison, Coverage, Span, Timing

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

PALETTE = ("#1b6ca8", "#d1603d", "#2f8f5b", "#8e5ea2", "#b8860b", "#4c6663", "#c2417f", "#5a7d2a")
_SHADES = ((0.0, "#f4f6f8"), (0.5, "#8fb8d8"), (1.0, "#0d4a78"))
_LABEL = 46  # characters in a line beside a figure
_PER_PAGE = 25  # groups in the timeline
_STEP = 0.12


def coverage_map(comparison: Comparison, language: Language) -> Figure:
    """Types × plans: the number written, the share coloured."""
    lines = [line for line in comparison.coverage if any(line.counts)]
    return _heat(comparison, lines, [word(line.type, language) for line in lines], language)


def body_map(comparison: Comparison, language: Language) -> Figure:
    """Kinds of body × plans: the number written, the share coloured."""
    lines = [line for line in comparison.parties if any(line.counts)]
    return _heat(comparison, lines, [word(line.body, language) for line in lines], language)


def _heat(comparison: Comparison, lines: list[Coverage] | list[BodyShare], labels: list[str], language: Language) -> Figure:
    from plotly.graph_objects import Figure, Heatmap  # noqa: PLC0415 - heavy

    names = [plan.name for plan in comparison.plans]
    hover = f"%{{y}}<br>%{{x}}<br>%{{text}}, {word('share', language)} %{{z:.0%}}<extra></extra>"
    heat = Heatmap(
        x=list(range(len(names))),
        y=labels,
        z=[list(line.shares) for line in lines],
        text=[[str(count) if count else "" for count in line.counts] for line in lines],
        texttemplate="%{text}",
        hovertemplate=hover,
        colorscale=_SHADES,
        zmin=0,
        xgap=3,
        ygap=3,
        colorbar={"tickformat": ".0%", "thickness": 12, "outlinewidth": 0},
    )
    figure = Figure(heat)
    figure.update_yaxes(autorange="reversed", automargin=True)
    figure.update_xaxes(tickvals=list(range(len(names))), ticktext=[_wrapped(name, 18) for name in names], side="top", automargin=True)
    return _styled(figure, 110 + 34 * len(lines))


def timeline(comparison: Comparison, language: Language) -> Figure:
    """A line for each group that several plans date: from the first day to the last, or a point for a last day alone."""
    from plotly.graph_objects import Figure  # noqa: PLC0415 - heavy

    labels = {group.id: group.label for group in comparison.groups}
    dated = [each for each in comparison.timing if sum(1 for span in each.spans if span.end or span.start) > 1][:_PER_PAGE]
    figure = Figure([trace for at, plan in enumerate(comparison.plans) for trace in _plan_spans(plan.id, plan.name, at, dated)])
    ticks = [_wrapped(textwrap.shorten(labels[each.group], 2 * _LABEL, placeholder="…"), _LABEL) for each in dated]
    figure.update_yaxes(tickvals=list(range(len(dated))), ticktext=ticks, range=[len(dated) - 0.4, -0.6], automargin=True, zeroline=False)
    figure.update_xaxes(type="date", tickformat="%m.%Y" if language == "ru" else "%b %Y", side="top")
    figure.update_layout(legend={"orientation": "h", "y": -0.02, "yanchor": "top"})
    return _styled(figure, 140 + 58 * len(dated))


def _plan_spans(plan: str, name: str, at: int, dated: list[Timing]) -> Iterator[object]:
    """One plan's spans as one trace, its lines broken by empty points."""
    from plotly.graph_objects import Scatter  # noqa: PLC0415 - heavy

    days: list[dt.date | None] = []
    heights: list[float | None] = []
    texts: list[str] = []
    for line, each in enumerate(dated):
        for span in (one for one in each.spans if one.plan == plan and (one.start or one.end)):
            days += [*_ends(span), None]
            heights += [line + _STEP * (at % 6 - 2.5)] * 2 + [None]
            texts += [textwrap.shorten(span.text, 90, placeholder="…")] * 2 + [""]
    if days:
        colour = PALETTE[at % len(PALETTE)]
        yield Scatter(
            x=days,
            y=heights,
            text=texts,
            name=name,
            mode="lines+markers",
            line={"width": 5, "color": colour},
            marker={"size": 9, "color": colour},
            hovertemplate="%{text}<br>%{x|%d.%m.%Y}<extra>" + name.replace("<", "&lt;") + "</extra>",
        )


def _ends(span: Span) -> tuple[dt.date | None, dt.date | None]:
    return span.start or span.end, span.end or span.start


def wording_bars(comparison: Comparison, language: Language) -> Figure:
    """A bar a plan: measures that stand elsewhere word for word, edited, nowhere else."""
    from plotly.graph_objects import Bar, Figure  # noqa: PLC0415 - heavy

    names = [_wrapped(plan.name, 28) for plan in comparison.plans]
    parts = {
        "copied": [line.copied for line in comparison.wording],
        "changed": [line.changed for line in comparison.wording],
        "own": [line.own for line in comparison.wording],
    }
    colours = ("#d1603d", "#e3b18f", "#1b6ca8")
    at = list(range(len(names)))
    figure = Figure(
        [
            Bar(
                y=at,
                x=counts,
                name=word(key, language),
                orientation="h",
                marker={"color": colour},
                text=[n or "" for n in counts],
                hovertemplate="%{x}",
            )
            for (key, counts), colour in zip(parts.items(), colours, strict=True)
        ]
    )
    figure.update_yaxes(tickvals=at, ticktext=names, autorange="reversed", automargin=True)
    figure.update_layout(barmode="stack", legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"})
    return _styled(figure, 120 + 38 * len(names))


def _wrapped(text: str, width: int) -> str:
    """Lines of a label; what Plotly would take for markup is shown as it is."""
    return "<br>".join(line.replace("<", "&lt;") for line in textwrap.wrap(text, width))


def _styled(figure: Figure, height: int) -> Figure:
    figure.update_layout(
        height=height,
        margin={"l": 10, "r": 10, "t": 50, "b": 10},
        font={"family": "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif", "size": 13, "color": "#1d2b36"},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
    figure.update_xaxes(gridcolor="#e3e8ec")
    figure.update_yaxes(gridcolor="#e3e8ec")
    return figure


FIGURES: dict[str, Callable[[Comparison, Language], Figure]] = {
    "coverage": coverage_map,
    "timeline": timeline,
    "parties": body_map,
    "wording": wording_bars,
}
