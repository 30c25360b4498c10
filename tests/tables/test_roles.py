"""Roles of a header row's cells."""

from __future__ import annotations

import pytest

from extractor.tables.roles import roles_of


@pytest.mark.parametrize(
    ("headers", "roles"),
    [
        (("№", "Мероприятие", "Итог Ожидаемый результат", "Итог Показатель"), ("number", "measure", "result", "indicator")),
        (("Итоги работы Срок", "Итоги работы Исполнитель", "Мероприятие"), ("deadline", "responsible", "measure")),
        (("№", "Мероприятие", "Ожидаемый результат"), ("number", "measure", "result")),
    ],
)
def test_a_group_of_columns_has_a_name_that_tells_none_of_them(headers: tuple[str, ...], roles: tuple[str, ...]) -> None:
    assert roles_of(headers) == roles
