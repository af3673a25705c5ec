"""What a call asks of a group, and who might fill its gaps."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.group import group
from lexicon.terms import Doubt, Evidence, Verdict
from models import Application, Grouping, Interest, Partner
from tests.bids import World
from tests.conftest import NOON
from tests.grouping import idea
from workflow.applications import grouping
from workflow.applications.composed import composed


def test_a_calls_own_rules_come_with_its_sentences_and_doubts_are_unknown(
    session: Session, world: World, bid: Application
) -> None:
    world.lakes.least_partners, world.lakes.least_countries = 3, 2
    world.lakes.evidence = (
        Evidence(field="least_partners", words="At least three organisations.", value="3"),
    )
    world.lakes.uncertain = (Doubt(field="least_countries", words="two or three"),)

    partners, countries = composed(bid, NOON)

    assert (partners.verdict, partners.rule.words) == (
        Verdict.NO, "At least three organisations.",
    )  # fmt: skip
    assert partners.missing[0].id == "One more party"
    assert (countries.verdict, countries.gaps) == (Verdict.UNKNOWN, ())


def test_what_the_call_says_itself_its_programme_does_not_say_again(
    session: Session, world: World, bid: Application
) -> None:
    world.lakes.funder, world.lakes.least_partners = "Interreg Aurora", 5

    kinds = [str(each.rule.kind) for each in composed(bid, NOON)]

    assert kinds.count("least_partners") == 1
    assert {"least_countries", "member_states", "one_lead"} <= set(kinds)


def test_without_a_call_there_are_no_rules(session: Session, world: World) -> None:
    assert composed(idea(session, world), NOON) == []


def test_a_gap_is_filled_by_who_is_from_there_be_they_of_the_partnership_or_not(
    session: Session, world: World, bid: Application
) -> None:
    world.lakes.funder = "Interreg Sverige-Norge"
    world.firm.area = "NO060"
    session.add(Partner(name="Trondheim", country="NO", outside=True, about="Clean lakes"))
    session.add(Partner(name="Gone", country="NO", left_at=NOON))
    for partner in (world.association, world.region):
        partner.interests.append(Interest(title="W", text="Water quality in lakes", language="en"))
    session.commit()

    group(session, NOON)

    found = grouping.candidates(session, bid).suggestions
    lacking = {each.partner.name for each in found if not each.of_all}
    best = {each.partner.name for each in grouping.for_bid(session, bid).suggestions}
    assert "Trondheim" in lacking
    assert {"Firm"} <= lacking | best
    assert "Trondheim" not in best  # whom nobody lacks is looked for in the partnership
    assert "Gone" not in {each.partner.name for each in found}
    assert session.scalars(select(Grouping)).all()


def test_whoever_is_in_many_bids_comes_after_one_who_is_in_none(
    session: Session, world: World
) -> None:
    for partner in (world.association, world.firm):
        partner.interests.append(Interest(title="W", text="Water quality in lakes", language="en"))
    for number in range(3):
        world.bid(world.association, f"Roads {number}", call=world.call(f"Roads {number}"))
    bid = world.bid(world.town, "Blue lakes")

    group(session, NOON)

    order = [each.partner.name for each in grouping.for_bid(session, bid).suggestions]
    assert order.index("Firm") < order.index("Association")
    assert grouping.workload(session)[world.association.id] == 3


def test_ones_own_bid_looks_for_nobody(session: Session, world: World) -> None:
    idea(session, world, own=True)

    assert group(session, NOON) == 0
