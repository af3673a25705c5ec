"""Who is asked in, who becomes what, and who lets go of it again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Event,
    Group,
    Invitation,
    InvitationState,
    Letter,
    Meeting,
    Membership,
    Newcomer,
    NewcomerState,
    Person,
    Role,
)
from models.invitation import GOOD_FOR
from papers.wording import say
from tests.bids import World
from tests.conftest import NOON
from workflow import Conflict, Refused
from workflow.access import belongs
from workflow.forms.typed import address_of
from workflow.history import phrase
from workflow.partners import invitations, meetings, members, newcomers
from workflow.partners.members import roles_in
from workflow.partners.newcomers import MOST_AN_HOUR, MOST_OF_ONE, TooMany
from workflow.people import groups
from workflow.refusals import Incomplete

LATER = NOON + GOOD_FOR + timedelta(seconds=1)
WANTS = "We want funding for young people who neither work nor study"


def invite(session: Session, world: World, by: Person | None = None, **said: object) -> Invitation:
    facts = {"name": "Gil Gren", "email": "Gil@Example.org", "roles": [Role.REPRESENTATIVE]}
    return invitations.invite(
        session, world.town, **{**facts, **said}, by=by or world.ada, now=NOON  # type: ignore[arg-type]  # as a form would
    )  # fmt: skip


def letters(session: Session, kind: str = "asked_in") -> list[Letter]:
    return list(session.scalars(select(Letter).filter_by(kind=kind).order_by(Letter.id)))


def test_who_is_asked_in_is_nothing_until_they_accept(session: Session, world: World) -> None:
    invitation = invite(session, world)

    assert not belongs(invitation.person)
    assert invitation.person.email == "gil@example.org"
    assert [each.reader.name for each in letters(session)] == ["Gil Gren"]
    assert f"/in/~ticket~/invitations/{invitation.id}" in letters(session)[0].text
    assert "11\u00a0februari\u00a02026" in letters(session)[0].text


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
    letters(session)[0].sent_at = NOON

    invitations.resend(session, invitation, by=world.ada, now=LATER)
    invitations.accept(session, invitation, by=invitation.person, now=LATER)

    assert len(letters(session)) == 2
    assert roles_in(invitation.person, world.town) == {Role.REPRESENTATIVE}


def test_sent_again_before_the_first_letter_left_is_one_letter(
    session: Session, world: World
) -> None:
    invitation = invite(session, world)

    invitations.resend(session, invitation, by=world.ada, now=NOON)

    assert len(letters(session)) == 1


def test_an_invitation_that_is_taken_back_opens_nothing(session: Session, world: World) -> None:
    invitation = invite(session, world)

    invitations.take_back(session, invitation, by=world.ada, now=NOON)

    assert letters(session) == []
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


def ask(session: Session, **said: str) -> Newcomer:
    words = {
        "organisation": "Fabriken", "municipality": "Laxå", "name": "Gil Gren",
        "email": "gil@fabriken.example", "wants": WANTS,
    }  # fmt: skip
    return newcomers.ask(session, {**words, **said}, language="en", now=NOON)


def test_whoever_asks_to_join_has_no_account_and_gets_no_letter(
    session: Session, world: World
) -> None:
    before = session.scalars(select(Person.id)).all()

    newcomer = ask(session)

    assert session.scalars(select(Person.id)).all() == before
    assert [each.reader.name for each in letters(session, "asked")] == ["Cleo"]
    assert [each.kind for each in session.scalars(select(Letter))] == ["asked"]
    assert newcomers.waiting(session) == [newcomer]


def test_asked_twice_is_asked_once(session: Session, world: World) -> None:
    assert ask(session) is ask(session)


def test_accepted_it_is_a_partner_and_who_asked_is_asked_in(session: Session, world: World) -> None:
    newcomer = ask(session)

    partner = newcomers.accept(session, newcomer, words="Welcome", by=world.cleo, now=NOON)

    assert (partner.name, partner.area) == ("Fabriken", "SE124")
    assert [each.text for each in partner.interests] == [WANTS]
    (letter,) = letters(session)
    assert (letter.reader.email, letter.reader.language) == ("gil@fabriken.example", "en")
    assert "Welcome" in letter.text
    assert partner.people == []
    assert newcomers.waiting(session) == []


def test_declined_it_gets_one_letter_with_the_words(session: Session, world: World) -> None:
    newcomer = ask(session)

    newcomers.decline(
        session, newcomer, words="You lie outside the county.", by=world.cleo, now=NOON
    )

    (letter,) = letters(session, "not_now")
    assert letter.reader is newcomer
    assert "You lie outside the county." in letter.text
    assert "Hello Gil Gren" in letter.text
    assert session.scalar(select(Person).filter_by(email="gil@fabriken.example")) is None


def test_a_no_has_words_and_the_first_answer_counts(session: Session, world: World) -> None:
    newcomer = ask(session)
    with pytest.raises(Refused, match="a few words"):
        newcomers.decline(session, newcomer, words=" ", by=world.cleo, now=NOON)
    newcomers.accept(session, newcomer, by=world.cleo, now=NOON)

    with pytest.raises(Refused, match="already answered"):
        newcomers.decline(session, newcomer, words="No", by=world.cleo, now=NOON)

    assert newcomer.state is NewcomerState.ACCEPTED


def test_only_who_keeps_the_register_answers(session: Session, world: World) -> None:
    newcomer = ask(session)

    for act in (newcomers.accept, newcomers.decline):
        with pytest.raises(Refused):
            act(session, newcomer, words="Hello", by=world.ada, now=NOON)


def test_who_has_a_known_name_is_not_let_in_twice(session: Session, world: World) -> None:
    newcomer = ask(session, organisation="town")

    with pytest.raises(Incomplete):
        newcomers.accept(session, newcomer, by=world.cleo, now=NOON)


@pytest.mark.parametrize("field", ["organisation", "municipality", "name", "email", "wants"])
def test_what_is_missing_in_asking_stands_at_its_field(
    session: Session, world: World, field: str
) -> None:
    with pytest.raises(Incomplete) as refused:
        ask(session, **{field: " "})

    assert [each for each, _ in refused.value.errors] == [field]


@pytest.mark.parametrize(
    ("most", "said"),
    [
        (MOST_OF_ONE, lambda at: {"organisation": f"Firm {at}"}),
        (MOST_AN_HOUR, lambda at: {"email": f"a{at}@b.example"}),
    ],
)
def test_there_is_a_limit_to_asking(
    session: Session, world: World, most: int, said: Callable[[int], dict[str, str]]
) -> None:
    for at in range(most):
        ask(session, **said(at))

    with pytest.raises(TooMany):
        ask(session, **said(most))


def test_a_group_is_formed_and_changed_by_one_at_a_time(session: Session, world: World) -> None:
    group = groups.save(
        session, None, name="Watch", purpose="Looks ahead", people=[world.ada, world.ben],
        by=world.cleo, now=NOON,
    )  # fmt: skip
    assert [each.name for each in group.people] == ["Ada", "Ben"]
    kept = {"purpose": "", "by": world.cleo, "now": NOON}

    groups.save(session, group, name="Watch out", people=[world.ben], seen=1, **kept)  # type: ignore[arg-type]  # said twice

    with pytest.raises(Conflict):
        groups.save(session, group, name="Look", people=[], seen=1, **kept)  # type: ignore[arg-type]  # said twice
    assert (group.name, [each.name for each in group.people]) == ("Watch out", ["Ben"])


def test_a_group_has_a_name_of_its_own_and_people_who_are_here(
    session: Session, world: World
) -> None:
    groups.save(session, None, name="Watch", purpose="", people=[], by=world.cleo, now=NOON)
    stranger = invite(session, world).person

    for name, people, words in (
        ("watch", [], "already"), (" ", [], "name"), ("New", [stranger], "Only people"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=words):
            groups.save(
                session, None, name=name, purpose="", people=people, by=world.cleo, now=NOON
            )
    with pytest.raises(Refused):
        groups.save(session, None, name="Ours", purpose="", people=[], by=world.ada, now=NOON)


def test_a_dissolved_group_leaves_its_people(session: Session, world: World) -> None:
    group = groups.save(
        session, None, name="Watch", purpose="", people=[world.ada], by=world.cleo, now=NOON
    )

    groups.dissolve(session, group, by=world.cleo, now=NOON)
    session.commit()

    assert session.scalars(select(Group)).all() == []
    assert belongs(world.ada)


def test_meetings_come_with_the_day_their_papers_are_due(session: Session, world: World) -> None:
    days = "2026-03-10\n2026-04-14\n2026-03-10\n"

    for papers in ("14", "0"):
        meetings.add(
            session, world.town, body="The board", days=days, papers=papers, by=world.ada, now=NOON
        )

    found = meetings.coming(session, NOON.date())
    assert [(str(each.day), str(each.papers_due)) for each in found] == [
        ("2026-03-10", "2026-02-24"), ("2026-04-14", "2026-03-31"),
    ]  # fmt: skip


def test_papers_may_be_due_on_the_day_itself_or_not_be_known(
    session: Session, world: World
) -> None:
    for body, papers in (("A", "0"), ("B", "")):
        meetings.add(
            session, None, body=body, days="2026-03-10", papers=papers, by=world.cleo, now=NOON
        )

    found = meetings.coming(session, NOON.date())
    assert [str(each.papers_due) for each in found] == ["2026-03-10", "None"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"body": " "}, "body"), ({"days": ""}, "days"), ({"days": "2026-03-10\n10/3"}, "days"),
        ({"days": "0001-01-01"}, "days"), ({"papers": "two weeks"}, "papers"),
        ({"papers": "-1"}, "papers"), ({"papers": "400"}, "papers"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_meetings_stands_at_its_field(
    session: Session, world: World, said: dict[str, str], field: str
) -> None:
    words = {"body": "The board", "days": "2026-03-10", "papers": "14", **said}

    with pytest.raises(Incomplete) as refused:
        meetings.add(session, world.town, **words, by=world.ada, now=NOON)

    assert [each for each, _ in refused.value.errors] == [field]


def test_each_plans_their_own_meetings(session: Session, world: World) -> None:
    (meeting,) = meetings.add(
        session, world.town, body="The board", days="2026-03-10", papers="", by=world.ada, now=NOON
    )

    with pytest.raises(Refused):
        meetings.remove(session, meeting, by=world.ben, now=NOON)
    with pytest.raises(Refused):
        meetings.add(
            session, None, body="All", days="2026-03-10", papers="", by=world.ada, now=NOON
        )
    meetings.remove(session, meeting, by=world.cleo, now=NOON)

    assert session.scalars(select(Meeting)).all() == []


def test_meetings_of_who_has_left_are_not_told(session: Session, world: World) -> None:
    meetings.add(
        session, world.town, body="The board", days="2026-03-10", papers="", by=world.ada, now=NOON
    )
    world.town.left_at = NOON

    assert meetings.coming(session, NOON.date()) == []


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
