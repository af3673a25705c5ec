"""How long a call that has closed is kept."""

import datetime as dt

import pytest

from lexicon.terms import Deadline, Status
from scrapers import Draft
from scrapers.lasting import lasting

TODAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("days_ago", "status", "kept"),
    [
        (90, Status.CLOSED, True),
        (91, Status.CLOSED, False),
        (91, Status.ANNOUNCED, False),
        (None, Status.ANNOUNCED, True),
        (None, Status.CLOSED, False),
    ],
)
def test_a_call_is_kept_three_months_after_its_end(
    days_ago: int | None, status: Status, kept: bool
) -> None:
    days = [] if days_ago is None else [TODAY - dt.timedelta(days=days_ago)]
    draft = Draft(
        identifier="1", url="https://x.example", title="Lakes", funder="X", language="en",
        status=status, deadlines=tuple(Deadline(day=each) for each in days),
    )  # fmt: skip

    assert lasting(draft, TODAY) is kept
