"""Which applications there are: one's own or all that one knows of, by the step they stand on."""

from typing import NamedTuple

from flask import g, request
from sqlalchemy.orm import selectinload

from models import Application, Call, Commitment
from models.stage import BEFORE_SUBMITTED
from papers.wording import Message
from web.applications.steps import STEP_OF, STEPS
from workflow import can, visible_to
from workflow.access import coordinates, is_one
from workflow.applications.terms import signed
from workflow.visible import known_to

OURS, ALL = "ours", "all"
ASIDE = Message("Put aside")


class Line(NamedTuple):
    """An application as the list has it; of one that is only known, nobody's part is told."""

    application: Application
    seen: bool
    waits: bool
    approved: int

    @property
    def days(self) -> int | None:
        """Return how many days are left to apply, if that is known."""
        day = self.application.call.next_day(g.now) if self.application.call else None
        return None if day is None else (day - g.today).days


class Heap(NamedTuple):
    """What stands on one step; the last has what was put aside."""

    name: Message
    step: int | None
    lines: list[Line]


def shown() -> str:
    """Return whose applications are asked for; at first one's own, and all for who coordinates."""
    usual = ALL if coordinates(g.person) else OURS
    asked = request.args.get("show", usual)
    return asked if asked in (OURS, ALL) else usual


def lines(whose: str) -> list[Line]:
    """Return the applications, what waits for the visitor first, then the nearest deadline."""
    wanted = known_to(g.person) if whose == ALL else visible_to(g.person, Application)
    loaded = wanted.options(
        selectinload(Application.call).selectinload(Call.dates),
        selectinload(Application.commitments).joinedload(Commitment.partner),
        selectinload(Application.commitments).selectinload(Commitment.signatures),
    )
    found = [line(each) for each in g.db.scalars(loaded.order_by(Application.id))]
    if whose == OURS:
        found = [each for each in found if ours(each.application)]
    return sorted(found, key=lambda each: (not each.waits, each.days is None, each.days or 0))


def line(application: Application) -> Line:
    """Return what the visitor is told of an application."""
    seen = can(g.person, "see", application)
    approved = len([1 for part in application.parts if signed(part)]) if seen else 0
    return Line(application, seen, seen and waits_for_me(application), approved)


def ours(application: Application) -> bool:
    """Say whether the visitor's own organisation is in it, or was asked."""
    return any(is_one(g.person, each.partner) for each in application.commitments)


def waits_for_me(application: Application) -> bool:
    """Say whether it waits for the visitor's sign-on."""
    return application.stage in BEFORE_SUBMITTED and any(
        can(g.person, "sign", part) and not signed(part) for part in application.parts
    )


def heaps(found: list[Line]) -> list[Heap]:
    """Put the lines on the steps that they stand on."""
    steps = [(name, number) for number, name in enumerate(STEPS)]
    return [
        Heap(name, step, [each for each in found if STEP_OF.get(each.application.stage) == step])
        for name, step in [*steps, (ASIDE, None)]
    ]
