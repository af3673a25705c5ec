"""The lead is handed over: who may, to whom, who signs anew, and who is told."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models import Application, Event, Letter, OverlapMember, Part, Person, Role, Stage
from papers.wording import say
from tests.bids import Rivals, World, part_of
from tests.conftest import NOON
from workflow import Refused, can
from workflow.applications import coming_in, inviting
from workflow.applications.handing_over import hand_over, heirs
from workflow.applications.terms import seal_of, signed
from workflow.audit import troubles
from workflow.history import phrase
from workflow.letters.awaited import waiting_replies
from workflow.overlaps import replying
from workflow.telling import history


@pytest.fixture
def bid(world: World) -> Application:
    return world.bid(world.town, "Blue lakes", world.university, world.association)


def letters_of(session: Session, kind: str) -> dict[str, str]:
    """Return what letters of a kind say, by who gets them."""
    told = select(Person.name, Letter.text).join(Letter, Letter.person_id == Person.id)
    return dict(session.execute(told.where(Letter.kind == kind)).all())


def test_the_lead_is_handed_over_and_both_sign_anew_while_the_others_stand(
    session: Session, world: World, bid: Application
) -> None:
    for each in bid.commitments:
        world.agree(each)

    hand_over(session, bid, world.university, "We lead two others", by=world.ada, now=NOON)

    parts = {each.partner.name: each.part for each in bid.commitments}
    assert parts == {"Town": Part.PARTNER, "University": Part.LEAD, "Association": Part.PARTNER}
    assert bid.lead is bid.parts[0].partner is world.university
    assert [each.partner.name for each in bid.parts if signed(each)] == ["Association"]
    assert can(world.ben, "lead", bid)
    assert not can(world.ada, "lead", bid)
    assert list(troubles(session, [])) == []


def test_all_who_are_in_are_told_and_the_two_are_asked(
    session: Session, world: World, bid: Application
) -> None:
    world.agree(part_of(bid, world.town))

    hand_over(session, bid, world.university, "We lead two others", by=world.eve, now=NOON)

    told = letters_of(session, "handed_over")
    assert sorted(told) == ["Ada", "Ben", "Dana"]
    assert f"join%3Fpartner%3D{world.university.id}" in told["Ben"]
    assert "We lead two others" in told["Dana"]
    assert f"join%3Fpartner%3D{world.town.id}" in letters_of(session, "changed")["Ada"]
    event = session.scalars(select(Event).where(Event.verb == "handed over")).one()
    assert say(phrase(event), "en") == "Town handed the lead over to University: We lead two others"


def test_handed_back_the_former_approvals_stay_fallen(
    session: Session, world: World, bid: Application
) -> None:
    for each in bid.commitments:
        world.agree(each)
    before = seal_of(part_of(bid, world.town))

    hand_over(session, bid, world.university, "A holiday", by=world.ada, now=NOON)
    hand_over(session, bid, world.town, "Back again", by=world.ben, now=NOON)

    assert seal_of(part_of(bid, world.town)) == before
    assert not signed(part_of(bid, world.town))
    assert list(troubles(session, [])) == []


def test_only_the_leads_people_hand_it_over_or_a_coordinator_where_it_has_none(
    session: Session, world: World, bid: Application
) -> None:
    for person in (world.ben, world.dana, world.cleo, world.finn):
        with pytest.raises(Refused, match="may not do this"):
            hand_over(session, bid, world.university, "Why not", by=person, now=NOON)
    world.town.memberships.clear()
    session.flush()
    session.expire_all()

    hand_over(session, bid, world.university, "Nobody is there", by=world.cleo, now=NOON)

    assert bid.lead is world.university


def test_it_goes_to_a_project_partner_who_is_in(
    session: Session, world: World, bid: Application
) -> None:
    inviting.invite(session, bid, world.firm, part=Part.ASSOCIATED, by=world.ada, now=NOON)

    for partner in (world.town, world.firm, world.region):
        with pytest.raises(Refused, match="Only a project partner"):
            hand_over(session, bid, partner, "They can", by=world.ada, now=NOON)
    with pytest.raises(Refused, match="in a few words why"):
        hand_over(session, bid, world.university, " ", by=world.ada, now=NOON)


def test_nobody_leads_for_whom_nobody_can_approve(
    session: Session, world: World, bid: Application
) -> None:
    for each in world.university.memberships:
        each.role = Role.PROJECT_GROUP

    with pytest.raises(Refused, match="Nobody of University can approve"):
        hand_over(session, bid, world.university, "They can", by=world.ada, now=NOON)


def test_the_rules_say_who_may_lead(session: Session, world: World, bid: Application) -> None:
    world.lakes.funder = "Allmänna arvsfonden"
    world.university.kind, world.university.sector = "university", "academia"
    world.association.kind, world.association.began = "association", 1990

    may = {each.partner.name: each.may.value for each in heirs(bid, NOON)}

    assert may == {"University": "no", "Association": "yes"}
    with pytest.raises(Refused, match="University may not lead"):
        hand_over(session, bid, world.university, "They can", by=world.ada, now=NOON)
    hand_over(session, bid, world.association, "They may", by=world.ada, now=NOON)
    assert bid.lead is world.association


def test_nobody_leads_two_bids_to_one_call(
    session: Session, world: World, bid: Application
) -> None:
    world.bid(world.firm, "Green lakes")
    inviting.invite(session, bid, world.firm, by=world.ada, now=NOON)

    with pytest.raises(Refused, match="already has an application to this call"):
        hand_over(session, bid, world.firm, "They can", by=world.ada, now=NOON)


def test_what_was_submitted_keeps_its_lead(
    session: Session, world: World, bid: Application
) -> None:
    bid.stage, bid.submitted_at = Stage.SUBMITTED, NOON

    with pytest.raises(Refused, match="can no longer be changed"):
        hand_over(session, bid, world.university, "Late", by=world.ada, now=NOON)


def test_a_rate_told_in_another_leads_currency_is_asked_for_again(
    session: Session, world: World, bid: Application
) -> None:
    part_of(bid, world.university).currency = "NOK"
    bid.per_euro = Decimal(11)

    hand_over(session, bid, world.university, "They can", by=world.ada, now=NOON)

    assert bid.per_euro is None


def test_the_new_lead_replies_anew_to_what_is_proposed(session: Session) -> None:
    rivals = Rivals(session)
    blue, university, ben = rivals.blue, rivals.world.university, rivals.world.ben
    rivals.propose()
    rivals.reply(blue, True)
    hand_over(session, blue, university, "They can", by=rivals.world.ada, now=NOON)

    assert f"overlaps%2F{rivals.overlap.id}%2Freply" in letters_of(session, "handed_over")["Ben"]
    rivals.reply(rivals.clear, True)
    assert rivals.overlap.settled_at is None
    assert [each.application for each in waiting_replies(session)] == [blue]
    with pytest.raises(Refused):
        rivals.reply(blue, True)  # as Ada, whose partner led
    said: dict[str, Any] = {"seen": rivals.overlap.version, "by": ben, "now": NOON}
    replying.reply(session, rivals.member(blue), True, **said)

    assert rivals.overlap.settled_at == NOON
    told = [say(phrase(each), "en") for each in history(session, rivals.overlap)]
    assert "University leads “Blue lakes” now, and is asked to reply." in told


def test_nobody_is_asked_instead_where_another_lead_has_said_no(session: Session) -> None:
    rivals = Rivals(session)
    rivals.propose()
    rivals.reply(rivals.clear, False)

    hand_over(session, rivals.blue, rivals.world.university, "-", by=rivals.world.ada, now=NOON)

    assert "overlaps%2F" not in letters_of(session, "handed_over")["Ben"]
    assert "asked instead" not in {each.verb for each in history(session, rivals.overlap)}


def test_what_is_settled_stays_as_the_former_lead_replied(session: Session) -> None:
    rivals = Rivals(session)
    rivals.propose()
    rivals.agree()

    hand_over(session, rivals.blue, rivals.world.university, "-", by=rivals.world.ada, now=NOON)

    assert rivals.member(rivals.blue).replied_by == rivals.world.ada.id


def test_a_reply_that_waits_while_the_lead_is_handed_over_is_refused(elsewhere: Engine) -> None:
    with Session(elsewhere) as first:
        rivals = Rivals(first)
        rivals.propose()
        member, ada = rivals.member(rivals.blue).id, rivals.world.ada.id
        first.commit()
        hand_over(first, rivals.blue, rivals.world.university, "-", by=rivals.world.ada, now=NOON)

        with ThreadPoolExecutor(1) as pool:
            slower = pool.submit(reply_elsewhere, elsewhere, member, ada)
            with pytest.raises(TimeoutError):
                slower.result(timeout=1)
            first.commit()

            with pytest.raises(Refused):
                slower.result(timeout=30)


def reply_elsewhere(engine: Engine, member: int, person: int) -> None:
    with Session(engine) as session:
        mine, by = session.get_one(OverlapMember, member), session.get_one(Person, person)
        replying.reply(session, mine, True, seen=mine.overlap.version, by=by, now=NOON)


def test_who_asks_to_come_in_is_answered_by_the_new_lead(
    session: Session, world: World, bid: Application
) -> None:
    late = coming_in.ask(session, bid, world.firm, "", by=world.finn, now=NOON)
    hand_over(session, bid, world.university, "They can", by=world.ada, now=NOON)

    with pytest.raises(Refused):
        coming_in.accept(session, late, by=world.ada, now=NOON)
    coming_in.accept(session, late, by=world.ben, now=NOON)

    assert part_of(bid, world.firm).part is Part.PARTNER
