"""Offers from outside: recorded, answered, taken up as a bid that the others lead."""

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.group import group
from models import Answer, Interest, Invitation, Letter, OutsideOffer, Part, Partner, Person
from papers.calendars import EntryState
from tests.bids import World
from tests.conftest import NOON
from workflow import Conflict, Refused
from workflow.applications import grouping
from workflow.offers import answering, recording
from workflow.outlets.agenda import Choice, agenda
from workflow.refusals import Incomplete

TODAY = NOON.date()
SOON = TODAY + dt.timedelta(days=20)
SAID = {
    "name": "Diputació de Barcelona", "country": "ES", "kind": "region", "contact": "Núria",
    "email": "nuria@diba.example", "title": "Old towns, young people",
    "text": "We look for a partner in the North that samples mercury in lakes.",
    "programme": "CERV",
}  # fmt: skip
THERE = {"contact": "Núria", "email": "nuria@diba.example", "language": "en"}


@pytest.fixture
def offer(session: Session, world: World) -> OutsideOffer:
    return recorded(session, world.eve)


def recorded(session: Session, by: Person, **said: str) -> OutsideOffer:
    """Record an offer."""
    return recording.record(
        session, {**SAID, **said}, answer_by=SOON, call=None, by=by, now=NOON
    )  # fmt: skip


def say(
    session: Session, offer: OutsideOffer, partner: Partner, word: Answer, by: Person, seen: int = 0
) -> None:
    answering.answer(session, offer, partner, word, seen=seen, today=TODAY, by=by, now=NOON)


def test_any_member_records_an_offer_and_its_language_is_read(
    session: Session, offer: OutsideOffer
) -> None:
    assert (offer.language, offer.answer_by, offer.open(TODAY)) == ("en", SOON, True)
    assert not offer.open(SOON + dt.timedelta(days=1))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"text": ""}, "text"),
        ({"text": "x" * 10_001}, "text"),
        ({"country": "XX"}, "country"),
        ({"email": "no address"}, "email"),
    ],
)
def test_what_is_wrong_with_an_offer_is_told_by_its_field(
    session: Session, world: World, wrong: dict[str, str], field: str
) -> None:
    with pytest.raises(Incomplete) as refused:
        recorded(session, world.ada, **wrong)

    assert [where for where, _ in refused.value.errors] == [field]


@pytest.mark.parametrize("day", [None, TODAY - dt.timedelta(days=2)])
def test_an_offer_has_a_day_that_has_not_passed(
    session: Session, world: World, day: dt.date | None
) -> None:
    with pytest.raises(Incomplete):
        recording.record(session, SAID, answer_by=day, call=None, by=world.ada, now=NOON)


def test_partners_answer_it_like_a_call_but_do_not_lead_it(
    session: Session, world: World, offer: OutsideOffer
) -> None:
    say(session, offer, world.university, Answer.WATCH, world.ben)
    say(session, offer, world.university, Answer.JOIN, world.ben, seen=1)

    assert [(each.partner.name, each.answer) for each in offer.answers] == [
        ("University", Answer.JOIN)
    ]
    with pytest.raises(Refused, match="leads it"):
        say(session, offer, world.university, Answer.LEAD, world.ben, seen=2)
    with pytest.raises(Refused):
        say(session, offer, world.university, Answer.NO, world.dana, seen=2)
    with pytest.raises(Conflict):
        say(session, offer, world.university, Answer.NO, world.ben, seen=1)
    say(session, offer, world.university, Answer.JOIN, world.ben)  # a second tap of the first form


def test_after_its_day_it_is_not_answered(
    session: Session, world: World, offer: OutsideOffer
) -> None:
    late = SOON + dt.timedelta(days=1)

    with pytest.raises(Refused, match="has passed"):
        answering.answer(
            session, offer, world.town, Answer.JOIN, today=late, by=world.ada, now=NOON
        )


def test_it_becomes_a_bid_that_the_outside_partner_leads(
    session: Session, world: World, offer: OutsideOffer
) -> None:
    say(session, offer, world.university, Answer.JOIN, world.ben)
    say(session, offer, world.town, Answer.SUPPORT, world.ada)
    say(session, offer, world.firm, Answer.NO, world.finn)

    bid = answering.take_up(session, offer, THERE, by=world.ben, now=NOON)

    assert (bid.lead.name, bid.lead.outside, bid.lead.country) == (SAID["name"], True, "ES")
    assert {(each.partner.name, each.part) for each in bid.parts} == {
        (SAID["name"], Part.LEAD), ("University", Part.PARTNER), ("Town", Part.ASSOCIATED),
    }  # fmt: skip
    invitation = session.scalars(select(Invitation)).one()
    assert (invitation.partner, invitation.person.email) == (bid.lead, "nuria@diba.example")
    assert offer.taken_up is bid
    kinds = set(session.scalars(select(Letter.kind)))
    assert {"asked_in", "opened"} <= kinds


