"""What may be proposed about overlapping bids, what it asks for, what is done when all agree."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from lexicon.overlap_resolutions import resolutions
from lexicon.terms import Band, Status, Verdict
from models import Answer, Interest, Letter, Match, Meeting, OverlapKind, Part, Proposal, Stage
from papers.wording import say
from tests.bids import TODAY, Rivals, part_of
from tests.conftest import NOON
from workflow import Refused, audit
from workflow.answers import stances
from workflow.applications import stages
from workflow.applications.terms import signed
from workflow.history import phrase
from workflow.letters.awaited import waiting_replies
from workflow.overlaps import finding, proposing, replying, undoing
from workflow.overlaps.consequences import consequences
from workflow.overlaps.elsewhere import calls_for
from workflow.overlaps.finding import Finding
from workflow.overlaps.plans import Plan, sentence, usual_day
from workflow.overlaps.settling import Standing, is_overdue, standing
from workflow.refusals import Conflict, Incomplete
from workflow.telling import history

LATER = TODAY + timedelta(days=60)


def faults(rivals: Rivals, **asked: Any) -> list[str]:
    with pytest.raises(Incomplete) as caught:
        rivals.propose(**asked)
    return [field for field, _ in caught.value.errors]


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


# Replies.


def test_a_no_says_why(rivals: Rivals) -> None:
    rivals.propose()

    with pytest.raises(Incomplete):
        rivals.reply(rivals.clear, False, reason=" ")

    rivals.reply(rivals.clear, False, reason="Our board said no")
    assert rivals.member(rivals.clear).reason == "Our board said no"
    told = rivals.session.scalars(select(Letter).where(Letter.kind == "replied")).all()
    assert all("Our board said no" in each.text for each in told)


def amend(rivals: Rivals, words: str, **said: Any) -> None:
    details: dict[str, Any] = {"seen": rivals.overlap.version, "by": rivals.world.dana} | said
    replying.amend(
        rivals.session, rivals.member(rivals.clear), words, now=NOON, today=TODAY, **details
    )


def test_yes_with_a_change_asks_the_others_anew(rivals: Rivals) -> None:
    rivals.propose(rivals.blue)
    rivals.reply(rivals.blue, True)

    amend(rivals, "We keep the name")

    assert [each.agrees for each in rivals.overlap.members] == [None, True]
    assert rivals.overlap.version == 2
    told = rivals.session.scalars(select(Letter).where(Letter.kind == "proposed")).all()
    assert {each.reader.name for each in told if "We keep the name" in each.text} == {"Ada", "Cleo"}
    rivals.reply(rivals.blue, True)
    assert rivals.clear.stage is Stage.MERGED


def test_a_change_is_said_in_words_and_of_what_was_seen(rivals: Rivals) -> None:
    rivals.propose()

    with pytest.raises(Incomplete):
        amend(rivals, " ")
    with pytest.raises(Incomplete):
        amend(rivals, "x" * 5001)
    with pytest.raises(Conflict):
        amend(rivals, "Stale", seen=0)
    with pytest.raises(Refused, match="for others"):
        amend(rivals, "Not mine", by=rivals.world.ben)


def test_a_late_change_leaves_time_to_read_it(rivals: Rivals) -> None:
    rivals.propose()
    last = rivals.overlap.reply_by
    assert last

    details: dict[str, Any] = {"seen": 1, "by": rivals.world.dana, "now": NOON}
    replying.amend(rivals.session, rivals.member(rivals.clear), "Later", today=last, **details)

    assert rivals.overlap.reply_by == last + timedelta(days=3)


def test_silence_is_shown_when_the_day_has_passed_and_settles_nothing(rivals: Rivals) -> None:
    rivals.propose()
    rivals.reply(rivals.blue, True)
    assert rivals.overlap.reply_by

    assert not is_overdue(rivals.overlap, rivals.overlap.reply_by)
    assert is_overdue(rivals.overlap, rivals.overlap.reply_by + timedelta(days=1))
    assert standing(rivals.overlap) is Standing.WAITING


def test_one_replies_within_a_week_or_before_the_deadline(rivals: Rivals) -> None:
    assert usual_day(rivals.overlap, TODAY, NOON) == TODAY + timedelta(days=7)

    close = NOON.replace(month=3) - timedelta(days=3)
    assert usual_day(rivals.overlap, close.date(), close) == close.date() + timedelta(days=2)


# Who is too near.


def test_who_stepped_aside_neither_proposes_nor_replies(rivals: Rivals) -> None:
    proposing.step_aside(rivals.session, rivals.overlap, by=rivals.world.cleo, now=NOON)
    proposing.step_aside(rivals.session, rivals.overlap, by=rivals.world.cleo, now=NOON)

    with pytest.raises(Refused, match="stepped aside"):
        rivals.propose()
    verbs = [each.verb for each in history(rivals.session, rivals.overlap)]
    assert verbs.count("stepped aside") == 1


def test_who_steps_aside_after_proposing_takes_no_reply(rivals: Rivals) -> None:
    rivals.propose()
    proposing.step_aside(rivals.session, rivals.overlap, by=rivals.world.cleo, now=NOON)

    with pytest.raises(Refused, match="for others"):
        replying.reply(
            rivals.session, rivals.overlap.members[0], True, seen=1, by=rivals.world.cleo, now=NOON
        )


def test_a_finding_is_put_before_a_meeting_that_is_yet_to_come(rivals: Rivals) -> None:
    meeting = Meeting(body="Board", day=LATER)
    gone, theirs = (
        Meeting(body="Board", day=TODAY - timedelta(days=1)),
        Meeting(body="B", day=LATER),
    )
    theirs.partner = rivals.world.town
    rivals.session.add_all([meeting, gone, theirs])
    rivals.session.commit()
    said: dict[str, Any] = {"by": rivals.world.cleo, "now": NOON, "today": TODAY}

    for other in (gone, theirs):
        with pytest.raises(Refused, match="yet to come"):
            proposing.put_before(rivals.session, rivals.overlap, other, **said)
    proposing.put_before(rivals.session, rivals.overlap, meeting, **said)

    assert rivals.overlap.meeting is meeting
    assert standing(rivals.overlap) is Standing.TO_REVIEW
    told = rivals.session.scalars(select(Letter).where(Letter.kind == "put_before")).all()
    assert {each.reader.name for each in told} == {"Ada", "Dana"}


# What is submitted already.


@pytest.fixture
def crowded(rivals: Rivals) -> Rivals:
    """Three bids where there is room for fewer; the firm's is submitted."""
    third = rivals.world.bid(rivals.world.firm, "Green lakes")
    third.stage, third.submitted_at, third.reference = Stage.SUBMITTED, NOON, "2026-1"
    bids = [rivals.blue, rivals.clear, third]
    found = Finding(OverlapKind.MORE_THAN_PLACES, bids, basis="3 for 2")
    rivals.overlap = finding.raise_overlap(rivals.session, found, NOON) or rivals.overlap
    rivals.session.commit()
    return rivals


