"""Tables without rules, from the places of words alone."""

from __future__ import annotations

from extractor.read.columns import parted_by_levels, unruled
from extractor.read.linear import Table
from extractor.read.lines import Token
from extractor.read.pages import page_blocks

ROWS = (
    ((0, "№"), (40, "Мероприятие"), (240, "Срок"), (340, "Ответственные")),
    ((0, "1."), (40, "Проведение смотра"), (240, "май"), (340, "Отдел")),
    ((40, "школьных музеев"), (340, "культуры")),
    ((0, "2."), (40, "Подготовка отчёта"), (240, "июнь"), (340, "Методисты")),
    ((0, "3."), (40, "Выставка рисунков"), (240, "до 5 июля"), (340, "Музей")),
)


def tokens(rows: tuple[tuple[tuple[int, str], ...], ...], top: float = 100) -> list[Token]:
    found = []
    for number, row in enumerate(rows):
        for x, text in row:
            at = float(x)
            for word in text.split():
                found.append(Token(word, (at, top + 14 * number, at + 6 * len(word), top + 14 * number + 10)))
                at += 6 * (len(word) + 1)
    return found


def test_rows_by_numbers_and_columns_by_white_space() -> None:
    found = tokens(ROWS)
    tables = [block for block in page_blocks(found, unruled(found), 2) if isinstance(block, Table)]
    texts = [[cell.content.text.replace("\n", " ") for cell in row] for row in tables[0].rows]
    assert texts == [
        ["№", "Мероприятие", "Срок", "Ответственные"],
        ["1.", "Проведение смотра школьных музеев", "май", "Отдел культуры"],
        ["2.", "Подготовка отчёта", "июнь", "Методисты"],
        ["3.", "Выставка рисунков", "до 5 июля", "Музей"],
    ]


def test_numbered_points_are_no_table() -> None:
    points = tuple(((0, f"{n}."), (20, "Утвердить план мероприятий и назначить ответственных")) for n in range(1, 6))
    assert unruled(tokens(points)) == []


def test_headings_keep_to_no_column_and_numbers_begin_anew() -> None:
    rows = (
        ((0, "№"), (40, "Мероприятие"), (240, "Срок"), (340, "Ответственные")),
        ((0, "Раздел 1. Смотры и выставки школьных музеев района"),),
        ((0, "1.1."), (40, "Проведение смотра"), (240, "май"), (340, "Отдел")),
        ((0, "1.2."), (40, "Подготовка отчёта"), (240, "июнь"), (340, "Методисты")),
        ((0, "Раздел 2. Материальная база школьных музеев района"),),
        ((0, "2.1."), (40, "Ремонт витрин"), (240, "июль"), (340, "Музей")),
        *(((0, f"2.{n}."), (40, "Покупка витрин"), (240, "июль"), (340, "Музей")) for n in range(2, 19)),
    )
    found = tokens(rows)
    (table,) = [block for block in page_blocks(found, unruled(found), 2) if isinstance(block, Table)]
    texts = [[cell.content.text for cell in row] for row in table.rows]
    assert texts[:3] == [
        ["№", "Мероприятие", "Срок", "Ответственные"],
        [text for _, text in rows[1]],
        ["1.1.", "Проведение смотра", "май", "Отдел"],
    ]
    assert texts[4] == [text for _, text in rows[4]]
    assert len(texts) == len(rows)


def test_the_rest_of_a_row_at_the_top_of_a_page() -> None:
    rows = (((40, "школьных музеев"),), *ROWS[1:])
    found = tokens(rows)
    (table,) = [block for block in page_blocks(found, unruled(found), 2) if isinstance(block, Table)]
    assert [cell.content.text for cell in table.rows[0]] == ["", "школьных музеев", "", ""]
    assert len(table.rows) == 4


def test_level_rules_part_rows_and_white_space_columns() -> None:
    rows = (*ROWS[:1], ((0, "Раздел 1. Смотры и выставки школьных музеев района"),), *ROWS[1:])
    levels = [(0.0, y, 420.0, y + 1) for y in (97.0, 112.0, 126.0, 154.0, 168.0, 182.0)]
    boxes = parted_by_levels(tokens(rows), levels)
    (table,) = [block for block in page_blocks(tokens(rows), boxes, 2) if isinstance(block, Table)]
    texts = [[cell.content.text.replace("\n", " ") for cell in row] for row in table.rows]
    assert texts == [
        ["№", "Мероприятие", "Срок", "Ответственные"],
        ["Раздел 1. Смотры и выставки школьных музеев района"],
        ["1.", "Проведение смотра школьных музеев", "май", "Отдел культуры"],
        ["2.", "Подготовка отчёта", "июнь", "Методисты"],
        ["3.", "Выставка рисунков", "до 5 июля", "Музей"],
    ]


def test_rows_that_a_page_end_cuts_have_no_rule_there() -> None:
    rest, cut, beside = ((340, "культуры"),), ((0, "4."), (40, "Обзор новинок"), (240, "май"), (340, "Отдел")), ((340, "культуры"),)
    rows = (rest, *ROWS[1:], cut, beside)
    levels = [(0.0, y, 420.0, y + 1) for y in (112.0, 140.0, 154.0, 168.0)]
    boxes = parted_by_levels(tokens(rows), levels)
    (table,) = [block for block in page_blocks(tokens(rows), boxes, 2) if isinstance(block, Table)]
    texts = [[cell.content.text.replace("\n", " ") for cell in row] for row in table.rows]
    assert texts[0] == ["", "", "", "культуры"]
    assert texts[-1] == ["4.", "Обзор новинок", "май", "Отдел культуры"]
    signed = (*ROWS, (), (), ((0, "Директор школы"), (240, "И.П. Ветров")))
    levels = [(0.0, y, 420.0, y + 1) for y in (97.0, 112.0, 140.0, 154.0, 168.0)]
    assert max(box[3] for box in parted_by_levels(tokens(signed), levels)[0]) < 180
