"""Which calls are one and the same: what people say of it holds, whatever the clock finds."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import Application, Call, Match, Person, Sameness, Stance
from models.database import lock
from workflow.access import demand
from workflow.refusals import Conflict, Refused
from workflow.telling import tell

MATCHED, ANSWERED = 1_000_000, 2_000_000  # more than any text is long


def answered(session: Session) -> set[int]:
    """Return the calls that somebody has answered or applied to."""
    ids = {*session.scalars(select(Stance.call_id)), *session.scalars(select(Application.call_id))}
    return {each for each in ids if each is not None}


def weights(session: Session, calls: Iterable[Call]) -> dict[int, int]:
    """Say how much each call should be the one that is shown.

    What somebody has answered or applied to weighs most, then what was told; then the fullest text.
    """
    known, matched = answered(session), set(session.scalars(select(Match.call_id)))
    return {
        call.id: len(call.text) + MATCHED * (call.id in matched) + ANSWERED * (call.id in known)
        for call in calls
    }


def decision_on(session: Session, call: Call, other: Call) -> Sameness | None:
    """Return what somebody has said of the two, whichever of them was named first."""
    pairs = [(call.id, other.id), (other.id, call.id)]
    first, second = Sameness.first_id, Sameness.other_id
    either = or_(*((first == one) & (second == two) for one, two in pairs))
    return session.scalar(select(Sameness).where(either))


def decisions(session: Session, call: Call) -> list[Sameness]:
    """Return all that was said of a call."""
    either = or_(Sameness.first_id == call.id, Sameness.other_id == call.id)
    return list(session.scalars(select(Sameness).where(either).order_by(Sameness.id)))


def say(
    session: Session,
    call: Call,
    other: Call,
    same: bool,
    *,
    seen: str = "",
    by: Person,
    now: datetime,
) -> Sameness:
    """Say that two calls are one, or two; seen is when this was last said, as the person saw it.

    What was answered stays where it is: the answers to both are shown with either.
    """
    demand(by, "review", call)
    if call.id == other.id:
        raise Refused("Choose another call.")
    for each in sorted((call, other), key=lambda each: each.id):
        lock(session, each)
    known = decision_on(session, call, other)
    if known and known.same is same:
        return known
    if stamp(known) != seen:
        raise Conflict(
            "Meanwhile, someone else has said whether these are the same. Look again.",
            mine=same,
            theirs=known and known.same,
        )
    weight = weights(session, [call, other])
    first, second = sorted((call, other), key=lambda each: (-weight[each.id], each.id))
    if known is None:
        known = Sameness(first=first, other=second)
        session.add(known)
    known.first, known.other, known.same, known.by, known.at = first, second, same, by, now
    session.flush()
    link(session, [call, other])
    tell(
        session, "linked", about=call, by=by, now=now, same=same, title=other.title,
        other=other.id, first=first.id,
    )  # fmt: skip
    return known


def stamp(known: Sameness | None) -> str:
    """Return what a form carries of what was said before."""
    return known.at.isoformat() if known else ""


def link(session: Session, calls: Iterable[Call]) -> None:
    """Show what was just decided; what the clock had found beside it stays as far as it fits."""
    beside = {each.id: each for call in calls for each in call.alike}
    found = [(each.same_as_id, each.id) for each in beside.values() if each.same_as_id]
    shown = shown_as(session.scalars(select(Sameness)), found, weights(session, beside.values()))
    for each in beside.values():
        each.same_as_id = shown.get(each.id)
    session.flush()
    session.expire_all()


def shown_as(
    said: Iterable[Sameness],
    found: Iterable[tuple[int, int]],
    weight: Mapping[int, int],
    taken: Collection[int] = (),
) -> dict[int, int]:
    """Return which call is shown for each that stands beside one.

    The latest word counts where several do not go together. What the clock found joins no calls
    that somebody has parted, and none that are both taken.
    """
    families: dict[int, set[int]] = {}
    parted: set[frozenset[int]] = set()

    def family(id: int) -> set[int]:
        return families.setdefault(id, {id})

    def join(one: int, other: int) -> None:
        joined = family(one) | family(other)
        families.update(dict.fromkeys(joined, joined))

    def apart(one: int, other: int) -> bool:
        return any(frozenset((x, y)) in parted for x in family(one) for y in family(other))

    second: set[int] = set()
    for each in sorted(said, key=lambda each: (each.at, each.id), reverse=True):
        one, other = each.first_id, each.other_id
        if each.same and not apart(one, other):
            join(one, other)
            second.add(other)
        elif not each.same and other not in family(one):
            parted.add(frozenset((one, other)))
    for one, other in found:
        both = all(any(id in taken for id in family(each)) for each in (one, other))
        if not apart(one, other) and not both:
            join(one, other)
    shown = {}
    for members in {id(each): each for each in families.values()}.values():
        among = members - second or members
        first = max(among, key=lambda each: (weight.get(each, 0), -each))
        shown.update(dict.fromkeys(members - {first}, first))
    return shown
