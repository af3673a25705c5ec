"""Calls that fit, as the matcher would have found."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from lexicon.terms import Eligibility, Reason, Verdict
from models import Band, Call, Interest, Match, Partner
from tests.conftest import NOON

HOUR = timedelta(hours=1)


def make_match(
    session: Session, interest: Interest, call: Call, *, at: datetime = NOON - HOUR, **said: Any
) -> Match:
    facts = {
        "score": 0.5, "band": Band.GOOD, "found_at": at,
        "reasons": (Reason(word="lakes", met="Lakes", weight=0.3),
                    Reason(word="water", met="Water", weight=0.2)),
        "eligibility": (Eligibility(condition="area", verdict=Verdict.YES),),
    }  # fmt: skip
    match = Match(interest=interest, call=call, **{**facts, **said})
    session.add(match)
    session.flush()
    return match


def fit(partner: Partner, call: Call, word: str = "lakes", **said: Any) -> Match:
    """Let a call fit the first interest of a partner."""
    facts = {
        "score": 0.5, "band": Band.GOOD, "found_at": NOON - HOUR, "eligibility": (),
        "reasons": (Reason(word=word, met=word, weight=0.3),),
    }  # fmt: skip
    return Match(interest=partner.interests[0], call=call, **{**facts, **said})


def let_fit(session: Session, partner: Partner, call: Call) -> None:
    """Let a call fit a partner, and store it; who wants nothing yet wants lakes."""
    if not partner.interests:
        partner.interests = [Interest(title="Lakes", text="Lakes", language="en")]
        session.flush()
    may = (Eligibility(condition="area", verdict=Verdict.YES, words="Sweden"),)
    session.add(
        Match(
            interest=partner.interests[0], call=call, score=1.0, band=Band.GOOD, reasons=(),
            eligibility=may, found_at=NOON - timedelta(days=1),
        )
    )  # fmt: skip
    session.flush()
