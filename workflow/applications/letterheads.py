"""An organisation's own template for its Word documents: looked at apart, then kept."""

import datetime as dt
from datetime import datetime

import msgspec
from msgspec import Raw
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Letterhead, Partner, Person
from models.database import lock
from papers.documents.own_template import LARGEST, TOO_LARGE, UNREADABLE, Said
from scrapers.child import Bounds, done
from scrapers.errand import Errand, Told
from scrapers.uploads import START, OneFile
from workflow.access import demand, demand_here
from workflow.refusals import Refused
from workflow.telling import tell

# Patterns are searched for in what a stranger wrote: a child does it, with little time.
BOUNDS = Bounds(seconds=20, cpu_seconds=8, questions=1)
LOOK = "papers.documents.own_template:told"


def letterhead_of(session: Session, partner: Partner) -> Letterhead | None:
    """Return a partner's own template, if it has one."""
    return session.scalars(select(Letterhead).filter_by(partner_id=partner.id)).one_or_none()


def put(
    session: Session, partner: Partner, name: str, body: bytes, *, by: Person, now: datetime
) -> Letterhead:
    """Let a template take the place of ours for a partner's documents, or refuse it with why.

    It is looked at before the database is asked anything, so that nobody waits meanwhile.
    """
    if len(body) > LARGEST:
        raise Refused(TOO_LARGE.id)
    look(body)
    demand(by, "keep", partner)
    demand_here(partner)
    lock(session, partner)
    kept = letterhead_of(session, partner) or Letterhead(partner_id=partner.id)
    kept.name, kept.body, kept.by_id, kept.at = (
        name.strip()[:200] or "template.docx",
        body,
        by.id,
        now,
    )
    session.add(kept)
    tell(session, "gave a template", about=partner, by=by, now=now, partner=partner.name)
    return kept


def look(body: bytes) -> None:
    """Refuse what is no fit template."""
    errand = Errand(does=LOOK, start=START, today=dt.date.min, said=Raw(b"null"))
    heard = done(errand, OneFile(body), BOUNDS, "the template")
    if not isinstance(heard, Told):  # it took too long, or broke what looked at it
        raise Refused(UNREADABLE.id)
    said = msgspec.json.decode(heard.answer, type=Said)
    if said.id:
        raise Refused(said.id, **said.values)


def remove(session: Session, partner: Partner, *, by: Person, now: datetime) -> None:
    """Go back to our template."""
    demand(by, "keep", partner)
    lock(session, partner)
    if kept := letterhead_of(session, partner):
        session.delete(kept)
        tell(session, "took a template back", about=partner, by=by, now=now, partner=partner.name)
