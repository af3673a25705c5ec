"""What stands behind a signature: who it is, as what, by what authority, and how surely."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Capacity, Commitment, Deputy, How, Level, Partner, Person, Role, Signature
from papers.keys import new_salt
from workflow.access import SIGNERS, is_one
from workflow.applications.terms import seal, terms
from workflow.refusals import Refused

FRESH = timedelta(minutes=10)
# What a person may say that they sign as; a deputy is one by being named.
CAPACITIES = tuple(each for each in Capacity if each is not Capacity.DEPUTY)
LONGEST = 200


class SignedIn(NamedTuple):
    """How the person had shown who they are: by what, when, and whether that is enough for all."""

    how: How
    at: datetime
    second_at: datetime | None = None
    sure: bool = True

    @property
    def shown_at(self) -> datetime:
        """When it was shown last: by the second factor, or when the session was begun."""
        return max(self.at, self.second_at or self.at)

    def is_fresh(self, now: datetime) -> bool:
        """Say whether it was surely the person, less than ten minutes ago; a letter is not."""
        shown = self.second_at if self.how is How.LETTER else self.shown_at
        return self.sure and shown is not None and now - shown < FRESH


class Standing(NamedTuple):
    """As what a person signs for a partner."""

    title: str
    capacity: Capacity
    authority: str


def usual(session: Session, partner: Partner, person: Person, day: date) -> Standing:
    """Return as what the person signed last for the partner, else what their membership says."""
    latest = session.scalars(
        select(Signature)
        .join(Signature.commitment)
        .where(Commitment.partner_id == partner.id, Signature.person_id == person.id)
        .order_by(Signature.id.desc())
    ).first()
    title = latest.title if latest else ""
    if not is_one(person, partner, *SIGNERS):
        deputy = deputy_of(partner, person, day)
        return Standing(
            title, Capacity.DEPUTY, known_by(partner, deputy.signatory if deputy else None)
        )
    if latest and latest.capacity is not Capacity.DEPUTY:
        return Standing(title, latest.capacity, latest.authority)
    own = is_one(person, partner, Role.SIGNATORY)
    capacity = Capacity.SIGNATORY if own else Capacity.REPRESENTATIVE
    return Standing(title, capacity, known_by(partner, person))


def known_by(partner: Partner, person: Person | None) -> str:
    """Return how it is known that the person may sign for the partner."""
    said = [each.known_by for each in partner.memberships if each.person is person]
    return next(filter(None, said), "")


def deputy_of(partner: Partner, person: Person, day: date) -> Deputy | None:
    """Return in whose place the person signs on a day."""
    mine = (each for each in partner.deputies if each.person_id == person.id)
    return next((each for each in mine if each.stands_in(day)), None)


def signers(partner: Partner, day: date) -> list[Person]:
    """Return those who may sign for a partner on a day, each once."""
    standing_in = [each.person for each in partner.deputies if each.stands_in(day)]
    here = [each for each in standing_in if is_one(each, partner)]
    return list({each.id: each for each in [*partner.people_as(*SIGNERS), *here]}.values())


def demand_day(partner: Partner, person: Person, day: date) -> None:
    """Refuse a deputy on other days than those they were named for."""
    if person not in signers(partner, day):
        raise Refused("You are a deputy, but not today.")


def checked(standing: Standing, partner: Partner, person: Person, *, binding: bool) -> Standing:
    """Trim what is said of the standing, and refuse what cannot be."""
    title, authority = (" ".join(each.split()) for each in (standing.title, standing.authority))
    if max(len(title), len(authority)) > LONGEST:
        raise Refused("Shorten what you sign as to 200 characters.")
    if (standing.capacity is Capacity.DEPUTY) == is_one(person, partner, *SIGNERS):
        raise Refused("Only who was named a deputy signs as one.")
    if binding and not authority:
        raise Refused("Say by what you may sign: a decision with its §, a delegation, a register.")
    return Standing(title, standing.capacity, authority)


def drawn_up(
    commitment: Commitment, standing: Standing, signed_in: SignedIn, *, binding: bool,
    by: Person, now: datetime,
) -> Signature:  # fmt: skip
    """Write a signature of the terms as they stand now; it has no number yet."""
    deputy = deputy_of(commitment.partner, by, now.date())
    said = terms(commitment)
    return Signature(
        person_id=by.id, name=by.name, email=by.email, title=standing.title,
        capacity=standing.capacity, authority=standing.authority,
        deputy_for_id=deputy.for_id if deputy and standing.capacity is Capacity.DEPUTY else None,
        how=signed_in.how, second=signed_in.second_at is not None, signed_in_at=signed_in.shown_at,
        level=Level.SIMPLE, terms=said, seal=seal(said), salt=new_salt(), binding=binding,
        signed_at=now,
    )  # fmt: skip


def void(commitment: Commitment, now: datetime) -> list[int]:
    """End the signature that holds, if any; return its number, for the event that ends it."""
    held = commitment.signature
    if held is None:
        return []
    held.void_at = now
    return [held.event_id]
