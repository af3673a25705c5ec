"""Signing in: an address, a letter with a link and a code, and what is asked for beside it."""

from flask import (
    Blueprint,
    abort,
    current_app,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from sqlalchemy.orm import Session
from werkzeug import Response

from models import How, Person
from papers.links import vetted
from papers.wording import Message, say
from web.applications.standing import is_fresh
from web.doors import anyone, language_of, policy, sign_in, signed_in
from workflow.people import factors, passkeys, sessions, signing_in
from workflow.people.passkeys import Home
from workflow.people.throttling import Limit, TooOften, count

pages = Blueprint("signing_in", __name__)

Shown = str | tuple[str, int]
WRONG_CODE = Message(
    "That is not the code of the newest letter, or it has been used, or ten minutes have passed."
)
WRONG_SECOND = Message("That was not right. Take a fresh code, and try again.")


def secret() -> bytes:
    """Return the installation's secret."""
    return bytes(current_app.config["SECRET_KEY"])


def home() -> Home:
    """Return the site that passkeys are for; by the settings, never by what a request says."""
    site = current_app.config["SITE"].site
    return Home(site.url, site.name)


def onward() -> str:
    """Return where to go afterwards, if that is on this site."""
    return vetted(request.values.get("next", "/"))


def counted(*tries: tuple[Limit, str]) -> bool:
    """Count tries, for good whatever comes of them, and say whether all are still allowed.

    In a transaction of its own, since a page that only asks writes nothing but this.
    """
    g.db.commit()
    with Session(current_app.config["ENGINE"]) as db:
        try:
            for limit, who in tries:
                count(db, secret(), limit, who, g.now)
        except TooOften:
            return False
        finally:
            db.commit()
    return True


def place() -> str:
    """Return the network address that asks."""
    return request.remote_addr or ""


def often(template: str, **said: object) -> tuple[str, int]:
    """Show the page again, and say that it was tried too often."""
    return render_template(template, error=say(TooOften.message, g.language), **said), 429


@pages.after_request
def keep_secret(response: Response) -> Response:
    """Neither tell another site the address of such a page, nor keep the page."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.get("/sign-in")
@policy(anyone)
def form() -> str | Response:
    """Ask for the address."""
    if g.person and g.proven:
        return redirect(onward(), 303)
    return render_template("sign_in/ask.html", onward=onward(), error="", email="")


@pages.post("/sign-in")
@policy(anyone)
def ask() -> Shown | Response:
    """Have a letter written, if the address is known; the answer is the same if it is not."""
    email = request.form.get("email", "").strip().lower()
    said = {"onward": onward(), "email": email}
    if not counted(
        (Limit.ASK_BY_PLACE, place()), (Limit.ASK_BY_ADDRESS, email), (Limit.ASK_BY_DAY, email)
    ):
        return often("sign_in/ask.html", **said)
    if "@" not in email[1:-1] or len(email) > 200:
        error = say(Message("Write your e-mail address, as name@example.org."), g.language)
        return render_template("sign_in/ask.html", error=error, **said), 422
    return asked(email)


def asked(email: str) -> Response:
    """Ask for a letter, and go on to where its code is written in."""
    session["asked"] = signing_in.ask(g.db, secret(), email, g.now).id
    return redirect(url_for("signing_in.code_form", next=onward()), 303)


@pages.get("/sign-in/code")
@policy(anyone)
def code_form() -> str | Response:
    """Ask for the code of the letter."""
    if "asked" not in session:
        return redirect(url_for("signing_in.form", next=onward()), 303)
    return render_template("sign_in/code.html", onward=onward(), error="")


@pages.post("/sign-in/code")
@policy(anyone)
def code() -> Shown | Response:
    """Sign in by the code."""
    if not counted((Limit.CODE_BY_PLACE, place())):
        return often("sign_in/code.html", onward=onward())
    said = request.form.get("code", "")
    person = signing_in.by_code(g.db, secret(), session.get("asked", 0), said, g.now)
    g.db.commit()  # each try counts
    if person is None:
        error = say(WRONG_CODE, g.language)
        return render_template("sign_in/code.html", onward=onward(), error=error), 422
    return welcome(person, How.MAIL)


@pages.get("/s/<link>")
@policy(anyone)
def link(link: str) -> str:
    """Ask whether to go on; mail programs open links, so looking changes nothing."""
    return render_template("sign_in/link.html", holder=by_link(link), onward=onward())


@pages.post("/s/<link>")
@policy(anyone)
def use(link: str) -> Response:
    """Sign in by the letter's link."""
    return welcome(by_link(link), How.MAIL)


def by_link(link: str) -> Person:
    """Return whose link it is, while it is good; else say that it is not, and what to do."""
    person = signing_in.by_link(g.db, secret(), link, g.now)
    if person is None:
        shown = render_template("sign_in/late.html", onward=onward())
        abort(current_app.make_response((shown, 410)))
    g.language = language_of(person)
    return person


def welcome(person: Person, how: How, *, second: bool = False, to: str = "") -> Response:
    """Sign in, and lead by what else is asked for to where it was to go."""
    there = to or onward()
    sign_in(person, how, second=second)
    if not is_enough():
        return redirect(url_for("signing_in.more", next=there), 303)
    return redirect(there, 303)


def is_enough() -> bool:
    """Say whether nothing is missing, and nothing is to be reminded of either."""
    shown = g.session.second_at or g.session.how is How.DOOR
    return bool(g.proven and (shown or not g.person.has_powers))


def is_fresh_enough() -> bool:
    """Say whether it was shown less than ten minutes ago, where that is asked for."""
    return "fresh" not in request.values or is_fresh()


@pages.get("/sign-in/more")
@policy(signed_in)
def more() -> str | Response:
    """Ask for what is missing: a second factor, a fresh code, or that a second factor is set up."""
    return missing()


def missing(error: str = "") -> str | Response:
    """Show what is missing for who is signed in."""
    stale = not is_fresh_enough()
    if not stale and (is_enough() or "fresh" in request.values):
        return redirect(onward(), 303)
    has_second = factors.has_second(g.db, g.person.id)
    shown = ""
    if has_second and factors.passkeys_of(g.db, g.person):
        shown = passkeys.options_to_show(g.db, home(), g.person, g.session.challenge)
    return render_template(
        "sign_in/more.html",
        onward=onward(),
        error=error,
        stale=stale,
        has_second=has_second,
        options=shown,
        has_app=(app := factors.app_of(g.db, g.person)) is not None and app.proven_at is not None,
        due=g.person.second_due,
    )


@pages.post("/sign-in/more")
@policy(signed_in)
def show_second() -> Shown | Response:
    """Take the second factor, whichever it is."""
    who = str(g.person.id)
    said = {each: request.form.get(each, "") for each in ("credential", "code", "recovery")}
    if not counted((Limit.SECOND_BY_PERSON, who), (Limit.SECOND_BY_DAY, who)):
        return str(missing(say(TooOften.message, g.language))), 429
    right = shows(said)
    if right:
        session["token"] = sessions.prove(g.db, g.session, g.now)
    g.db.commit()  # a challenge or a code that was taken is taken
    if not right:
        return str(missing(say(WRONG_SECOND, g.language))), 422
    session.pop("csrf_token", None)
    return redirect(onward(), 303)


def shows(said: dict[str, str]) -> bool:
    """Say whether one of the second factors was shown."""
    if said["credential"]:
        challenge = sessions.next_challenge(g.db, g.session)
        return challenge is not None and passkeys.by_passkey(
            g.db, home(), g.person, challenge, said["credential"], g.now
        )
    if said["recovery"]:
        return factors.by_recovery(g.db, secret(), g.person, said["recovery"], g.now)
    app = factors.app_of(g.db, g.person)
    if app is None or app.proven_at is None:
        return False
    return factors.by_app(g.db, secret(), app, said["code"], g.now)


@pages.post("/sign-in/fresh")
@policy(signed_in)
def fresh() -> Shown | Response:
    """Write a letter with a code to who came by an older one."""
    email = g.person.email
    tries = (
        (Limit.ASK_BY_PLACE, place()),
        (Limit.ASK_BY_ADDRESS, email),
        (Limit.ASK_BY_DAY, email),
    )
    if not counted(*tries):
        return str(missing(say(TooOften.message, g.language))), 429
    return asked(email)
