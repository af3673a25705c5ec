"""When an interest period ends: everyone is waved through, or there is a review with its choice."""

import datetime as dt
from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Intent, InterestPeriod, PeriodState, Person, Reviewer, Role, Score
from models.database import lock
from papers.wording import Message
from workflow.access import demand
from workflow.forms.typed import Errors
from workflow.overlaps.intents import each_once, is_near, reviews, say
from workflow.refusals import Incomplete, Refused
from workflow.telling import tell

POINTS = range(1, 6)
MOST_REASON = 1000


def end_all(session: Session, now: datetime, today: dt.date) -> int:
    """End the periods whose day has passed; return how many ended."""
    over = select(InterestPeriod).where(
        InterestPeriod.state == PeriodState.COLLECTING, InterestPeriod.until < today
    )
    ended = session.scalars(over.order_by(InterestPeriod.id)).all()
    for each in ended:
        end(session, each, now=now, today=today)
    return len(ended)


def end(session: Session, period: InterestPeriod, *, now: datetime, today: dt.date) -> None:
    """End one: where there is room for all, all are waved through."""
    lock(session, period)
    if period.state is not PeriodState.COLLECTING or period.until >= today:
        return
    fits = len(period.intents) <= period.places
    period.state = PeriodState.WAVED_THROUGH if fits else PeriodState.IN_REVIEW
    event = tell(
        session, "period ended", about=period.call, by=None, now=now, places=period.places,
        intents=len(period.intents), crowded=not fits,
    )  # fmt: skip
    to = each_once(each.partner for each in period.intents)
    say(session, event, period, "waved" if fits else "review", to, by=None)


def ask(
    session: Session, period: InterestPeriod, person: Person, *, by: Person, now: datetime
) -> None:
    """Ask somebody to review; whoever has a part in one of the intents is not asked."""
    demand(by, "propose", None)
    lock(session, period)
    demand_in_review(period)
    if is_near(person, period):
        raise Refused("{name} belongs to one of the parties.", name=person.name)
    if any(each.person_id == person.id for each in period.reviewers):
        return
    period.reviewers.append(Reviewer(person=person, asked_at=now))
    event = tell(session, "asked to review", about=period.call, by=by, now=now, person=person.id)
    say(session, event, period, "asked", [person], by=by)


def score(
    session: Session, intent: Intent, given: Mapping[int, tuple[int | None, str]], *, by: Person,
    now: datetime,
) -> None:  # fmt: skip
    """Score an intent by every criterion of the period, each with its reason; again is instead."""
    period = intent.period
    lock(session, period)
    demand_in_review(period)
    if not reviews(by, period):
        raise Refused("Only those who were asked, and have no part in it, review.")
    errors = Errors()
    for at in range(len(period.criteria)):
        points, reason = given.get(at, (None, ""))
        if points not in POINTS:
            errors.append((f"points-{intent.id}-{at}", Message("Give one to five points.")))
        if not reason.strip() or len(reason) > MOST_REASON:
            errors.append((f"reason-{intent.id}-{at}", Message("Say in a few words why.")))
    if errors:
        raise Incomplete(errors)
    mine = {each.criterion: each for each in intent.scores if each.person_id == by.id}
    for at in range(len(period.criteria)):
        points, reason = given[at]
        assert points
        one = mine.get(at)
        if one is None:
            intent.scores.append(
                Score(person_id=by.id, criterion=at, points=points, reason=reason.strip())
            )
        else:
            one.points, one.reason = points, reason.strip()
    tell(session, "scored", about=period.call, by=by, now=now, title=intent.title)


def mean(intent: Intent) -> Decimal | None:
    """Return the mean of an intent's points, to one decimal; None where nobody has given any."""
    points = [each.points for each in intent.scores]
    return round(Decimal(sum(points)) / len(points), 1) if points else None


def choose(
    session: Session, period: InterestPeriod, going: Collection[int], words: str, *, by: Person,
    now: datetime,
) -> None:  # fmt: skip
    """Record which intents are proposed to go on, and why; all may apply alone all the same."""
    demand(by, "propose", None)
    lock(session, period)
    demand_in_review(period)
    if is_near(by, period):
        raise Refused("You belong to one of the parties. Let another coordinator choose.")
    chosen = [each for each in period.intents if each.id in going]
    errors = Errors()
    if not 0 < len(chosen) <= period.places:
        most = {"most": period.places}
        errors.append(("going", Message("Choose at least one, and at most {most}.", most)))
    if any(mean(each) is None for each in period.intents):
        errors.append(("going", Message("Some have not been scored yet.")))
    if not words.strip():
        errors.append(("words", Message("Say why; the parties read it.")))
    if errors:
        raise Incomplete(errors)
    for each in period.intents:
        each.goes_on = each in chosen
    period.state, period.words = PeriodState.CHOSEN, words.strip()
    period.chosen_by, period.chosen_at = by.id, now
    event = tell(
        session, "chosen", about=period.call, by=by, now=now, message=words.strip(),
        titles=", ".join(each.title for each in chosen),
    )  # fmt: skip
    rest = [each for each in period.intents if each not in chosen]
    for what, among in (("chosen", chosen), ("not_chosen", rest)):
        say(session, event, period, what, each_once(each.partner for each in among), by=by)


def demand_in_review(period: InterestPeriod) -> None:
    """Refuse what belongs to a review where there is none."""
    if period.state is not PeriodState.IN_REVIEW:
        raise Refused("There is no review of this call now.")


def to_ask(session: Session, period: InterestPeriod) -> list[Person]:
    """Return who may be asked to review: members with no part in it who were not asked yet."""
    asked = {each.person_id for each in period.reviewers}
    wanted = select(Person).where(Person.memberships.any(), Person.erased_at.is_(None))
    return [
        each
        for each in session.scalars(wanted.order_by(Person.name))
        if each.id not in asked
        and not is_near(each, period)
        and not each.roles.isdisjoint(set(Role) - {Role.OPERATOR})
    ]