def test_a_proposal_goes_to_those_who_can_still_act(crowded: Rivals) -> None:
    crowded.propose(crowded.blue)

    told = crowded.session.scalars(select(Letter).where(Letter.kind == "proposed")).all()
    assert {each.reader.name for each in told} == {"Ada", "Dana"}
    with pytest.raises(Refused, match="can no longer be changed"):
        replying.reply(
            crowded.session, crowded.overlap.members[2], True, seen=1, by=crowded.world.finn,
            now=NOON,
        )  # fmt: skip
    asked = {each.lead.name for each in waiting_replies(crowded.session)}
    assert asked == {"Town", "Association"}


def test_what_is_submitted_stays_as_it_is_when_the_others_agree(crowded: Rivals) -> None:
    third = crowded.overlap.members[2].bid
    crowded.propose(crowded.blue)
    crowded.agree()

    assert (crowded.clear.stage, third.stage) == (Stage.MERGED, Stage.SUBMITTED)
    assert [each.verb for each in history(crowded.session, third)] == ["opened"]
    stages.move(crowded.session, third, "grant", by=crowded.world.finn, now=NOON)
    undoing.undo(crowded.session, crowded.overlap, by=crowded.world.dana, now=NOON)
    assert (crowded.clear.stage, third.stage) == (Stage.GATHERING, Stage.GRANTED)


