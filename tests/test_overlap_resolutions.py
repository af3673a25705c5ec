"""What may be proposed about overlapping bids, what it asks for, what is done when all agree."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from lexicon.overlap_resolutions import resolutions
from lexicon.terms import Band, Status, Verdict
from models import Answer, Interest, Letter, Match, OverlapKind, Part, Proposal, Stage
from papers.wording import say
from tests.bids import LATER, TODAY, Rivals, faults, part_of
from tests.conftest import NOON
from workflow import Refused
from workflow.answers import stances
from workflow.applications.terms import signed
from workflow.history import phrase
from workflow.overlaps import finding, proposing, replying, undoing
from workflow.overlaps.elsewhere import calls_for
from workflow.overlaps.plans import Plan, sentence
from workflow.overlaps.settling import Standing, standing
from workflow.refusals import Incomplete
from workflow.telling import history


def test_the_list_has_what_can_be_proposed() -> None:
    offered = [each.code for each in resolutions().values() if each.place != "meeting"]

    assert sorted(offered) == sorted(Proposal)
    assert [each.code for each in resolutions().values() if each.place == "first"] == [
        "merge", "split_work_packages", "coexist", "wait",
    ]  # fmt: skip
    assert all(each.required_record for each in resolutions().values())


@pytest.mark.parametrize("proposal", Proposal)
def test_each_kind_says_what_it_lacks_at_its_field(rivals: Rivals, proposal: Proposal) -> None:
    needs = resolutions()[proposal].needs
    if needs:
        assert faults(rivals, proposal=proposal) == list(needs)
    else:
        rivals.propose(proposal=proposal)
        assert rivals.overlap.proposal is proposal


def test_what_another_kind_would_ask_for_is_left_out(rivals: Rivals) -> None:
    rivals.propose(proposal=Proposal.COEXIST, until=LATER, demarcation="Never", into=rivals.blue)

    assert (rivals.overlap.until, rivals.overlap.demarcation, rivals.overlap.into) == (None,) * 3


def test_not_everybody_gives_way_and_not_until_yesterday(rivals: Rivals) -> None:
    both = tuple(rivals.overlap.members)
    one = both[:1]

    assert faults(rivals, proposal=Proposal.WAIT, yields=both, until=LATER) == ["yields"]
    assert faults(rivals, proposal=Proposal.WAIT, yields=one, until=TODAY) == ["until"]


def test_a_stranger_to_the_finding_does_not_give_way(rivals: Rivals) -> None:
    third = rivals.world.bid(rivals.world.university, "Green lakes")
    other = finding.note(
        rivals.session, OverlapKind.ALIKE_TEXTS, [rivals.blue, third], "Heard",
        by=rivals.world.cleo, now=NOON,
    )  # fmt: skip

    assert faults(rivals, proposal=Proposal.WITHDRAW, yields=(other.members[1],)) == ["yields"]


def test_a_proposal_of_too_many_words_or_days_comes_back(rivals: Rivals) -> None:
    for said in ({"message": "x" * 5001, "reply_by": LATER}, {"message": "x", "reply_by": None},
                 {"message": "x", "reply_by": TODAY}):  # fmt: skip
        with pytest.raises(Incomplete):
            proposing.propose(
                rivals.session, rivals.overlap, Plan(Proposal.COEXIST), seen=0,
                by=rivals.world.cleo, now=NOON, today=TODAY, **said,
            )  # fmt: skip


def test_the_line_is_drawn_in_writing_and_stands_in_both_histories(rivals: Rivals) -> None:
    line = "Town takes the north, Association the south"
    rivals.propose(proposal=Proposal.SPLIT_WORK_PACKAGES, demarcation=line)
    rivals.agree()

    assert standing(rivals.overlap) is Standing.SETTLED
    for bid, other in ((rivals.blue, rivals.clear), (rivals.clear, rivals.blue)):
        event = history(rivals.session, bid)[0]
        assert event.facts["others"] == [other.title]
        assert line in str(phrase(event).values)
        assert bid.stage is Stage.GATHERING


def test_keeping_both_keeps_the_reason_with_both(rivals: Rivals) -> None:
    rivals.propose()
    rivals.agree()

    assert history(rivals.session, rivals.clear)[0].facts["message"] == "The same lakes"


def test_who_waits_keeps_its_bid_and_everybody_knows_until_when(rivals: Rivals) -> None:
    rivals.propose(proposal=Proposal.WAIT, yields=(rivals.member(rivals.clear),), until=LATER)
    rivals.agree()

    assert history(rivals.session, rivals.clear)[0].facts["until"] == LATER.isoformat()
    assert (rivals.clear.stage, rivals.overlap.until) == (Stage.GATHERING, LATER)


def test_who_withdraws_is_withdrawn_and_its_parties_are_told(rivals: Rivals) -> None:
    rivals.propose(proposal=Proposal.WITHDRAW, yields=(rivals.member(rivals.blue),))
    rivals.agree()

    told = rivals.session.scalars(select(Letter).where(Letter.kind == "moved")).all()
    assert rivals.blue.stage is Stage.WITHDRAWN
    assert {each.reader.name for each in told} == {"Ada", "Ben"}


def test_who_joins_leaves_its_own_bid_and_is_proposed_a_part(rivals: Rivals) -> None:
    rivals.propose(
        proposal=Proposal.JOIN_AS_PARTNER, into=rivals.blue, part=Part.PARTNER,
        total_cost=Decimal(300), co_funding=Decimal(100),
    )  # fmt: skip
    rivals.agree()

    came = part_of(rivals.blue, rivals.world.association)
    assert rivals.clear.stage is Stage.WITHDRAWN
    assert (came.part, came.total_cost) == (Part.PARTNER, Decimal(300))
    assert came.co_funding == 100
    assert signed(came) is None


def test_a_joining_lead_gets_no_part_that_cannot_be(rivals: Rivals) -> None:
    asked = {"proposal": Proposal.JOIN_AS_PARTNER, "into": rivals.blue}

    assert faults(rivals, **asked, part=Part.LEAD) == ["part"]
    for part, total, own in (
        (Part.ASSOCIATED, 1, 0), (Part.CO_FINANCIER, 1, 1), (Part.PARTNER, 1, 2),
        (Part.PARTNER, -1, -1),
    ):  # fmt: skip
        sums = {"total_cost": Decimal(total), "co_funding": Decimal(own)}
        assert faults(rivals, **asked, part=part, **sums) == ["total_cost"]


def test_another_call_is_one_that_is_open_and_not_the_same(rivals: Rivals) -> None:
    rivers, gone = rivals.world.call("Rivers"), rivals.world.call("Gone")
    gone.status = Status.CLOSED
    rivals.session.commit()
    asked: dict[str, Any] = {
        "proposal": Proposal.REDIRECT,
        "yields": (rivals.member(rivals.clear),),
    }

    assert faults(rivals, **asked, call=rivals.world.lakes) == ["call"]
    assert faults(rivals, **asked, call=gone) == ["call"]
    rivals.propose(**asked, call=rivers)
    rivals.agree()
    assert rivals.clear.call is rivers
    told = rivals.session.scalars(select(Letter).where(Letter.kind == "found_call")).all()
    assert ["Rivers" in each.text for each in told] == [True]


def test_a_lead_has_one_bid_to_a_call_after_redirecting_too(rivals: Rivals) -> None:
    rivers = rivals.world.call("Rivers")
    rivals.world.bid(rivals.world.association, "Clear rivers", call=rivers)
    rivals.propose(proposal=Proposal.REDIRECT, yields=(rivals.member(rivals.clear),), call=rivers)
    rivals.reply(rivals.blue, True)

    with pytest.raises(Refused, match="already has an application"):
        rivals.reply(rivals.clear, True)


def test_the_matcher_offers_open_calls_that_fit_the_lead(rivals: Rivals) -> None:
    world = rivals.world
    good, strong, gone = (world.call(each) for each in ("Good", "Strong", "Gone"))
    gone.status = Status.CLOSED
    wants = Interest(partner=world.association, title="Water", text="Water")
    facts = {
        "interest": wants,
        "reasons": (),
        "may_apply": Verdict.YES,
        "found_at": NOON,
    }
    bands = {good: Band.GOOD, strong: Band.STRONG, gone: Band.STRONG, world.lakes: Band.STRONG}
    for call, band in bands.items():
        rivals.session.add(Match(call=call, band=band, score=0.5, matcher="", **facts))
    rivals.session.commit()

    offered = calls_for(rivals.session, rivals.clear, NOON)

    assert [each.call.title for each in offered] == ["Strong", "Good"]
    assert calls_for(rivals.session, rivals.blue, NOON) == []


def test_an_answer_that_gives_way_becomes_a_no(rivals: Rivals) -> None:
    world = rivals.world
    rivers = world.call("Rivers")
    stance = stances.answer(
        rivals.session, world.association, rivers, Answer.LEAD, by=world.dana, now=NOON
    )
    rivals.overlap = finding.note(
        rivals.session, OverlapKind.SAME_PARTICIPANTS, [rivals.blue, stance], "Heard",
        by=world.cleo, now=NOON,
    )  # fmt: skip
    answered = rivals.overlap.members[1]
    rivals.propose(proposal=Proposal.WITHDRAW, yields=(answered,))
    rivals.reply(rivals.blue, True)
    replying.reply(rivals.session, answered, True, seen=1, by=world.dana, now=NOON)

    assert (stance.answer, stance.reason) == (Answer.NO, stances.Why.IN_ANOTHER_BID)
    undoing.undo(rivals.session, rivals.overlap, by=world.dana, now=NOON)
    assert (stance.answer, stance.reason) == (Answer.LEAD, None)


def test_an_answer_is_merged_by_asking_its_partner_in(rivals: Rivals) -> None:
    world = rivals.world
    stance = stances.answer(
        rivals.session, world.firm, world.lakes, Answer.LEAD, by=world.finn, now=NOON
    )
    rivals.overlap = finding.note(
        rivals.session, OverlapKind.MORE_THAN_PLACES, [rivals.blue, stance], "Heard",
        by=world.cleo, now=NOON,
    )  # fmt: skip
    rivals.propose(rivals.blue)
    rivals.reply(rivals.blue, True)
    replying.reply(rivals.session, rivals.overlap.members[1], True, seen=1, by=world.finn, now=NOON)

    assert part_of(rivals.blue, world.firm).part is Part.PARTNER
    assert stance.answer is Answer.LEAD


@pytest.mark.parametrize("proposal", Proposal)
def test_each_proposal_is_one_sentence(rivals: Rivals, proposal: Proposal) -> None:
    plan = Plan(
        proposal, into=rivals.blue, yields=(rivals.member(rivals.clear),),
        call=rivals.world.lakes, until=LATER, demarcation="North and south", part=Part.PARTNER,
        total_cost=Decimal(10), co_funding=Decimal(5),
    )  # fmt: skip

    assert "{" not in say(sentence(plan), "sv")
