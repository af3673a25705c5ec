"""Coming in by an invitation's letter: looking changes nothing, one button says yes or no."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from models import How, Invitation, InvitationState
from web.doors import anyone, policy
from web.people.by_letter import greet, holder, keep_secret, late
from workflow import Refused
from workflow.partners import invitations

pages = Blueprint("arriving", __name__)
pages.after_request(keep_secret)


def mine_or_404(ticket: str, id: int) -> tuple[Invitation, How]:
    """Return the invitation, if the ticket is its reader's, and how that one came here."""
    person, how = holder(ticket)
    invitation: Invitation | None = g.db.get(Invitation, id)
    if invitation is None or invitation.person_id != person.id:
        abort(404)
    return invitation, how


@pages.get("/in/<ticket>/invitations/<int:id>")
@policy(anyone)
def look(ticket: str, id: int) -> str | Response:
    """Show who asks one in, as what; who is in already goes on."""
    invitation, _ = mine_or_404(ticket, id)
    state = invitation.state(g.now)
    if state is InvitationState.ACCEPTED:
        return redirect(url_for("people.door", ticket=ticket, next=home(invitation)), 303)
    if state is not InvitationState.WAITING or invitation.partner.left_at:
        return late(render_template("persons/late.html", invitation=invitation, state=state))
    return render_template("persons/arrive.html", invitation=invitation)


@pages.post("/in/<ticket>/invitations/<int:id>")
@policy(anyone)
def answer(ticket: str, id: int) -> str | Response:
    """Come in and be signed in, or say no."""
    invitation, how = mine_or_404(ticket, id)
    person = invitation.person
    try:
        if request.form.get("answer") == "no":
            invitations.decline(g.db, invitation, by=person, now=g.now)
            return render_template("persons/declined.html", invitation=invitation)
        invitations.accept(g.db, invitation, by=person, now=g.now)
    except Refused:
        g.db.rollback()
        state = invitation.state(g.now)
        return late(render_template("persons/late.html", invitation=invitation, state=state))
    greet(person, how)
    return redirect(home(invitation), 303)


def home(invitation: Invitation) -> str:
    """Return where one comes in: the partner that one belongs to now, or its applications."""
    if invitation.partner.outside:
        return url_for("applications.every")
    return url_for("partners.one", id=invitation.partner_id, welcome=1)
