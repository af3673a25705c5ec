"""The account: where one is signed in, the second factor, the language, the calendar's address."""

import segno
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
from markupsafe import Markup
from werkzeug import Response

from models import Pace, Use
from papers.wording import Message, say
from web.doors import holders, policy, sign_out, spans_of
from web.people.signing_in import home, secret
from workflow.letters import bounces, leaving
from workflow.outlets import links
from workflow.people import factors, passkeys, sessions

pages = Blueprint("account", __name__)

USE = f"<any({', '.join(Use)}):use>"  # in an address: what a link of one's own opens
CALENDAR = "calendar.feed"  # the page of a calendar, which takes the token of a link
Shown = str | tuple[str, int]
NOT_KEPT = Message("The passkey could not be kept. Try again, or use another device.")
WRONG_CODE = Message("That is not what the app shows now. Wait for the next code and try again.")


@pages.get("/account")
@policy(holders)
def one() -> str:
    """Show the account."""
    return shown()


def shown(error: str = "") -> str:
    """Show the account, with what was wrong."""
    person, config = g.person, current_app.config["SITE"]
    link = links.link_of(g.db, secret(), person, Use.CALENDAR)
    feed = links.link_of(g.db, secret(), person, Use.FEED)
    return render_template(
        "account/one.html",
        error=error,
        sessions=sessions.sessions_of(g.db, person, g.now, spans_of(config)),
        passkeys=factors.passkeys_of(g.db, person),
        app=factors.app_of(g.db, person),
        codes=factors.codes_left(g.db, person),
        options=passkeys.options_to_add(g.db, home(), person, g.session.challenge),
        has_calendar=CALENDAR in current_app.view_functions,
        no_letters=leaving.pace_of(g.db, person) is Pace.NEVER,
        stop=bounces.stop_of(g.db, person),
        feed=feed and f"{config.site.url.rstrip('/')}/feeds/{feed}/calls.atom",
        calendar=link and f"{config.site.url.rstrip('/')}/calendar/{link}.ics",
    )


@pages.post("/account/sessions/<int:id>/end")
@policy(holders)
def end(id: int) -> Response:
    """End a session somewhere else, or this one."""
    if id == g.session.id:
        sign_out()
        return redirect("/", 303)
    sessions.end(g.db, g.person, id)
    return redirect(url_for("account.one"), 303)


@pages.post("/account/out")
@policy(holders)
def out_everywhere() -> Response:
    """Sign out everywhere, here too."""
    sessions.end_all(g.db, g.person, g.now)
    g.session = None
    sign_out()
    return redirect("/", 303)


@pages.post("/account/passkeys")
@policy(holders)
def add_passkey() -> Shown:
    """Keep a passkey; the first second factor brings its recovery codes."""
    first = not factors.has_second(g.db, g.person.id)
    challenge = sessions.next_challenge(g.db, g.session)
    name = request.form.get("name", "").strip()[:60] or g.today.isoformat()
    kept = challenge and passkeys.add(
        g.db, home(), g.person, challenge, request.form.get("credential", ""), name, g.now
    )
    if not kept:
        g.db.commit()  # the challenge is taken
        return shown(say(NOT_KEPT, g.language)), 422
    return secured(first)


@pages.post("/account/passkeys/<int:id>/remove")
@policy(holders)
def remove_passkey(id: int) -> Response:
    """Forget a passkey."""
    factors.remove_passkey(g.db, g.person, id)
    factors.tell_of_change(g.db, g.person, g.now)
    return redirect(url_for("account.one"), 303)


@pages.post("/account/app")
@policy(holders)
def begin_app() -> Response:
    """Begin with an app that shows codes."""
    factors.begin_app(g.db, g.person, g.now)
    return redirect(url_for("account.app"), 303)


@pages.get("/account/app")
@policy(holders)
def app() -> str | Response:
    """Show the picture that the app reads."""
    return picture()


def picture(error: str = "") -> str | Response:
    """Show the picture that the app reads, while it has not shown its first code."""
    app = factors.app_of(g.db, g.person)
    if app is None or app.proven_at:
        return redirect(url_for("account.one"), 303)
    said = factors.app_address(secret(), g.person, app, home().name)
    drawn = segno.make(said, micro=False).svg_inline(
        scale=5, dark="#000", light="#fff", title="", omitsize=True
    )
    # Drawn by the library from an address of ours; it has no style and no script.
    return render_template(
        "account/app.html",
        error=error,
        drawn=Markup(drawn),
        key=said.split("secret=")[1].split("&")[0],
    )


@pages.post("/account/app/code")
@policy(holders)
def prove_app() -> Shown | Response:
    """Take the app's first code: from then on it is a second factor."""
    first = not factors.has_second(g.db, g.person.id)
    app = factors.app_of(g.db, g.person) or abort(404)
    if app.proven_at:  # it is a second factor already; this is no way to show it
        return redirect(url_for("account.one"), 303)
    if not factors.by_app(g.db, secret(), app, request.form.get("code", ""), g.now):
        return str(picture(say(WRONG_CODE, g.language))), 422
    app.proven_at = g.now
    return secured(first)


@pages.post("/account/app/remove")
@policy(holders)
def remove_app() -> Response:
    """Forget the app."""
    factors.remove_app(g.db, g.person)
    factors.tell_of_change(g.db, g.person, g.now)
    return redirect(url_for("account.one"), 303)


@pages.post("/account/codes")
@policy(holders)
def new_codes() -> Response | str:
    """Make new recovery codes and show them, this once."""
    if not factors.has_second(g.db, g.person.id):
        return redirect(url_for("account.one"), 303)
    factors.tell_of_change(g.db, g.person, g.now)
    return render_template("account/codes.html", codes=factors.new_codes(g.db, secret(), g.person))


def secured(first: bool) -> str:
    """Note that a second factor was set up, in this session too; the first brings its codes."""
    session["token"] = sessions.prove(g.db, g.session, g.now)
    factors.tell_of_change(g.db, g.person, g.now)
    codes = factors.new_codes(g.db, secret(), g.person) if first else []
    return render_template("account/codes.html", codes=codes)


@pages.post(f"/account/links/{USE}")
@policy(holders)
def new_link(use: str) -> Response:
    """Make an address of one's own calendar or feed; the one before opens nothing any longer."""
    links.new_link(g.db, g.person, Use(use), g.now)
    return redirect(url_for("account.one", _anchor=use), 303)


@pages.post(f"/account/links/{USE}/end")
@policy(holders)
def end_link(use: str) -> Response:
    """Let the calendar, or the feed, have no address."""
    links.drop_link(g.db, g.person, Use(use))
    return redirect(url_for("account.one", _anchor=use), 303)


@pages.post("/account/newsletter")
@policy(holders)
def newsletter() -> Response:
    """Have the newsletter come, or not."""
    if request.form.get("wanted") == "yes":
        leaving.come_back(g.db, g.person)
    else:
        leaving.leave_newsletter(g.db, g.person, g.now)
    return redirect(url_for("account.one", _anchor="newsletter"), 303)


@pages.post("/account/letters")
@policy(holders)
def lift() -> Response:
    """Have letters sent again to an address that works."""
    bounces.lift(g.db, g.person, by=g.person, now=g.now)
    return redirect(url_for("account.one"), 303)
