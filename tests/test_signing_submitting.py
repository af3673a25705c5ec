"""What is submitted of what was signed, with its time and its receipt."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lexicon.preliminary_parts import Allowance, allowance
from lexicon.programmes import programme_of, programmes
from lexicon.terms import Verdict
from models import Application, Stage
from papers.wording import say
from tests.bids import World
from tests.conftest import NOON
from workflow import Refused
from workflow.applications import stages, submitting


@pytest.mark.parametrize(
    ("programme", "funder", "known"),
    [("ESF+ 2021–2027", "", "esf"), ("", "Vinnova", "vinnova"), ("Leader", "A fund", None)],
)
def test_what_a_programme_allows_is_looked_up_by_its_name(
    programme: str, funder: str, known: str | None
) -> None:
    found = allowance(programme_of(programme, funder))

    assert (found and found.programme.key) == known
    assert found is None or (found.allowed is Verdict.UNKNOWN and found.source)


@pytest.mark.parametrize("allowed", list(Verdict))
def test_preliminary_parts_are_submitted_as_the_funder_has_it(
    world: World, bid: Application, allowed: Verdict
) -> None:
    row = Allowance(
        programmes()["leader"], allowed, "We take preliminary parts", "leader.example, 2026"
    )
    world.agree(bid.commitments[0])
    world.agree(bid.commitments[1], binding=False)
    said = submitting.Submission("F-1", NOON, "", accepted_preliminary=False)

    if allowed is Verdict.YES:
        assert submitting.submit(bid, said, NOON, row) == ["University"]
        return
    with pytest.raises(Refused, match="University have approved preliminarily"):
        submitting.submit(bid, said, NOON, row)
    confirmed = replace(said, accepted_preliminary=True)
    if allowed is Verdict.UNKNOWN:
        assert submitting.submit(bid, confirmed, NOON, row) == ["University"]
    else:
        with pytest.raises(Refused, match="Leader does not allow that"):
            submitting.submit(bid, confirmed, NOON, row)


def test_a_submission_keeps_its_time_and_receipt(
    world: World, session: Session, bid: Application
) -> None:
    for part in bid.commitments:
        world.agree(part)
    for verb in ("write", "ask for approval"):
        stages.move(session, bid, verb, by=world.ada, now=NOON)
    later = NOON + timedelta(hours=3)

    with pytest.raises(Refused, match="still to come"):
        stages.move(
            session, bid, "submit", by=world.ada, now=later, reference="F-1",
            submitted_at=later + timedelta(minutes=1),
        )  # fmt: skip
    stages.move(
        session, bid, "submit", by=world.ada, now=later, reference="F-1",
        submitted_at=NOON + timedelta(minutes=1), receipt=" Received, 12:01 ",
    )  # fmt: skip

    assert (bid.stage, bid.submitted_at, bid.receipt) == (
        Stage.SUBMITTED, NOON + timedelta(minutes=1), "Received, 12:01",
    )  # fmt: skip


def test_the_checklist_names_what_is_to_be_looked_at(world: World, bid: Application) -> None:
    world.agree(bid.commitments[0], 1_500_000, 100_000, binding=False)

    said = {say(each.sentence, "en"): each.met for each in submitting.checklist(bid, NOON)}

    assert said == {
        "Not yet approved by University.": Verdict.NO,
        "Approved preliminarily: Town.": Verdict.UNKNOWN,
        "The sums are above the call's ceiling.": Verdict.NO,
        "The co-funding does not meet the call's rate": Verdict.NO,
        "The call closes on 12\u00a0March\u00a02026.": Verdict.YES,
    }


def test_the_checklist_holds_a_call_without_a_rate_against_its_programmes(
    world: World, bid: Application
) -> None:
    world.lakes.rates, world.lakes.funder = (), "Svenska ESF-rådet"
    world.lakes.text = "inom programområde D"
    world.agree(bid.commitments[0], 800_000, 400_000)

    said = {say(each.sentence, "en"): each.met for each in submitting.checklist(bid, NOON)}

    assert said["The co-funding does not meet the call's rate"] is Verdict.NO


def test_the_stages_of_the_table_are_those_of_the_database(
    session: Session, bid: Application
) -> None:
    with pytest.raises(IntegrityError, match="a stage of the table"):
        session.execute(update(Application).values(stage="MERGED"))
