from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar

from extractor.export import FORMATS
from extractor.export.due import due
from extractor.export.occurrences import closings
from extractor.export.rows import COLUMNS, words
from extractor.schema import MEASURE_TYPES, Deadline, Document, from_json
from service import pages
from tests.service.fakes import EXAMPLE


def with_first_measure(**changes: object) -> Document:
    roadmap = EXAMPLE.roadmaps[0]
    measures = (replace(roadmap.measures[0], **changes), *roadmap.measures[1:])  # type: ignore[arg-type]
    return replace(EXAMPLE, roadmaps=(replace(roadmap, measures=measures),))


def test_json_is_the_document() -> None:
    assert from_json(FORMATS["json"].write(EXAMPLE)) == EXAMPLE


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_document_gives_the_same_bytes(name: str) -> None:
    assert FORMATS[name].write(EXAMPLE) == FORMATS[name].write(from_json(FORMATS["json"].write(EXAMPLE)))


@pytest.mark.parametrize("name", FORMATS)
def test_a_document_without_a_roadmap_is_written_too(name: str) -> None:
    assert FORMATS[name].write(replace(EXAMPLE, roadmaps=()))


def test_every_column_and_type_has_its_word() -> None:
    assert {*(column.key for column in COLUMNS), *MEASURE_TYPES} <= words().keys()


def test_csv_opens_in_excel() -> None:
    data = FORMATS["csv"].write(with_first_measure(text="=1+1", result="- книги; журналы"))
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [line["№"] for line in lines] == ["1", "2", "3"]
    assert (lines[0]["Мероприятие"], lines[0]["Результат"]) == ("'=1+1", "'- книги; журналы")
    assert (lines[1]["Начало"], lines[1]["Окончание"], lines[1]["Уверенность"]) == ("01.05.2022", "31.08.2022", "0,42")
    assert lines[1]["Ответственные"] == "Главы поселений\nМКУ «Хозслужба»"


def test_xlsx_holds_text_as_text_and_dates_as_dates() -> None:
    hostile = ("=HYPERLINK(1)", "+7", "-", "@x", "http://example.org", "2022", "{=1}")
    for text in hostile:
        book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].write(with_first_measure(text=text))))
        sheet = book.worksheets[0]
        header = [cell.value for cell in sheet[3]]
        cell = sheet.cell(4, header.index("Мероприятие") + 1)
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert (book.sheetnames, sheet.freeze_panes, sheet.auto_filter.ref) == (["Дорожная карта 1"], "A4", "A3:K6")
    assert sheet.cell(5, header.index("Окончание") + 1).value == dt.datetime(2022, 8, 31)
    assert "Показатель" not in header, "a column that no measure fills is left out"
    assert sheet.cell(4, header.index("Раздел") + 1).value == "1. Фонды и помещения"


def test_calendar_has_an_event_for_each_day_that_is_known() -> None:
    document = with_first_measure(
        deadlines=(Deadline("по графику", "conditional"), Deadline("до 15 марта", "until", None, dt.date(2022, 3, 15)))
    )
    events = Calendar.from_ical(FORMATS["ics"].write(document)).walk("VEVENT")
    days = [(event.decoded("dtstart"), event.decoded("dtend")) for event in events]
    assert days[0] == (dt.date(2022, 3, 15), dt.date(2022, 3, 16))
    assert days[1] == (dt.date(2022, 5, 1), dt.date(2022, 9, 1))
    assert events[2]["rrule"].to_ical() == b"FREQ=MONTHLY;UNTIL=20221231;INTERVAL=3"
    assert len({event["uid"] for event in events}) == len(events) == 3


def read_closings() -> list[list[str]]:
    lines = Path(__file__).with_name("closings.tsv").read_text().splitlines()
    return [line.split("\t") for line in lines[1:]]


@pytest.mark.parametrize(("rrule", "since", "until", "days"), read_closings())
def test_a_recurrence_without_a_day_closes_with_its_month(rrule: str, since: str, until: str, days: str) -> None:
    found = closings(rrule, dt.date.fromisoformat(since), dt.date.fromisoformat(until))
    assert " ".join(day.isoformat() for day in found) == days


def test_due_is_what_ends_in_the_days_asked_for() -> None:
    found = due(EXAMPLE, dt.date(2022, 3, 15), dt.date(2022, 8, 31))
    assert [(one.day.isoformat(), one.measure.number) for one in found] == [("2022-03-15", "1"), ("2022-03-31", "3"), ("2022-06-30", "3")]


def test_types_are_named_as_on_the_page() -> None:
    page = pages.words()["ru"]
    assert {kind: words()[kind] for kind in MEASURE_TYPES} == {kind: page[f"type.{kind}"] for kind in MEASURE_TYPES}
