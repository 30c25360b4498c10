"""HTML: a bare table or a whole saved page, with spans, `<br>` and, around it, menu, news and footer."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from corpus.generate.plan import QUARTERS, GridRow, Plan
from corpus.generate.words import Writer

SPANNED = "\0"
"""A cell that the one above it covers."""


def _cell(text: str, tag: str = "td", columns: int = 1, rows: int = 1) -> str:
    spans = (f' colspan="{columns}"' if columns > 1 else "") + (f' rowspan="{rows}"' if rows > 1 else "")
    return f"<{tag}{spans}>{_inside(escape(text, quote=False))}</{tag}>"


def _inside(text: str) -> str:
    """Hard line breaks as `<br>`, what semicolons part as a list."""
    if "; " in text and "\n" not in text:
        return "<ul>" + "".join(f"<li>{part}</li>" for part in text.replace("; ", ";\n").split("\n")) + "</ul>"
    return text.replace("\n", "<br>")


def _header(rows: Sequence[GridRow], keys: tuple[str, ...]) -> list[str]:
    """One header row, or two with a group spanning its columns and the other cells spanning both rows."""
    if len(rows) == 1:
        return ["<tr>" + "".join(_cell(text, "th") for text in rows[0].cells) + "</tr>"]
    inside = [key in ("start", "end", *QUARTERS) for key in keys]
    first = inside.index(True)
    top = [
        _cell(text, "th", columns=sum(inside)) if i == first else _cell(text, "th", rows=2)
        for i, (text, grouped) in enumerate(zip(rows[0].cells, inside, strict=True))
        if i == first or not grouped
    ]
    low = [_cell(text, "th") for text, grouped in zip(rows[1].cells, inside, strict=True) if grouped]
    return ["<tr>" + "".join(top) + "</tr>", "<tr>" + "".join(low) + "</tr>"]


def _covered(rows: Sequence[GridRow], i: int, column: int) -> int:
    """How many rows the cell covers."""
    count = 1
    while i + count < len(rows) and column < len(rows[i + count].cells) and rows[i + count].cells[column] == SPANNED:
        count += 1
    return count


def table(plan: Plan) -> list[str]:
    """The plan's table; a page break ends it and begins the next one, as a converter from pages does."""
    out = ["<table>"]
    rows = plan.rows
    for i, row in enumerate(rows):
        if row.kind == "header":
            if i + 1 < len(rows) and rows[i + 1].kind == "header":
                out += _header(rows[i : i + 2], plan.keys)
            elif not (i and rows[i - 1].kind == "header"):
                out += _header([row], plan.keys)
        elif row.kind == "section":
            out.append(f"<tr>{_cell(row.cells[0], columns=len(plan.keys))}</tr>")
        elif row.kind == "break":
            text = row.cells[0].strip()
            out += ["</table>", *([f"<p>{text}</p>"] if text else []), "<table>"]
        else:
            cells = [_cell(text, rows=_covered(rows, i, c)) for c, text in enumerate(row.cells) if text != SPANNED]
            out.append("<tr>" + "".join(cells) + "</tr>")
    return [*out, "</table>"]


def paragraphs(lines: Sequence[str]) -> list[str]:
    """A `<p>` for each line that is not blank."""
    return [f"<p>{escape(line, quote=False)}</p>" for line in lines if line.strip()]


def bare(body: Sequence[str]) -> str:
    """A document with nothing around it."""
    return "\n".join(["<html>", '<head><meta charset="utf-8"></head>', "<body>", *body, "</body>", "</html>", ""])


def saved_page(body: Sequence[str], writer: Writer) -> str:
    """A page of a municipal site as a browser saves it."""
    menu = [f'<li><a href="#">{e["n"]}</a></li>' for e in writer.entries("site", part="menu")]
    news = [f"<p>{writer.fill(e['n'])}</p>" for e in writer.entries("site", part="news")]
    head = f"<title>{writer.pick('site', part='title')['n']}</title><style>td {{ border: 1px solid }}</style><script>var hits = 1;</script>"
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="ru"><head><meta charset="utf-8">{head}</head><body>',
            f'<header><div class="logo">{writer.pick("site", part="title")["n"]}</div></header>',
            f'<nav class="menu"><ul>{"".join(menu)}</ul></nav>',
            f'<aside class="news"><h3>Новости</h3>{"".join(news)}</aside>',
            '<main class="content">',
            *body,
            "</main>",
            f"<footer><p>{writer.pick('site', part='footer')['n']}</p></footer>",
            "</body></html>",
            "",
        ]
    )
