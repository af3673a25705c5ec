"""What is known of the people who get letters: what fits them, what they were told, since when."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from lexicon.terms import Band, Verdict
from models import (
    Call,
    Interest,
    Match,
    Membership,
    Mention,
    Notice,
    Partner,
    Person,
    Rhythm,
    Topic,
    Watermark,
)
from workflow.access import SIGNERS
from workflow.letters.edition import Edition
from workflow.letters.new_calls import WATCHERS, Fit, partners_as
from workflow.letters.reminders import Followed
from workflow.letters.rhythms import When, when

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Reader:
    """A person, and what there is to know before a letter to them can be written.

    `told` has when each call was told them last, by the call that is shown.
    """

    person: Person
    when: When
    marks: dict[Topic, Watermark]
    told: Mapping[int, datetime]
    mentioned: set[tuple[int | None, str]]
    fits: Sequence[Fit]
    told_from: Mapping[int, Band]

    @property
    def partner_ids(self) -> list[int]:
        """Return the partners whose calls are the person's business."""
        return partners_as(self.person, {*WATCHERS, *SIGNERS})

    def since(self, topic: Topic) -> datetime:
        """Return up to when the person has been told of a topic."""
        return self.marks[topic].until if topic in self.marks else BEGINNING

    def followed(self, edition: Edition) -> list[Followed]:
        """Return the calls with a day ahead that the person's partners answered."""
        return [each for id in self.partner_ids for each in edition.followed.get(id, ())]

    def answered(self, edition: Edition) -> dict[int, datetime]:
        """Return the calls that the person's partners answered, and when first."""
        found: dict[int, datetime] = {}
        for id in self.partner_ids:
            for call_id, at in edition.follows.get(id, {}).items():
                found[call_id] = min(at, found.get(call_id, at))
        return found

    def follows(self, edition: Edition) -> dict[int, datetime]:
        """Return the calls of which changes are told, and since when: those told or answered."""
        return {**self.answered(edition), **self.told}


def readers(session: Session, edition: Edition, people: Sequence[Person]) -> list[Reader]:
    """Read what is known of some people, by as many questions for all as for one."""
    ids = [each.id for each in people]
    partner_ids = sorted({id for each in people for id in partners_as(each, WATCHERS)})
    fits, told_from = fitting(session, edition, partner_ids)
    told: defaultdict[int, dict[int, datetime]] = defaultdict(dict)
    last = select(Notice.person_id, Notice.call_id, func.max(Notice.at)).where(
        Notice.person_id.in_(ids)
    )
    for person_id, call_id, at in session.execute(last.group_by(Notice.person_id, Notice.call_id)):
        shown = edition.shown.get(call_id, call_id)
        told[person_id][shown] = max(at, told[person_id].get(shown, at))
    mentioned: defaultdict[int, set[tuple[int | None, str]]] = defaultdict(set)
    for each in session.scalars(select(Mention).where(Mention.person_id.in_(ids))):
        mentioned[each.person_id].add((each.call_id, each.about))
    marks: defaultdict[int, dict[Topic, Watermark]] = defaultdict(dict)
    anew = {"populate_existing": True}  # another clock may have written meanwhile
    moved = select(Watermark).where(Watermark.person_id.in_(ids))
    for mark in session.scalars(moved, execution_options=anew):
        marks[mark.person_id][mark.topic] = mark
    chosen = {
        each.person_id: each
        for each in session.scalars(
            select(Rhythm).where(Rhythm.person_id.in_(ids)), execution_options=anew
        )
    }
    return [
        Reader(
            person=each,
            when=when(chosen.get(each.id), edition.usual),
            marks=marks[each.id],
            told=told[each.id],
            mentioned=mentioned[each.id],
            fits=[fit for id in partners_as(each, WATCHERS) for fit in fits.get(id, ())],
            told_from=told_from,
        )
        for each in people
    ]


def fitting(
    session: Session, edition: Edition, partner_ids: Sequence[int]
) -> tuple[dict[int, list[Fit]], dict[int, Band]]:
    """Return the open calls that fit these partners, and from which band each wants to be told."""
    rows = (
        select(
            Match.id, Match.call_id, Interest.partner_id, Match.band, Match.score, Match.found_at
        )
        .join(Match.interest)
        .where(
            Interest.partner_id.in_(partner_ids),
            Match.lost_at.is_(None),
            Match.may_apply != Verdict.NO,
            Match.found_at < edition.now,
        )
    )
    found: defaultdict[int, list[Fit]] = defaultdict(list)
    for row in session.execute(rows):
        fit = Fit(*row)
        fit = fit._replace(call_id=edition.shown.get(fit.call_id, fit.call_id))
        if fit.call_id in edition.open_ids and (
            (fit.call_id, fit.partner_id) not in edition.declined.stays
        ):
            found[fit.partner_id].append(fit)
    wishes = select(Partner.id, Partner.told_from).where(Partner.id.in_(partner_ids))
    return found, dict(session.execute(wishes).all())


def members(session: Session) -> Sequence[Person]:
    """Return everyone who is something in a partner of the partnership."""
    within = select(Membership.person_id).join(Membership.partner).where(Partner.outside.is_(False))
    known = select(Person).where(Person.id.in_(within), Person.erased_at.is_(None))
    loaded = known.options(selectinload(Person.memberships))
    return session.scalars(loaded.order_by(Person.id)).all()


def matches(session: Session, ids: Sequence[int]) -> dict[int, Match]:
    """Return matches with all that a letter says of their calls."""
    loaded = select(Match).options(
        joinedload(Match.interest).joinedload(Interest.partner),
        joinedload(Match.call).selectinload(Call.dates),
    )
    return {each.id: each for each in session.scalars(loaded.where(Match.id.in_(ids)))}
