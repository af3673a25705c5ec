"""People: asked into partners, made this or that, letting go; and the register of them all.

Who somebody is here is for good, so a letter that was sent on is not enough to say it.
"""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload
from werkzeug import Response

from models import Invitation, Membership, Partner, Person, Role
from papers.wording import Message
from web.calls.filtering import has
from web.doors import holders, policy, staff
from web.fields import Errors, spoken
from web.partners.profiles import kept_by_me
from workflow import Refused, can
from workflow.access import roles_to_give
from workflow.partners import invitations, members
from workflow.refusals import Incomplete

pages = Blueprint("members", __name__)

PER_PAGE = 50
HINTS = {
    Role.REPRESENTATIVE: Message("Answers calls and bids for the organisation, keeps its profile"),
    Role.SIGNATORY: Message("May bind the organisation with a signature"),
    Role.PROJECT_GROUP: Message("Prepares joint applications, settles what is uncertain in calls"),
    Role.ADVISER: Message("Advises those who have an idea"),
    Role.COORDINATOR: Message("Sees all, proposes, keeps the register of partners and people"),
    Role.OPERATOR: Message("Runs the installation: sources, letters, settings"),
}


def chosen_roles() -> list[Role]:
    """Return the roles that were ticked; what is no role is none."""
    return [Role(each) for each in request.form.getlist("roles") if each in set(Role)]


@pages.get("/persons")
@policy(staff)
def every() -> str:
    """List everyone, and the invitations that are open."""
    words, role = request.args.get("q", ""), request.args.get("role", "")
    known = selectinload(Person.memberships).joinedload(Membership.partner)
    chosen = select(Person).join(Person.memberships).join(Membership.partner).distinct()
    for word in words.split():
        chosen = chosen.where(has(word, Person.name, Person.email, Partner.name))
    if role in set(Role):
        chosen = chosen.where(Membership.role == Role(role))
    known_groups = selectinload(Person.groups)
    asked = select(Invitation).filter_by(accepted_at=None, ended_at=None).order_by(Invitation.id)
    total = g.db.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    page = max(request.args.get("page", 1, type=int), 1)
    shown = chosen.options(known, known_groups).order_by(Person.name, Person.id)
    return render_template(
        "persons/list.html",
        people=g.db.scalars(shown.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all(),
        total=total,
        page=page,
        pages=max(-(-total // PER_PAGE), 1),
        invitations=g.db.scalars(asked).all(),
        roles=Role,
        said={"q": words, "role": role},
    )


@pages.route("/partners/<int:id>/invite", methods=["GET", "POST"])
@policy(holders)
def invite(id: int) -> str | Response | tuple[str, int]:
    """Ask somebody in, by letter."""
    partner = kept_by_me(id)
    said = {name: request.form.get(name, "") for name in ("name", "email", "known_by", "words")}
    said["language"] = request.form.get("language", g.language)
    if request.method != "POST":
        return asking(partner, said, [Role.REPRESENTATIVE], [])
    roles = chosen_roles()
    try:
        invitations.invite(g.db, partner, **said, roles=roles, by=g.person, now=g.now)
    except Incomplete as refused:
        g.db.rollback()
        return asking(partner, said, roles, refused.errors), 422
    except Refused as refused:
        g.db.rollback()
        return asking(partner, said, roles, [("email", refused.message)]), 422
    return redirect(url_for("partners.one", id=id, asked=1), 303)


def asking(partner: Partner, said: dict[str, str], roles: list[Role], errors: Errors) -> str:
    """Show the form with what was typed."""
    return render_template(
        "persons/invite.html",
        partner=partner, said=said, chosen=roles, roles=roles_to_give(g.person, partner),
        hints=HINTS, errors=spoken(errors, g.language), new="new" in request.args,
    )  # fmt: skip


@pages.route("/partners/<int:id>/people/<int:person_id>", methods=["GET", "POST"])
@policy(holders)
def edit(id: int, person_id: int) -> str | Response | tuple[str, int]:
    """Say what a person is in a partner."""
    partner, person = kept_by_me(id), member_or_404(id, person_id)
    refusal: Message | None = None
    if request.method == "POST":
        known_by = request.form.get("known_by", "")
        try:
            members.change(
                g.db, person, partner, chosen_roles(), known_by=known_by, by=g.person, now=g.now
            )
            return redirect(url_for("partners.one", id=id, saved=1), 303)
        except Refused as refused:
            g.db.rollback()
            refusal = refused.message
    has = {each.role: each for each in person.memberships if each.partner_id == id}
    signs = has.get(Role.SIGNATORY)
    page = render_template(
        "persons/edit.html",
        partner=partner, person=person, has=has, known_by=signs.known_by if signs else "",
        roles=roles_to_give(g.person, partner), hints=HINTS, refusal=refusal,
    )  # fmt: skip
    return (page, 422) if refusal else page


@pages.post("/partners/<int:id>/people/<int:person_id>/leave")
@policy(holders)
def leave(id: int, person_id: int) -> Response:
    """Let a person leave a partner: oneself, or one whom one may let go."""
    partner, person = g.db.get(Partner, id), member_or_404(id, person_id)
    if person is not g.person and not can(g.person, "keep", partner):
        abort(404)
    members.leave(g.db, person, partner, by=g.person, now=g.now)
    return redirect(url_for("partners.one", id=id), 303)


def member_or_404(id: int, person_id: int) -> Person:
    """Return somebody who is in a partner."""
    person: Person = g.db.get(Person, person_id) or abort(404)
    return person if any(each.partner_id == id for each in person.memberships) else abort(404)


@pages.post("/invitations/<int:id>/resend")
@policy(holders)
def resend(id: int) -> Response:
    """Send the letter once more."""
    invitation = mine_or_404(id)
    invitations.resend(g.db, invitation, by=g.person, now=g.now)
    return redirect(url_for("partners.one", id=invitation.partner_id, asked=1), 303)


@pages.post("/invitations/<int:id>/end")
@policy(holders)
def take_back(id: int) -> Response:
    """Take an invitation back."""
    invitation = mine_or_404(id)
    invitations.take_back(g.db, invitation, by=g.person, now=g.now)
    return redirect(url_for("partners.one", id=invitation.partner_id), 303)


def mine_or_404(id: int) -> Invitation:
    """Return an invitation into a partner that the visitor keeps."""
    invitation: Invitation = g.db.get(Invitation, id) or abort(404)
    return invitation if can(g.person, "keep", invitation.partner) else abort(404)
