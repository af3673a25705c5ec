"""How often one is written to, and for operators: what somebody would get."""

import datetime as dt
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from werkzeug import Response

from models import Pace, Person, Rhythm
from papers.letters import Written
from papers.links import sealed
from web.doors import operators, policy, signed_in
from web.fields import Errors, day_of, spoken
from web.letters.outbox import AROUND, LETTER
from workflow.letters import digests, rhythms
from workflow.letters.edition import Edition, edition
from workflow.letters.readers import members, readers
from workflow.letters.rhythms import Usual, When
from workflow.refusals import Incomplete

pages = Blueprint("letters", __name__)

FIELDS = ("pace", "weekday", "at", "zone", "days_before", "away_from", "away_to")


def usual() -> Usual:
    """Return when letters are written to who has not chosen otherwise, by the settings."""
    config = current_app.config["SITE"]
    return Usual(config.site.zone, config.digest.weekday, config.digest.at)


@pages.get("/letters")
@policy(signed_in)
def one() -> str:
    """Show how often one is written to."""
    when = rhythms.when(g.db.get(Rhythm, g.person.id), usual())
    return form(typed(when), [], saved="saved" in request.args)


@pages.post("/letters")
@policy(signed_in)
def choose() -> Response | tuple[str, int]:
    """Keep what was chosen."""
    said = {field: request.form.get(field, "") for field in FIELDS}
    try:
        rhythms.choose(g.db, g.person, said, usual())
    except Incomplete as refused:
        g.db.rollback()
        return form(said, refused.errors), 422
    return redirect(url_for("letters.one", saved="yes"), 303)


def typed(when: When) -> dict[str, str]:
    """Return a rhythm as one would type it."""
    return {
        "pace": when.pace,
        "weekday": str(when.weekday),
        "at": f"{when.at:%H:%M}",
        "zone": when.zone,
        "days_before": ", ".join(map(str, when.days_before)),
        "away_from": str(when.away_from or ""),
        "away_to": str(when.away_to or ""),
    }


def form(said: dict[str, str], errors: Errors, *, saved: bool = False) -> str:
    """Show the form with what was chosen or typed."""
    return render_template(
        "account/letters.html", said=said, errors=spoken(errors, g.language), saved=saved,
        paces=list(Pace), zones=rhythms.zones(usual().zone),
        monday=dt.date(2024, 1, 1), day=dt.timedelta(days=1),
    )  # fmt: skip


@pages.get("/letters/preview")
@policy(operators)
def preview() -> Response:
    """Ask whose letter, of which day, and show it; nothing is written."""
    everyone = members(g.db)
    person = chosen_person() if "person" in request.args else None
    written = nearest = None
    day = request.args.get("day", "")
    if person:
        common = edition(g.db, g.now, usual())
        [reader] = readers(g.db, common, [person])
        nearest = digests.next_hour(reader, g.now)
        if nearest and not day_of(day):
            day = str(reader.when.today(nearest))
        written = written_for(person, day)[0]
    shown = render_template(
        "outbox/preview.html", everyone=everyone, chosen=person, day=day, nearest=nearest,
        written=written, text=opened(written.text, person) if written and person else "",
    )  # fmt: skip
    return current_app.make_response((shown, {"Content-Security-Policy": AROUND}))


@pages.get("/letters/preview/look")
@policy(operators)
def look() -> Response:
    """Show the letter's HTML alone, for the frame."""
    person = chosen_person()
    written, _ = written_for(person, request.args.get("day", ""))
    if written is None:
        abort(404)
    html = opened(written.html, person).replace("<head>", '<head><base target="_top">', 1)
    return current_app.make_response((html, {"Content-Security-Policy": LETTER}))


@pages.post("/letters/preview")
@policy(operators)
def send() -> Response:
    """Send the letter to oneself."""
    person = chosen_person()
    digests.send_preview(
        g.db, edition_of(person, request.form.get("day", "")), person, to=g.person, now=g.now
    )
    return redirect(url_for("outbox.every"), 303)


def chosen_person() -> Person:
    """Return whose letter is asked for."""
    person: Person | None = g.db.get(Person, request.values.get("person", 0, type=int))
    if person is None or person.erased_at or not person.memberships:
        abort(404)
    return person


def edition_of(person: Person, day: str) -> Edition:
    """Return what there is to tell on a day, at the person's hour; of today, what there is now."""
    when = rhythms.when(g.db.get(Rhythm, person.id), usual())
    asked = day_of(day) or when.today(g.now)
    moment = datetime.combine(asked, when.at, ZoneInfo(when.zone)).astimezone(UTC)
    return edition(g.db, max(moment, g.now), usual())


def written_for(person: Person, day: str) -> tuple[Written | None, Edition]:
    """Return the letter of a day, if there is anything to tell."""
    common = edition_of(person, day)
    return digests.preview(g.db, common, person), common


def opened(said: str, person: Person) -> str:
    """Make the links lead somewhere: the operator's own ticket, and not the person's."""
    tickets = current_app.config["TICKETS"]
    return sealed(said, current_app.config["SITE"].site.url, tickets.write(g.person.id))
