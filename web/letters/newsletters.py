"""The newsletter: read by everybody, drafted, worded and sent by coordinators."""

import datetime as dt
from typing import NamedTuple

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from werkzeug import Response

from models import Item, Newsletter
from papers.envelopes import LEAVE_NEWSLETTER, leave_url
from papers.links import sealed_newsletter
from papers.wording import Message
from web.doors import anyone, coordinators, policy
from web.fields import Errors, day_of, spoken
from web.letters.outbox import AROUND, LETTER
from workflow import Conflict, Refused
from workflow.forms.profile import tidy
from workflow.letters import newsletters
from workflow.letters.subscribers import readers
from workflow.refusals import Incomplete

pages = Blueprint("newsletters", __name__)

NOBODY = "…"  # stands where each reader's own way out is, while a letter is only looked at


class Words(NamedTuple):
    """A draft as a form has it: its texts, its entries, and the version that was looked at."""

    said: dict[str, str]
    items: list[Item]
    seen: int


def site() -> str:
    """Return the name of the installation."""
    return str(current_app.config["SITE"].site.name)


def draft_or_404(id: int) -> Newsletter:
    """Return a newsletter that has not been sent yet."""
    letter: Newsletter | None = g.db.get(Newsletter, id)
    return letter if letter and letter.sent_at is None else abort(404)


@pages.get("/newsletters")
@policy(anyone)
def every() -> str:
    """List what was sent, and for coordinators the drafts."""
    edits = coordinators(g.person)
    return render_template(
        "newsletters/list.html",
        letters=newsletters.published(g.db),
        drafts=newsletters.drafts(g.db) if edits else [],
        path_of=newsletters.path_of,
        edits=edits,
    )


@pages.get("/newsletters/<int:id>-<slug>")
@policy(anyone)
def one(id: int, slug: str) -> str | Response:
    """Show what was sent; an address with other words leads to the right one."""
    letter: Newsletter | None = g.db.get(Newsletter, id)
    if letter is None or letter.sent_at is None:
        abort(404)
    if slug != newsletters.slug_of(letter.title):
        return redirect(newsletters.path_of(letter), 301)
    return render_template("newsletters/one.html", **shown(letter))


def shown(letter: Newsletter) -> dict[str, object]:
    """Return what the page of a newsletter needs."""
    return {
        "letter": letter,
        "headings": newsletters.HEADINGS,
        "address_of": newsletters.address_of,
    }


@pages.route("/newsletters/new", methods=["GET", "POST"])
@policy(coordinators)
def new() -> str | Response | tuple[str, int]:
    """Open a draft with what has happened since the last one."""
    said = {"since": newsletters.since_of(g.db, g.today).isoformat(), "language": g.language}
    if request.method != "POST":
        return render_template("newsletters/new.html", said=said, errors=[])
    said = {name: request.form.get(name, "") for name in said}
    since = day_of(said["since"])
    try:
        letter = newsletters.begin(
            g.db, since=since or dt.date.max, until=g.today, language=said["language"],
            site=site(), zone=g.zone, by=g.person, now=g.now,
        )  # fmt: skip
    except Incomplete as refused:
        g.db.rollback()
        errors = spoken(refused.errors, g.language)
        return render_template("newsletters/new.html", said=said, errors=errors), 422
    return redirect(url_for("newsletters.edit", id=letter.id), 303)


@pages.route("/newsletters/<int:id>/edit", methods=["GET", "POST"])
@policy(coordinators)
def edit(id: int) -> str | Response | tuple[str, int]:
    """Word a draft; who is slower sees both texts."""
    letter = draft_or_404(id)
    before = as_stored(letter)
    if request.method != "POST":
        return form(letter, before, [])
    words = typed(letter)
    try:
        newsletters.save(
            g.db, letter, words.said, words.items, seen=words.seen, by=g.person, now=g.now
        )  # fmt: skip
    except Incomplete as refused:
        g.db.rollback()
        return form(letter, words, refused.errors), 422
    except Conflict as conflict:
        g.db.rollback()
        mine = words._replace(seen=letter.version)
        return form(letter, mine, [], told=conflict.message, theirs=as_stored(letter)), 409
    do = request.form.get("do", "")
    if do == "gather":
        newsletters.gather_again(g.db, letter, g.today, g.zone, g.now)
    if do == "look":
        return redirect(url_for("newsletters.preview", id=id), 303)
    where = f"entry-{moved(letter, do)}" if do.startswith(("up", "down")) else None
    return redirect(url_for("newsletters.edit", id=id, saved=1, _anchor=where), 303)


