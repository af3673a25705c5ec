"""Asking people in: by letter, answered by one button, good for a month."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import Invitation, InvitationState, Letter, Partner, Person, Role
from models.database import add_once, lock
from models.invitation import GOOD_FOR
from papers.links import invitation_link
from papers.wording import LANGUAGES, Message, day, word
from workflow.access import demand
from workflow.forms.typed import Errors, address_of
from workflow.partners.members import demand_may_give, demand_no_self_service, let, roles_in
from workflow.partners.partnership import person_called
from workflow.refusals import Incomplete, Refused
from workflow.telling import named, send, tell


class Unanswerable(Refused):
    """An invitation that can no longer be answered: it ran out, or was taken back."""


def invite(
    session: Session,
    partner: Partner,
    *,
    name: str,
    email: str,
    roles: Collection[Role],
    language: str = "sv",
    known_by: str = "",
    words: str = "",
    by: Person | None,
    now: datetime,
) -> Invitation:
    """Ask somebody in; by None is the operator's command. The letter may hold a few own words."""
    if by:
        demand(by, "keep", partner)
        demand_may_give(by, partner, roles)
    return ask_in(
        session, partner, name=name, email=email, roles=roles, language=language,
        known_by=known_by, words=words, by=by, now=now,
    )  # fmt: skip


def ask_in(
    session: Session,
    partner: Partner,
    *,
    name: str,
    email: str,
    roles: Collection[Role],
    language: str,
    known_by: str = "",
    words: str = "",
    by: Person | None,
    now: datetime,
) -> Invitation:
    """Ask somebody in, for who may: it was demanded before."""
    language = language if language in LANGUAGES else "sv"
    lock(session, partner)
    if partner.left_at:
        raise Refused("This partner has left. Let it come back first.")
    errors: Errors = []
    if not (name := " ".join(name.split())[:200]):
        errors.append(("name", Message("Write the name of the person.")))
    if not (address := address_of(email)):
        errors.append(("email", Message("Write an address such as anna@example.org.")))
    if not roles:
        errors.append(("roles", Message("Choose at least one role.")))
    if Role.SIGNATORY in roles and not known_by.strip():
        errors.append(
            ("known_by", Message("Say how it is known that the person may sign: a decision, say."))
        )
    if errors:
        raise Incomplete(errors)
    person = person_called(session, address)
    if by:
        demand_no_self_service(by, person, partner, roles)
    if person and set(roles) <= roles_in(person, partner):
        raise Refused("{name} is in {partner} already.", name=person.name, partner=partner.name)
    if person and (open := open_to(session, person, partner)):
        raise Refused(
            "{name} is already asked. Send the letter again instead.", name=open.person.name
        )
    if person is None:
        said = {"name": name, "email": address, "language": language}
        add_once(session, Person, **said)  # another partner may ask the same person just now
        person = person_called(session, address)
        assert person
    invitation = Invitation(
        person=person, partner=partner, roles=tuple(sorted(set(roles))), by_id=by and by.id,
        known_by=known_by.strip()[:200], sent_at=now,
    )  # fmt: skip
    session.add(invitation)
    session.flush()
    tell(
        session, "asked in", about=partner, by=by, now=now, person=person.id,
        roles=invitation.roles,
    )  # fmt: skip
    write(session, invitation, words=words, by=by, now=now)
    return invitation


def open_to(session: Session, person: Person, partner: Partner) -> Invitation | None:
    """Return the invitation that nobody has answered or taken back."""
    wanted = select(Invitation).filter_by(
        person_id=person.id, partner_id=partner.id, accepted_at=None, ended_at=None
    )
    return session.scalar(wanted)


def write(
    session: Session, invitation: Invitation, *, words: str = "", by: Person | None, now: datetime
) -> None:
    """Write the letter; each time it is sent it is a new one."""
    reader, sent = invitation.person, invitation.sent_at.astimezone(now.tzinfo)
    send(
        session, reader, "asked_in", about=f"{named(invitation)}:{invitation.times}", now=now,
        partner=invitation.partner.name, by=by.name if by else "", words=words.strip(),
        roles=", ".join(word(each, reader.language) for each in invitation.roles),
        until=day((sent + GOOD_FOR).date(), reader.language),
        link=invitation_link(invitation.id),
    )  # fmt: skip


def resend(session: Session, invitation: Invitation, *, by: Person, now: datetime) -> None:
    """Send the letter once more; from now on it is good for a month again."""
    demand_may_manage(by, invitation)
    lock(session, invitation)
    if invitation.state(now) in (InvitationState.ACCEPTED, InvitationState.ENDED):
        raise Refused("This invitation is no longer open.")
    hush(session, invitation)
    invitation.sent_at, invitation.times = now, invitation.times + 1
    write(session, invitation, by=by, now=now)


def take_back(session: Session, invitation: Invitation, *, by: Person, now: datetime) -> None:
    """Take an invitation back: its letter opens nothing any more, or is not sent at all."""
    demand_may_manage(by, invitation)
    lock(session, invitation)
    if invitation.state(now) in (InvitationState.ACCEPTED, InvitationState.ENDED):
        raise Refused("This invitation is no longer open.")
    end(session, invitation, now)
    person = invitation.person_id
    tell(session, "asked no more", about=invitation.partner, by=by, now=now, person=person)


def decline(session: Session, invitation: Invitation, *, by: Person, now: datetime) -> None:
    """Say no to an invitation; one need not say why."""
    demand_mine(session, invitation, by, now)
    end(session, invitation, now)
    tell(session, "said no", about=invitation.partner, by=by, now=now, person=by.id)


def end(session: Session, invitation: Invitation, now: datetime) -> None:
    """End an invitation; a letter that has not left stays here."""
    invitation.ended_at = now
    hush(session, invitation)


def accept(session: Session, invitation: Invitation, *, by: Person, now: datetime) -> None:
    """Come in: from now on the person is what the letter said. Twice is once."""
    lock(session, invitation)
    if by.id == invitation.person_id and invitation.accepted_at:
        return
    demand_mine(session, invitation, by, now)
    invitation.accepted_at = now
    let(session, by, invitation.partner, invitation.roles, invitation.known_by)
    tell(
        session, "came in", about=invitation.partner, by=by, now=now, person=by.id,
        roles=invitation.roles,
    )  # fmt: skip


def demand_mine(session: Session, invitation: Invitation, by: Person, now: datetime) -> None:
    """Refuse what is another's, and what can no longer be answered."""
    if by.id != invitation.person_id:
        raise Refused("You may not do this for others.")
    lock(session, invitation)
    if invitation.state(now) is not InvitationState.WAITING or invitation.partner.left_at:
        raise Unanswerable("The invitation is no longer open. Ask for a new one.")


def demand_may_manage(by: Person, invitation: Invitation) -> None:
    """Refuse to touch an invitation to what one could not give."""
    demand(by, "keep", invitation.partner)
    demand_may_give(by, invitation.partner, invitation.roles)


def hush(session: Session, invitation: Invitation) -> None:
    """Take back letters about it that have not been sent."""
    waiting = delete(Letter).where(
        Letter.kind == "asked_in",
        Letter.about.startswith(f"{named(invitation)}:"),
        Letter.sent_at.is_(None),
    )
    session.execute(waiting.execution_options(synchronize_session=False))
