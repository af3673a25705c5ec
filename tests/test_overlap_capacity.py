"""More bids than there are places, than a lead can carry, or than a person has hours."""

from decimal import Decimal

import pytest

from lexicon.overlap_types import Trait
from models import Answer, OverlapKind, Partner, Staff, Stage
from tests.county import (
    ELDERLY,
    NEWCOMERS,
    REUSE,
    WETLANDS,
    YOUTH,
    County,
    common,
    limit,
    members,
    part,
)
from workflow.overlaps.settling import Standing, standing


def test_more_bids_than_the_programme_allows_a_lead_are_told(county: County) -> None:
    limit(county, funder="Svenska ESF-rådet", programme="ESF+", per_lead=1)
    other = county.call("Kvinnor till arbete", "Svenska ESF-rådet", "ESF+")
    bids = county.bid(county.laxa, YOUTH), county.bid(county.laxa, NEWCOMERS, other)

    [found] = county.find()

    assert (found.kind, members(found)) == (OverlapKind.LEAD_LIMIT, {*bids})
    assert common(found, Trait.LIMIT) == [("Sid. 4", 1)]


def test_a_limit_that_the_call_itself_tells_counts_what_is_submitted(county: County) -> None:
    says = "Varje kommun får lämna in högst en ansökan."
    county.esf.text = f"Stöd till unga. {says} Sök i Projektrummet."
    county.bid(county.laxa, YOUTH, stage=Stage.SUBMITTED)
    county.bid(county.laxa, NEWCOMERS)

    [found] = county.find()

    assert found.kind is OverlapKind.LEAD_LIMIT
    assert common(found, Trait.LIMIT) == [(says, 1)]
    assert standing(found) is Standing.TO_REVIEW


@pytest.mark.parametrize("known", [False, True])
def test_where_no_limit_is_known_or_it_is_kept_nothing_is_told(county: County, known: bool) -> None:
    if known:
        limit(county, funder="Svenska ESF-rådet", programme="ESF+", per_lead=2)
        limit(county, funder="Allmänna arvsfonden", programme="", per_lead=1)
    other = county.call("Kvinnor till arbete", "Svenska ESF-rådet", "ESF+")
    county.bid(county.laxa, YOUTH)
    county.bid(county.laxa, NEWCOMERS, other)
    county.bid(county.laxa, WETLANDS, county.arv)

    assert county.kinds() == []


def test_a_lead_with_more_bids_than_it_can_carry_is_told(county: County) -> None:
    county.vuxenskolan.leads_most = 2
    for text, call in ((YOUTH, county.esf), (ELDERLY, county.arv), (REUSE, county.arv)):
        county.bid(county.vuxenskolan, text, call)

    [found] = county.find()

    assert found.kind is OverlapKind.SAME_PARTNER_OVERCOMMITTED
    assert len(common(found, Trait.BID)) == 3
    assert common(found, Trait.LIMIT) == [("Studieförbundet Vuxenskolan", 2)]


@pytest.mark.parametrize("most", [None, 3])
def test_who_can_carry_it_or_has_not_said_is_left_alone(county: County, most: int | None) -> None:
    county.vuxenskolan.leads_most = most
    for text, call in ((YOUTH, county.esf), (ELDERLY, county.arv), (REUSE, county.arv)):
        county.bid(county.vuxenskolan, text, call)

    assert county.kinds() == []


def with_staff(county: County, *rows: tuple[Partner, str, int, int]) -> None:
    texts = (YOUTH, ELDERLY, WETLANDS)
    leads = (county.laxa, county.hallsberg, county.region)
    for text, lead, (partner, name, hours, year) in zip(texts, leads, rows, strict=False):
        mine = part(partner)
        county.bid(lead, text, county.arv, mine)
        county.session.add(Staff(commitment=mine, name=name, year=year, hours=Decimal(hours)))
    county.session.flush()


def test_one_person_at_half_time_in_three_bids_is_more_than_there_is(county: County) -> None:
    with_staff(
        county,
        (county.activa, "Karin Ek", 860, 2027),
        (county.activa, "karin  ek", 860, 2027),
        (county.activa, "Karin Ek", 860, 2027),
    )

    [found] = county.find()

    assert found.kind is OverlapKind.SAME_PERSON
    assert sum(number for _, number in common(found, Trait.HOURS)) == 2580
    assert common(found, Trait.LIMIT) == [("Stiftelsen Activa", 1720)]
    assert "karin" not in f"{found.about}{found.common}{found.basis}".casefold()


@pytest.mark.parametrize(
    "second", [("Karin Ek", 860, 2027), ("Karin Ek", 1200, 2028), ("Ulla Berg", 1200, 2027)]
)
def test_full_time_another_year_or_somebody_else_is_fine(
    county: County, second: tuple[str, int, int]
) -> None:
    with_staff(county, (county.activa, "Karin Ek", 860, 2027), (county.activa, *second))

    assert county.kinds() == []


def test_two_people_of_one_name_in_two_parties_are_not_taken_for_one(county: County) -> None:
    name = "Anna Berg", 1200, 2027
    with_staff(county, (county.activa, *name), (county.vuxenskolan, *name))

    assert county.kinds() == []


def test_more_who_want_to_lead_than_there_are_places_are_told(county: County) -> None:
    limit(county, call_id=county.esf.id, places=1)
    bid = county.bid(county.laxa, YOUTH)
    stance = county.wants_to_lead(county.activa)

    [found] = county.find()

    assert (found.kind, members(found)) == (OverlapKind.MORE_THAN_PLACES, {bid, stance})
    assert len(common(found, Trait.ANSWER)) == 2


def test_who_joins_or_has_a_bid_already_takes_no_place(county: County) -> None:
    limit(county, call_id=county.esf.id, places=1)
    county.bid(county.laxa, YOUTH, None, part(county.activa))
    county.wants_to_lead(county.laxa)
    county.wants_to_lead(county.activa)
    county.wants_to_lead(county.hallsberg).answer = Answer.JOIN

    assert county.kinds() == []
