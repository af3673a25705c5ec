"""What fits whom is stored once, kept true, and bids that are alike are raised once."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobs.find_overlaps import find_overlaps
from jobs.match import match
from lexicon.overlap_types import Trait
from lexicon.terms import Doubt, Status, Verdict
from matcher.overlap import OverlapDetector
from models import Answer, Application, Interest, Match, Overlap, OverlapKind, Partner, Stage
from tests.conftest import NOON, People, make_call
from workflow.answers import stances
from workflow.applications import opening

LATER = NOON + timedelta(hours=1)
OTHERS = ("Faster trains and signals", "Bread from old grain", "Music for the young", "Safe ice")


@pytest.fixture
def many(session: Session, people: People) -> People:
    """Enough calls to tell which words are rare."""
    for number, title in enumerate(OTHERS, 2):
        session.add(make_call(people.source, number, title, f"{title}, in every town."))
    people.town.interests[0].language = "en"
    session.flush()
    return people


def found(session: Session) -> list[Match]:
    return list(session.scalars(select(Match).where(Match.lost_at.is_(None))))


def test_a_call_that_shares_words_with_an_interest_fits_it(session: Session, many: People) -> None:
    assert match(session, NOON) == 1

    [fit] = found(session)
    assert fit.call is many.lakes
    assert {reason.word.lower() for reason in fit.reasons} == {"lakes", "water"}
    assert sum(reason.weight for reason in fit.reasons) == pytest.approx(fit.score)
    assert fit.may_apply is Verdict.YES


def test_matching_twice_finds_nothing_new(session: Session, many: People) -> None:
    match(session, NOON)

    assert match(session, LATER) == 0
    assert [fit.found_at for fit in found(session)] == [NOON]


def test_what_fits_no_longer_is_kept_but_not_told_as_new_again(
    session: Session, many: People
) -> None:
    match(session, NOON)
    many.lakes.status = Status.PAUSED
    match(session, LATER)
    assert found(session) == []
    many.lakes.status = Status.ANNOUNCED

    assert match(session, LATER + timedelta(hours=1)) == 0
    assert [fit.found_at for fit in found(session)] == [NOON]


def test_a_call_under_review_waits_for_a_person(session: Session, many: People) -> None:
    many.lakes.uncertain = (Doubt(field="deadlines", words="i mars"),)
    assert match(session, NOON) == 0
    many.lakes.uncertain = ()

    assert match(session, LATER) == 1


@pytest.mark.parametrize(
    ("areas", "verdict"),
    [(("SE12",), Verdict.YES), (("NO",), Verdict.NO), ((), Verdict.UNKNOWN)],
)
def test_the_area_decides_who_may_apply(
    session: Session, many: People, areas: tuple[str, ...], verdict: Verdict
) -> None:
    many.lakes.areas = areas

    match(session, NOON)

    assert [fit.may_apply for fit in found(session)] == [verdict]


def test_an_area_that_nobody_knows_is_unknown(session: Session, many: People) -> None:
    many.town.area = "XX999"

    match(session, NOON)

    assert [fit.may_apply for fit in found(session)] == [Verdict.UNKNOWN]


def test_words_to_exclude_are_obeyed(session: Session, many: People) -> None:
    many.town.interests[0].excludes = ("quality",)

    assert match(session, NOON) == 0


def test_without_calls_or_interests_nothing_fits(session: Session) -> None:
    assert match(session, NOON) == 0


YOUTH = "Unga 16-29 år som varken arbetar eller studerar får stöd till arbete av mentorer."
ALIKE = "Vi hjälper unga 16-29 år som varken arbetar eller studerar, med mentorer, till arbete."
OTHER = "Byalagen driver mötesplatser med service och samåkning i bygdegården."


def make_bid(session: Session, people: People, lead: Partner, title: str, text: str) -> Application:
    stances.answer(session, lead, people.lakes, Answer.LEAD, by=people.cleo, now=NOON)
    return opening.open(
        session, call=people.lakes, lead=lead, title=title, summary=text, answer_by=None,
        by=people.cleo, now=NOON,
    )  # fmt: skip


@pytest.fixture
def bids(session: Session, people: People) -> list[Application]:
    for text in (YOUTH, OTHER, "Äldre i byarna", "Språk och jobb", "Digital hjälp på bibliotek"):
        people.hub.interests.append(Interest(title=text[:20], text=text))
    people.university.area = people.town.area
    session.flush()
    return [
        make_bid(session, people, people.town, "Ung kraft", YOUTH),
        make_bid(session, people, people.university, "Steget in", ALIKE),
        make_bid(session, people, people.hub, "Byn möts", OTHER),
    ]


def test_two_bids_alike_are_raised_once(session: Session, bids: list[Application]) -> None:
    assert find_overlaps(session, NOON) == 1
    assert find_overlaps(session, LATER) == 0

    overlap = session.scalars(select(Overlap)).one()
    assert [member.application for member in overlap.members] == bids[:2]
    assert overlap.kind is OverlapKind.SAME_CALL_SAME_TARGET
    assert "mentorer" in {reason.word for reason in overlap.reasons}


def test_bids_are_not_compared_again_before_one_of_them_changes(
    session: Session, bids: list[Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    find_overlaps(session, NOON)
    learnt: list[int] = []
    fit = OverlapDetector.fit

    def counted(*given: Any, **named: Any) -> Any:
        learnt.append(1)
        return fit(*given, **named)

    monkeypatch.setattr(OverlapDetector, "fit", counted)

    find_overlaps(session, LATER)
    bids[2].summary = YOUTH
    raised = find_overlaps(session, LATER)

    assert (learnt, raised) == ([1], 2)


def test_copied_passages_are_told_beside_what_the_texts_are_about(
    session: Session, bids: list[Application]
) -> None:
    said = f"{OTHER} Där finns ett rum för den som vill låna verktyg och någon som hjälper till."
    bids[1].summary, bids[2].summary = f"{said} {ALIKE}", said

    find_overlaps(session, NOON)

    found = session.scalars(select(Overlap)).all()
    [pair] = [each for each in found if {m.application for m in each.members} == {*bids[1:]}]
    assert pair.copied
    [passage] = [each for each in pair.common if each.trait is Trait.PASSAGE]
    assert passage.words == said.removesuffix(".")
    assert float(passage.number) == pytest.approx(pair.containment, abs=1e-4)


def test_what_is_submitted_is_compared_no_more(session: Session, bids: list[Application]) -> None:
    bids[1].stage, bids[1].submitted_at = Stage.SUBMITTED, NOON

    assert find_overlaps(session, NOON) == 0


def test_one_bid_alone_is_like_no_other(session: Session, people: People) -> None:
    make_bid(session, people, people.town, "Ung kraft", YOUTH)

    assert find_overlaps(session, NOON) == 0
