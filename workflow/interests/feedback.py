"""What people say of calls that fit: it is logged, and what holds now moves the interest."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models import (
    Call,
    Feedback,
    Interest,
    Match,
    Origin,
    Partner,
    Person,
    Wish,
)
from workflow.access import demand


def wish(
    session: Session, interest: Interest, call: Call, said: Wish, *, by: Person, now: datetime
) -> None:
    """Ask for more or less of such calls; nothing takes one's own thumb back."""
    demand(by, "answer", interest.partner)
    _log(session, interest, call, Origin.THUMB, said, by=by, now=now)


def undo(session: Session, interest: Interest, call: Call, *, by: Person, now: datetime) -> None:
    """Let nothing be learnt from a call, whatever was said or answered until now."""
    demand(by, "answer", interest.partner)
    _log(session, interest, call, Origin.UNDO, Wish.NOTHING, by=by, now=now)


def answered(
    session: Session, partner: Partner, call: Call, said: Wish, *, by: Person, now: datetime
) -> None:  # fmt: skip
    """Note what an answer, or one taken back, says of the topic of the interests that it fits."""
    beside = [each.id for each in call.alike]
    fitting = (
        select(Match)
        .join(Match.interest)
        .where(Match.call_id.in_(beside), Interest.partner_id == partner.id)
        .order_by(Match.id)
    )
    for match in session.scalars(fitting):
        _log(session, match.interest, match.call, Origin.STANCE, said, by=by, now=now)


def holding(session: Session, *interest_ids: int) -> dict[int, dict[int, Wish]]:
    """Return what holds now, by interest and call: more or less; of all, or of these interests."""
    rows: Select[Feedback] = select(Feedback).order_by(Feedback.id)
    if interest_ids:
        rows = rows.where(Feedback.interest_id.in_(interest_ids))
    said: defaultdict[int, defaultdict[int, dict[Origin, Wish]]]
    said = defaultdict(lambda: defaultdict(dict))
    for row in session.scalars(rows):
        about = said[row.interest_id][row.call_id]
        if row.origin is Origin.UNDO:
            about.clear()
        about[row.origin] = row.wish
    holds = {
        interest: {call: each for call, about in calls.items() if (each := _holds(about))}
        for interest, calls in said.items()
    }
    return {interest: calls for interest, calls in holds.items() if calls}


def shown(session: Session) -> Iterator[tuple[float, float, bool]]:
    """Yield what was shown of the calls that people said something of: score, z, and wanted or not.

    Only where enough past calls were known; each call once for each interest, as last shown.
    """
    known = select(Feedback).where(Feedback.score.is_not(None), Feedback.z.is_not(None))
    rows = session.scalars(known.order_by(Feedback.id))
    last = {(row.interest_id, row.call_id): row for row in rows}
    holds = holding(session)
    for (interest, call), row in last.items():
        said = holds.get(interest, {}).get(call)
        if said and row.score is not None and row.z is not None:
            yield row.score, row.z, said is Wish.MORE


def _holds(about: Mapping[Origin, Wish]) -> Wish | None:
    """Return what counts: a thumb, else an answer."""
    said = (about.get(origin, Wish.NOTHING) for origin in (Origin.THUMB, Origin.STANCE))
    return next((each for each in said if each is not Wish.NOTHING), None)


def _log(
    session: Session, interest: Interest, call: Call, origin: Origin, said: Wish, *, by: Person,
    now: datetime,
) -> None:  # fmt: skip
    shown = session.scalar(select(Match).filter_by(interest_id=interest.id, call_id=call.id))
    session.add(
        Feedback(
            interest_id=interest.id,
            call_id=call.id,
            person_id=by.id,
            at=now,
            origin=origin,
            wish=said,
            score=shown and shown.score,
            z=shown and shown.z,
            band=shown and shown.band,
            matcher=shown.matcher if shown else 0,
        )
    )
