"""Replies to what is proposed of overlapping bids, by those who can act and are not too near."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models import Letter, Meeting, OverlapKind, Proposal, Stage
from tests.bids import LATER, TODAY, Rivals, faults
from tests.conftest import NOON
from workflow import Refused
from workflow.applications import stages
from workflow.letters.awaited import waiting_replies
from workflow.overlaps import finding, proposing, replying, undoing
from workflow.overlaps.finding import Finding
from workflow.overlaps.plans import usual_day
from workflow.overlaps.settling import Standing, is_overdue, standing
from workflow.refusals import Conflict, Incomplete
from workflow.telling import history

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
