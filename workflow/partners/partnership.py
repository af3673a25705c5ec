"""Registering a partnership from a file: its parties, their people, what they want funding for."""

import datetime as dt
from collections.abc import Container, Iterable, Sequence
from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from lexicon.areas import areas
from lexicon.municipalities import area_of
from lexicon.organisation_numbers import canonical
from lexicon.sectors import sector_of
from lexicon.themes import themes
from models import Group, Interest, Meeting, Membership, Offer, Part, Partner, Person, Role
from workflow.forms.wanted import title_of
from workflow.partners.members import let

Year = Annotated[int, Meta(ge=1000, le=9999)]


class Misread(Exception):
    """A file that does not say what it should; the text names the key."""


class SaidPerson(Struct, forbid_unknown_fields=True):
    """A person, and what they are in the party."""

    name: str
    email: str
    roles: list[Role]
    language: str = "sv"
    known_by: str = ""


class SaidMeeting(Struct, forbid_unknown_fields=True):
    """A meeting at which a party decides."""

    body: str
    day: dt.date
    papers_due: dt.date | None = None

    def __post_init__(self) -> None:
        if self.papers_due and self.papers_due > self.day:
            raise ValueError(f"papers_due: {self.papers_due} is after the meeting, {self.day}")


class SaidGroup(Struct, forbid_unknown_fields=True):
    """A working group, and the addresses of its people."""

    name: str
    purpose: str = ""
    people: list[str] = []


class SaidInterest(Struct, forbid_unknown_fields=True):
    """What a party wants funding for."""

    text: str
    title: str = ""
    language: str = "sv"
    requires: list[str] = []
    excludes: list[str] = []
    themes: list[str] = []
    target_groups: list[str] = []
    areas: list[str] = []
    parts: list[Part] = []
    least: Decimal | None = None
    most: Decimal | None = None
    currency: str = "SEK"
    until: dt.date | None = None

    def __post_init__(self) -> None:
        self.title = self.title or title_of(self.text)
        demand_known("themes", self.themes, themes())
        demand_known("areas", self.areas, areas())
        demand_hundredths("least", self.least)
        demand_hundredths("most", self.most)
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError(f"least: {self.least} is more than most, {self.most}")


class SaidPartner(Struct, forbid_unknown_fields=True):
    """A party; its name is enough."""

    name: str
    country: str = "SE"
    number: str = ""
    kind: str = ""
    sector: str = ""
    municipality: str = ""
    nuts3: str = ""
    about: str = ""
    began: Year | None = None
    co_funding_most: Decimal | None = None
    can_wait: bool | None = None
    offers: list[Offer] = []
    interests: list[SaidInterest] = []
    people: list[SaidPerson] = []
    meetings: list[SaidMeeting] = []

    def __post_init__(self) -> None:
        if self.number:
            self.number = canonical(self.number, self.country)
        demand_hundredths("co_funding_most", self.co_funding_most)
        if self.co_funding_most is not None and self.co_funding_most > 100:
            raise ValueError(f"co_funding_most: {self.co_funding_most} is more than 100 percent")


class Said(Struct):
    """The file: whatever else it says of the partnership is not ours to keep."""

    partners: list[SaidPartner]
    groups: list[SaidGroup] = []


def demand_hundredths(key: str, value: Decimal | None) -> None:
    """Refuse what is less than nought, or has more than two decimals."""
    if value is not None and not (value.is_finite() and value >= 0 and value == round(value, 2)):
        raise ValueError(f"{key}: {value} is no sum or share; write it as 400000 or 33.5")


def demand_known(key: str, codes: Iterable[str], known: Container[str]) -> None:
    """Refuse a code that is none of ours."""
    if unknown := [each for each in codes if each not in known]:
        raise ValueError(f"{key}: there is no {', '.join(unknown)}")


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
        describe(partner, party, interests_of(session, partner))
        for each in party.people:
            join(session, partner, each)
    for group in said.groups:
        gather(session, group)
    return new


def interests_of(session: Session, partner: Partner) -> Sequence[Interest]:
    """Return all that a party wants or wanted: what was taken away does not come back by a file."""
    return session.scalars(select(Interest).filter_by(partner_id=partner.id)).all()


def describe(partner: Partner, said: SaidPartner, known: Iterable[Interest]) -> None:
    """Put what the file says of a party into its row; what people added stays."""
    partner.country, partner.number = said.country, said.number
    partner.kind, partner.sector = said.kind, said.sector or sector_of().get(said.kind, "")
    partner.municipality = said.municipality
    partner.area = said.nuts3 or area_of(said.municipality)
    partner.about, partner.offers = said.about, tuple(said.offers)
    partner.began, partner.can_wait = said.began, said.can_wait
    partner.co_funding_most = said.co_funding_most
    titles = {each.title for each in known}
    partner.interests += [
        Interest(
            title=each.title, text=each.text, language=each.language,
            requires=tuple(each.requires), excludes=tuple(each.excludes),
            themes=tuple(each.themes), target_groups=tuple(each.target_groups),
            areas=tuple(each.areas), parts=tuple(each.parts),
            least=each.least, most=each.most, currency=each.currency, until=each.until,
        )
        for each in said.interests
        if each.title not in titles
    ]  # fmt: skip
    days = {(each.body, each.day) for each in partner.meetings}
    partner.meetings += [
        Meeting(body=each.body, day=each.day, papers_due=each.papers_due)
        for each in said.meetings
        if (each.body, each.day) not in days
    ]


def gather(session: Session, said: SaidGroup) -> None:
    """Let people be in a working group; an address of nobody is a mistake in the file."""
    group = session.scalar(select(Group).filter_by(name=said.name)) or Group(name=said.name)
    session.add(group)
    group.purpose = said.purpose
    for email in said.people:
        person = person_called(session, email)
        if person is None:
            raise Misread(f"groups: nobody has the address {email}, of the group {said.name}")
        if person not in group.people:
            group.people.append(person)


def join(session: Session, partner: Partner, said: SaidPerson) -> Person:
    """Let a person be something in a partner."""
    person = person_called(session, said.email)
    if person is None:
        person = Person(name=said.name, email=said.email.lower(), language=said.language)
        session.add(person)
    session.add(partner)
    session.flush()
    let(session, person, partner, said.roles, said.known_by)
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
