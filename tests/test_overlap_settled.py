"""What was settled, has gone or was noted comes back only when something is another."""

from collections.abc import Iterable
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.comparing import Comparing
from jobs.find_overlaps import find_overlaps
from models import Application, Commitment, Overlap, OverlapKind, Part, Person, Proposal
from tests.conftest import NOON
from tests.county import ELDERLY, REUSE, STEP, WETLANDS, YOUTH, County, promise
from workflow.overlaps import finding
from workflow.overlaps.settling import Standing, standing


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
