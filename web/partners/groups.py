"""Working groups: who does what for the partnership as a whole."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import selectinload
from werkzeug import Response

from models import Group, Membership, Person
from papers.wording import Message
from web.doors import policy, signed_in, staff
from workflow import Conflict, Refused
from workflow.people import groups

pages = Blueprint("groups", __name__)


@pages.get("/groups")
@policy(signed_in)
def every() -> str:
    """List the groups and their people."""
    known = (
        selectinload(Group.people)
        .selectinload(Person.memberships)
        .joinedload(Membership.partner)
    )  # fmt: skip
    found = g.db.scalars(select(Group).options(known).order_by(Group.name)).all()
    return render_template("groups/list.html", groups=found, keeps=staff(g.person))


@pages.route("/groups/new", methods=["GET", "POST"])
@policy(staff)
def new() -> str | Response | tuple[str, int]:
    """Form a group."""
    return save(None)


@pages.route("/groups/<int:id>/edit", methods=["GET", "POST"])
@policy(staff)
def edit(id: int) -> str | Response | tuple[str, int]:
    """Change a group."""
    return save(group_or_404(id))


def save(group: Group | None) -> str | Response | tuple[str, int]:
    """Show the form, or keep what was typed into it."""
    said = {
        "name": group.name if group else "",
        "purpose": group.purpose if group else "",
        "seen": group.version if group else 0,
    }
    within = {each.id for each in group.people} if group else set()
    if request.method != "POST":
        return form(group, said, within)
    name, purpose = request.form.get("name", ""), request.form.get("purpose", "")
    mine = {int(each) for each in request.form.getlist("people") if each.isdecimal()}
    seen = request.form.get("seen", 0, type=int)
    people = g.db.scalars(select(Person).where(Person.id.in_(mine))).all()
    try:
        groups.save(
            g.db, group, name=name, purpose=purpose, people=people, seen=seen, by=g.person,
            now=g.now,
        )  # fmt: skip
    except Conflict as conflict:
        g.db.rollback()
        typed = {"name": name, "purpose": purpose, "seen": group.version if group else 0}
        return form(group, typed, mine, theirs=said, told=conflict.message), 409
    except Refused as refused:
        g.db.rollback()
        typed = {"name": name, "purpose": purpose, "seen": seen}
        return form(group, typed, mine, told=refused.message), 422
    return redirect(url_for("groups.every"), 303)


def form(
    group: Group | None,
    said: dict[str, object],
    within: set[int],
    *,
    theirs: dict[str, object] | None = None,
    told: Message | None = None,
) -> str:
    """Show the form with what was typed; beside it, what somebody else has saved meanwhile."""
    known = selectinload(Person.memberships).joinedload(Membership.partner)
    people = select(Person).join(Person.memberships).distinct().options(known)
    return render_template(
        "groups/edit.html",
        group=group, said=said, within=within, theirs=theirs, told=told,
        people=g.db.scalars(people.order_by(Person.name)).all(),
    )  # fmt: skip


@pages.post("/groups/<int:id>/dissolve")
@policy(staff)
def dissolve(id: int) -> Response:
    """Dissolve a group."""
    groups.dissolve(g.db, group_or_404(id), by=g.person, now=g.now)
    return redirect(url_for("groups.every"), 303)


def group_or_404(id: int) -> Group:
    """Return a group."""
    group: Group | None = g.db.get(Group, id)
    return group or abort(404)
