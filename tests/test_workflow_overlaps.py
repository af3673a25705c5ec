"""Two bids in each other's way: seen, proposed upon, and settled only by those who lead them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Letter, Overlap, OverlapKind, Part, Proposal, Role, Stage
from tests.bids import TODAY, Rivals, World, part_of
from tests.conftest import NOON
from workflow import Conflict, Refused, can, visible_to
from workflow.applications import describing, stages
from workflow.applications.terms import signed
from workflow.overlaps import finding, proposing, replying
from workflow.overlaps.merging import asks_anew
from workflow.overlaps.plans import Plan
from workflow.overlaps.settling import Standing, standing
from workflow.partners.members import let
from workflow.refusals import Incomplete
from workflow.telling import history

WEEK = TODAY + timedelta(days=7)


def test_a_pair_is_raised_once_in_whatever_order(rivals: Rivals) -> None:
    assert rivals.overlap.members[0].application is rivals.blue
    assert rivals.find() is None


def test_an_open_finding_follows_the_text_instead_of_being_raised_again(rivals: Rivals) -> None:
    about = rivals.overlap.about
    reword(rivals)

    assert rivals.find() is None
    assert rivals.overlap.about != about


def test_a_settled_pair_is_raised_again_only_when_a_bid_changed(rivals: Rivals) -> None:
    rivals.propose(None)
    rivals.reply(rivals.blue, True)
    rivals.reply(rivals.clear, True)
    assert rivals.find() is None

    reword(rivals)

    assert rivals.find() is not None


def reword(rivals: Rivals) -> None:
    describing.describe(
        rivals.session,
        rivals.blue,
        title="Blue lakes",
        summary="We clean the rivers",
        seen=rivals.blue.version,
        by=rivals.world.ada,
        now=NOON,
    )


def test_a_coordinator_notes_what_was_said(rivals: Rivals) -> None:
    noted = finding.note(
        rivals.session,
        OverlapKind.ALIKE_TEXTS,
        [rivals.blue, rivals.clear],
        "Lyktan rang",
        by=rivals.world.cleo,
        now=NOON,
    )

    assert history(rivals.session, noted)[0].facts == {"words": "Lyktan rang"}
    with pytest.raises(Refused, match="two different"):
        finding.note(
            rivals.session,
            OverlapKind.ALIKE_TEXTS,
            [rivals.blue, rivals.blue],
            "",
            by=rivals.world.cleo,
            now=NOON,
        )


def test_only_coordinators_propose_and_with_a_reason(rivals: Rivals) -> None:
    details: dict[str, Any] = {"seen": 0, "now": NOON}

    with pytest.raises(Refused, match="for others"):
        proposing.propose(
            rivals.session,
            rivals.overlap,
            Plan(Proposal.COEXIST),
            reply_by=WEEK,
            today=TODAY,
            message="Mine",
            by=rivals.world.ada,
            **details,
        )
    with pytest.raises(Incomplete) as caught:
        proposing.propose(
            rivals.session,
            rivals.overlap,
            Plan(Proposal.COEXIST),
            reply_by=WEEK,
            today=TODAY,
            message=" ",
            by=rivals.world.cleo,
            **details,
        )
    assert [field for field, _ in caught.value.errors] == ["message"]


def test_a_merger_says_which_bid_stays(rivals: Rivals) -> None:
    third = rivals.world.bid(rivals.world.university, "Green lakes")

    for into in (None, third):
        with pytest.raises(Incomplete) as caught:
            proposing.propose(
                rivals.session,
                rivals.overlap,
                Plan(Proposal.MERGE, into=into),
                reply_by=WEEK,
                today=TODAY,
                message="Both",
                seen=0,
                by=rivals.world.cleo,
                now=NOON,
            )
        assert [field for field, _ in caught.value.errors] == ["into"]


def test_both_leads_are_asked_by_letter(rivals: Rivals) -> None:
    rivals.propose(rivals.blue)

    asked = rivals.session.scalars(select(Letter).where(Letter.kind == "proposed")).all()

    assert {each.reader.name for each in asked} == {"Ada", "Dana"}
    assert all("reply" in each.text for each in asked)


def test_no_reply_is_no_yes(rivals: Rivals) -> None:
    rivals.propose(None)
    rivals.reply(rivals.blue, True)

    assert standing(rivals.overlap) is Standing.WAITING
    assert rivals.overlap.settled_at is None


def test_a_no_sends_it_back_to_the_coordinator(rivals: Rivals) -> None:
    rivals.propose(rivals.blue)
    rivals.reply(rivals.clear, False)
    rivals.reply(rivals.blue, True)

    assert standing(rivals.overlap) is Standing.TO_REVIEW
    assert rivals.clear.stage is Stage.GATHERING


def test_a_new_proposal_asks_everyone_anew(rivals: Rivals) -> None:
    rivals.propose(rivals.blue)
    rivals.reply(rivals.blue, True)

    rivals.propose(None)

    assert [each.agrees for each in rivals.overlap.members] == [None, None]
    told = rivals.session.scalars(select(Letter).where(Letter.kind == "proposed")).all()
    assert len(told) == 2


def test_nobody_replies_to_a_proposal_that_was_changed_meanwhile(rivals: Rivals) -> None:
    rivals.propose(rivals.blue)

    with pytest.raises(Conflict, match="new proposal"):
        replying.reply(
            rivals.session,
            rivals.overlap.members[0],
            True,
            seen=0,
            by=rivals.world.ada,
            now=NOON,
        )


def test_only_its_lead_replies_for_a_bid(rivals: Rivals) -> None:
    rivals.propose(rivals.blue)
    of_clear = rivals.overlap.members[1]

    assert can(rivals.world.dana, "reply", of_clear)
    assert not can(rivals.world.ada, "reply", of_clear)
    assert not can(rivals.world.ben, "reply", rivals.overlap.members[0])


def test_a_reply_by_telephone_is_told_to_those_who_gave_it(rivals: Rivals) -> None:
    rivals.propose(None)

    replying.reply(
        rivals.session,
        rivals.overlap.members[1],
        True,
        seen=1,
        by=rivals.world.cleo,
        now=NOON,
    )

    letters = rivals.session.scalars(select(Letter).where(Letter.kind == "replied")).all()
    assert history(rivals.session, rivals.overlap)[0].facts["recorded"] is True
    assert {each.reader.name for each in letters} == {"Ada", "Dana"}
    assert all("telefon" in each.text or "telephone" in each.text for each in letters)


def test_a_coordinator_with_a_stake_proposes_openly_and_replies_for_nobody_else(
    session: Session,
) -> None:
    world = World(session)
    blue = world.bid(world.region, "Blue lakes")
    clear = world.bid(world.association, "Clear lakes")
    overlap = finding.note(
        session, OverlapKind.ALIKE_TEXTS, [blue, clear], "Seen", by=world.cleo, now=NOON
    )

    proposing.propose(
        session,
        overlap,
        Plan(Proposal.COEXIST),
        reply_by=WEEK,
        today=TODAY,
        message="Both are good",
        seen=0,
        by=world.cleo,
        now=NOON,
    )

    assert history(session, overlap)[0].facts["stake"] is True
    assert not can(world.cleo, "reply", overlap.members[1])


def test_keeping_both_is_settled_when_both_agree(rivals: Rivals) -> None:
    rivals.propose(None)
    rivals.reply(rivals.blue, True)
    rivals.reply(rivals.clear, True)

    assert standing(rivals.overlap) is Standing.SETTLED
    assert (rivals.blue.stage, rivals.clear.stage) == (Stage.GATHERING, Stage.GATHERING)
    with pytest.raises(Refused, match="already settled"):
        rivals.reply(rivals.blue, False)


def test_a_merger_moves_the_parts_and_keeps_what_is_not_concerned(rivals: Rivals) -> None:
    world, blue, clear = rivals.world, rivals.blue, rivals.clear
    world.agree(part_of(blue, world.university))
    world.agree(part_of(clear, world.association), 600_000, 300_000)

    rivals.propose(blue)
    rivals.reply(blue, True)
    rivals.reply(clear, True)

    came = part_of(blue, world.association)
    assert (clear.stage, clear.merged_into) == (Stage.MERGED, blue)
    assert clear.summary == "We clean the lakes together"
    assert (came.part, came.total_cost, signed(came)) == (Part.PARTNER, Decimal(600_000), None)
    assert signed(part_of(blue, world.university))
    assert signed(part_of(clear, world.association))
    asked = rivals.session.scalars(select(Letter).where(Letter.kind == "merged")).all()
    assert [each.reader.name for each in asked] == ["Dana"]


def test_who_is_in_both_gets_the_sum_and_signs_anew(session: Session) -> None:
    world = World(session)
    blue = world.bid(world.town, "Blue lakes", world.university)
    clear = world.bid(world.association, "Clear lakes")
    world.agree(part_of(blue, world.university), 400_000, 200_000)
    world.agree(part_of(clear, world.university), 100_000, 50_000)
    overlap = finding.note(
        session, OverlapKind.ALIKE_TEXTS, [blue, clear], "Seen", by=world.cleo, now=NOON
    )
    proposing.propose(
        session,
        overlap,
        Plan(Proposal.MERGE, into=blue),
        reply_by=WEEK,
        today=TODAY,
        message="One is enough",
        seen=0,
        by=world.cleo,
        now=NOON,
    )

    for member, by in zip(overlap.members, (world.ada, world.dana), strict=True):
        replying.reply(session, member, True, seen=1, by=by, now=NOON)

    both = part_of(blue, world.university)
    assert (both.total_cost, both.co_funding) == (Decimal(500_000), Decimal(250_000))
    assert signed(both) is None


def test_who_adds_nothing_keeps_the_signature(session: Session) -> None:
    world = World(session)
    blue = world.bid(world.town, "Blue lakes", world.university)
    clear = world.bid(world.association, "Clear lakes")
    world.agree(part_of(blue, world.university))

    assert part_of(clear, world.university).total_cost == 0
    assert not asks_anew(part_of(clear, world.university), blue)
    assert asks_anew(part_of(blue, world.university), clear)


def test_different_currencies_are_not_added_up(rivals: Rivals) -> None:
    rivals.propose(rivals.blue)
    rivals.reply(rivals.blue, True)
    part_of(rivals.clear, rivals.world.association).currency = "EUR"

    with pytest.raises(Refused, match="different currencies"):
        rivals.reply(rivals.clear, True)


def test_a_bid_that_is_withdrawn_is_in_nobodys_way(rivals: Rivals) -> None:
    stages.move(rivals.session, rivals.blue, "withdraw", by=rivals.world.ada, now=NOON)

    assert standing(rivals.overlap) is Standing.SETTLED
    with pytest.raises(Refused, match="no longer in each other"):
        rivals.propose(None)


def test_the_letter_of_the_settlement_goes_to_leads_and_proposer(rivals: Rivals) -> None:
    rivals.propose(None)
    rivals.reply(rivals.blue, True)
    rivals.reply(rivals.clear, True)

    told = rivals.session.scalars(select(Letter).where(Letter.kind == "settled")).all()

    assert {each.reader.name for each in told} == {"Ada", "Cleo"}
    assert all(each.not_before == NOON + timedelta(minutes=10) for each in told)


def test_strangers_see_no_overlap(rivals: Rivals) -> None:
    seen = {
        person.name: len(rivals.session.scalars(visible_to(person, Overlap)).all())
        for person in (rivals.world.ben, rivals.world.cleo, rivals.world.finn)
    }

    assert seen == {"Ben": 1, "Cleo": 1, "Finn": 0}


def test_a_coordinator_with_a_stake_does_not_settle_alone(session: Session) -> None:
    rivals = Rivals(session)
    world = rivals.world
    let(session, world.ada, world.town, [Role.COORDINATOR])
    let(session, world.ada, world.association, [Role.REPRESENTATIVE])
    first, second = rivals.overlap.members
    said = {"by": world.ada, "now": NOON}
    proposing.propose(
        session,
        rivals.overlap,
        Plan(Proposal.COEXIST),
        reply_by=WEEK,
        today=TODAY,
        message="Both",
        seen=0,
        **said,  # type: ignore[arg-type]  # said thrice
    )
    replying.reply(session, first, True, seen=1, **said)  # type: ignore[arg-type]  # said thrice

    with pytest.raises(Refused, match="Let somebody else reply"):
        replying.reply(session, second, True, seen=1, **said)  # type: ignore[arg-type]  # said thrice

    assert rivals.overlap.settled_at is None
    by = world.dana if second.application is rivals.clear else world.eve
    replying.reply(session, second, True, seen=1, by=by, now=NOON)
    assert rivals.overlap.settled_at is not None


def test_a_no_by_oneself_is_always_heard(session: Session) -> None:
    rivals = Rivals(session)
    world = rivals.world
    let(session, world.ada, world.town, [Role.COORDINATOR])
    let(session, world.ada, world.association, [Role.REPRESENTATIVE])
    said = {"by": world.ada, "now": NOON}
    proposing.propose(
        session,
        rivals.overlap,
        Plan(Proposal.COEXIST),
        reply_by=WEEK,
        today=TODAY,
        message="Both",
        seen=0,
        **said,  # type: ignore[arg-type]  # said twice
    )

    for member in rivals.overlap.members:
        replying.reply(session, member, False, reason="No", seen=1, **said)  # type: ignore[arg-type]  # said twice

    assert [each.agrees for each in rivals.overlap.members] == [False, False]
