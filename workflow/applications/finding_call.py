"""An idea that looks for its call: talks with the funder, and the call once it is found."""

import datetime as dt
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models import Application, Call, Person, Talk
from models.database import lock
from papers.wording import Message
from workflow.access import demand
from workflow.applications.programmes import family_for
from workflow.applications.rivals import demand_first
from workflow.applications.stages import demand_before_submitted, people_in
from workflow.forms.profile import tidy
from workflow.forms.typed import Errors
from workflow.refusals import Incomplete
from workflow.telling import tell

LONGEST = {"who": 200, "whom": 200, "words": 5000}
NEEDED = {
    "who": Message("Write who talked."),
    "whom": Message("Write with whom. An office is enough."),
    "words": Message("Write what was said."),
}


def find(
    session: Session, application: Application, call: Call, *, by: Person, now: datetime
) -> None:
    """Say which call the bid is to, at first or instead of another; everyone who is in is told."""
    demand(by, "edit", application)
    lock(session, application)
    demand_before_submitted(application)
    if application.call_id != call.id:
        take(session, application, call, by=by, now=now)


def take(
    session: Session, application: Application, call: Call, *, by: Person, now: datetime,
    agreed: bool = False,
) -> None:  # fmt: skip
    """Let a bid that the caller has locked be to a call. agreed: by its lead, to a proposal."""
    demand_first(session, call, application.lead, application)
    before = application.call.title if application.call else ""
    application.call, application.family = call, application.family or family_for(call)
    tell(
        session, "found call", about=application, by=by, now=now, to=people_in(application),
        path=f"/applications/{application.id}", title=application.title, call=call.title,
        funder=call.funder, before=before, agreed=agreed,
    )  # fmt: skip


def note(
    session: Session,
    application: Application,
    *,
    day: dt.date | None,
    said: dict[str, str],
    by: Person,
    now: datetime,
) -> Talk:
    """Note a talk with the funder: when, who talked, with whom, what was said."""
    demand(by, "write", application)
    kept = {field: tidy(said.get(field, "")) for field in NEEDED}
    errors: Errors = [(field, words) for field, words in NEEDED.items() if not kept[field]]
    for field, most in LONGEST.items():
        if len(kept[field]) > most:
            errors.append((field, Message("At most {most} characters.", {"most": most})))
    # The zone of the reader may be ahead.
    if day is None or day > now.date() + dt.timedelta(days=1):
        errors.append(("day", Message("Choose the day of the talk; it cannot be in the future.")))
    if errors or day is None:
        raise Incomplete(errors)
    talk = Talk(application_id=application.id, day=day, noted_by=by.id, noted_at=now, **kept)
    session.add(talk)
    tell(session, "talked", about=application, by=by, now=now, day=day, whom=kept["whom"])
    return talk


def talks(session: Session, application: Application) -> list[Talk]:
    """Return what was said with the funder, the latest first."""
    wanted = select(Talk).filter_by(application_id=application.id)
    ordered = wanted.options(joinedload(Talk.person)).order_by(Talk.day.desc(), Talk.id.desc())
    return list(session.scalars(ordered))
