"""One finding: the members side by side, the proposal, the replies, and what one may do."""

from collections.abc import Sequence

from flask import g, render_template
from sqlalchemy import select
from werkzeug.datastructures import ImmutableMultiDict

from models import Meeting, Overlap
from papers.wording import Message
from web.fields import spoken
from web.overlaps import adding
from web.overlaps.comparing import compared
from web.overlaps.plans import offered, outcome, outcomes, ways
from web.overlaps.told import due, why
from workflow import can
from workflow.access import coordinates, has_stake, speaks, stepped_aside
from workflow.history import phrase
from workflow.overlaps import undoing
from workflow.overlaps.finding import movable
from workflow.overlaps.plans import ASKED, JOINING, bids_of, called, plan_of, sentence, usual_day
from workflow.overlaps.settling import Standing, is_overdue, standing
from workflow.telling import history

LARGE = 0.5  # from here on, the likeness of two texts is told as large
Faults = Sequence[tuple[str, Message]]
Typed = ImmutableMultiDict[str, str]
UNTYPED: Typed = ImmutableMultiDict()
IN_A_KIND = (*ASKED, "yields")


def page(template: str, overlap: Overlap, *, errors: Faults = (), typed: Typed = UNTYPED) -> str:
    """Show a finding, as the coordinator or as one of the leads, with what was typed."""
    planned, asked = overlap.proposal is not None, movable(overlap)
    open_still = standing(overlap) is not Standing.SETTLED
    proposes = coordinates(g.person) and open_still and not stepped_aside(g.person, overlap)
    return render_template(
        f"overlaps/{template}.html",
        overlap=overlap,
        standing=standing(overlap),
        overdue=is_overdue(overlap, g.today),
        due=due(overlap),
        rows=compared(overlap),
        adding=adding.lines(overlap),
        why=why(overlap),
        large=overlap.likeness >= LARGE,
        coordinates=coordinates(g.person),
        proposes=proposes,
        stake=has_stake(g.person, overlap),
        aside=stepped_aside(g.person, overlap),
        said=sentence(plan_of(overlap)) if planned else None,
        foretold=outcome(overlap, plan_of(overlap)) if planned and open_still else None,
        outcomes=outcomes(overlap) if proposes else {},
        offered=offered(overlap) if proposes else {},
        first=ways("first", overlap),
        more=ways("more", overlap),
        movable=asked,
        fixed=[each for each in overlap.members if open_still and each not in asked],
        bids=bids_of(overlap),
        called=called,
        parts=JOINING,
        meetings=ahead() if proposes else [],
        usual_day=usual_day(overlap, g.today, g.now),
        may_undo=can(g.person, "undo", overlap) and undoing.refusal(g.db, overlap) is None,
        mine=[each for each in asked if speaks(g.person, each.lead)],
        may_reply={each.id for each in asked if can(g.person, "reply", each)},
        events=[(event, phrase(event)) for event in history(g.db, overlap, limit=12)],
        errors=at_fields(errors, typed),
        typed=typed,
    )


def at_fields(errors: Faults, typed: Typed) -> list[tuple[str, str]]:
    """Say what is wrong, each at the field of the kind of proposal that was chosen."""
    kind = typed.get("proposal", "")
    return [
        (f"{kind}-{field}" if field in IN_A_KIND else field, sentence)
        for field, sentence in spoken(list(errors), g.language)
    ]


def ahead() -> Sequence[Meeting]:
    """Return the partnership's meetings that are yet to come."""
    wanted = select(Meeting).where(Meeting.partner_id.is_(None), Meeting.day >= g.today)
    return g.db.scalars(wanted.order_by(Meeting.day)).all()  # type: ignore[no-any-return]  # g holds anything