def test_one_alone_is_not_merged_into(crowded: Rivals) -> None:
    crowded.clear.stage = Stage.WITHDRAWN

    assert faults(crowded, proposal=Proposal.MERGE, into=crowded.blue) == ["into"]
    crowded.propose(proposal=Proposal.WITHDRAW, yields=(crowded.member(crowded.blue),))
    crowded.reply(crowded.blue, True)
    assert crowded.blue.stage is Stage.WITHDRAWN


def test_who_goes_another_way_without_a_reply_leaves_it_to_the_coordinator(
    crowded: Rivals,
) -> None:
    crowded.propose(crowded.blue)
    crowded.reply(crowded.clear, True)
    crowded.blue.stage, crowded.blue.submitted_at = Stage.SUBMITTED, NOON

    assert standing(crowded.overlap) is Standing.TO_REVIEW
    crowded.propose()
    crowded.reply(crowded.clear, True)
    assert standing(crowded.overlap) is Standing.SETTLED


# Undoing.


def picture(rivals: Rivals) -> list[Any]:
    return [
        (bid.stage, bid.call_id, sorted(
            (part.partner.name, part.part, part.total_cost, part.co_funding, bool(signed(part)))
            for part in bid.commitments
        ))
        for bid in (rivals.blue, rivals.clear)
    ]  # fmt: skip


def signed_rivals(rivals: Rivals) -> None:
    """Let everybody have signed, the university in both."""
    for bid in (rivals.blue, rivals.clear):
        for part in bid.commitments:
            rivals.world.agree(part, 400, 200)


@pytest.mark.parametrize(
    "proposal", [Proposal.MERGE, Proposal.JOIN_AS_PARTNER, Proposal.WITHDRAW, Proposal.REDIRECT]
)
def test_a_move_is_undone_and_all_is_as_before(rivals: Rivals, proposal: Proposal) -> None:
    signed_rivals(rivals)
    before = picture(rivals)
    asked: dict[str, Any] = {
        "into": rivals.blue, "part": Part.PARTNER, "call": rivals.world.call("Rivers"),
        "yields": (rivals.member(rivals.clear),),
    }  # fmt: skip
    rivals.session.commit()
    rivals.propose(proposal=proposal, **asked)
    rivals.agree()
    assert picture(rivals) != before
    assert list(audit.troubles(rivals.session, [])) == []

    undoing.undo(rivals.session, rivals.overlap, by=rivals.world.dana, now=NOON)
    rivals.session.commit()

    assert picture(rivals) == before
    assert list(audit.troubles(rivals.session, [])) == []  # what holds again, an event revived
    assert standing(rivals.overlap) is Standing.TO_REVIEW
    kinds = set(rivals.session.scalars(select(Letter.kind)))
    assert "undone" in kinds
    assert not kinds & {"settled", "merged", "found_call"}
    rivals.propose()
    rivals.agree()
    assert standing(rivals.overlap) is Standing.SETTLED


def test_after_the_first_change_nothing_is_undone(rivals: Rivals) -> None:
    rivals.propose(rivals.blue)
    rivals.agree()
    rivals.world.agree(part_of(rivals.blue, rivals.world.association))

    with pytest.raises(Refused, match="changed since"):
        undoing.undo(rivals.session, rivals.overlap, by=rivals.world.dana, now=NOON)


def test_a_move_of_the_stage_is_a_change_too(rivals: Rivals) -> None:
    rivals.propose(rivals.blue)
    rivals.agree()
    stages.move(rivals.session, rivals.blue, "write", by=rivals.world.ada, now=NOON)

    with pytest.raises(Refused, match="changed since"):
        undoing.undo(rivals.session, rivals.overlap, by=rivals.world.cleo, now=NOON)


