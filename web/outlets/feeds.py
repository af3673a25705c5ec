"""Feeds of calls: for everybody, of a search, and of what fits one's own partners."""

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, abort, current_app, g, request, url_for
from sqlalchemy import Select, func, select
from sqlalchemy.orm import defer, selectinload
from werkzeug import Response

from models import Call, CallChange, Use
from papers import phrases
from papers.feeds import Entry, Feed, atom, rss, tag
from papers.wording import Message, say
from web.calls.filtering import Filter, narrowed
from web.calls.tabs import seen_by, tabs_for
from web.doors import anyone, policy
from web.people.signing_in import secret
from workflow.letters.newsletters import path_of
from workflow.letters.newsletters import published as sent
from workflow.outlets import links

pages = Blueprint("feeds", __name__)

MOST = 50
LOOKED_AT = 4 * MOST  # some are uncertain, and wait for a person
WORDS = 400
NEWSLETTERS = Message("Newsletter")
OPEN, FITTING = Message("Open calls"), Message("Calls that fit you")
CLOSES = Message("Closes {when}.")
WRITERS = {"atom": (atom, "application/atom+xml"), "rss": (rss, "application/rss+xml")}
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


@pages.get("/feeds/calls.<any(atom, rss):form>")
@policy(anyone)
def every(form: str) -> Response:
    """Tell the open calls, newest first; an address with the list's filters is a saved search."""
    asked = Filter.asked(request.args)
    tabs = tabs_for(seen_by(g.db, [], None, g.now), g.now, g.today)
    chosen = narrowed(tabs["open"], asked, g.db, g.now)
    kept = urlencode(asked.kept)
    at = f"?{kept}" if kept else ""
    name = " · ".join([say(OPEN, g.language), *asked.kept.values()])
    answer = told(form, chosen, name, ("calls", kept), f"/calls{at or '?tab=open'}", at)
    answer.headers["Cache-Control"] = "public, max-age=900"
    return answer


@pages.get("/feeds/<link>/calls.<any(atom, rss):form>")
@policy(anyone)
def own(link: str, form: str) -> Response:
    """Tell what fits the partners of whose address this is."""
    row = links.opened_by(g.db, secret(), link, Use.FEED) or abort(404)
    g.language = row.person.language
    mine = [each.id for each in row.person.partners]
    tabs = tabs_for(seen_by(g.db, mine, row.person, g.now), g.now, g.today)
    chosen = tabs.get("fits") if mine else select(Call).where(Call.id.is_(None))
    assert chosen is not None  # who has partners has the tab
    answer = told(form, chosen, say(FITTING, g.language), ("own", row.id), "/calls?tab=fits", "")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@pages.get("/feeds/newsletters.<any(atom, rss):form>")
@policy(anyone)
def newsletters(form: str) -> Response:
    """Tell the newsletters, newest first."""
    home = current_app.config["SITE"].site.url.rstrip("/")
    letters = sent(g.db)[:MOST]
    found = [
        Entry(
            id=tag(host(), "newsletter", each.id), link=f"{home}{path_of(each)}",
            title=each.title, language=each.language,
            author=current_app.config["SITE"].site.name,
            summary=" · ".join(item.title for _, items in each.chapters for item in items),
            published=each.sent_at, updated=each.sent_at,
        )
        for each in letters
        if each.sent_at
    ]  # fmt: skip
    answer = fed(form, found, say(NEWSLETTERS, g.language), ("newsletters",), "/newsletters", "")
    answer.headers["Cache-Control"] = "public, max-age=900"
    return answer


def told(
    form: str, chosen: Select[Call], name: str, key: tuple[object, ...], page: str, query: str
) -> Response:  # fmt: skip
    """Answer with a feed of calls."""
    return fed(form, entries(newest(chosen)), name, key, page, query)


def fed(
    form: str, told: Sequence[Entry], name: str, key: tuple[object, ...], page: str, query: str
) -> Response:  # fmt: skip
    """Answer with a feed, or with nothing if the reader has it already."""
    site = current_app.config["SITE"].site
    home = site.url.rstrip("/")
    feed = Feed(
        id=tag(host(), "feed", form, *key),
        title=f"{name} – {site.name}",
        author=site.name,
        language=g.language,
        address=f"{home}{request.path}{query}",
        page=f"{home}{page}",
        entries=told,
        begun=BEGINNING,
    )
    write, kind = WRITERS[form]
    answer = current_app.response_class(write(feed), mimetype=kind)
    answer.add_etag()
    answer.last_modified = feed.updated
    return answer.make_conditional(request)


def newest(chosen: Select[Call]) -> list[Call]:
    """Return the newest of the calls whose dates may be told as facts."""
    by_age = chosen.order_by(None).order_by(Call.found_at.desc(), Call.id.desc()).limit(LOOKED_AT)
    light = (selectinload(Call.dates), defer(Call.wordings), defer(Call.evidence))
    found = g.db.scalars(by_age.options(*light))
    return [each for each in found if each.certain][:MOST]


def entries(calls: Sequence[Call]) -> list[Entry]:
    """Return what is told of each."""
    changed = dict(
        g.db.execute(
            select(CallChange.call_id, func.max(CallChange.noticed_at))
            .where(CallChange.call_id.in_([each.id for each in calls]), ~CallChange.held)
            .group_by(CallChange.call_id)
        ).all()
    )
    home = current_app.config["SITE"].site.url.rstrip("/")
    return [
        Entry(
            id=tag(host(), "call", each.id),
            link=f"{home}{url_for('calls.one', id=each.id)}",
            title=each.title,
            language=each.language,
            author=each.funder,
            summary=summary(each),
            published=each.found_at,
            updated=max(each.found_at, changed.get(each.id) or each.found_at),
            topics=tuple(filter(None, [each.programme])),
        )
        for each in calls
    ]


def summary(call: Call) -> str:
    """Say when it closes, how much there is, and how it begins."""
    date = call.next_date(g.now)
    when = phrases.when(date.deadline, g.language) if date else ""
    closes = when and say(Message(CLOSES.id, {"when": when}), g.language)
    money = phrases.money(call.amounts, g.language)
    text = " ".join(call.text.split())
    begins = text if len(text) <= WORDS else f"{text[:WORDS].rpartition(' ')[0]}…"
    return " ".join(filter(None, [closes, money and f"{money}.", begins]))


def host() -> str:
    """Return the site's host: ids begin with it."""
    return urlsplit(current_app.config["SITE"].site.url).hostname or "localhost"