def as_stored(letter: Newsletter) -> Words:
    """Return a draft as its form begins."""
    said = {name: getattr(letter, name) for name in newsletters.FIELDS}
    return Words(said, list(letter.items), letter.version)


def typed(letter: Newsletter) -> Words:
    """Read the form: an entry is known by its name, its place is where it stood."""
    known = {each.about: each for each in letter.items}
    items = []
    for place, about in enumerate(request.form.getlist("about")):
        if about in known:
            items.append(
                Item(
                    chapter=known[about].chapter,
                    about=about,
                    title=" ".join(tidy(request.form.get(f"title-{place}", "")).split()),
                    words=tidy(request.form.get(f"words-{place}", ""), newsletters.LINES),
                    kept=f"kept-{place}" in request.form,
                )
            )
    said = {name: request.form.get(name, "") for name in newsletters.FIELDS}
    return Words(said, items, request.form.get("seen", 0, type=int))


def moved(letter: Newsletter, do: str) -> int:
    """Move an entry up or down within its chapter ("up-3"); return where it stands now."""
    way, _, number = do.partition("-")
    items, here = list(letter.items), int(number) if number.isdecimal() else -1
    there = here - 1 if way == "up" else here + 1
    if not (0 <= here < len(items) and 0 <= there < len(items)):
        return max(min(here, len(items) - 1), 0)
    if items[here].chapter is not items[there].chapter:
        return here
    items[here], items[there] = items[there], items[here]
    letter.items = tuple(items)
    return there


def form(
    letter: Newsletter, words: Words, errors: Errors, *, told: Message | None = None,
    theirs: Words | None = None,
) -> str:  # fmt: skip
    """Show the form with what was typed; beside it, what somebody else has saved meanwhile."""
    return render_template(
        "newsletters/edit.html",
        letter=letter, words=words, errors=spoken(errors, g.language), told=told, theirs=theirs,
        theirs_by={each.about: each for each in theirs.items} if theirs else {},
        headings=newsletters.HEADINGS, address_of=newsletters.address_of,
    )  # fmt: skip


@pages.get("/newsletters/<int:id>/preview")
@policy(coordinators)
def preview(id: int) -> Response:
    """Show the letter and the page as they will be, and the button that sends it."""
    return looked_at(draft_or_404(id))


def looked_at(letter: Newsletter, told: Message | None = None, status: int = 200) -> Response:
    """Show a draft as readers will see it."""
    written = newsletters.written_out(letter, site())
    page = render_template(
        "newsletters/preview.html",
        number=len(readers(g.db)), text=opened(written.text), told=told, **shown(letter),
    )  # fmt: skip
    return current_app.make_response((page, status, {"Content-Security-Policy": AROUND}))


@pages.get("/newsletters/<int:id>/look")
@policy(coordinators)
def look(id: int) -> Response:
    """Show the letter's HTML alone, for the frame."""
    html = opened(newsletters.written_out(draft_or_404(id), site()).html)
    html = html.replace("<head>", '<head><base target="_top">', 1)
    return current_app.make_response((html, {"Content-Security-Policy": LETTER}))


def opened(said: str) -> str:
    """Make the links of a letter work; the way out is nobody's."""
    url = current_app.config["SITE"].site.url
    return sealed_newsletter(said, url, leave_url(url, NOBODY, LEAVE_NEWSLETTER))


@pages.post("/newsletters/<int:id>/send")
@policy(coordinators)
def send(id: int) -> Response:
    """Send it; pressed twice, it is sent once."""
    letter: Newsletter = g.db.get(Newsletter, id) or abort(404)
    seen = request.form.get("seen", 0, type=int)
    try:
        newsletters.send(g.db, letter, seen=seen, site=site(), by=g.person, now=g.now)
    except Refused as refused:
        g.db.rollback()
        return looked_at(letter, refused.message, 409 if isinstance(refused, Conflict) else 422)
    return redirect(newsletters.path_of(letter), 303)


@pages.post("/newsletters/<int:id>/drop")
@policy(coordinators)
def drop(id: int) -> Response:
    """Throw a draft away."""
    newsletters.drop(g.db, draft_or_404(id), by=g.person)
    return redirect(url_for("newsletters.every"), 303)
