"""The work on an application: its days counted back, what is to be done, and what is said."""

import datetime as dt

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from models import Application, Task
from models.stage import BEFORE_SUBMITTED
from papers.wording import Message
from web.applications.owners import chosen, owner_in, owners
from web.applications.showing import application_or_404, own_or_404
from web.applications.texts import may_write
from web.doors import policy, signed_in
from web.fields import day_of
from workflow import Refused, can
from workflow.writing import comments, deadlines, tasks
from workflow.writing.planning import plan

pages = Blueprint("working", __name__)

TYPED = ("title", "owner", "due", "target", "text")


@pages.get("/applications/<int:id>/work")
@policy(signed_in)
def every(id: int) -> str:
    """Show the days, the tasks and the comments."""
    return shown(application_or_404(id))


def shown(application: Application, refusal: Message | None = None) -> str:
    """Show the page of the work, with why something was refused."""
    deadline = deadlines.deadline_of(application, g.now)
    return render_template(
        "applications/work.html",
        application=application,
        deadline=deadline,
        steps=plan(application, deadline, g.today),
        tasks=tasks.of(g.db, application),
        is_mine=lambda task: tasks.is_for(task, g.person),
        owners=owners(application),
        chosen=chosen,
        comments=comments.of(g.db, application),
        members=comments.members(application),
        may_write=may_write(application),
        may_say=can(g.person, "write", application),
        may_aim=can(g.person, "edit", application) and application.stage in BEFORE_SUBMITTED,
        refusal=refusal,
        said={name: request.form.get(name, "") for name in TYPED},
        adding=refusal is not None and request.endpoint == "working.add",
    )


def back(id: int, place: str = "") -> Response:
    """Lead back to the page of the work."""
    return redirect(url_for("working.every", id=id, _anchor=place), 303)


def day_typed(name: str) -> dt.date | None:
    """Return a day of the form, or none; refuse what is no day."""
    words = request.form.get(name, "").strip()
    if not words:
        return None
    day = day_of(words)
    if day is None or not 2000 <= day.year <= 2100:
        raise Refused("Write the day as 2027-03-01.")
    return day


@pages.post("/applications/<int:id>/work/target")
@policy(signed_in)
def aim(id: int) -> Response | tuple[str, int]:
    """Set when the partners want to have it sent."""
    application = application_or_404(id)
    try:
        deadlines.aim_for(
            g.db, application, day_typed("target"), seen=day_typed("seen"), by=g.person, now=g.now
        )
    except Refused as refused:
        if not can(g.person, "edit", application):
            raise
        g.db.rollback()
        return shown(application, refused.message), 422
    return back(id)


@pages.post("/applications/<int:id>/work/comments")
@policy(signed_in)
def comment(id: int) -> Response | tuple[str, int]:
    """Say something about the whole application."""
    application = application_or_404(id)
    text = request.form.get("text", "")
    try:
        said = comments.say(g.db, application, text, by=g.person, now=g.now)
    except Refused as refused:
        if not can(g.person, "write", application):
            raise
        g.db.rollback()
        return shown(application, refused.message), 422
    return back(id, f"comment-{said.id}")


@pages.post("/applications/<int:id>/work/tasks")
@policy(signed_in)
def add(id: int) -> Response | tuple[str, int]:
    """Give somebody something to do."""
    application = application_or_404(id)
    partner, person = owner_in(application)
    try:
        if partner is None:
            raise Refused("Choose who is to do it.")
        task = tasks.add(
            g.db, application, request.form.get("title", ""), partner=partner, person=person,
            due=day_typed("due"), by=g.person, now=g.now,
        )  # fmt: skip
    except Refused as refused:
        if not may_write(application):
            raise
        g.db.rollback()
        return shown(application, refused.message), 422
    return back(id, f"task-{task.id}")


@pages.post("/applications/<int:id>/work/tasks/<int:task_id>")
@policy(signed_in)
def change(id: int, task_id: int) -> Response | tuple[str, int]:
    """Word a task anew, give it to somebody else, or move its day."""
    task = own_or_404(Task, id, task_id)
    partner, person = owner_in(task.application)
    try:
        tasks.change(
            g.db, task, request.form.get("title", ""), partner=partner or task.partner,
            person=person, due=day_typed("due"), seen=request.form.get("seen", 0, type=int),
            by=g.person, now=g.now,
        )  # fmt: skip
    except Refused as refused:
        if not may_write(task.application):
            raise
        g.db.rollback()
        return shown(task.application, refused.message), 422
    return back(id, f"task-{task.id}")


@pages.post("/applications/<int:id>/work/tasks/<int:task_id>/done")
@policy(signed_in)
def finish(id: int, task_id: int) -> Response:
    """Say that a task is done, or that it is not."""
    task, done = own_or_404(Task, id, task_id), request.form.get("done", "")
    if done not in ("yes", "no"):
        abort(400)
    tasks.finish(g.db, task, done=done == "yes", by=g.person, now=g.now)
    return back(id, f"task-{task.id}")


@pages.post("/applications/<int:id>/work/tasks/<int:task_id>/remove")
@policy(signed_in)
def remove(id: int, task_id: int) -> Response:
    """Take a task away."""
    tasks.remove(g.db, own_or_404(Task, id, task_id), by=g.person, now=g.now)
    return back(id, "h-tasks")
