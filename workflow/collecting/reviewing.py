"""What a person settles in a call: confirmed, corrected, or given back to its source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from msgspec.structs import replace
from sqlalchemy.orm import Session

from lexicon.terms import DateKind, Deadline, DeadlineModel, Doubt
from models import Call, CallChange, Correction, Person
from models.database import lock
from scrapers import Draft
from scrapers.deciding import UNTOLD
from workflow.access import demand
from workflow.calls.drafts import draft_of, encoded, put, release, stands
from workflow.refusals import Conflict, Refused
from workflow.telling import tell

# The days of a call, whether they are the only ones, and whose clock they follow: settled as one.
COVERED = {"deadlines": ("deadlines", "deadline_model", "zone")}
PART_OF = {part: field for field, parts in COVERED.items() for part in parts}
# What a call is known by is its source's own: it may be confirmed, not written anew.
CORRECTABLE = (
    "title", "status", "opens", "deadlines", "season", "amounts", "rates", "programme",
    "applicants", "applicant_kinds", "excluded_kinds", "least_partners", "least_countries",
    "in_arrears", "least_years", "areas", "area_text", "text",
)  # fmt: skip
SETTLEABLE = ("identifier", *CORRECTABLE, "url", "funder")


@dataclass(frozen=True)
class Point:
    """One thing in a call: as it holds, as its source says it, what is doubted, who settled it."""

    field: str
    holds: Draft
    said: Draft
    doubts: tuple[Doubt, ...]
    corrections: tuple[Correction, ...]

    @property
    def settled(self) -> Correction | None:
        """Return who settled it when, if somebody has."""
        return self.corrections[0] if self.corrections else None

    @property
    def stale(self) -> bool:
        """Say whether the source has changed its mind since somebody settled it."""
        return any(each.stale for each in self.corrections)

    @property
    def corrected(self) -> bool:
        """Say whether a person said something else than the source did then."""
        return any(each.value != each.then for each in self.corrections)

    @property
    def waits(self) -> bool:
        """Say whether somebody should look."""
        return bool(self.doubts) or self.stale

    @property
    def seen(self) -> str:
        """Return what a form carries, so that nobody settles what they have not looked at."""
        stamps = [(each.by_id, each.at.isoformat()) for each in self.corrections]
        beside = [values(self.said, self.field), stamps]
        return f"{sealed(values(self.holds, self.field))}.{sealed(beside)}"


def covered(field: str) -> tuple[str, ...]:
    """Return what may be doubted of a field."""
    return COVERED.get(field, (field,))


def parts(field: str) -> tuple[str, ...]:
    """Return the fields of a draft that are settled with one."""
    return tuple(each for each in covered(field) if each in Draft.__struct_fields__)


def values(draft: Draft, field: str) -> dict[str, str]:
    """Return what a draft says of a field, as JSON."""
    return {each: encoded(draft, each) for each in parts(field)}


def sealed(said: object) -> str:
    """Return a short word that is another one for anything else."""
    return sha256(repr(said).encode()).hexdigest()[:16]


def points(call: Call) -> list[Point]:
    """Return all that is doubted or settled in a call: what it can be applied by first."""
    named = [each.field for each in call.doubts] + [each.field for each in call.corrections]
    fields = {PART_OF.get(each, each) for each in named}
    first = sorted(fields.intersection(SETTLEABLE), key=SETTLEABLE.index)
    holds, said = stands(call), draft_of(call)
    return [
        point_among(call, each, holds, said)
        for each in sorted(first, key=lambda each: each != "deadlines")
    ]


def point(call: Call, field: str) -> Point:
    """Return how one field of a call stands."""
    return point_among(call, field, stands(call), draft_of(call))


def point_among(call: Call, field: str, holds: Draft, said: Draft) -> Point:
    """Gather what belongs to a field."""
    doubts = tuple(each for each in call.doubts if each.field in covered(field))
    corrections = tuple(each for each in call.corrections if each.field in parts(field))
    return Point(field, holds, said, doubts, corrections)


def confirm(
    session: Session, call: Call, field: str, *, seen: str, by: Person, now: datetime
) -> None:
    """Say that a value is right as it stands; from now on it holds against the source."""
    was = looked_at(session, call, field, by)
    same_value = seen.split(".")[0] == was.seen.split(".")[0]
    if same_value and was.settled and not was.stale:
        return  # said twice, it is as good as once
    refuse_unseen(was, seen, mine=None)
    settle(session, call, was, was.holds, "confirmed", by, now)


def correct(
    session: Session,
    call: Call,
    field: str,
    value: Any,
    *,
    rolling: bool = False,
    seen: str,
    by: Person,
    now: datetime,
) -> None:
    """Say what is right instead; a call without days is rolling, or its days are not known."""
    was = looked_at(session, call, field, by)
    if field not in CORRECTABLE:
        raise Refused("This is the source's own; it cannot be written anew.")
    said = {field: value}
    if field == "deadlines":
        said["deadline_model"] = model_of(value, rolling=rolling)
    try:
        holds = replace(was.holds, **said)
    except ValueError as error:
        raise Refused("Give the call a title of at most 300 characters.") from error
    if values(holds, field) == values(was.holds, field) and was.settled and not was.stale:
        return
    refuse_unseen(was, seen, mine=values(holds, field))
    settle(session, call, was, holds, "corrected", by, now)


def follow(
    session: Session, call: Call, field: str, *, seen: str, by: Person, now: datetime
) -> None:
    """Say that the source is right after all, as it says it now."""
    was = looked_at(session, call, field, by)
    source = {name: getattr(was.said, name) for name in parts(field)}
    holds = replace(was.holds, **source)
    if values(holds, field) == values(was.holds, field) and was.settled and not was.stale:
        return
    refuse_unseen(was, seen, mine=values(holds, field))
    settle(session, call, was, holds, "followed", by, now)


def reopen(
    session: Session, call: Call, field: str, *, seen: str, by: Person, now: datetime
) -> None:
    """Take back what was settled: the source's value holds again, with its doubts."""
    was = looked_at(session, call, field, by)
    if not was.settled:
        return
    refuse_unseen(was, seen, mine=values(was.said, field))
    for each in was.corrections:
        call.corrections.remove(each)
    call.settled = tuple(each for each in call.settled if each not in covered(field))
    keep(session, call, was, was.said, now)
    tell_of(session, call, was, "reopened", by, now)


