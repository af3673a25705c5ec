"""Sources: whether each funder's site is read, and what it said last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, abort, g, render_template
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Outcome, Source, SourceRun
from web.doors import operators, policy, signed_in

pages = Blueprint("sources", __name__)

GOOD = (Outcome.OK, Outcome.UNCHANGED)
LATE = timedelta(hours=2)
RUNS = 20


@dataclass(frozen=True)
class Health:
    """A source and its last reading, in one word: broken, silent, new, good or off."""

    source: Source
    run: SourceRun | None
    good: SourceRun | None
    word: str

    @property
    def ill(self) -> bool:
        """Whether someone should look at it."""
        return self.word in ("broken", "silent")


@pages.get("/sources")
@policy(signed_in)
def every() -> str:
    """List the sources, those in trouble first."""
    return render_template(
        "sources/list.html", health=healths(g.db, g.now), operator=operators(g.person)
    )


@pages.get("/sources/<int:id>")
@policy(signed_in)
def one(id: int) -> str:
    """Show a source's last readings."""
    source = g.db.get(Source, id) or abort(404)
    runs = select(SourceRun).filter_by(source_id=id).order_by(SourceRun.id.desc()).limit(RUNS)
    return render_template(
        "sources/one.html",
        health=next(each for each in healths(g.db, g.now) if each.source is source),
        runs=g.db.scalars(runs).all(),
        operator=operators(g.person),
    )


def healths(session: Session, now: datetime) -> list[Health]:
    """Return how all sources are, those in trouble first."""
    last = last_runs(session)
    good = last_runs(session, GOOD)
    found = [
        health(source, last.get(source.id), good.get(source.id), now)
        for source in session.scalars(select(Source).order_by(Source.funder, Source.id))
    ]
    return sorted(found, key=lambda each: (not each.ill, each.word == "off"))


def health(source: Source, run: SourceRun | None, good: SourceRun | None, now: datetime) -> Health:
    """Judge a source by its last reading, and by when the next one was due."""
    if not source.on:
        word = "off"
    elif run and run.outcome not in GOOD:
        word = "broken"
    elif source.due_at + LATE < now:
        word = "silent"
    else:
        word = "good" if run else "new"
    return Health(source, run, good, word)


def last_runs(
    session: Session, outcomes: Sequence[Outcome] = tuple(Outcome)
) -> dict[int, SourceRun]:
    """Return each source's last reading of these outcomes."""
    newest = (
        select(func.max(SourceRun.id))
        .where(SourceRun.outcome.in_(outcomes))
        .group_by(SourceRun.source_id)
    )
    return {
        run.source_id: run
        for run in session.scalars(select(SourceRun).where(SourceRun.id.in_(newest)))
    }
