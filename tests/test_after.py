"""After a bid: the decision with its shares, the results, and what is remembered of it all."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.remember import remember
from models import Application, Call, Precedent, Stage
from tests.bids import World, part_of
from tests.conftest import NOON
from workflow import Conflict, Refused
from workflow.applications import memory, opening, rulings, stages
from workflow.applications.memory import Near
from workflow.applications.rulings import Decision, result_of, ruling_of

LATER = NOON + timedelta(days=200)


class Sent:
    """The town's bid with the university has been submitted."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.world = World(session)
        self.bid = self.send("Blue lakes", self.world.lakes)

    def send(self, title: str, call: Call) -> Application:
        world = self.world
        bid = world.bid(world.town, title, world.university, call=call)
        for each in bid.commitments:
            world.agree(each)
        for verb in ("write", "ask for approval", "submit"):
            stages.move(self.session, bid, verb, by=world.ada, now=NOON, reference="F-1")
        return bid

    def rule(
        self, granted: int | None = 400_000, bid: Application | None = None, **said: Any
    ) -> None:
        seen, by = said.pop("seen", 0), said.pop("by", self.world.ada)
        amount = None if granted is None else Decimal(granted)
        decision = Decision(said.pop("day", LATER.date()), amount, **said)
        rulings.record(self.session, bid or self.bid, decision, seen=seen, by=by, now=LATER)


@pytest.fixture
def sent(session: Session) -> Sent:
    return Sent(session)


def test_a_grant_moves_the_bid_on_and_says_how_much_is_whose(sent: Sent) -> None:
    shares = {each.id: Decimal(200_000) for each in sent.bid.commitments}

    sent.rule(400_000, number="D-7", reasons="Good", shares=shares)

    ruling = ruling_of(sent.session, sent.bid)
    assert ruling
    assert sent.bid.stage is Stage.GRANTED
    assert ruling.granted == 400_000
    assert [each.amount for each in ruling.shares] == [200_000, 200_000]


