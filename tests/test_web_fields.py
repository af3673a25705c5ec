"""Sums and days as people type them."""

import pytest

from web.fields import day_of, sum_of


@pytest.mark.parametrize(
    "text", ["400 000", "400000", "400 000 kr", "400\u00a0000 SEK", "400000,00"]
)
def test_a_sum_is_read_however_it_is_written(text: str) -> None:
    assert sum_of(text) == 400_000


@pytest.mark.parametrize("text", ["400.000", "1,200,000", "-5", "4e5", "", "lots", "1" * 13])
def test_a_sum_is_never_guessed(text: str) -> None:
    assert sum_of(text) is None


def test_a_day_is_a_day() -> None:
    assert day_of("2026-02-30") is None
