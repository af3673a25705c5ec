"""When a source is read next."""

from datetime import timedelta

import pytest

from jobs.due import next_due
from tests.conftest import NOON

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(("chance", "hours"), [(0, 4.8), (0.25, 5.4), (0.5, 6), (1, 7.2)])
def test_the_interval_is_spread_by_a_fifth(chance: float, hours: float) -> None:
    assert next_due(NOON, hours=6, failed=0, later=0, chance=chance) == NOON + hours * HOUR


@pytest.mark.parametrize(
    ("failed", "hours"), [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 24), (7, 24), (5000, 24)]
)
def test_each_failure_doubles_the_wait_up_to_a_day(failed: int, hours: int) -> None:
    assert next_due(NOON, hours=6, failed=failed, later=0, chance=0.5) == NOON + hours * HOUR


def test_a_site_is_not_read_before_it_asked_to_be() -> None:
    asked = 48 * HOUR

    due = next_due(NOON, hours=6, failed=1, later=asked.total_seconds(), chance=0)

    assert due == NOON + asked


def test_a_site_that_asks_for_less_than_the_usual_wait_waits_as_usual() -> None:
    assert next_due(NOON, hours=6, failed=1, later=60, chance=0.5) == NOON + HOUR
