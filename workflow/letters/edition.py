"""What all letters of one moment have in common, read once: changes, answers, bids, sources."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

import msgspec
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from lexicon.terms import Deadline, Phase, Status
from models import (
    Answer,
    Application,
    Call,
    CallChange,
    Commitment,
    Meeting,
    OverlapMember,
    Partner,
    SourceRun,
    Stance,
    Task,
)
from models.call import open_calls
from models.health import GOOD
from models.stage import BEFORE_SUBMITTED
from papers.wording import Message
from workflow.answers.returning import Back, Declined, declined
from workflow.applications.grouping import Several, fitting_several
from workflow.collecting.sources import conditions
from workflow.letters.awaited import unsigned_parts, waiting_replies
from workflow.letters.new_calls import Fit
from workflow.letters.reminders import Followed
from workflow.letters.rhythms import Usual
from workflow.telling import UNDO
from workflow.writing import tasks

# What was noticed a minute ago is in the database by now, whoever was writing it then.
SETTLED = timedelta(minutes=1)
LONGEST = timedelta(days=60)  # what changed before is no news to anybody
# A text is polished all the time; these are what people decide by.
TOLD_FIELDS = (
    "title", "status", "opens", "season", "deadlines", "amounts", "rates", "applicants",
)  # fmt: skip
SAID = (Answer.LEAD, Answer.JOIN, Answer.SUPPORT)
SHUT = (Status.CLOSED, Status.WITHDRAWN, Status.PAUSED)


class Said(NamedTuple):
    """An answer of a partner to a call, as letters to others tell it."""

    call_id: int
    partner_id: int
    answer: Answer
    at: datetime


class Silence(NamedTuple):
    """A source that could not be read, and since when."""

    funder: str
    since: datetime


@dataclass(frozen=True)
class Edition:
    """What there is to tell at a moment, to whomever it concerns.

    `to` is where the windows of what was noticed end, and `said_to` those of answers, which may be
    taken back until then. `shown` has, for a call's second origin, the call that is shown.
    """

    now: datetime
    to: datetime
    said_to: datetime
    usual: Usual
    open_ids: frozenset[int]
    shown: Mapping[int, int]
    names: Mapping[int, str]
    declined: Declined
    said: Mapping[int, list[Said]]
    follows: Mapping[int, dict[int, datetime]]
    followed: Mapping[int, list[Followed]]
    meetings: Mapping[int, list[Meeting]]
    parts: Mapping[int, list[Commitment]]
    tasks: Sequence[Task]
    replies: list[OverlapMember]
    changes: Mapping[int, list[CallChange]]
    reopened: Mapping[int, datetime]
    gone: Mapping[int, Call]
    rolling: Mapping[int, Call]
    several: list[Several]
    silent: list[Silence]

    def back(self, fit: Fit) -> Back | None:
        """Return since when a no to a call stands in the way no longer, and why."""
        return self.declined.back.get((fit.call_id, fit.partner_id))

    def why_back(self, fit: Fit) -> Message | None:
        """Return why a call that the partner had said no to is told again, if it had."""
        back = self.back(fit)
        return back.why if back else None


def edition(session: Session, now: datetime, usual: Usual) -> Edition:
    """Read what all letters of this moment have in common."""
    to = now - SETTLED
    second = select(Call.id, Call.same_as_id).where(Call.same_as_id.is_not(None))
    shown = {id: first for id, first in session.execute(second) if first}
    bids = under_way(session)
    said, follows = answers(session, shown)
    names = dict(session.execute(select(Partner.id, Partner.name)).all())
    for bid in bids:
        for part in bid.parts:
            follows[part.partner_id].setdefault(bid.call_id or 0, bid.opened_at)
    parts = defaultdict(list)
    for each in unsigned_parts(session):
        parts[each.partner_id].append(each)
    changes = changed(session, to)
    lost = select(Call).where(Call.page_gone_since >= to - LONGEST, Call.page_gone_since < to)
    undated = open_calls(now).where(Call.status == Status.ANNOUNCED, ~Call.dates.any())
    return Edition(
        now=now,
        to=to,
        said_to=now - UNDO,
        usual=usual,
        open_ids=frozenset(session.scalars(open_calls(now).with_only_columns(Call.id))),
        shown=shown,
        names=names,
        declined=declined(session, names, now),
        said=said,
        follows=follows,
        followed=followed(session, bids, follows, now),
        meetings=meetings(session, now),
        parts=parts,
        tasks=tasks.waiting(session),
        replies=waiting_replies(session),
        changes=changes,
        reopened={id: at for id, each in changes.items() if (at := reopening(each, now))},
        gone={each.id: each for each in session.scalars(lost.order_by(Call.id))},
        rolling={
            each.id: each for each in session.scalars(undated) if each.phase(now) is Phase.OPEN
        },
        several=list(fitting_several(session, now)),
        silent=silences(session, now),
    )


def answers(
    session: Session, shown: Mapping[int, int]
) -> tuple[dict[int, list[Said]], defaultdict[int, dict[int, datetime]]]:
    """Return what partners said by call, and which calls each follows since when.

    Whoever has left the partnership says nothing any longer.
    """
    said: defaultdict[int, list[Said]] = defaultdict(list)
    follows: defaultdict[int, dict[int, datetime]] = defaultdict(dict)
    rows = (
        select(Stance.call_id, Stance.partner_id, Stance.answer, Stance.answered_at)
        .join(Stance.partner)
        .where(Partner.left_at.is_(None))
        .order_by(Stance.id)
    )
    for row in session.execute(rows):
        each = Said(*row)
        if each.answer is Answer.NO:
            continue
        follows[each.partner_id][each.call_id] = each.at
        if each.answer in SAID:
            said[shown.get(each.call_id, each.call_id)].append(each)
    return said, follows


def under_way(session: Session) -> Sequence[Application]:
    """Return the bids that are not submitted yet, to a call."""
    alive = Application.stage.in_(BEFORE_SUBMITTED), Application.call_id.is_not(None)
    parts = selectinload(Application.commitments).joinedload(Commitment.partner)
    return session.scalars(select(Application).where(*alive).options(parts)).all()


def followed(
    session: Session,
    bids: Iterable[Application],
    follows: Mapping[int, dict[int, datetime]],
    now: datetime,
) -> dict[int, list[Followed]]:
    """Return, by partner, the calls with a day ahead that it has answered or applies to.

    A bid to a call that is open all year has a day if its partners have chosen one.
    """
    ids = {id for each in follows.values() for id in each}
    aimed = [bid.call_id for bid in bids if bid.target]
    dated = open_calls(now).where(or_(Call.dates.any(), Call.id.in_(aimed)))
    dated = dated.options(selectinload(Call.dates))
    calls = {each.id: each for each in session.scalars(dated.where(Call.id.in_(ids)))}
    known = select(Partner).where(Partner.id.in_(follows))
    partners = {each.id: each for each in session.scalars(known)}
    bid_of = {(part.partner_id, bid.call_id): bid for bid in bids for part in bid.parts}
    found: dict[int, list[Followed]] = {}
    for partner_id, about in follows.items():
        found[partner_id] = []
        for id, at in about.items():
            if id not in calls:
                continue
            one = Followed(calls[id], partners[partner_id], at)
            if bid := bid_of.get((partner_id, id)):
                one = replace(one, application_id=bid.id, target=bid.target)
            found[partner_id].append(one)
    return found


def meetings(session: Session, now: datetime) -> dict[int, list[Meeting]]:
    """Return the meetings to come of each partner."""
    coming = select(Meeting).where(Meeting.day >= now.date(), Meeting.partner_id.is_not(None))
    found: defaultdict[int, list[Meeting]] = defaultdict(list)
    for each in session.scalars(coming.order_by(Meeting.day)):
        found[each.partner_id or 0].append(each)
    return found


def changed(session: Session, to: datetime) -> dict[int, list[CallChange]]:
    """Return what changed in each call, of late."""
    rows = (
        select(CallChange)
        .where(
            CallChange.noticed_at >= to - LONGEST,
            CallChange.noticed_at < to,
            ~CallChange.held,
            CallChange.field.in_(TOLD_FIELDS),
        )
        .options(joinedload(CallChange.call).selectinload(Call.dates))
        .order_by(CallChange.call_id, CallChange.id)
    )
    by_call = groupby(session.scalars(rows), key=lambda change: change.call_id)
    return {id: list(changes) for id, changes in by_call}


def reopening(changes: Iterable[CallChange], now: datetime) -> datetime | None:
    """Return when a call that could not be applied for opened again, if it did and still is."""
    found = None
    for each in changes:
        if each.field == "status":
            old, new = (msgspec.json.decode(said, type=Status) for said in (each.old, each.new))
            if old in SHUT and new is Status.ANNOUNCED:
                found = each.noticed_at
        elif each.field == "deadlines":
            old_days = msgspec.json.decode(each.old, type=tuple[Deadline, ...])
            passed = [day.passes_at() <= each.noticed_at for day in old_days]
            if passed and all(passed):
                found = each.noticed_at
    return found if found and each.call.phase(now) is Phase.OPEN else None


def silences(session: Session, now: datetime) -> list[Silence]:
    """Return the sources that cannot be read, and since when: the first try after all was well."""
    found = []
    for each in conditions(session, now):
        if each.word != "unreadable":
            continue
        runs = SourceRun.source_id == each.source.id
        good = select(func.max(SourceRun.id)).where(runs, SourceRun.outcome.in_(GOOD))
        last = good.scalar_subquery()
        first = select(func.min(SourceRun.read_at)).where(
            runs, or_(last.is_(None), SourceRun.id > last)
        )
        if since := session.scalar(first):
            found.append(Silence(each.source.funder, since))
    return found
