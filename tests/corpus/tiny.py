"""A plan of two rows under one heading, small enough to be read in every layout."""

from __future__ import annotations

from corpus.generate.plan import GridRow, Measure, Plan
from extractor.schema import Column, Party, Section

KEYS = ("number", "measure", "deadline", "responsible", "result")
HEADERS = ("№", "Мероприятие", "Срок", "Ответственный", "Итог")
BODY, POSTS = Party("МБУ «Маяк»", "organisation"), Party("Методисты", "role")
PLAN = Plan(
    heading=("Дорожная карта",),
    period=None,
    keys=KEYS,
    columns=(
        Column("number", "№"),
        Column("measure", "Мероприятие"),
        Column("deadline", "Срок"),
        Column("responsible", "Ответственный"),
        Column("result", "Итог"),
    ),
    sections=(Section("s1", "I", "Подготовка"),),
    rows=(
        GridRow("header", HEADERS),
        GridRow("section", ("I. Подготовка",)),
        GridRow(
            "measure",
            ("1.", "Осмотр пристани и составление списка недостатков", "Май", "МБУ «Маяк»", "Подробный список"),
            Measure(
                "1",
                0,
                "Осмотр пристани и составление списка недостатков",
                "monitoring",
                ("monitoring",),
                (),
                (BODY,),
                (),
                "Подробный список",
            ),
        ),
        GridRow("break", ("",)),
        GridRow(
            "measure",
            ("2.", "Окраска:\n- перил\n- скамей", "Июнь", "Методисты", "Акт; снимки"),
            Measure("2", 0, "Окраска:\n- перил\n- скамей", "infrastructure", ("infrastructure",), (), (POSTS,), (), "Акт; снимки"),
        ),
    ),
)
