"""What the partnership remembers: earlier bids that are near to a call, and how they went."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from models import Application, Call, Person, Precedent, Ruling, Stage
from workflow.access import can
from workflow.applications.programmes import family_for
from workflow.applications.rulings import RULED, ruling_of

SENT = (Stage.SUBMITTED, *RULED)
MOST, MOST_ROUNDS, MOST_LOOKED_AT = 8, 20, 200


class Near(StrEnum):
    """Why an earlier bid is near to a call, the nearest first."""

    ROUND = "round"
    TEXT = "text"
    PROGRAMME = "programme"


class Remembered(NamedTuple):
    """An earlier bid, why it is near, in which words, and what the funder said of it.

    Members see that it was and how it went; who sees the bid itself sees why, and with whom.
    """

    application: Application
    near: Near
    words: tuple[str, ...]
    ruling: Ruling | None
    open: bool


def remembered(
    session: Session, call: Call, by: Person, *, beside: Application | None = None
) -> list[Remembered]:
    """Return earlier bids that are near to a call; beside is one that is not told of itself."""
    found: dict[int, Remembered] = {}
    for application, near, words in nearest(session, call):
        shown = can(by, "see", application)
        # While the funder has not decided, it is the matter of those who are in it.
        if application is beside or not (shown or application.stage in RULED):
            continue
        if application.id not in found:
            ruling = ruling_of(session, application)
            found[application.id] = Remembered(application, near, words, ruling, shown)
        if len(found) == MOST:
            break
    return list(found.values())


def nearest(
    session: Session, call: Call
) -> Iterator[tuple[Application, Near, tuple[str, ...]]]:  # fmt: skip
    """Yield bids by how near they are: to an earlier round, alike in text, to the programme."""
    rounds = {each.id for each in rounds_of(call)}
    for application in sent(session, Application.call_id.in_(rounds)):
        yield application, Near.ROUND, ()
    alike = select(Precedent).where(Precedent.call_id.in_([each.id for each in call.alike]))
    for each in session.scalars(alike.order_by(Precedent.place, Precedent.id)):
        if each.application.stage in SENT:
            yield each.application, Near.TEXT, each.words
    programme = known_as(call)
    for application in sent(session, Application.call_id.is_not(None), MOST_LOOKED_AT):
        if application.call and known_as(application.call) == programme:
            yield application, Near.PROGRAMME, ()


def known_as(call: Call) -> str:
    """Return the key of the fund or funder of a call, or at least what its funder is called."""
    return family_for(call) or call.funder.casefold()


def rounds_of(call: Call) -> list[Call]:
    """Return the call with its other origins, and those that it follows."""
    found: list[Call] = []
    at: Call | None = call
    while at is not None and at not in found and len(found) < MOST_ROUNDS:
        found += [each for each in at.alike if each not in found]
        at = next((each.follows for each in at.alike if each.follows), None)
    return found


def sent(session: Session, condition: ColumnElement[bool], most: int = MOST) -> list[Application]:
    """Return bids that were submitted, the newest first."""
    wanted = select(Application).where(condition, Application.stage.in_(SENT))
    newest = wanted.order_by(Application.submitted_at.desc(), Application.id.desc())
    known = newest.options(joinedload(Application.call)).limit(most)
    return list(session.scalars(known))


def followers(session: Session, application: Application, by: Person) -> list[Application]:
    """Return the bids that began from this one, as far as the person sees them."""
    wanted = select(Application).where(Application.begun_from_id == application.id)
    return [
        each for each in session.scalars(wanted.order_by(Application.id)) if can(by, "see", each)
    ]
