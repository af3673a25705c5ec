"""Signing in by a letter's link. Mail scanners open links, so only the button signs in."""

from flask import (
    Blueprint,
    abort,
    current_app,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug import Response

from models import Answer, Call, How, Interest, Person, Wish
from papers.links import Expired, Forged, vetted
from papers.wording import LANGUAGES
from web.calls.answering import answered_beside, give_answer
from web.calls.rows import row_of
from web.doors import anyone, language_of, policy, sign_in, sign_out
from workflow.access import can
from workflow.answers import stances
from workflow.answers.stances import Why
from workflow.interests import feedback
from workflow.people import sessions

YEAR = 365 * 24 * 3600

pages = Blueprint("people", __name__)


def holder(ticket: str) -> tuple[Person, How]:
    """Return whose ticket it is, while it is good; else show why not, and what to do."""
    try:
        number, written_at, at_door = current_app.config["TICKETS"].holder(ticket)
    except Expired:
        abort(expired())
    except Forged:
        abort(404)
    person: Person = g.db.get(Person, number) or abort(404)
    if person.erased_at:
        abort(404)
    if not sessions.is_open(person, written_at):
        abort(expired())
    g.language = language_of(person)
    if person is not g.person:
        person.trusted = at_door
    return person, How.DOOR if at_door else How.LETTER


def expired() -> Response:
    """Say that the link was good once, and lead to where a fresh one is asked for."""
    onward = vetted(request.values.get("next", "/"))
    return late(render_template("people/expired.html", onward=onward))


def late(shown: str) -> Response:
    """Answer that what was here is gone."""
    return current_app.make_response((shown, 410))


@pages.after_request
def keep_secret(response: Response) -> Response:
    """Neither tell another site the address of a page with a ticket, nor keep the page."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


def greet(person: Person, how: How) -> None:
    """Sign the person in, unless they are here already by something better than a letter."""
    if g.person is not person or (how is How.DOOR and not g.proven):
        sign_in(person, how)


@pages.get("/in/<ticket>")
@policy(anyone)
def door(ticket: str) -> str | Response:
    """Ask whether it is really you; who is signed in already goes on."""
    person, how = holder(ticket)
    onward = vetted(request.args.get("next", "/"))
    if g.person is person and (g.proven or how is How.LETTER):
        return redirect(onward, 303)
    return render_template("people/in.html", holder=person, onward=onward)


@pages.post("/in/<ticket>")
@policy(anyone)
def enter(ticket: str) -> Response:
    """Sign in, and go on to where the letter pointed."""
    greet(*holder(ticket))
    onward = vetted(request.form.get("next", "/"))
    if g.person and g.person.has_powers and not g.person.trusted:
        return redirect(url_for("signing_in.more", next=onward), 303)
    return redirect(onward, 303)


@pages.get("/in/<ticket>/calls/<int:id>/<answer>")
@policy(anyone)
def ask(ticket: str, id: int, answer: str) -> str:
    """Show what the letter's button would answer, to be confirmed or changed."""
    (person, _), call = holder(ticket), g.db.get(Call, id) or abort(404)
    if answer not in set(Answer):
        abort(404)
    partners = [each for each in person.partners if can(person, "answer", each)]
    return render_template(
        "people/answer.html",
        holder=person,
        row=row_of(call, g.now, g.today),
        partners=[
            (each, stances.stance_of(g.db, each, answered_beside(call, each))) for each in partners
        ],
        chosen=Answer(answer),
        whose=request.args.get("partner", 0, type=int),
        reasons=Why,
    )


@pages.post("/in/<ticket>/calls/<int:id>/<answer>")
@policy(anyone)
def confirm(ticket: str, id: int, answer: str) -> Response:
    """Record the answer and sign in; the call's page says thanks."""
    (person, how), call = holder(ticket), g.db.get(Call, id) or abort(404)
    partner = give_answer(call, by=person)
    greet(person, how)
    return redirect(url_for("calls.one", id=id, thanks=partner.id), 303)


@pages.get("/in/<ticket>/calls/<int:id>/wish/<int:interest_id>/<said>")
@policy(anyone)
def weigh(ticket: str, id: int, interest_id: int, said: str) -> str:
    """Show what the letter's link would ask for, to be confirmed."""
    (person, _), (call, interest) = holder(ticket), asked_for(id, interest_id, said)
    return render_template(
        "people/wish.html", holder=person, call=call, interest=interest, wish=Wish(said),
        may=can(person, "answer", interest.partner),
    )  # fmt: skip


@pages.post("/in/<ticket>/calls/<int:id>/wish/<int:interest_id>/<said>")
@policy(anyone)
def ask_for(ticket: str, id: int, interest_id: int, said: str) -> Response:
    """Record it and sign in; the call's page shows it, and how to undo it."""
    (person, how), (call, interest) = holder(ticket), asked_for(id, interest_id, said)
    feedback.wish(g.db, interest, call, Wish(said), by=person, now=g.now)
    greet(person, how)
    return redirect(url_for("calls.one", id=id), 303)


def asked_for(id: int, interest_id: int, said: str) -> tuple[Call, Interest]:
    """Return the call and the interest that a link asks for more or less of."""
    if said not in (Wish.MORE, Wish.LESS):
        abort(404)
    return g.db.get(Call, id) or abort(404), g.db.get(Interest, interest_id) or abort(404)


@pages.post("/out")
@policy(anyone)
def leave() -> Response:
    """Sign out."""
    sign_out()
    return redirect("/", 303)


@pages.post("/language")
@policy(anyone)
def speak() -> Response:
    """Change the language: for the person if we know who it is, else for the browser."""
    wished = request.form.get("language", "")
    if wished not in LANGUAGES:
        abort(400)
    if g.person:
        g.person.language = wished
    answer = redirect(vetted(request.form.get("next", "/")), 303)
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    answer.set_cookie(
        "language", wished, max_age=YEAR, httponly=True, samesite="Lax", secure=secure
    )  # fmt: skip
    return answer
