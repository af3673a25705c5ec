"""What somebody is to do for an application, by when; done, and taken up again."""

import datetime as dt
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from models import Application, Partner, Person, Task
from models.database import lock
from models.stage import BEFORE_SUBMITTED
from workflow.access import SPEAKERS, demand, speaks
from workflow.applications.stages import demand_before_submitted
from workflow.refusals import Conflict, Refused
from workflow.telling import hush_path, tell
from workflow.writing.sections import demand_in

MOST_TASKS, TITLE = 200, 300


def add(
    session: Session,
    application: Application,
    title: str,
    *,
    partner: Partner,
    person: Person | None = None,
    due: dt.date | None = None,
    by: Person,
    now: datetime,
) -> Task:
    """Give somebody something to do; they are told. The same given twice is given once."""
    title = worded(title)
    demand(by, "write", application)
    lock(session, application)
    demand_before_submitted(application)
    demand_in(application, partner, person)
    same = select(Task).where(
        Task.application_id == application.id, Task.title == title, Task.done_at.is_(None),
        Task.partner_id == partner.id, Task.due.is_not_distinct_from(due),
        Task.person_id.is_not_distinct_from(person and person.id),
    )  # fmt: skip
    if known := session.scalars(same).first():
        return known
    if len(of(session, application)) >= MOST_TASKS:
        raise Refused("An application has at most {most} tasks.", most=MOST_TASKS)
    task = Task(
        application=application, title=title, partner=partner, person=person, due=due,
        made_by_id=by.id, made_at=now,
    )  # fmt: skip
    session.add(task)
    session.flush()
    told(session, task, by=by, now=now)
    return task


def change(
    session: Session,
    task: Task,
    title: str,
    *,
    partner: Partner,
    person: Person | None,
    due: dt.date | None,
    seen: int,
    by: Person,
    now: datetime,
) -> None:
    """Word a task anew, give it to somebody else, or move its day."""
    title = worded(title)
    ready(session, task, by)
    demand_in(task.application, partner, person)
    new = (title, partner.id, person and person.id, due)
    if new == (task.title, task.partner_id, task.person_id, task.due):
        return
    if task.version != seen:
        raise Conflict(
            "Meanwhile, someone else changed the task. Look at it once more.",
            mine=title, theirs=task.title,
        )  # fmt: skip
    task.title, task.partner, task.person, task.due = title, partner, person, due
    task.version += 1
    told(session, task, by=by, now=now)


def finish(session: Session, task: Task, *, done: bool, by: Person, now: datetime) -> None:
    """Say that a task is done, or that it is not; said twice, it is said once."""
    ready(session, task, by)
    if (task.done_at is not None) == done:
        return
    task.done_at, task.done_by_id = (now, by.id) if done else (None, None)
    about = task.application
    if done:
        tell(session, "did", about=about, by=by, now=now, task=task.title)
    else:
        tell(session, "took up", about=about, by=by, now=now, task=task.title)


def remove(session: Session, task: Task, *, by: Person, now: datetime) -> None:
    """Take a task away; letters about it that have not left yet do not leave."""
    ready(session, task, by)
    hush_path(session, path_of(task), now)
    tell(session, "dropped", about=task.application, by=by, now=now, task=task.title)
    session.delete(task)


def ready(session: Session, task: Task, by: Person) -> None:
    """Let nobody else decide on the bid meanwhile, and read it anew."""
    demand(by, "write", task.application)
    lock(session, task.application)
    demand_before_submitted(task.application)


def told(session: Session, task: Task, *, by: Person, now: datetime) -> None:
    """Tell who is to do it: the person, or who speaks for the partner. The latest word counts."""
    hush_path(session, path_of(task), now)
    tell(
        session, "tasked", about=task.application, by=by, now=now,
        to=[task.person] if task.person else task.partner.people_as(*SPEAKERS),
        path=path_of(task), task=task.title, partner=task.partner.name,
        title=task.application.title, due=task.due,
    )  # fmt: skip


def path_of(task: Task) -> str:
    """Return where a task stands."""
    return f"/applications/{task.application_id}/work#task-{task.id}"


def worded(title: str) -> str:
    """Trim what is to be done, and demand words that fit."""
    if not (title := " ".join(title.split())):
        raise Refused("Say what is to be done.")
    if len(title) > TITLE:
        raise Refused("Say it in {most} characters.", most=TITLE)
    return title


def of(session: Session, application: Application) -> Sequence[Task]:
    """Return the tasks of a bid: what is to be done first comes first, what is done last."""
    wanted = (
        select(Task)
        .filter_by(application_id=application.id)
        .options(joinedload(Task.partner), joinedload(Task.person))
        .order_by(Task.done_at.is_not(None), Task.due.is_(None), Task.due, Task.id)
    )
    return session.scalars(wanted).all()


def waiting(session: Session, person: Person | None = None) -> Sequence[Task]:
    """Return what is to be done in bids under way, by all or by one person, the soonest first.

    What is given to a partner and nobody in it waits for all who speak for it.
    """
    wanted = (
        select(Task)
        .join(Task.application)
        .options(
            contains_eager(Task.application).joinedload(Application.call),
            joinedload(Task.partner), joinedload(Task.person),
        )
        .where(Task.done_at.is_(None), Application.stage.in_(BEFORE_SUBMITTED))
        .order_by(Task.due.is_(None), Task.due, Task.id)
    )  # fmt: skip
    if person is None:
        return session.scalars(wanted).all()
    mine = [each.partner_id for each in person.memberships]
    found = session.scalars(wanted.where(Task.partner_id.in_(mine)))
    return [each for each in found if is_for(each, person)]


def is_for(task: Task, person: Person) -> bool:
    """Say whether a task waits for a person; one who has left the partner does nothing for it."""
    mine = speaks(person, task.partner)
    return mine and task.person_id in (None, person.id)
