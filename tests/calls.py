"""Calls that fit the town, and their pages."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from lexicon.terms import Deadline, Eligibility, Reason, Verdict
from models import Band, Call, Match
from tests.conftest import NOON, People
from tests.pages import known


@pytest.fixture
def people(session: Session) -> People:
    return known(session)


@pytest.fixture
def fitting(session: Session, people: People) -> People:
    keep(session, people, fit(people, people.lakes))
    return people


def fit(people: People, call: Call, **said: Any) -> Match:
    facts: dict[str, Any] = {
        "score": 0.4,
        "band": Band.GOOD,
        "reasons": (Reason(word="lakes", met="Lake", weight=0.2),),
        "eligibility": (Eligibility(condition="area", verdict=Verdict.YES, words="all Sweden"),),
    }
    interest = people.town.interests[0]
    return Match(interest_id=interest.id, call=call, found_at=NOON, **{**facts, **said})


def keep(session: Session, people: People, *things: Any) -> None:
    """Store things, and let go of the database."""
    session.add_all([people.lakes, *things])
    session.commit()
    session.close()


def closing(day: date, **said: Any) -> Deadline:
    return Deadline(day=day, **said)


def first(page: str) -> str:
    results = page[page.index('id="results"') :]
    return results[results.index("<h3>") :].split(">")[2].split("<")[0]
