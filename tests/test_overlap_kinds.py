"""Each kind of overlap is raised where it is one, and not where it only looks like one."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.comparing import Comparing
from jobs.find_overlaps import find_overlaps
from lexicon.budget import Cost, CostKind
from lexicon.overlap_types import Trait, overlap_types
from models import (
    Answer,
    Application,
    Commitment,
    Interest,
    Limit,
    Match,
    Overlap,
    OverlapKind,
    Part,
    Partner,
    Person,
    Proposal,
    Staff,
    Stage,
)
from tests.conftest import NOON
from tests.county import ELDERLY, NEWCOMERS, REUSE, STEP, TELEPHONE, WETLANDS, YOUTH, County, part
from workflow.overlaps import finding
from workflow.overlaps.settling import Standing, standing


def common(overlap: Overlap, trait: Trait) -> list[tuple[str, float]]:
    return [(each.words, float(each.number)) for each in overlap.common if each.trait is trait]


def members(overlap: Overlap) -> set[Any]:
    return {each.thing for each in overlap.members}


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


CARPENTRY = (
    "I Kumla lär sig långtidsarbetslösa snickra, måla och lägga tak, och bygger vindskydd, bänkar"
    " och lekstugor åt förskolorna under ledning av pensionerade hantverkare från trakten."
)
CHOIR = (
    "Kör, dans och teater varje torsdag, med sångpedagoger och en skådespelare som skriver en"
    " föreställning ur deltagarnas egna minnen och spelar den på sommarens marknader."
)
WORK = (
    "Vår handledare möter varje deltagare en gång i veckan, följer med till företagen och skriver"
    " tillsammans med folkhögskolan de intyg som arbetsgivarna känner igen."
)


@pytest.mark.parametrize(
    "terms",
    [
        {"work": WORK},
        {
            "total_cost": Decimal(612_500),
            "costs": (Cost(CostKind.STAFF, 2027, Decimal(612_500)),),
        },
    ],
)
def test_a_cost_in_bids_to_two_funds_is_double_funding(
    county: County, terms: dict[str, Any]
) -> None:
    county.bid(county.laxa, YOUTH, None, part(county.activa, **terms))
    county.bid(county.hallsberg, ELDERLY, county.arv, part(county.activa, **terms))

    [found] = county.find()

    assert found.kind is OverlapKind.SAME_COST_TWO_FUNDS
    assert found.common


def test_another_cost_of_the_same_party_is_no_double_funding(county: County) -> None:
    first: dict[str, Any] = {"work": WORK, "costs": (Cost(CostKind.STAFF, 2027, Decimal(612_500)),)}
    other: dict[str, Any] = {
        "work": "Vi lånar ut våra lokaler.",
        "costs": (Cost(CostKind.PREMISES, 2027, Decimal(612_500)),),
    }
    county.bid(county.laxa, YOUTH, None, part(county.activa, total_cost=Decimal(612_500), **first))
    county.bid(
        county.hallsberg, ELDERLY, county.arv,
        part(county.activa, total_cost=Decimal(612_500), **other),
    )  # fmt: skip

    assert county.kinds() == []


def test_the_same_work_twice_for_one_funder_is_no_double_funding(county: County) -> None:
    other = county.call("Unga till arbete", "Svenska ESF-rådet", "ESF+")
    county.bid(county.laxa, YOUTH, None, part(county.activa, work=WORK))
    county.bid(county.hallsberg, ELDERLY, other, part(county.activa, work=WORK))

    assert county.kinds() == []


def test_the_same_people_in_the_same_town_are_counted_twice(county: County) -> None:
    county.bid(county.laxa, CARPENTRY)
    county.bid(county.activa, f"{CHOIR} Med långtidsarbetslösa i Kumla.", county.arv)

    [found] = county.find()

    assert found.kind is OverlapKind.SAME_PARTICIPANTS
    assert common(found, Trait.PLACE) == [("Kumla", 1)]
    assert ("unemployed", 1) in common(found, Trait.TARGET_GROUP)


@pytest.mark.parametrize(
    "other",
    [
        f"{CHOIR} Med långtidsarbetslösa i Örebro.",
        f"{CHOIR} Med pensionärer i Kumla.",
        f"Vara med får den som är långtidsarbetslös. {CHOIR}",
    ],
)
def test_other_people_or_another_town_are_nobody_twice(county: County, other: str) -> None:
    county.bid(county.laxa, CARPENTRY)
    county.bid(county.activa, other, county.arv)

    assert county.kinds() == []


def test_an_alike_bid_from_another_county_competes(county: County) -> None:
    county.bid(county.laxa, YOUTH)
    county.bid(county.uppland, STEP)

    assert county.kinds() == [OverlapKind.REGIONAL_COMPETITION]


def test_with_a_party_in_both_counties_it_does_not_compete_from_outside(county: County) -> None:
    county.bid(county.laxa, YOUTH)
    county.bid(county.uppland, STEP, None, part(county.activa))

    assert county.kinds() == [OverlapKind.SAME_CALL_SAME_TARGET]


def limit(county: County, **values: Any) -> None:
    county.session.add(Limit(said_by=county.cleo.id, said_at=NOON, words="Sid. 4", **values))
    county.session.flush()


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


def promise(county: County, *sums: int) -> None:
    texts = (YOUTH, ELDERLY, WETLANDS)
    leads = (county.laxa, county.activa, county.hallsberg)
    for text, lead, amount in zip(texts, leads, sums, strict=False):
        paid = part(county.region, Part.CO_FINANCIER, co_funding=Decimal(amount))
        county.bid(lead, text, county.arv, paid)


def test_what_a_region_promises_twice_adds_up_beyond_its_ceiling(county: County) -> None:
    county.region.promises_most = Decimal(1_000_000)
    promise(county, 600_000, 700_000)

    [found] = county.find()

    assert found.kind is OverlapKind.SAME_COFINANCIER
    assert sum(number for _, number in common(found, Trait.MONEY)) == 1_300_000
    assert common(found, Trait.LIMIT) == [("Region Örebro län", 1_000_000)]


@pytest.mark.parametrize(
    ("ceiling", "sums"),
    [(1_000_000, (600_000, 400_000)), (None, (600_000, 700_000)), (1_000_000, (1_200_000,))],
)
def test_within_the_ceiling_without_one_or_in_one_bid_nothing_is_promised_twice(
    county: County, ceiling: int | None, sums: tuple[int, ...]
) -> None:
    county.region.promises_most = None if ceiling is None else Decimal(ceiling)
    promise(county, *sums)

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


def settle(found: Overlap, session: Session, by: Person) -> None:
    found.proposal, found.message = Proposal.COEXIST, "Båda behövs"
    found.proposed_by, found.proposed_at, found.settled_at = by.id, NOON, NOON
    found.reply_by = NOON.date()
    session.flush()


@pytest.mark.parametrize(
    ("text", "again"),
    [
        (STEP.replace("möter", "träffar"), 0),
        (f"{STEP} Föräldrarna bjuds in till tre kvällar om studiestöd, bostad och oro.", 1),
    ],
)
def test_what_is_settled_comes_back_only_when_a_text_is_another(
    county: County, text: str, again: int
) -> None:
    county.bid(county.laxa, YOUTH)
    mine = county.bid(county.hallsberg, STEP)
    settle(county.find()[0], county.session, county.cleo)

    mine.summary = text
    new = find_overlaps(county.session, NOON)

    assert new == again


@pytest.mark.parametrize(("amount", "again"), [(700_500, 0), (900_000, 1)])
def test_what_is_settled_comes_back_only_when_the_sums_are_others(
    county: County, amount: int, again: int
) -> None:
    county.region.promises_most = Decimal(1_000_000)
    promise(county, 600_000, 700_000)
    settle(county.find()[0], county.session, county.cleo)

    rows = select(Commitment).filter_by(part=Part.CO_FINANCIER).order_by(Commitment.id)
    list(county.session.scalars(rows))[-1].co_funding = Decimal(amount)

    assert find_overlaps(county.session, NOON) == again


def test_what_is_there_no_more_is_let_go_and_may_come_back(county: County) -> None:
    county.bid(county.laxa, YOUTH)
    mine = county.bid(county.hallsberg, STEP)
    [found] = county.find()

    mine.summary = WETLANDS
    find_overlaps(county.session, NOON)
    gone = standing(found), found.gone_at
    mine.summary = STEP

    assert gone == (Standing.SETTLED, NOON)
    assert county.find() == [found]
    assert standing(found) is Standing.TO_REVIEW


def test_what_somebody_noted_or_proposed_stays(county: County) -> None:
    bids = county.bid(county.laxa, YOUTH), county.bid(county.activa, ELDERLY)
    noted = finding.note(
        county.session, OverlapKind.SAME_PERSON, bids, "Lyktan rang", by=county.cleo, now=NOON
    )

    assert county.find() == [noted]


def test_a_clock_that_remembers_finds_what_one_that_does_not_finds(county: County) -> None:
    known = Comparing()
    mine = county.bid(county.laxa, ELDERLY)
    other = county.bid(county.hallsberg, STEP)
    steps: Iterable[tuple[Application, str]] = (
        (mine, YOUTH), (other, REUSE), (other, STEP), (mine, f"{STEP} {WETLANDS}"),
    )  # fmt: skip
    find_overlaps(county.session, NOON, known)

    for bid, text in steps:
        bid.summary = text
        find_overlaps(county.session, NOON, known)
        kept = [(e.kind, e.copied, round(e.likeness, 1)) for e in county.find()]
        other.compared = None
        fresh = [(e.kind, e.copied, round(e.likeness, 1)) for e in county.find()]
        assert kept == fresh
