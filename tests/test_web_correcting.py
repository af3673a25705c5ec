"""A correction's form, as it is read."""

from datetime import date, time
from decimal import Decimal

import pytest

from lexicon.terms import Amount, Bound, DateKind, Deadline, MoneyKind, Rate, Status
from scrapers import Draft
from web.calls.correcting import CURRENCIES, as_it_stands, hour_of, read
from workflow.collecting.reviewing import CORRECTABLE


def test_a_form_sent_as_it_began_changes_nothing() -> None:
    draft = Draft(
        identifier="1", url="https://x.example/1", title="Lakes", funder="Fund", language="en",
        status=Status.PLANNED, opens=date(2026, 1, 1), season="spring", programme="P", text="Long",
        deadlines=(
            Deadline(day=date(2026, 3, 1), time=time(12), zone="Europe/Oslo", label="Round 1"),
            Deadline(day=date(2026, 9, 1), kind=DateKind.CUT_OFF, zone="Europe/Oslo"),
        ),
        amounts=(
            Amount(currency="CHF", least=Decimal("1200000.5"), most=Decimal(9000000), side="CH"),
            Amount(currency="EUR", total=Decimal(7), of=MoneyKind.TOTAL_COST, preliminary=True),
        ),
        rates=(Rate(funding_rate=Decimal("65.5"), bound=Bound.EXACT, side="NO"),),
        applicants="All", applicant_kinds=("association",), excluded_kinds=("individual",),
        least_partners=2, least_countries=3, areas=("SE124", "NO"), area_text="Here",
    )  # fmt: skip

    for field in CORRECTABLE:
        again, errors = read(field, as_it_stands(field, draft), draft, "Europe/Stockholm")

        assert errors == []
        assert again == getattr(draft, field), field
    assert "CHF" not in CURRENCIES


@pytest.mark.parametrize(
    ("typed", "time_of_day"),
    [
        ("15", time(15)), ("15.30", time(15, 30)), ("15:30:00", time(15, 30)),
        ("klockan 9.00", time(9)), ("24.00", time(23, 59)), ("24.30", None), ("12.70", None),
        ("noon", None), ("", None),
    ],
)  # fmt: skip
def test_times_of_day_are_read_kindly(typed: str, time_of_day: time | None) -> None:
    assert hour_of(typed) == time_of_day
