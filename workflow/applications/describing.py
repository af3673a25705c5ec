"""The words of a bid: its title, and what it is about."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models import Application, Person
from models.database import lock
from models.job_run import ask_for_run
from workflow.access import demand
from workflow.applications.asking import signers_beside
from workflow.applications.stages import COMPARING, demand_before_submitted
from workflow.refusals import Conflict, Refused
from workflow.telling import hush, tell, write


def describe(
    session: Session,
    application: Application,
    *,
    title: str,
    summary: str,
    seen: int,
    by: Person,
    now: datetime,
) -> None:
    """Word the bid anew; seen is the version that the person started from."""
    demand(by, "edit", application)
    title, summary = worded(title, summary)
    lock(session, application)
    demand_before_submitted(application)
    if application.version != seen:
        raise Conflict(
            "Meanwhile, someone else changed the text. Both are shown here.",
            mine={"title": title, "summary": summary},
            theirs={"title": application.title, "summary": application.summary},
        )
    facts: dict[str, Any] = {
        field: [old, new]
        for field, old, new in (
            ("title", application.title, title),
            ("summary", application.summary, summary),
        )
        if old != new
    }
    if facts:
        application.title, application.summary = title, summary
        application.version += 1
        hush(session, application, now, "described")
        event = tell(session, "described", about=application, by=by, now=now, **facts)
        write(
            session,
            event,
            "described",
            by=by,
            to=signers_beside(application, None),
            path=f"/applications/{application.id}",
            title=title,
            summary=summary,
        )
        ask_for_run(session, COMPARING, now)


def worded(title: str, summary: str) -> tuple[str, str]:
    """Trim the words of a bid, and demand a title that fits."""
    title, summary = " ".join(title.split()), summary.strip()
    if not title:
        raise Refused("Give the application a title.")
    if len(title) > 300:
        raise Refused("Shorten the title to 300 characters.")
    return title, summary