def looked_at(session: Session, call: Call, field: str, by: Person) -> Point:
    """Hold the call, and return how the field stands now."""
    demand(by, "review", call)
    if field not in SETTLEABLE:
        raise Refused("This cannot be settled by hand.")
    lock(session, call)
    return point(call, field)


def refuse_unseen(was: Point, seen: str, mine: object) -> None:
    """Refuse to decide on what has become something else since the person looked."""
    if was.seen != seen:
        raise Conflict(
            "Meanwhile, this has changed. What holds now stands here; what you wrote is kept.",
            mine=mine,
            theirs=values(was.holds, was.field),
        )


def settle(
    session: Session, call: Call, was: Point, holds: Draft, done: str, by: Person, now: datetime
) -> None:
    """Let a value hold against the source."""
    known = {each.field: each for each in was.corrections}
    for name in parts(was.field):
        correction = known.get(name) or Correction(field=name)
        correction.value, correction.by, correction.at = encoded(holds, name), by, now
        correction.said = correction.then = encoded(was.said, name)
        if name not in known:
            call.corrections.append(correction)
    call.settled = tuple(sorted({*(call.settled or ()), *covered(was.field)}))
    keep(session, call, was, holds, now)
    tell_of(session, call, was, done, by, now)


def keep(session: Session, call: Call, was: Point, holds: Draft, now: datetime) -> None:
    """Let the call say so, and note what that changes; what is doubted again waits to be told."""
    doubted = {each.field for each in call.doubts}
    for name in set(parts(was.field)) - UNTOLD:
        old, new = encoded(was.holds, name), encoded(holds, name)
        if old != new:
            call.changes.append(
                CallChange(field=name, old=old, new=new, noticed_at=now, held=name in doubted)
            )
    put(call, holds)
    release(call.changes, now)
    session.flush()


def tell_of(session: Session, call: Call, was: Point, done: str, by: Person, now: datetime) -> None:
    """Add to the chain what was decided, and what the source said then."""
    tell(
        session, "reviewed", about=call, by=by, now=now, field=was.field,
        confirmed=done == "confirmed", corrected=done == "corrected", followed=done == "followed",
        was=values(was.holds, was.field), now_is=values(stands(call), was.field),
        said=values(was.said, was.field),
    )  # fmt: skip


def model_of(deadlines: Iterable[Deadline], *, rolling: bool) -> DeadlineModel:
    """Say how a call's time is cut by these days."""
    kinds = [each.kind for each in deadlines]
    if not kinds:
        return DeadlineModel.ROLLING if rolling else DeadlineModel.UNKNOWN
    if DateKind.STAGE_1 in kinds or DateKind.STAGE_2 in kinds:
        return DeadlineModel.TWO_STAGE
    return DeadlineModel.SINGLE if len(kinds) == 1 else DeadlineModel.MULTIPLE_CUTOFF
