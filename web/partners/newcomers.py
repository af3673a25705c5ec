"""“We want to join”: a form for anybody, and what coordinators answer."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from lexicon.municipalities import municipalities
from models import Newcomer, NewcomerState
from papers.wording import Message
from web.doors import anyone, policy, staff
from web.fields import Errors, spoken
from web.people.signing_in import counted, place
from workflow import Refused
from workflow.partners import newcomers
from workflow.partners.newcomers import LEAST, MOST, TooMany
from workflow.people.throttling import Limit, TooOften
from workflow.refusals import Incomplete

pages = Blueprint("newcomers", __name__)

FIELDS = ("organisation", "municipality", "wants", "name", "email")


@pages.get("/join")
@policy(anyone)
def ask() -> str:
    """Show the form."""
    return form(dict.fromkeys(FIELDS, ""), [])


@pages.post("/join")
@policy(anyone)
def send() -> str | Response | tuple[str, int]:
    """Keep what was asked; nobody gets an account or a letter before a coordinator has read it."""
    said = {field: request.form.get(field, "") for field in FIELDS}
    if not counted((Limit.JOIN_BY_PLACE, place())):
        return form(said, [("organisation", TooOften.message)]), 429
    try:
        newcomers.ask(g.db, said, language=g.language, now=g.now)
    except Incomplete as refused:
        g.db.rollback()
        return form(said, refused.errors), 422
    except TooMany as refused:
        g.db.rollback()
        return form(said, [("organisation", refused.message)]), 429
    return redirect(url_for("newcomers.thanks"), 303)


def form(said: dict[str, str], errors: Errors) -> str:
    """Show the form with what was typed."""
    return render_template(
        "newcomers/ask.html", said=said, errors=spoken(errors, g.language), least=LEAST,
        most=MOST, municipalities=sorted(municipalities()),
    )  # fmt: skip


@pages.get("/join/thanks")
@policy(anyone)
def thanks() -> str:
    """Say what happens next."""
    return render_template("newcomers/thanks.html")


@pages.get("/newcomers")
@policy(staff)
def every() -> str:
    """List those who wait, and those who were answered."""
    settled = select(Newcomer).where(Newcomer.state != NewcomerState.WAITING)
    return render_template(
        "newcomers/list.html",
        waiting=newcomers.waiting(g.db),
        settled=g.db.scalars(settled.order_by(Newcomer.settled_at.desc()).limit(50)).all(),
    )


def newcomer_or_404(id: int) -> Newcomer:
    """Return an organisation that asked."""
    newcomer: Newcomer | None = g.db.get(Newcomer, id)
    return newcomer or abort(404)


@pages.get("/newcomers/<int:id>")
@policy(staff)
def one(id: int) -> str:
    """Show what an organisation asks."""
    return page(newcomer_or_404(id))


def page(newcomer: Newcomer, refusal: Message | None = None, words: str = "") -> str:
    """Show it, and the two answers."""
    return render_template(
        "newcomers/one.html", newcomer=newcomer, refusal=refusal, words=words
    )  # fmt: skip


@pages.post("/newcomers/<int:id>/accept")
@policy(staff)
def accept(id: int) -> Response | tuple[str, int]:
    """Let it in, and ask in who asked."""
    newcomer, words = newcomer_or_404(id), request.form.get("words", "")
    try:
        partner = newcomers.accept(g.db, newcomer, words=words, by=g.person, now=g.now)
    except Refused as refused:
        g.db.rollback()
        errors = refused.errors if isinstance(refused, Incomplete) else []
        return page(newcomer, errors[0][1] if errors else refused.message, words), 422
    return redirect(url_for("partners.one", id=partner.id, asked=1), 303)


@pages.post("/newcomers/<int:id>/decline")
@policy(staff)
def decline(id: int) -> Response | tuple[str, int]:
    """Say no for now, with a letter."""
    newcomer, words = newcomer_or_404(id), request.form.get("words", "")
    try:
        newcomers.decline(g.db, newcomer, words=words, by=g.person, now=g.now)
    except Refused as refused:
        g.db.rollback()
        return page(newcomer, refused.message, words), 422
    return redirect(url_for("newcomers.every"), 303)
