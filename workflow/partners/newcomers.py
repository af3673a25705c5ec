"""Organisations that want to join: they ask in public, coordinators answer each with a letter."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Membership, Newcomer, NewcomerState, Partner, Person, Role
from models.database import lock
from papers.wording import LANGUAGES, Message
from workflow.access import demand
from workflow.forms.profile import tidy
from workflow.forms.typed import Errors, address_of
from workflow.partners import invitations, registering
from workflow.refusals import Incomplete, Refused
from workflow.telling import named, send, tell

HOUR, MOST_AN_HOUR, MOST_OF_ONE = timedelta(hours=1), 20, 3
LEAST, MOST = 20, 3000
NEEDED = {
    "organisation": Message("Write the name of the organisation."),
    "municipality": Message("Write the municipality that you work in."),
    "name": Message("Write your name."),
}


class TooMany(Refused):
    """More organisations in an hour than come by themselves."""


def ask(session: Session, said: dict[str, str], *, language: str, now: datetime) -> Newcomer:
    """Keep what an organisation asks, and tell the coordinators. The same twice is once.

    No letter goes to the address that was typed: it may be anybody's.
    """
    kept = {field: " ".join(tidy(said.get(field, "")).split())[:200] for field in NEEDED}
    email, wants = address_of(said.get("email", "")), tidy(said.get("wants", ""))
    errors: Errors = [(field, words) for field, words in NEEDED.items() if not kept[field]]
    if not email:
        errors.append(("email", Message("Write an address such as anna@example.org.")))
    if not LEAST <= len(wants) <= MOST:
        many = {"least": LEAST, "most": MOST}
        errors.append(("wants", Message("Write {least} to {most} characters.", many)))
    if errors:
        raise Incomplete(errors)
    waiting = select(Newcomer).filter_by(state=NewcomerState.WAITING, email=email)
    mine = session.scalars(waiting.order_by(Newcomer.id)).all()
    if same := next((each for each in mine if each.organisation == kept["organisation"]), None):
        return same
    since = select(func.count(Newcomer.id)).where(Newcomer.asked_at > now - HOUR)
    if len(mine) >= MOST_OF_ONE or (session.scalar(since) or 0) >= MOST_AN_HOUR:
        raise TooMany("Many have asked just now. Please try again in an hour.")
    newcomer = Newcomer(
        **kept, email=email, wants=wants, asked_at=now, state=NewcomerState.WAITING,
        language=language if language in LANGUAGES else "sv",
    )  # fmt: skip
    session.add(newcomer)
    session.flush()
    told = select(Person).join(Person.memberships).where(Membership.role == Role.COORDINATOR)
    tell(
        session, "asked", about=newcomer, by=None, now=now,
        to=session.scalars(told.distinct().order_by(Person.id)).all(),
        path=f"/newcomers/{newcomer.id}", organisation=newcomer.organisation,
        municipality=newcomer.municipality, wants=newcomer.wants,
    )  # fmt: skip
    return newcomer


def accept(
    session: Session, newcomer: Newcomer, *, words: str = "", by: Person, now: datetime
) -> Partner:
    """Let the organisation in, and ask in who asked: only now does anybody get an account."""
    settle(session, newcomer, NewcomerState.ACCEPTED, words, by=by, now=now)
    organisation = newcomer.organisation
    tell(session, "let in", about=newcomer, by=by, now=now, organisation=organisation)
    profile = {"name": newcomer.organisation, "municipality": newcomer.municipality}
    partner = registering.register(session, profile, newcomer.wants, by=by, now=now)
    newcomer.partner_id = partner.id
    invitations.invite(
        session, partner, name=newcomer.name, email=newcomer.email,
        roles=[Role.REPRESENTATIVE], language=newcomer.language, words=words, by=by, now=now,
    )  # fmt: skip
    return partner


def decline(
    session: Session, newcomer: Newcomer, *, words: str, by: Person, now: datetime
) -> None:  # fmt: skip
    """Say no for now, in a letter with the coordinator's own words."""
    if not words.strip():
        raise Refused("Write a few words; they stand in the letter.")
    settle(session, newcomer, NewcomerState.DECLINED, words, by=by, now=now)
    organisation = newcomer.organisation
    tell(session, "told no", about=newcomer, by=by, now=now, organisation=organisation)
    send(
        session, newcomer, "not_now", about=named(newcomer), now=now,
        organisation=newcomer.organisation, words=newcomer.said, by=by.name,
    )  # fmt: skip


def settle(
    session: Session, newcomer: Newcomer, state: NewcomerState, words: str, *, by: Person,
    now: datetime,
) -> None:  # fmt: skip
    """Say what was answered; the first answer counts."""
    demand(by, "register", None)
    lock(session, newcomer)
    if newcomer.state is not NewcomerState.WAITING:
        raise Refused("Somebody has already answered.")
    by_id = by.id  # asked before, since it may be read anew
    newcomer.state, newcomer.settled_at, newcomer.settled_by = state, now, by_id
    newcomer.said = tidy(words)[:MOST]


def waiting(session: Session) -> list[Newcomer]:
    """Return those that nobody has answered, the first first."""
    wanted = select(Newcomer).filter_by(state=NewcomerState.WAITING).order_by(Newcomer.id)
    return list(session.scalars(wanted))
