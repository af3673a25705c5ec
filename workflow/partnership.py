"""Registering a partnership from a file: its parties, their people, what they want funding for."""

import msgspec
from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Interest, Membership, Partner, Person, Role


class Misread(Exception):
    """A file that does not say what it should; the text names the key."""


class SaidPerson(Struct, forbid_unknown_fields=True):
    """A person, and what they are in the party."""

    name: str
    email: str
    roles: list[Role]
    language: str = "sv"


class SaidInterest(Struct, forbid_unknown_fields=True):
    """What a party wants funding for."""

    title: str
    text: str
    language: str = "sv"
    requires: list[str] = []
    excludes: list[str] = []


class SaidPartner(Struct, forbid_unknown_fields=True):
    """A party; its name is enough."""

    name: str
    kind: str = ""
    sector: str = ""
    municipality: str = ""
    nuts3: str = ""
    offers: list[str] = []
    interests: list[SaidInterest] = []
    people: list[SaidPerson] = []


class Said(Struct):
    """The file: whatever else it says of the partnership is not ours to keep."""

    partners: list[SaidPartner]


def load(session: Session, body: bytes) -> int:
    """Register what is not known yet, by name and address; return how many parties were new.

    Loaded twice, it is the same partnership. Raises Misread, and then nothing is registered.
    """
    try:
        said = msgspec.json.decode(body, type=Said)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Misread(str(error)) from error
    new = 0
    for party in said.partners:
        partner = session.scalar(select(Partner).filter_by(name=party.name))
        if partner is None:
            partner = Partner(name=party.name)
            session.add(partner)
            new += 1
        partner.kind, partner.sector = party.kind, party.sector
        partner.municipality, partner.area = party.municipality, party.nuts3
        partner.offers = tuple(party.offers)
        titles = {each.title for each in partner.interests}
        partner.interests += [
            Interest(
                title=each.title, text=each.text, language=each.language,
                requires=tuple(each.requires), excludes=tuple(each.excludes),
            )
            for each in party.interests
            if each.title not in titles
        ]  # fmt: skip
        for each in party.people:
            join(session, partner, each)
    return new


def join(session: Session, partner: Partner, said: SaidPerson) -> Person:
    """Let a person be something in a partner."""
    person = person_called(session, said.email)
    if person is None:
        person = Person(name=said.name, email=said.email.lower(), language=said.language)
        session.add(person)
    has = {each.role for each in person.memberships if each.partner is partner}
    for role in said.roles:
        if role not in has:
            person.memberships.append(Membership(partner=partner, role=role))
    session.flush()
    return person


def person_called(session: Session, email: str) -> Person | None:
    """Return who has the address."""
    return session.scalar(select(Person).filter_by(email=email.lower()))


def first_operator(session: Session, name: str, email: str) -> Person:
    """Return an operator; a new installation gets one, in a partner of the site's own name."""
    known = select(Person).join(Person.memberships).where(Membership.role == Role.OPERATOR)
    if person := session.scalar(known.order_by(Person.id).limit(1)):
        return person
    partner = session.scalar(select(Partner).filter_by(name=name)) or Partner(name=name)
    session.add(partner)
    said = SaidPerson(name=name, email=email, roles=[Role.OPERATOR, Role.COORDINATOR])
    return join(session, partner, said)
