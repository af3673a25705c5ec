"""What a settled overlap moved is foretold, and undone before the first change."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from lexicon.terms import Verdict
from models import Letter, Part, Proposal
from tests.bids import Rivals, part_of, signed_rivals
from tests.conftest import NOON
from workflow import Refused, audit
from workflow.applications import stages
from workflow.applications.terms import signed
from workflow.overlaps import undoing
from workflow.overlaps.consequences import consequences
from workflow.overlaps.plans import Plan
from workflow.overlaps.settling import Standing, standing

# Undoing.


def picture(rivals: Rivals) -> list[Any]:
    return [
        (bid.stage, bid.call_id, sorted(
            (part.partner.name, part.part, part.total_cost, part.co_funding, bool(signed(part)))
            for part in bid.commitments
        ))
        for bid in (rivals.blue, rivals.clear)
    ]  # fmt: skip


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