def test_what_moved_nothing_and_what_is_undone_is_not_undone(rivals: Rivals) -> None:
    rivals.propose()
    rivals.agree()
    with pytest.raises(Refused, match="nothing to undo"):
        undoing.undo(rivals.session, rivals.overlap, by=rivals.world.cleo, now=NOON)


def test_only_leads_and_coordinators_undo(rivals: Rivals) -> None:
    rivals.propose(rivals.blue)
    rivals.agree()

    for by in (rivals.world.ben, rivals.world.finn):
        with pytest.raises(Refused, match="for others"):
            undoing.undo(rivals.session, rivals.overlap, by=by, now=NOON)


# Consequences.


def test_a_merger_is_held_against_ceiling_rate_and_composition(rivals: Rivals) -> None:
    signed_rivals(rivals)
    rivals.world.lakes.least_partners = 4
    [found] = consequences(rivals.overlap, Plan(Proposal.MERGE, into=rivals.blue), NOON.year)
    assert found.total
    assert found.ceiling
    assert found.need

    assert (found.total.total_cost, found.total.support) == (Decimal(1600), Decimal(800))
    assert found.ceiling.left == Decimal(1_000_000 - 800)
    assert (found.parties, len(found.lacks), found.holds) == (3, 1, False)
    assert found.asked == ("Association", "University")
    rivals.world.lakes.least_partners = 3
    assert consequences(rivals.overlap, Plan(Proposal.MERGE, into=rivals.blue), NOON.year)[0].holds


def test_what_is_foretold_of_a_merger_is_what_comes(rivals: Rivals) -> None:
    signed_rivals(rivals)
    [found] = consequences(rivals.overlap, Plan(Proposal.MERGE, into=rivals.blue), NOON.year)

    rivals.propose(rivals.blue)
    rivals.agree()

    [after] = consequences(rivals.overlap, Plan(Proposal.MERGE, into=rivals.blue), NOON.year)
    unsigned = sorted(each.partner.name for each in rivals.blue.parts if not signed(each))
    assert found.total == after.total
    assert unsigned == sorted(found.asked)


def test_where_a_call_names_no_rate_a_merger_is_held_against_its_programmes(
    rivals: Rivals,
) -> None:
    signed_rivals(rivals)
    lakes = rivals.world.lakes
    lakes.funder, lakes.rates = "Svenska ESF-rådet", ()
    lakes.text, lakes.areas = "inom programområde A2", ("SE124",)

    [found] = consequences(rivals.overlap, Plan(Proposal.MERGE, into=rivals.blue), NOON.year)

    assert found.need
    assert (found.need.share, found.need.met) == (Decimal(46), Verdict.NO)


def test_who_withdraws_loses_its_signatures_and_who_joins_signs(rivals: Rivals) -> None:
    signed_rivals(rivals)
    yields = (rivals.member(rivals.clear),)
    [left] = consequences(rivals.overlap, Plan(Proposal.WITHDRAW, yields=yields), NOON.year)
    join = Plan(Proposal.JOIN_AS_PARTNER, into=rivals.blue, part=Part.PARTNER)
    [joined] = consequences(rivals.overlap, join, NOON.year)

    assert (left.bid, left.falling) == (rivals.blue, ("Association", "University"))
    assert joined.asked == ("Association",)
    assert consequences(rivals.overlap, Plan(Proposal.COEXIST), NOON.year) == []


@pytest.mark.parametrize("proposal", Proposal)
def test_each_proposal_is_one_sentence(rivals: Rivals, proposal: Proposal) -> None:
    plan = Plan(
        proposal, into=rivals.blue, yields=(rivals.member(rivals.clear),),
        call=rivals.world.lakes, until=LATER, demarcation="North and south", part=Part.PARTNER,
        total_cost=Decimal(10), co_funding=Decimal(5),
    )  # fmt: skip

    assert "{" not in say(sentence(plan), "sv")
