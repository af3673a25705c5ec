"""Invented values for the style guide: nothing of it is stored, and nobody is meant."""

import datetime as dt
from dataclasses import dataclass
from datetime import UTC, timedelta
from decimal import Decimal
from typing import Any

from lexicon.terms import (
    Amount,
    Band,
    Bound,
    DateKind,
    DeadlineModel,
    Doubt,
    Eligibility,
    MoneyKind,
    Rate,
    Reason,
    Status,
    Verdict,
)
from models import Answer, Call, CallDate, Interest, Match, Partner, Person, Source, Stance
from web.calls.rows import Row, row_of

ZONE = "Europe/Stockholm"
WORDS = (
    Reason(word="unga", met="ungdomar", weight=0.4),
    Reason(word="jobb", met="jobb", weight=0.3),
)
JUDGED = (
    Eligibility(condition="applicant", verdict=Verdict.YES, words="Kommuner och föreningar"),
    Eligibility(condition="area", verdict=Verdict.UNKNOWN),
    Eligibility(condition="payment", verdict=Verdict.NO, words="Stödet betalas i efterskott"),
)


@dataclass(frozen=True)
class Hit:
    """A call that fits an idea."""

    call: Call
    band: Band
    reasons: tuple[Reason, ...] = WORDS
    conditions: tuple[Eligibility, ...] = JUDGED


def partners() -> list[Partner]:
    """Invent five partners."""
    names = ("Hyttvalla kommun", "Brolinan", "Grantorpa", "Högskolan", "Ån")
    return [Partner(id=n, name=name, area="SE124") for n, name in enumerate(names, 1)]


def call(number: int, title: str, today: dt.date, days: int | None, **said: Any) -> Call:
    """Invent a call that closes in so many days; without them it is open all year."""
    made = Call(
        id=number, identifier=f"{number}", url="https://fund.example/", title=title, text=title,
        source=Source(funder="Fonden", reader="feed"), funder="Fonden", language="sv",
        programme="", status=Status.ANNOUNCED, season="", applicants="Kommuner och föreningar",
        applicant_kinds=("municipality",), excluded_kinds=(), areas=("SE",), area_text="",
        amounts=(Amount(currency="SEK", most=Decimal(600_000), of=MoneyKind.SUPPORT),),
        rates=(Rate(co_funding_rate=Decimal(40), bound=Bound.AT_LEAST),), wordings=(),
        uncertain=(), evidence=(), settled=(),
        deadline_model=DeadlineModel.ROLLING if days is None else DeadlineModel.SINGLE,
    )  # fmt: skip
    if days is not None:
        day = today + timedelta(days=days)
        passes = dt.datetime.combine(day, dt.time(23), UTC)
        made.dates = [CallDate(kind=DateKind.FINAL, day=day, zone=ZONE, label="", passes_at=passes)]
    for name, value in said.items():
        setattr(made, name, value)
    return made


def rows(now: dt.datetime, today: dt.date) -> list[Row]:
    """Invent a row of each kind: soon, joined by us, in doubt, planned, open all year."""
    ours, *others = partners()
    doubt = (Doubt(field="deadlines", words="i mars"),)
    calls = [
        call(1, "Egen kraft: unga och lokala mötesplatser", today, 12),
        call(2, "Hållbart samhälle i byn", today, 50),
        call(3, "Digitala verktyg för små verksamheter", today, 100, uncertain=doubt),
        call(4, "Vatten i odlingslandskapet", today, None, status=Status.PLANNED, season="våren"),
        call(5, "Det lokala kulturlivet", today, None),
    ]
    made = [row_of(each, now, today) for each in calls]
    for row, band in zip(made, (Band.STRONG, Band.GOOD, Band.POSSIBLE), strict=False):
        interest = Interest(id=row.call.id, title="Unga till jobb", partner=ours)
        row.matches = [
            Match(
                interest=interest, call=row.call, score=1.0, band=band, reasons=WORDS,
                eligibility=JUDGED,
            )
        ]  # fmt: skip
    made[1].ours = [stance(row_call=calls[1], partner=ours, now=now)]
    made[0].others = [stance(row_call=calls[0], partner=each, now=now) for each in others]
    return made


def stance(row_call: Call, partner: Partner, now: dt.datetime) -> Stance:
    """Invent an answer."""
    return Stance(
        partner=partner, partner_id=partner.id, call=row_call, answer=Answer.JOIN, reason=None,
        version=1, person=Person(name="Anna Exempel", email=""), answered_at=now,
    )  # fmt: skip
