"""What there is to tell one person: gathered here, worded by papers."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from lexicon.terms import Deadline, Phase, Verdict
from models import (
    Answer,
    Application,
    Call,
    CallChange,
    Commitment,
    Interest,
    Match,
    Membership,
    Overlap,
    OverlapMember,
    Partner,
    Person,
    Role,
    Stance,
)
from workflow.access import SIGNERS, speaks
from workflow.overlaps import Standing, standing
from workflow.stages import BEFORE_SUBMITTED

SOON = timedelta(days=30)
NUDGE = timedelta(days=14)
MOST_WORDS = 4
WATCHERS = (Role.REPRESENTATIVE, Role.PROJECT_GROUP, Role.COORDINATOR)
# A text is polished all the time; these are what people decide by.
TOLD_FIELDS = (
    "title", "status", "opens", "season", "deadlines", "amounts", "rates", "applicants",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A call that fits: for which partner, by which of its interests and words."""

    call: Call
    deadline: Deadline | None
    partner: Partner
    interest: Interest
    words: tuple[str, ...]
    others: tuple[str, ...]
    area_unknown: bool


@dataclass(frozen=True)
class News:
    """All that one letter tells, section by section. Gone are calls whose page is."""

    parts: list[Commitment] = field(default_factory=list)
    replies: list[OverlapMember] = field(default_factory=list)
    soon: list[Told] = field(default_factory=list)
    later: list[Told] = field(default_factory=list)
    rolling: list[Told] = field(default_factory=list)
    coming: list[Told] = field(default_factory=list)
    changed: list[tuple[Call, list[CallChange]]] = field(default_factory=list)
    gone: list[Call] = field(default_factory=list)
    fresh: bool = False

    @property
    def new(self) -> list[Told]:
        """Return the calls that are new, in the order of the letter."""
        return self.soon + self.later + self.rolling + self.coming

    @property
    def touched(self) -> list[Call]:
        """Return the calls that changed, or whose page is gone."""
        return [call for call, _ in self.changed] + self.gone

    @property
    def nearest(self) -> dt.date | None:
        """Return the nearest day to apply by among the new calls."""
        return min((each.deadline.day for each in self.new if each.deadline), default=None)


def news(session: Session, person: Person, since: datetime, now: datetime) -> News:
    """Gather what came in [since, now), and what waits for the person."""
    found = News(
        parts=unsigned(session, person),
        replies=unanswered(session, person),
        changed=changed(session, person, since, now),
        gone=gone(session, person, since, now),
    )
    for told in new_calls(session, person, since, now):
        section_of(found, told, now).append(told)
    waits = [each.application.opened_at >= since for each in found.parts]
    waits += [urgent(each.application, now) for each in found.parts]
    waits += [(each.overlap.proposed_at or now) >= since for each in found.replies]
    fresh = found.new or found.changed or found.gone or any(waits)
    return News(**{**vars(found), "fresh": bool(fresh)})


def section_of(found: News, told: Told, now: datetime) -> list[Told]:
    """Choose where in the letter a call stands."""
    if told.call.phase(now) is Phase.PLANNED:
        return found.coming
    if told.deadline is None:
        return found.rolling
    return found.soon if told.deadline.passes_at() <= now + SOON else found.later


def partners_as(person: Person, roles: Collection[Role]) -> list[int]:
    """Return the ids of the partners in which the person is one of these things."""
    return sorted({each.partner_id for each in person.memberships if each.role in roles})


def unsigned(session: Session, person: Person) -> list[Commitment]:
    """Return the parts that wait for the person's sign-on."""
    wanted = (
        select(Commitment)
        .join(Commitment.application)
        .where(
            Commitment.partner_id.in_(partners_as(person, SIGNERS)),
            Commitment.declined_at.is_(None),
            Application.stage.in_(BEFORE_SUBMITTED),
        )
        .order_by(Application.answer_by.is_(None), Application.answer_by, Commitment.id)
    )
    return [each for each in session.scalars(wanted) if each.signature is None]


def urgent(application: Application, now: datetime) -> bool:
    """Say whether an answer is asked for within a fortnight: worth a letter of its own."""
    return application.answer_by is not None and application.answer_by <= (now + NUDGE).date()


def unanswered(session: Session, person: Person) -> list[OverlapMember]:
    """Return the proposals that wait for a reply the person may give for a lead."""
    wanted = (
        select(OverlapMember)
        .join(OverlapMember.overlap)
        .where(Overlap.proposal.is_not(None), OverlapMember.agrees.is_(None))
        .order_by(OverlapMember.id)
    )
    return [
        each
        for each in session.scalars(wanted)
        if standing(each.overlap) is Standing.WAITING and speaks(person, each.application.lead)
    ]


