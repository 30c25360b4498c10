"""Figures that the Russian model guesses, held against what the English one sees."""

import pytest

from extractor.read.figures import believed


@pytest.mark.parametrize(
    ("read", "seen", "meant"),
    [
        ("50.08.2025", "30.08.2023", "30.08.2023"),
        ("«2025", "2023,", "«2023"),
        ("20.09.2073.", "20.09.2023", "20.09.2023."),
        ("20723", "2023,", "2023"),
        ("20235", "2023", "2023"),
        ("2023-2025", "2023", "2023-2025"),
        ("2.5", "25", "2.5"),
        ("14", "74", "14"),
        ("01-05/512", "01-05/312,", "01-05/312"),
        ("15.05.2024", "", "15.05.2024"),
    ],
)
def test_a_digit_is_believed_where_the_first_reading_guesses(read: str, seen: str, meant: str) -> None:
    assert believed(read, seen) == meant
