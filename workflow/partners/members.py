"""Who is what in which partner: given, taken, left."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Membership, Partner, Person, Role
from models.database import lock, queue_up
from papers.wording import Message
from workflow.access import SIGNERS, SPEAKERS, is_one, roles_to_give
from workflow.refusals import Refused
from workflow.telling import tell

POWERS = 2  # where those queue up who let go of what nobody may be the last of
# What nobody may be the last of.
LAST = {
    Role.OPERATOR: Message(
        "Somebody has to run the installation. Make another person an operator first."
    ),
    Role.COORDINATOR: Message(
        "Somebody has to coordinate. Make another person a coordinator first."
    ),
}


def roles_in(person: Person, partner: Partner) -> set[Role]:
    """Return what a person is in a partner."""
    return {each.role for each in person.memberships if each.partner_id == partner.id}


def demand_may_give(by: Person, partner: Partner, roles: Collection[Role]) -> None:
    """Refuse to give or take what the person may not, to others or to themselves."""
    if not set(roles) <= set(roles_to_give(by, partner)):
        raise Refused("You may not do this for others.")


def demand_no_self_service(
    by: Person, person: Person | None, partner: Partner, roles: Collection[Role]
) -> None:
    """Refuse to make oneself speak for others: where a partner has signers, one of them asks in."""
    others = [each for each in partner.people_as(*SIGNERS) if each is not by]
    inside = is_one(by, partner, *SIGNERS)
    if person is by and others and not inside and not set(roles).isdisjoint(SPEAKERS):
        raise Refused(
            "{partner} has people of its own. Let one of them do it.", partner=partner.name
        )


def let(
    session: Session, person: Person, partner: Partner, roles: Collection[Role], known_by: str = ""
) -> None:
    """Make a person these things in a partner; what they are already stays."""
    has = {each.role: each for each in person.memberships if each.partner_id == partner.id}
    for role in roles:
        if role not in has:
            has[role] = Membership(person=person, partner=partner, role=role)
            session.add(has[role])
        if role is Role.SIGNATORY and known_by.strip():
            has[role].known_by = known_by.strip()[:200]
    session.flush()


def change(
    session: Session,
    person: Person,
    partner: Partner,
    roles: Collection[Role],
    *,
    known_by: str = "",
    by: Person,
    now: datetime,
) -> None:
    """Make a member exactly these things, as far as one may say; for a stranger, invite.

    What one may not give is not taken either: it stays as it is.
    """
    lock(session, partner)
    had, mine = roles_in(person, partner), set(roles_to_give(by, partner))
    if not had:
        raise Refused("{name} is not in {partner}.", name=person.name, partner=partner.name)
    wanted = set(roles) | (had - mine)
    demand_may_give(by, partner, wanted ^ had)
    demand_no_self_service(by, person, partner, wanted - had)
    if not wanted:
        raise Refused("Choose at least one role, or let the person leave.")
    if Role.SIGNATORY in wanted - had and not known_by.strip():
        raise Refused("Say how it is known that the person may sign: a decision, say.")
    going = [
        each for each in person.memberships
        if each.partner_id == partner.id and each.role not in wanted
    ]  # fmt: skip
    refuse_last(session, going)
    for each in going:
        person.memberships.remove(each)
    let(session, person, partner, wanted, known_by)
    if wanted != had:
        tell(
            session, "made", about=partner, by=by, now=now, person=person.id,
            roles=sorted(wanted), had=sorted(had),
        )  # fmt: skip


def leave(session: Session, person: Person, partner: Partner, *, by: Person, now: datetime) -> None:
    """Let a person leave a partner; what they did and signed stays."""
    lock(session, partner)
    going = [each for each in person.memberships if each.partner_id == partner.id]
    if not going:
        raise Refused("{name} is not in {partner}.", name=person.name, partner=partner.name)
    if by.id != person.id:
        demand_may_give(by, partner, [each.role for each in going])
    refuse_last(session, going)
    had = sorted(each.role for each in going)
    for each in going:
        person.memberships.remove(each)
    session.flush()
    if not person.memberships:
        person.groups = []
    tell(session, "went", about=partner, by=by, now=now, person=person.id, had=had)


def refuse_last(session: Session, going: Collection[Membership]) -> None:
    """Refuse to let go of the last who runs or coordinates the whole."""
    leaving = {(each.person_id, each.partner_id, each.role) for each in going}
    if not any(each.role in LAST for each in going):
        return
    queue_up(session, POWERS)  # two of different partners must not both see the other stay
    for role, words in LAST.items():
        every = session.scalars(select(Membership).filter_by(role=role))
        keys = {(each.person_id, each.partner_id, each.role) for each in every}
        if keys & leaving and keys <= leaving:
            raise Refused(words.id)