def test_a_rejection_keeps_the_funders_reasons(sent: Sent) -> None:
    sent.rule(None, reasons="  Too vague  ")

    ruling = ruling_of(sent.session, sent.bid)
    assert ruling
    assert sent.bid.stage is Stage.REJECTED
    assert (ruling.granted, ruling.reasons, ruling.shares) == (None, "Too vague", [])


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"granted": -1}, "below nothing"),
        ({"granted": 100, "shares": {1: Decimal(60), 2: Decimal(60)}}, "more than the whole"),
        ({"granted": None, "shares": {1: Decimal(1)}}, "more than the whole"),
        ({"shares": {1: Decimal(-1)}}, "below nothing"),
        ({"shares": {99: Decimal(1)}}, "not in"),
        ({"day": LATER.date() + timedelta(days=2)}, "between the submission and today"),
        ({"day": NOON.date() - timedelta(days=1)}, "between the submission and today"),
        ({"number": "x" * 201}, "200 characters"),
        ({"reasons": "x" * 20_001}, "20,000 characters"),
    ],
)
def test_what_cannot_be_is_refused_and_the_bid_stays(
    sent: Sent, said: dict[str, Any], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        sent.rule(**said)

    assert sent.bid.stage is Stage.SUBMITTED
    assert ruling_of(sent.session, sent.bid) is None


@pytest.mark.parametrize("who", ["ben", "cleo", "finn"])
def test_only_the_lead_records_the_decision(sent: Sent, who: str) -> None:
    with pytest.raises(Refused, match="may not do this for others"):
        sent.rule(by=getattr(sent.world, who))


def test_what_was_not_submitted_is_not_decided_on(sent: Sent) -> None:
    world = sent.world
    young = world.bid(world.association, "Young lakes", call=world.call("Other lakes"))

    with pytest.raises(Refused, match="Only an application that was submitted"):
        sent.rule(bid=young, by=world.dana)


def test_a_decision_is_put_right_and_the_slower_of_two_is_told(sent: Sent) -> None:
    first, second = (each.id for each in sent.bid.commitments)
    sent.rule(400_000, shares={first: Decimal(400_000)})

    sent.rule(300_000, shares={second: Decimal(300_000)}, seen=1)
    with pytest.raises(Conflict):
        sent.rule(200_000, seen=1)

    ruling = ruling_of(sent.session, sent.bid)
    assert ruling
    assert (ruling.granted, ruling.version) == (Decimal(300_000), 2)
    assert {each.commitment_id: each.amount for each in ruling.shares} == {second: 300_000}


def test_a_bid_that_was_granted_is_not_recorded_as_rejected(sent: Sent) -> None:
    sent.rule()

    with pytest.raises(Refused, match="does not fit"):
        sent.rule(None, seen=1)


def test_results_are_told_once_it_was_granted(sent: Sent) -> None:
    tell = {"words": "Fish came back", "links": "https://lakes.example/report", "seen": 0}
    with pytest.raises(Refused, match="was granted"):
        rulings.tell_result(sent.session, sent.bid, **tell, by=sent.world.ada, now=LATER)  # type: ignore[arg-type]  # of several kinds
    sent.rule()

    rulings.tell_result(sent.session, sent.bid, **tell, by=sent.world.cleo, now=LATER)  # type: ignore[arg-type]  # of several kinds

    result = result_of(sent.session, sent.bid)
    assert result
    assert (result.words, result.links) == ("Fish came back", ("https://lakes.example/report",))
    with pytest.raises(Conflict):
        rulings.tell_result(sent.session, sent.bid, **tell, by=sent.world.ada, now=LATER)  # type: ignore[arg-type]  # of several kinds


@pytest.mark.parametrize(
    "links",
    ["javascript:alert(1)", "lakes.example", "https://", "https://me:secret@lakes.example/",
     "https://a b.example/", "https://x.example/" + "x" * 500, "https://x.example/\n" * 21,
     "http://[::1"],
)  # fmt: skip
def test_only_addresses_of_pages_are_linked(sent: Sent, links: str) -> None:
    sent.rule()

    with pytest.raises(Refused, match="address"):
        rulings.tell_result(
            sent.session, sent.bid, words="x", links=links, seen=0, by=sent.world.ada, now=LATER
        )


def test_an_application_begets_the_next(sent: Sent) -> None:
    world = sent.world
    sent.rule()
    call = world.call("More lakes")
    sent.session.flush()

    after = opening.open(
        sent.session, call=call, lead=world.town, title="Bluer lakes", summary="", answer_by=None,
        by=world.ada, now=LATER, begun_from=sent.bid,
    )  # fmt: skip

    assert after.begun_from is sent.bid
    assert memory.followers(sent.session, sent.bid, world.ada) == [after]
    assert memory.followers(sent.session, sent.bid, world.dana) == []


def test_nobody_goes_on_from_a_bid_that_they_do_not_see(sent: Sent) -> None:
    world = sent.world

    with pytest.raises(Refused, match="may not do this for others"):
        opening.open(
            sent.session, call=world.call("More lakes"), lead=world.association, title="T",
            summary="", answer_by=None, by=world.dana, now=LATER, begun_from=sent.bid,
        )  # fmt: skip


# What is remembered.


def test_the_next_round_remembers_what_was_applied_for_and_how_it_went(sent: Sent) -> None:
    world = sent.world
    sent.rule(None, reasons="Too vague")
    again = world.call("Cleaner lakes 2027")
    sent.session.flush()
    again.follows_id = world.lakes.id
    sent.session.flush()

    found = memory.remembered(sent.session, again, world.ada)

    assert [(each.application, each.near, each.open) for each in found] == [
        (sent.bid, Near.ROUND, True)
    ]
    assert found[0].ruling
    assert found[0].ruling.reasons == "Too vague"


def test_others_see_that_it_was_and_how_it_went_but_not_within(sent: Sent) -> None:
    sent.rule(None, reasons="Too vague")

    found = memory.remembered(sent.session, sent.world.lakes, sent.world.finn)

    assert [(each.application, each.open) for each in found] == [(sent.bid, False)]


def test_what_the_funder_has_not_decided_is_only_for_those_who_are_in_it(sent: Sent) -> None:
    world = sent.world

    assert memory.remembered(sent.session, world.lakes, world.finn) == []
    assert [
        each.application for each in memory.remembered(sent.session, world.lakes, world.ben)
    ] == [sent.bid]


def test_what_was_never_submitted_is_not_remembered(sent: Sent) -> None:
    world = sent.world
    call = world.call("Other lakes")
    world.bid(world.association, "Young lakes", call=call)

    found = memory.remembered(sent.session, call, world.dana)

    assert [each.application.title for each in found] == []


def test_the_clock_finds_earlier_bids_that_are_about_the_same(sent: Sent) -> None:
    world = sent.world
    sent.rule()
    alike = world.call("We clean the lakes together, blue lakes")
    other = world.call("Roads")
    alike.funder, other.funder, other.text = "Sea Fund", "Road Fund", "Asphalt for motorways"
    alike.language = other.language = "sv"  # which bids are taken to be in
    sent.session.flush()

    assert remember(sent.session, NOON) == remember(sent.session, NOON)

    stored = sent.session.scalars(select(Precedent)).all()
    found = memory.remembered(sent.session, alike, world.ada)
    assert alike.id in {each.call_id for each in stored}
    assert other.id not in {each.call_id for each in stored}
    assert [each.near for each in found] == [Near.TEXT]
    assert "clean" in found[0].words
    assert part_of(sent.bid, world.town)


def test_without_earlier_bids_the_clock_has_nothing_to_do(session: Session) -> None:
    World(session)

    assert remember(session, NOON) == 0
