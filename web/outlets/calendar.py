"""The calendar: by month, and as other calendars subscribe to it."""

import datetime as dt
from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, g, render_template, request

from models import Call, Use
from models.call import open_calls
from papers.calendars import Entry, EntryState, write
from papers.wording import Message, say
from web.calls.answering import mine
from web.doors import anyone, policy
from web.people.signing_in import secret
from workflow.access import belongs
from workflow.outlets import links
from workflow.outlets.agenda import Choice, agenda, among, public
from workflow.outlets.call_days import under_review

pages = Blueprint("calendar", __name__)

SHOWN = 3  # of one day, beside the others of its month
YEARS = range(2000, 2101)
PAST, AHEAD = dt.timedelta(days=90), dt.timedelta(days=3 * 365)
WEEKS = Calendar()


@dataclass(frozen=True)
class Day:
    """One day of the month's page: what is shown, and how many more there are."""

    day: dt.date
    within: bool
    entries: Sequence[Entry]
    more: int


@pages.get("/calendar")
@policy(anyone)
def every() -> str:
    """Show a month, or all of one day of it."""
    day = day_asked(request.args.get("day", ""))
    month = (day or day_asked(f"{request.args.get('month', '')}-01") or g.today).replace(day=1)
    choice = request.args.get("calls", Choice.FITS, Choice) if g.person else Choice.ALL
    first, last = (day, day) if day else (month, month_after(month) - dt.timedelta(days=1))
    found = seen(choice, first, last)
    doubtful = under_review(g.db, among([each.id for each in mine()], choice), g.now)
    return render_template(
        "calendar/day.html" if day else "calendar/month.html",
        day=day,
        month=month,
        before=(month - dt.timedelta(days=1)).replace(day=1) if month.year > YEARS[0] else None,
        after=month_after(month) if month.year < YEARS[-1] else None,
        weeks=[] if day else weeks(month, found),
        entries=found,
        choice=choice,
        choices=Choice,
        doubtful=doubtful if g.person else [],
    )


def seen(choice: Choice, first: dt.date, last: dt.date) -> list[Entry]:
    """Return what the visitor may see; strangers see by when to apply to open calls."""
    if g.person:
        found = agenda(g.db, mine(), choice, first, last)
        return [each for each in found if each.state is not EntryState.CANCELLED]
    open_now = {f"/calls/{id}" for id in g.db.scalars(open_calls(g.now).with_only_columns(Call.id))}
    return [
        each
        for each in public(g.db, max(first, g.today), last)
        if each.path in open_now and each.state is EntryState.CERTAIN
    ]


def day_asked(words: str) -> dt.date | None:
    """Read a day of an address, within the years that a calendar may show."""
    try:
        day = dt.date.fromisoformat(words)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def month_after(month: dt.date) -> dt.date:
    """Return the first day of the next month."""
    return (month + dt.timedelta(days=32)).replace(day=1)


def weeks(month: dt.date, found: Sequence[Entry]) -> list[list[Day]]:
    """Lay the entries out by weeks, from Monday on."""
    by_day: dict[dt.date, list[Entry]] = {}
    for each in found:
        by_day.setdefault(each.day, []).append(each)
    laid = []
    for week in WEEKS.monthdatescalendar(month.year, month.month):
        days = []
        for day in week:
            those = by_day.get(day, [])
            shown = those if len(those) <= SHOWN + 1 else those[:SHOWN]
            within = day.month == month.month
            days.append(Day(day, within, shown, len(those) - len(shown)))
        laid.append(days)
    return laid


@pages.get("/calendar.ics")
@policy(anyone)
def shared() -> Response:
    """Give the days to apply by to any calendar."""
    name = current_app.config["SITE"].site.name
    return written(public(g.db, g.today - PAST, g.today + AHEAD), name, g.language, "public")


@pages.get("/calendar/<token>.ics")
@policy(anyone)
def feed(token: str) -> Response:
    """Give a person's own calendar to whoever has its address, and nothing else with it."""
    row = links.opened_by(g.db, secret(), token, Use.CALENDAR)
    if row is None or not belongs(row.person):
        return Response(status=404, mimetype="text/plain")  # the page of a refusal sets a cookie
    person = row.person
    choice = request.args.get("calls", Choice.FITS, Choice)
    found = agenda(g.db, person.partners, choice, g.today - PAST, g.today + AHEAD)
    name = say(Message("{site} for {person}", {
        "site": current_app.config["SITE"].site.name, "person": person.name,
    }), person.language)  # fmt: skip
    return written(found, name, person.language, "private")


def written(entries: Sequence[Entry], name: str, language: str, kept: str) -> Response:
    """Answer with a calendar, or say that nothing has changed since it was asked for last."""
    site = current_app.config["SITE"].site
    url = site.url.rstrip("/")
    host = urlsplit(url).hostname or "localhost"
    said = write(entries, name=name, url=url, host=host, zone=site.zone, language=language)
    answer = Response(said, mimetype="text/calendar")
    answer.headers["Cache-Control"] = f"{kept}, max-age=900"
    answer.set_etag(sha256(said).hexdigest()[:32])
    answer.make_conditional(request)
    # Told, but not asked by: what goes away makes a calendar no newer.
    answer.last_modified = max((each.changed_at for each in entries), default=None)
    return answer
