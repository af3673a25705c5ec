"""Who is asked in, by whom, and what becomes of it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Event, InvitationState, Membership, Role
from models.invitation import GOOD_FOR
from tests.bids import World
from tests.conftest import NOON
from tests.inviting import invite
from tests.letters import letters
from workflow import Refused
from workflow.access import belongs
from workflow.partners import invitations, members
from workflow.partners.members import roles_in
from workflow.refusals import Incomplete

LATER = NOON + GOOD_FOR + timedelta(seconds=1)


def test_who_is_asked_in_is_nothing_until_they_accept(session: Session, world: World) -> None:
    invitation = invite(session, world)

    assert not belongs(invitation.person)
    assert invitation.person.email == "gil@example.org"
    assert [each.reader.name for each in letters(session, "asked_in")] == ["Gil Gren"]
    assert f"/in/~ticket~/invitations/{invitation.id}" in letters(session, "asked_in")[0].text
    assert "11\u00a0februari\u00a02026" in letters(session, "asked_in")[0].text


def test_accepting_makes_them_what_the_letter_said_once(session: Session, world: World) -> None:
    roles = [Role.REPRESENTATIVE, Role.SIGNATORY]
    invitation = invite(session, world, roles=roles, known_by="Delegation § 4")

    for _ in range(2):
        invitations.accept(session, invitation, by=invitation.person, now=NOON)

    gil = invitation.person
    assert roles_in(gil, world.town) == set(roles)
    signs = session.get_one(Membership, (gil.id, world.town.id, Role.SIGNATORY))
    assert signs.known_by == "Delegation § 4"
    assert [each.verb for each in session.scalars(select(Event).order_by(Event.id))] == [
        "asked in", "came in",
    ]  # fmt: skip


def test_nobody_accepts_for_another(session: Session, world: World) -> None:
    invitation = invite(session, world)

    with pytest.raises(Refused):
        invitations.accept(session, invitation, by=world.finn, now=NOON)


def test_an_invitation_runs_out_and_can_be_sent_again(session: Session, world: World) -> None:
    invitation = invite(session, world)
    assert invitation.state(LATER) is InvitationState.EXPIRED
    with pytest.raises(Refused, match="no longer open"):
        invitations.accept(session, invitation, by=invitation.person, now=LATER)
    letters(session, "asked_in")[0].sent_at = NOON

    invitations.resend(session, invitation, by=world.ada, now=LATER)
    invitations.accept(session, invitation, by=invitation.person, now=LATER)

    assert len(letters(session, "asked_in")) == 2
    assert roles_in(invitation.person, world.town) == {Role.REPRESENTATIVE}


def test_sent_again_before_the_first_letter_left_is_one_letter(
    session: Session, world: World
) -> None:
    invitation = invite(session, world)

    invitations.resend(session, invitation, by=world.ada, now=NOON)

    assert len(letters(session, "asked_in")) == 1


def test_an_invitation_that_is_taken_back_opens_nothing(session: Session, world: World) -> None:
    invitation = invite(session, world)

    invitations.take_back(session, invitation, by=world.ada, now=NOON)

    assert letters(session, "asked_in") == []
    for act in (invitations.accept, invitations.decline):
        with pytest.raises(Refused, match="no longer open"):
            act(session, invitation, by=invitation.person, now=NOON)
    for act in (invitations.resend, invitations.take_back):
        with pytest.raises(Refused, match="no longer open"):
            act(session, invitation, by=world.ada, now=NOON)


def test_one_may_say_no_and_be_asked_again(session: Session, world: World) -> None:
    first = invite(session, world)
    invitations.decline(session, first, by=first.person, now=NOON)

    second = invite(session, world)

    assert first.state(NOON) is InvitationState.ENDED
    assert second.person is first.person


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "gil"}, "email"),
        ({"email": "a@b.se, c@d.se"}, "email"),
        ({"roles": []}, "roles"),
        ({"roles": [Role.SIGNATORY]}, "known_by"),
    ],
)
def test_what_an_invitation_lacks_stands_at_its_field(
    session: Session, world: World, said: dict[str, Any], field: str
) -> None:
    with pytest.raises(Incomplete) as refused:
        invite(session, world, **said)

    assert [each for each, _ in refused.value.errors] == [field]


def test_who_is_in_or_asked_already_is_not_asked_again(session: Session, world: World) -> None:
    with pytest.raises(Refused, match="Eve is in Town already"):
        invite(session, world, by=world.cleo, email=world.eve.email, roles=[Role.PROJECT_GROUP])
    invite(session, world)
    with pytest.raises(Refused, match="already asked"):
        invite(session, world)


def test_someone_of_one_partner_can_be_asked_into_another(session: Session, world: World) -> None:
    invitation = invite(session, world, email=world.ben.email)

    invitations.accept(session, invitation, by=world.ben, now=NOON)

    assert {each.name for each in world.ben.partners} == {"Town", "University"}


@pytest.mark.parametrize(
    "role", [Role.COORDINATOR, Role.OPERATOR, Role.PROJECT_GROUP, Role.ADVISER]
)
def test_a_representative_gives_no_role_over_others(
    session: Session, world: World, role: Role
) -> None:
    with pytest.raises(Refused):
        invite(session, world, roles=[Role.REPRESENTATIVE, role])


def test_only_an_operator_makes_an_operator(session: Session, world: World) -> None:
    with pytest.raises(Refused):
        invite(session, world, by=world.cleo, roles=[Role.OPERATOR])

    members.let(session, world.cleo, world.region, [Role.OPERATOR])
    invite(session, world, by=world.cleo, roles=[Role.OPERATOR])


@pytest.mark.parametrize("name", ["eve", "ben", "finn"])
def test_others_do_not_ask_people_into_a_partner(session: Session, world: World, name: str) -> None:
    with pytest.raises(Refused):
        invite(session, world, by=getattr(world, name))


def test_nobody_is_asked_into_what_has_left(session: Session, world: World) -> None:
    world.town.left_at = NOON

    with pytest.raises(Refused, match="has left"):
        invite(session, world)
