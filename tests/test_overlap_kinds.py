"""Each kind of overlap is raised where it is one, and not where it only looks like one."""

import pytest

from lexicon.overlap_types import Trait, overlap_types
from models import Interest, Match, OverlapKind, Stage
from tests.conftest import NOON
from tests.county import ELDERLY, STEP, TELEPHONE, WETLANDS, YOUTH, County, common, members, part
from workflow.overlaps.settling import Standing, standing


def test_the_kinds_of_the_table_are_those_of_the_list() -> None:
    assert {*OverlapKind} == overlap_types().keys()


def test_two_bids_to_one_call_for_the_same_young_people_are_rivals(county: County) -> None:
    bids = county.bid(county.laxa, YOUTH), county.bid(county.hallsberg, STEP)
    county.bid(county.activa, ELDERLY)

    [found] = county.find()

    assert (found.kind, members(found)) == (OverlapKind.SAME_CALL_SAME_TARGET, {*bids})
    assert common(found, Trait.PLACE) == [("Hallsberg", 1)]
    assert ("young", 1) in common(found, Trait.TARGET_GROUP)
    assert 0 < sum(each.weight for each in found.reasons) <= found.likeness + 1e-6


def test_two_bids_to_one_call_about_different_things_are_none(county: County) -> None:
    county.bid(county.laxa, YOUTH)
    county.bid(county.hallsberg, ELDERLY)

    assert county.kinds() == []


def test_the_same_way_of_working_in_other_places_is_complementary(county: County) -> None:
    county.bid(county.laxa, YOUTH.replace("Laxå och Hallsberg", "Laxå"))
    county.bid(county.hallsberg, STEP)

    assert county.kinds() == [OverlapKind.SAME_CALL_COMPLEMENTARY]


def test_complementary_is_told_only_where_both_say_where(county: County) -> None:
    county.bid(county.laxa, YOUTH.replace(" i Laxå och Hallsberg", ""))
    county.bid(county.hallsberg, STEP)

    assert county.kinds() == [OverlapKind.SAME_CALL_SAME_TARGET]


def test_the_same_idea_sent_to_two_funders_may_be_paid_twice(county: County) -> None:
    bids = county.bid(county.laxa, YOUTH), county.bid(county.laxa, STEP, county.arv)

    [found] = county.find()

    assert (found.kind, members(found)) == (OverlapKind.ALIKE_TEXTS, {*bids})


def test_another_idea_of_the_same_lead_to_another_funder_is_fine(county: County) -> None:
    county.bid(county.laxa, YOUTH)
    county.bid(county.laxa, WETLANDS, county.arv)

    assert county.kinds() == []


def test_an_alike_bid_from_another_county_competes(county: County) -> None:
    county.bid(county.laxa, YOUTH)
    county.bid(county.uppland, STEP)

    assert county.kinds() == [OverlapKind.REGIONAL_COMPETITION]


def test_with_a_party_in_both_counties_it_does_not_compete_from_outside(county: County) -> None:
    county.bid(county.laxa, YOUTH)
    county.bid(county.uppland, STEP, None, part(county.activa))

    assert county.kinds() == [OverlapKind.SAME_CALL_SAME_TARGET]


def test_a_bid_that_goes_on_with_a_running_project_of_its_own_is_told(county: County) -> None:
    county.bid(county.laxa, YOUTH, stage=Stage.RUNNING)
    county.bid(county.laxa, STEP, county.arv)

    [found] = county.find()

    assert found.kind is OverlapKind.FOLLOW_ON
    assert standing(found) is Standing.TO_REVIEW


def test_another_project_beside_a_running_one_goes_on_with_nothing(county: County) -> None:
    county.bid(county.laxa, WETLANDS, stage=Stage.RUNNING)
    county.bid(county.laxa, STEP, county.arv)

    assert county.kinds() == []


def test_a_bid_like_what_others_were_granted_is_told(county: County) -> None:
    county.bid(county.hallsberg, YOUTH, stage=Stage.CLOSED)
    county.bid(county.laxa, STEP, county.arv)

    assert county.kinds() == [OverlapKind.ALREADY_GRANTED]


@pytest.mark.parametrize("stage", [Stage.REJECTED, Stage.SUBMITTED])
def test_what_was_not_granted_repeats_nothing(county: County, stage: Stage) -> None:
    county.bid(county.hallsberg, YOUTH, stage=stage)
    county.bid(county.laxa, STEP, county.arv)

    assert county.kinds() == []


def test_granted_projects_are_not_compared_with_each_other(county: County) -> None:
    county.bid(county.hallsberg, YOUTH, stage=Stage.RUNNING)
    county.bid(county.laxa, STEP, stage=Stage.RUNNING)

    assert county.kinds() == []


def test_who_wants_to_lead_is_met_by_its_words_with_the_bids_there_are(county: County) -> None:
    bid = county.bid(county.laxa, YOUTH)
    stance = county.wants_to_lead(county.activa, TELEPHONE)

    [found] = county.find()

    assert (found.kind, members(found)) == (OverlapKind.SAME_CALL_SAME_TARGET, {bid, stance})


def test_a_bare_answer_is_met_by_the_interest_that_fits_the_call(county: County) -> None:
    interest = Interest(title="Unga", text=STEP)
    county.vuxenskolan.interests.append(interest)
    county.session.flush()
    county.session.add(
        Match(interest=interest, call=county.esf, score=0.3, reasons=(), eligibility=(),
              found_at=NOON, band="strong")
    )  # fmt: skip
    county.bid(county.laxa, YOUTH)
    county.wants_to_lead(county.vuxenskolan)
    county.wants_to_lead(county.activa)

    [found] = county.find()

    assert {each.lead for each in found.members} == {county.laxa, county.vuxenskolan}
