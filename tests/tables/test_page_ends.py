"""Ruled tables over several pages: a row that the page's end cut, a header that is repeated."""

from __future__ import annotations

from extractor.layout import Page, Reading
from extractor.read.linear import Cell, Linear, Paragraph, Table
from extractor.tables import find_tables
from extractor.text import Traced

HEADER = ("№", "Мероприятие", "Срок", "Ответственный", "Результат")
FIRST = (
    HEADER,
    ("1.", "Ремонт читального зала", "май", "Отдел", "Акт"),
    ("2.", "Проведение фестиваля «Живой", "июнь", "МБУ «Дом", "Фотоотчёт"),
)
NEXT = ("3.", "Подготовка сводного отчёта", "июль", "Методисты", "Справка")


def rows(*pages: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    """Number and cells of the logical rows; every row of a page as it stands there."""
    linear = Linear()
    linear.add([Paragraph("План мероприятий на 2022 год")])
    for number, page in enumerate(pages, 1):
        linear.add([Table(tuple(tuple(Cell(Paragraph(text), n) for n, text in enumerate(row)) for row in page))])
        linear.end_page(number)
    paged: tuple[Page, ...] = tuple(linear.pages)
    layout = find_tables(Reading(linear.text, "application/pdf", "pdf", pages=paged, grids=tuple(linear.grids)), Traced.of(linear.text))
    (table,) = layout.tables
    assert not [warning for warning in layout.warnings if warning.code == "lost_text"]
    assert not table.headings
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def test_the_rest_of_a_row_has_no_number() -> None:
    found = rows(FIRST, (("", "родник»", "", "культуры»", "Отзывы"), NEXT))
    assert found[1] == ("2.", "Проведение фестиваля «Живой родник»", "июнь", "МБУ «Дом культуры»", "Фотоотчёт Отзывы")
    assert len(found) == 3


def test_a_lone_rest_in_capitals_is_no_heading() -> None:
    found = rows((*FIRST[:2], ("2.", "Издание сборника", "июнь", "Отдел", "Сборник")), (("", "«Живой родник»", "", "", ""), NEXT))
    assert found[1][1] == "Издание сборника «Живой родник»"


def test_the_rest_below_a_repeated_header_is_no_second_line_of_it() -> None:
    found = rows(FIRST, (HEADER, ("", "родник»", "", "культуры»", "отзывы"), NEXT))
    assert found[1][1] == "Проведение фестиваля «Живой родник»"


def test_a_word_broken_at_the_pages_end_is_joined() -> None:
    found = rows((*FIRST[:2], ("2.", "Рассмотрени", "июнь", "Отдел", "Акт")), (("", "е вопросов", "", "", ""), NEXT))
    assert found[1][1] == "Рассмотрение вопросов"


def test_a_row_whose_number_was_lost_stays_a_row() -> None:
    lost = ("", "Выставка рисунков", "июль", "Музей", "Каталог")
    found = rows((*FIRST[:2], ("2.", "Смотр музеев", "июнь", "Отдел", "Акт")), (lost, ("4.", *NEXT[1:])))
    assert [row[0] for row in found] == ["1.", "2.", "", "4."]


def test_where_rows_have_no_numbers_one_at_the_top_is_a_row() -> None:
    page = tuple(row[1:] for row in FIRST)
    assert len(rows(page, (("Выставка рисунков", "июль", "Музей", "Каталог"), NEXT[1:]))) == 4
    assert len(rows(page, (("родник» в парке", "", "Хор", ""), NEXT[1:]))) == 3