def new_calls(session: Session, person: Person, since: datetime, now: datetime) -> Iterable[Told]:
    """Yield each call that began to fit in [since, now): once, whatever the interests it fits."""
    partners = partners_as(person, WATCHERS)
    turned_down = select(Stance.call_id, Stance.partner_id).where(Stance.answer == Answer.NO)
    no = {(each.call_id, each.partner_id) for each in session.execute(turned_down)}
    rows = (
        select(Match)
        .join(Match.interest)
        .options(joinedload(Match.interest), joinedload(Match.call))
        .where(Interest.partner_id.in_(partners), Match.found_at < now)
        .order_by(Match.call_id, Match.score.desc(), Match.id)
    )
    fitting = []
    for _, group in groupby(session.scalars(rows), key=lambda match: match.call_id):
        matches = list(group)
        alive = [
            each
            for each in matches
            if each.lost_at is None
            and each.may_apply is not Verdict.NO
            and (each.call_id, each.interest.partner_id) not in no
        ]
        if alive and min(each.found_at for each in matches) >= since:
            fitting.append(told_as(alive, now))
    return sorted(fitting, key=lambda told: told.deadline.passes_at() if told.deadline else now)


def told_as(matches: list[Match], now: datetime) -> Told:
    """Tell of a call by its best match."""
    best = matches[0]
    nearest = best.call.next_date(now)
    also = {each.interest.partner.name: None for each in matches[1:]}
    also.pop(best.interest.partner.name, None)
    words = list(dict.fromkeys(reason.word for reason in best.reasons))
    return Told(
        call=best.call,
        deadline=nearest.deadline if nearest else None,
        partner=best.interest.partner,
        interest=best.interest,
        words=tuple(words[:MOST_WORDS]),
        others=tuple(also),
        area_unknown=best.may_apply is Verdict.UNKNOWN,
    )


def changed(
    session: Session, person: Person, since: datetime, now: datetime
) -> list[tuple[Call, list[CallChange]]]:
    """Return what changed in [since, now) in calls that the person was told of or answered."""
    partners = partners_as(person, {*WATCHERS, *SIGNERS})
    told = select(Match.call_id).join(Match.interest).where(
        Interest.partner_id.in_(partners), Match.found_at < since
    )  # fmt: skip
    answered = select(Stance.call_id).where(
        Stance.partner_id.in_(partners), Stance.answer != Answer.NO
    )
    rows = (
        select(CallChange)
        .where(
            CallChange.noticed_at >= since,
            CallChange.noticed_at < now,
            ~CallChange.held,
            CallChange.field.in_(TOLD_FIELDS),
            CallChange.call_id.in_(told) | CallChange.call_id.in_(answered),
        )
        .order_by(CallChange.call_id, CallChange.id)
    )
    found = [
        (call, weighty(net(changes)))
        for call, changes in groupby(session.scalars(rows), key=lambda change: change.call)
    ]
    return [(call, changes) for call, changes in found if changes]


def net(changes: Iterable[CallChange]) -> list[CallChange]:
    """Sum up what became of each field: what came back to what it was is not told."""
    told: dict[str, CallChange] = {}
    for each in changes:
        known = told.get(each.field)
        told[each.field] = (
            CallChange(field=each.field, old=known.old, new=each.new) if known else each
        )
    return [each for each in told.values() if each.old != each.new]


def gone(session: Session, person: Person, since: datetime, now: datetime) -> list[Call]:
    """Return the calls that the person's partners answered, and whose page went in [since, now)."""
    answered = select(Stance.call_id).where(
        Stance.partner_id.in_(partners_as(person, {*WATCHERS, *SIGNERS})),
        Stance.answer != Answer.NO,
    )
    lost = select(Call).where(
        Call.page_gone_since >= since, Call.page_gone_since < now, Call.id.in_(answered)
    )
    return list(session.scalars(lost.order_by(Call.id)))


def weighty(changes: list[CallChange]) -> list[CallChange]:
    """Leave the rest out where a call was withdrawn, paused or taken up again."""
    return [each for each in changes if each.field == "status"] or changes


def members(session: Session) -> Iterable[Person]:
    """Return everyone who is something in a partner."""
    within = select(Membership.person_id)
    return session.scalars(select(Person).where(Person.id.in_(within)).order_by(Person.id))
