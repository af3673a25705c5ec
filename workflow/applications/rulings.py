"""After a bid: the funder's decision with each partner's share, and what came of it in the end."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Application, Person, Result, Ruling, Share, Stage
from models.database import lock
from workflow.access import demand
from workflow.applications import stages
from workflow.applications.cofunding import currency_of
from workflow.refusals import Conflict, Refused
from workflow.telling import tell

NOTHING = Decimal(0)
GRANTED = (Stage.GRANTED, Stage.RUNNING, Stage.CLOSED)
RULED = (*GRANTED, Stage.REJECTED)
LONGEST, MOST_LINKS, LONGEST_LINK = 20_000, 20, 500


@dataclass(frozen=True)
class Decision:
    """What the funder decided: the support and each part's share of it, or nothing, and why."""

    day: dt.date
    granted: Decimal | None
    number: str = ""
    reasons: str = ""
    shares: Mapping[int, Decimal] | None = None  # by the number of the part


def ruling_of(session: Session, application: Application) -> Ruling | None:
    """Return the funder's decision, if it is recorded."""
    return session.scalars(select(Ruling).filter_by(application_id=application.id)).one_or_none()


def result_of(session: Session, application: Application) -> Result | None:
    """Return what came of a bid, if somebody has told it."""
    return session.scalars(select(Result).filter_by(application_id=application.id)).one_or_none()


def record(
    session: Session,
    application: Application,
    decision: Decision,
    *,
    seen: int,
    by: Person,
    now: datetime,
) -> Ruling:
    """Record the funder's decision, and move the bid on; or correct what was recorded.

    seen: the version that the person started from, nought if there was none.
    """
    demand(by, "lead", application)
    lock(session, application)
    check(application, decision, now)
    ruling = ruling_of(session, application)
    if (ruling.version if ruling else 0) != seen:
        raise Conflict(
            "Meanwhile, someone else recorded the decision. Read it once more.",
            mine=decision,
            theirs=ruling,
        )
    if application.stage is Stage.SUBMITTED:
        verb = "reject" if decision.granted is None else "grant"
        stages.move(session, application, verb, by=by, now=now)
    ruling = ruling or Ruling(application_id=application.id, version=0)
    ruling.day, ruling.granted = decision.day, decision.granted
    ruling.number, ruling.reasons = decision.number.strip(), decision.reasons.strip()
    ruling.by_id, ruling.at = by.id, now
    ruling.version += 1
    ruling.shares.clear()
    session.add(ruling)
    session.flush()  # the shares that went, before those that come
    for commitment_id, amount in (decision.shares or {}).items():
        if amount:
            ruling.shares.append(Share(commitment_id=commitment_id, amount=amount))
    tell(
        session, "ruled", about=application, by=by, now=now, day=decision.day.isoformat(),
        granted=None if decision.granted is None else str(decision.granted),
        currency=currency_of(application), number=ruling.number,
    )  # fmt: skip
    return ruling


def check(application: Application, decision: Decision, now: datetime) -> None:
    """Refuse a decision that cannot be."""
    if application.stage not in (Stage.SUBMITTED, *RULED):
        raise Refused("Only an application that was submitted is decided on.")
    said_yes = application.stage in GRANTED
    if application.stage is not Stage.SUBMITTED and said_yes != (decision.granted is not None):
        raise Refused(
            "The application is recorded as {stage}, which does not fit.", stage=application.stage
        )
    submitted = application.submitted_at
    begun = submitted.astimezone(now.tzinfo).date() if submitted else dt.date.min
    if not begun <= decision.day <= now.date() + dt.timedelta(days=1):
        raise Refused("The day of the decision lies between the submission and today.")
    if len(decision.number) > 200:
        raise Refused("Shorten the number of the decision to 200 characters.")
    if len(decision.reasons) > LONGEST:
        raise Refused("Shorten the reasons to 20,000 characters.")
    shares = decision.shares or {}
    if not set(shares) <= {each.id for each in application.commitments}:
        raise Refused("A share is of somebody who is not in.")
    if min([decision.granted or NOTHING, *shares.values()]) < 0:
        raise Refused("No sum is below nothing.")
    if sum(shares.values(), NOTHING) > (decision.granted or NOTHING):
        raise Refused("The shares are more than the whole support.")


def tell_result(
    session: Session,
    application: Application,
    *,
    words: str,
    links: str,
    seen: int,
    by: Person,
    now: datetime,
) -> Result:
    """Tell what came of a granted bid, with addresses where more of it stands, one a line."""
    demand(by, "edit", application)
    lock(session, application)
    if application.stage not in GRANTED:
        raise Refused("Results are told of an application that was granted.")
    words, found = words.strip(), [line.strip() for line in links.splitlines() if line.strip()]
    if not words:
        raise Refused("Say in a few words what came of it.")
    if len(words) > LONGEST:
        raise Refused("Shorten the text to 20,000 characters.")
    if len(found) > MOST_LINKS or not all(map(is_link, found)):
        raise Refused(
            "Write each address on a line of its own, beginning with https://; at most 20."
        )
    result = result_of(session, application)
    if (result.version if result else 0) != seen:
        raise Conflict(
            "Meanwhile, someone else changed the text. Both are shown here.",
            mine={"words": words}, theirs={"words": result.words if result else ""},
        )  # fmt: skip
    result = result or Result(application_id=application.id, version=0)
    result.words, result.links, result.by_id, result.at = words, tuple(found), by.id, now
    result.version += 1
    session.add(result)
    tell(session, "told results", about=application, by=by, now=now)
    return result


def is_link(line: str) -> bool:
    """Say whether a line is an address of a page."""
    try:
        parts = urlsplit(line)
    except ValueError:
        return False
    plain = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    return plain and len(line) <= LONGEST_LINK and not any(each.isspace() for each in line)
