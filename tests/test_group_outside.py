"""Partners from outside: brought in for one bid, and in no list."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Application, Invitation, Overlap, Partner, Role
from tests.bids import Rivals, World, part_of
from tests.conftest import NOON
from tests.grouping import told
from workflow import Refused, can, visible_to
from workflow.access import roles_to_give, within
from workflow.interests import changing
from workflow.letters.readers import members
from workflow.partners import invitations, outside
from workflow.refusals import Incomplete
from workflow.visible import known_to

ABROAD = {
    "name": "Ajuntament de Vic", "country": "ES", "kind": "municipality", "contact": "Núria",
    "email": "nuria@vic.example", "language": "en",
}  # fmt: skip


def brought(session: Session, world: World, bid: Application) -> Partner:
    """Ask Vic into the bid, and let Núria come in."""
    partner = outside.bring(session, bid, ABROAD, by=world.ada, now=NOON).partner
    invitation = session.scalars(select(Invitation).filter_by(partner_id=partner.id)).one()
    invitations.accept(session, invitation, by=invitation.person, now=NOON)
    session.flush()
    session.expire_all()
    return partner


def test_an_outside_partner_is_asked_by_letter_and_its_people_see_this_bid_alone(
    session: Session,
) -> None:
    rivals = Rivals(session)
    vic = brought(session, rivals.world, rivals.blue)
    (nuria,) = vic.people

    assert not within(nuria)
    assert list(session.scalars(visible_to(nuria, Application))) == [rivals.blue]
    assert list(session.scalars(known_to(nuria))) == [rivals.blue]
    assert list(session.scalars(visible_to(nuria, Overlap))) == []
    assert not can(nuria, "see_overlap", rivals.overlap)
    assert not can(nuria, "know", rivals.clear)
    assert can(nuria, "sign", part_of(rivals.blue, vic))
    for action, thing in (("answer", vic), ("open", vic), ("receive", None), ("review", None)):
        assert not can(nuria, action, thing)
    assert told(session, "asked_in") == ["Núria"]


def test_an_outside_partner_is_in_no_list_and_its_people_get_no_digests(
    session: Session, world: World, bid: Application
) -> None:
    vic = brought(session, world, bid)

    assert vic.people[0] not in members(session)
    assert world.ada in members(session)
    with pytest.raises(Refused):
        changing.add(session, vic, {"text": "Water"}, by=world.cleo, now=NOON, zone="UTC")


def test_nobody_outside_is_given_a_role_that_reaches_into_the_partnership(
    session: Session, world: World, bid: Application
) -> None:
    vic = brought(session, world, bid)

    assert set(roles_to_give(world.cleo, vic)) == {Role.REPRESENTATIVE, Role.SIGNATORY}
    with pytest.raises(Refused):
        invitations.invite(
            session, vic, name="Pol", email="pol@vic.example", roles=[Role.COORDINATOR],
            by=world.cleo, now=NOON,
        )  # fmt: skip


def test_the_same_outside_partner_is_kept_once(
    session: Session, world: World, bid: Application
) -> None:
    first = outside.bring(session, bid, ABROAD, by=world.ada, now=NOON)
    again = outside.bring(
        session, bid, {**ABROAD, "name": "AJUNTAMENT  DE VIC"}, by=world.ada, now=NOON
    )

    assert again is first
    assert told(session, "asked_in") == ["Núria"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"country": "Atlantis"}, "country"),
        ({"kind": "pirates"}, "kind"),
        ({"email": "nobody"}, "email"),
        ({"email": ""}, "email"),
        ({"contact": ""}, "contact"),
        ({"email": "ada@example.org"}, "email"),
    ],
)
def test_what_is_wrong_with_an_outside_partner_is_told_by_its_field(
    session: Session, world: World, bid: Application, wrong: dict[str, str], field: str
) -> None:
    with pytest.raises(Incomplete) as refused:
        outside.bring(session, bid, {**ABROAD, **wrong}, by=world.ada, now=NOON)

    assert [where for where, _ in refused.value.errors] == [field]


def test_one_of_the_partnership_is_not_brought_from_outside(
    session: Session, world: World, bid: Application
) -> None:
    with pytest.raises(Refused, match="Firm is of the partnership"):
        outside.bring(session, bid, {**ABROAD, "name": "firm"}, by=world.ada, now=NOON)
    with pytest.raises(Refused):
        outside.bring(session, bid, ABROAD, by=world.ben, now=NOON)
