"""Who becomes what, and who lets go of it again."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Event, Group, Role
from papers.wording import say
from tests.bids import World
from tests.conftest import NOON
from tests.inviting import invite
from workflow import Refused
from workflow.access import belongs
from workflow.forms.typed import address_of
from workflow.history import phrase
from workflow.partners import invitations, meetings, members
from workflow.partners.members import roles_in


def test_a_change_of_roles_leaves_what_one_may_not_touch(session: Session, world: World) -> None:
    roles = [Role.REPRESENTATIVE, Role.PROJECT_GROUP]

    members.change(session, world.eve, world.town, roles, by=world.ada, now=NOON)
    assert roles_in(world.eve, world.town) == set(roles)

    with pytest.raises(Refused):
        members.change(session, world.eve, world.town, [Role.ADVISER], by=world.ada, now=NOON)
    members.change(session, world.eve, world.town, [], by=world.ada, now=NOON)
    assert roles_in(world.eve, world.town) == {Role.PROJECT_GROUP}


def test_a_change_of_roles_is_no_way_in(session: Session, world: World) -> None:
    with pytest.raises(Refused, match="Finn is not in Town"):
        members.change(session, world.finn, world.town, [Role.ADVISER], by=world.cleo, now=NOON)


def test_who_is_made_a_signatory_is_known_to_be_one(session: Session, world: World) -> None:
    said = {"by": world.cleo, "now": NOON}
    with pytest.raises(Refused, match="how it is known"):
        members.change(session, world.eve, world.town, [Role.SIGNATORY], **said)  # type: ignore[arg-type]  # said twice

    members.change(session, world.eve, world.town, [Role.SIGNATORY], known_by="§ 4", **said)  # type: ignore[arg-type]  # said twice

    assert roles_in(world.eve, world.town) == {Role.SIGNATORY}


def test_at_least_one_role_remains(session: Session, world: World) -> None:
    with pytest.raises(Refused, match="at least one role"):
        members.change(session, world.ada, world.town, [], by=world.cleo, now=NOON)


def test_a_person_leaves_and_what_they_did_stays(session: Session, world: World) -> None:
    bid = world.bid(world.town, "Blue lakes")
    world.agree(bid.commitments[0])
    world.eve.groups = [Group(name="Lakes")]

    for person in (world.ada, world.eve):
        members.leave(session, person, world.town, by=person, now=NOON)

    assert not belongs(world.ada)
    assert bid.commitments[0].signature is not None
    assert bid.commitments[0].signature.person is world.ada
    assert world.eve.groups == []
    went = session.scalars(select(Event).filter_by(verb="went")).all()
    assert [each.facts["had"] for each in went] == [["signatory"], ["project_group"]]


def test_a_coordinator_does_not_make_themselves_speak_for_others(
    session: Session, world: World
) -> None:
    with pytest.raises(Refused, match="people of its own"):
        invite(
            session, world, by=world.cleo, email=world.cleo.email, roles=[Role.SIGNATORY],
            known_by="I say so",
        )  # fmt: skip
    members.let(session, world.cleo, world.town, [Role.ADVISER])
    with pytest.raises(Refused, match="people of its own"):
        members.change(
            session, world.cleo, world.town, [Role.ADVISER, Role.REPRESENTATIVE], by=world.cleo,
            now=NOON,
        )  # fmt: skip

    members.change(
        session, world.cleo, world.town, [Role.REPRESENTATIVE], by=world.ada, now=NOON
    )  # fmt: skip

    assert Role.REPRESENTATIVE in roles_in(world.cleo, world.town)


def test_a_coordinator_speaks_for_an_organisation_that_has_nobody_else(
    session: Session, world: World
) -> None:
    members.change(
        session, world.cleo, world.region, [Role.COORDINATOR, Role.REPRESENTATIVE], by=world.cleo,
        now=NOON,
    )  # fmt: skip

    assert Role.REPRESENTATIVE in roles_in(world.cleo, world.region)


def test_others_let_a_person_go_only_as_far_as_they_give(session: Session, world: World) -> None:
    with pytest.raises(Refused):
        members.leave(session, world.eve, world.town, by=world.ada, now=NOON)
    with pytest.raises(Refused):
        members.leave(session, world.ada, world.town, by=world.ben, now=NOON)

    members.leave(session, world.eve, world.town, by=world.cleo, now=NOON)

    with pytest.raises(Refused, match="Eve is not in Town"):
        members.leave(session, world.eve, world.town, by=world.cleo, now=NOON)


def test_the_last_coordinator_and_operator_stay(session: Session, world: World) -> None:
    members.let(session, world.cleo, world.region, [Role.OPERATOR])

    with pytest.raises(Refused, match="run the installation"):
        members.leave(session, world.cleo, world.region, by=world.cleo, now=NOON)
    with pytest.raises(Refused, match="coordinate"):
        members.change(
            session, world.cleo, world.region, [Role.OPERATOR], by=world.cleo, now=NOON
        )  # fmt: skip


def test_everything_that_happens_to_people_has_words(session: Session, world: World) -> None:
    invitation = invite(session, world)
    invitations.accept(session, invitation, by=invitation.person, now=NOON)
    members.leave(session, invitation.person, world.town, by=world.cleo, now=NOON)
    meetings.add(
        session, world.town, body="The board", days="2026-03-10", papers="", by=world.ada, now=NOON
    )

    said = [say(phrase(each), "en") for each in session.scalars(select(Event).order_by(Event.id))]

    assert said == [
        "Somebody was invited as representative.",
        "Somebody came in as representative.",
        "Somebody left, who was representative.",
        "Meetings of The board were added: 10\u00a0March\u00a02026.",
    ]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" Anna.Ek@Example.SE ", "anna.ek@example.se"), ("a+b@c.example", "a+b@c.example"),
        ("anna", ""), ("a@b", ""), ("a@b.se,c@d.se", ""), ("a b@c.se", ""), ("a@b.se\nBcc: c", ""),
        ('"a b"@c.se', ""), ("a@b..se", ""), ("", ""), (f"{'a' * 200}@b.se", ""), ("<a@b.se>", ""),
    ],
)  # fmt: skip
def test_an_address_is_one_that_a_letter_can_go_to(written: str, kept: str) -> None:
    assert address_of(written) == kept
