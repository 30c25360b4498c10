"""Workbooks as people keep plans in them: what the sheet shows is what is read."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from extractor.read import read
from extractor.read.xlsx import _shown
from tests.read.render import render


def read_sheets(book: Workbook) -> str:
    out = io.BytesIO()
    book.save(out)
    return render(read(out.getvalue(), "a"))


def plan(sheet: Worksheet) -> None:
    """Title and sections merged, a header of two lines, an empty first column, a hidden row and a hidden column."""
    sheet["B2"] = "План мероприятий на 2022 год"
    sheet.merge_cells("B2:F2")
    rows: list[list[object]] = [
        [None, "№", "Мероприятие", "Сроки", None, "Сумма", "Черновик"],
        [None, None, None, "начало", "конец"],
        [None, "Раздел 1. Кадры"],
        [None, 1.0, "Семинар", dt.datetime(2022, 3, 1), dt.datetime(2022, 3, 15), 20000.5, "x"],
        [None, 2.0, "Не показывать", None, None, 1.0, "x"],
        [None, 3.0, "Смотр", dt.datetime(2022, 5, 1), None, 7.0, "x"],
    ]
    for row in rows:
        sheet.append(row)
    for area in ("B3:B4", "C3:C4", "D3:E3", "F3:F4", "B5:F5", "D8:E8"):
        sheet.merge_cells(area)
    for row_number in (6, 8):
        for column, form in (("D", "dd\\.mm\\.yyyy"), ("E", "DD.MM.YYYY"), ("F", "#,##0.00")):
            sheet[f"{column}{row_number}"].number_format = form
    sheet["D8"].number_format = "mmmm yyyy"
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["G"].hidden = True


def test_a_plan_as_people_keep_it() -> None:
    book = Workbook()
    plan(book.worksheets[0])
    book.create_sheet("Справочник")["A1"] = "Отдел культуры"
    book.create_sheet("скрытый").sheet_state = "hidden"
    assert read_sheets(book).split("\n") == [
        "План мероприятий на 2022 год",
        "[№]↓2 | [Мероприятие]↓2 | [Сроки]×2 | [Сумма]@4↓2",
        "[начало]@2 | [конец]@3",
        "[Раздел 1. Кадры]×5",
        "[1] | [Семинар] | [01.03.2022] | [15.03.2022] | [20 000,50]",
        "[3] | [Смотр] | [Май 2022]×2 | [7,00]@4",
        "Отдел культуры",
    ]


def test_a_span_over_a_hidden_row_is_as_high_as_it_is_shown() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["№", "Мероприятие", "Срок"], ["1", "Смотр", "май"], ["2", "Черновик", None], ["3", "Итог", None]):
        sheet.append(row)
    sheet.merge_cells("C2:C4")
    sheet.row_dimensions[3].hidden = True
    assert read_sheets(book).split("\n")[1:] == ["[1] | [Смотр] | [май]↓2", "[3] | [Итог]"]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (dt.datetime(2022, 3, 1), "DD/MM/YY", "01.03.2022"),
        (dt.datetime(2022, 3, 1), "[$-419]mmmm\\ yyyy;@", "Март 2022"),
        (dt.datetime(2022, 3, 1), "yyyy", "2022"),
        (dt.datetime(2022, 3, 1), "mmmm", "Март"),
        (0.85, "0%", "85%"),
        (150.5, "General", "150,5"),
        (20000.0, "General", "20000"),
        (1234567.891, "#,##0.00", "1 234 567,89"),
        (12, "General", "12"),
        (True, "General", "ИСТИНА"),
        (" текст\t", "General", "текст"),
    ],
)
def test_values(value: object, form: str, shown: str) -> None:
    assert _shown(value, form, is_number=False) == shown


def test_a_rows_number_keeps_its_point() -> None:
    assert [_shown(value, form, is_number=True) for value, form in ((1.1, "General"), (1.1, "0.00"), (2.0, "General"))] == [
        "1.1",
        "1.10",
        "2",
    ]