def test_it_is_taken_up_once_and_only_when_somebody_wants_to_be_in(
    session: Session, world: World, offer: OutsideOffer
) -> None:
    with pytest.raises(Refused, match="Nobody has said yet"):
        answering.take_up(session, offer, THERE, by=world.cleo, now=NOON)
    say(session, offer, world.university, Answer.JOIN, world.ben)
    with pytest.raises(Refused, match="for others"):
        answering.take_up(session, offer, THERE, by=world.finn, now=NOON)
    with pytest.raises(Incomplete):
        answering.take_up(session, offer, {"contact": "", "email": ""}, by=world.ben, now=NOON)

    answering.take_up(session, offer, THERE, by=world.cleo, now=NOON)

    with pytest.raises(Refused, match="application already"):
        answering.take_up(session, offer, THERE, by=world.cleo, now=NOON)
    with pytest.raises(Refused, match="application already"):
        say(session, offer, world.town, Answer.JOIN, world.ada)


def test_it_is_put_right_by_who_recorded_it_and_the_slower_sees_both(
    session: Session, world: World, offer: OutsideOffer
) -> None:
    later = SOON + dt.timedelta(days=30)

    def amend(by: Person, seen: int, **said: str) -> None:
        recording.amend(
            session, offer, {**SAID, **said}, answer_by=later, call=world.lakes, seen=seen, by=by,
            now=NOON,
        )  # fmt: skip

    amend(world.eve, 1, title="Old towns")

    assert (offer.title, offer.answer_by, offer.call, offer.version) == (
        "Old towns", later, world.lakes, 2,
    )  # fmt: skip
    with pytest.raises(Conflict) as slower:
        amend(world.cleo, 1, title="Towns")
    assert slower.value.message.values["theirs"]["title"] == "Old towns"
    with pytest.raises(Refused):
        amend(world.ben, 2)


def test_it_is_put_aside_with_a_reason(session: Session, world: World, offer: OutsideOffer) -> None:
    with pytest.raises(Refused, match="in a few words"):
        recording.put_aside(session, offer, " ", by=world.cleo, now=NOON)

    recording.put_aside(session, offer, "Nobody has time", by=world.cleo, now=NOON)

    assert not offer.open(TODAY)
    with pytest.raises(Refused, match="put aside"):
        say(session, offer, world.town, Answer.JOIN, world.ada)


def test_whom_it_may_fit_is_found_by_its_words_and_who_said_no_is_not_among_them(
    session: Session, world: World, offer: OutsideOffer
) -> None:
    words = Interest(title="Fish", text="Sampling of mercury in lakes", language="en")
    world.university.interests.append(words)
    session.commit()

    group(session, NOON)
    found = grouping.for_offer(session, offer).suggestions

    assert found[0].partner is world.university
    assert "mercury" in {each.met for each in found[0].reasons}
    say(session, offer, world.university, Answer.NO, world.ben)
    assert world.university not in [
        each.partner for each in grouping.for_offer(session, offer).suggestions
    ]


def test_it_waits_for_who_has_not_answered_until_its_day(
    session: Session, world: World, offer: OutsideOffer
) -> None:
    say(session, offer, world.town, Answer.WATCH, world.ada)

    open_ones = recording.open_ones(session, TODAY)

    assert answering.unanswered(session, [world.town], open_ones) == []
    assert answering.unanswered(session, [world.town, world.firm], open_ones) == [offer]
    assert recording.open_ones(session, SOON + dt.timedelta(days=1)) == []


def test_its_day_stands_in_the_calendar_of_members_alone(
    session: Session, world: World, offer: OutsideOffer
) -> None:
    abroad = Partner(name="Vic", country="ES", outside=True)
    session.add(abroad)
    session.flush()

    def days(partner: Partner) -> list[tuple[str, EntryState]]:
        found = agenda(session, [partner], Choice.OURS, TODAY, SOON)
        return [(each.path, each.state) for each in found]

    assert days(world.town) == [(f"/offers/{offer.id}", EntryState.CERTAIN)]
    assert days(abroad) == []
    recording.put_aside(session, offer, "No time", by=world.cleo, now=NOON)
    assert days(world.town) == [(f"/offers/{offer.id}", EntryState.CANCELLED)]
