"""Adding a source as an operator would: paste an address, see what it is, save it; edit it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug import Response

from lexicon.areas import areas
from models import Look, Snapshot, Source
from scrapers.looking import SELECTORS as SEEN
from scrapers.looking import Sight, Way
from web.asking import looked_at, tried
from web.doors import operators, policy
from web.fields import Errors, spoken
from workflow.collecting import adding, looking
from workflow.collecting.adding import LANGUAGES, PAGES, Wish

pages = Blueprint("adding", __name__)

FIELDS = ("funder", "language", "zone", "area", "hours")
SELECTORS = (*SEEN, "details")
ZONES = (
    "Europe/Stockholm", "Europe/Oslo", "Europe/Copenhagen", "Europe/Helsinki", "Europe/Brussels",
    "Europe/London",
)  # fmt: skip


@pages.route("/sources/new", methods=["GET", "POST"])
@policy(operators)
def new() -> str | Response | tuple[str, int]:
    """Ask for an address, and look at it."""
    pasted = request.values.get("url", "")
    if request.method != "POST":
        return render_template("sources/new.html", url=pasted, trouble=None, sight=None, errors=[])
    url, by_id = looking.address(pasted), g.person.id
    if known := adding.there(g.db, url):
        return redirect(url_for("sources.one", id=known.id, known=1), 303)
    sight, answers = looked_at(url)
    if sight.trouble:
        why = looking.why(sight.trouble, sight.words)
        errors = spoken([("url", why)], g.language)
        shown = render_template(
            "sources/new.html", url=pasted, trouble=sight.trouble, sight=sight, errors=errors
        )
        return shown, 422
    look = looking.keep(g.db, url, sight, answers, by_id=by_id, now=g.now)
    return redirect(url_for("adding.choose", id=look.id), 303)


@pages.get("/sources/new/<int:id>")
@policy(operators)
def choose(id: int) -> str:
    """Show what stands at the address, and ask how to read it."""
    look = look_or_404(id)
    sight = looking.sight_of(look)
    return form_of(look, sight, 0, first_wish(sight, 0), sight.ways[0], [])


@pages.post("/sources/new/<int:id>")
@policy(operators)
def save(id: int) -> str | Response | tuple[str, int]:
    """Try what was chosen, or save it as a source."""
    look = look_or_404(id)
    sight, answers = looking.sight_of(look), look.answers
    at, wish = wish_said(sight)
    if request.form.get("do") == "try":
        way = tried(wish.wanted, answers)
        return form_of(look, sight, at, wish, way, [])
    errors = list(adding.faults(wish))
    way = sight.ways[at]
    if wish.options != way.options:
        way = tried(wish.wanted, answers)
        errors += selector_faults(way)
    if errors:
        return form_of(look, sight, at, wish, way, errors), 422
    if known := adding.there(g.db, wish.start):
        return redirect(url_for("sources.one", id=known.id, known=1), 303)
    source = adding.add(g.db, wish, answers, g.now)
    return redirect(url_for("sources.one", id=source.id, added=1), 303)


@pages.post("/sources/new/<int:id>/try")
@policy(operators)
def attempt(id: int) -> str:
    """Show what other selectors, or another of the lists, give; nothing is saved."""
    look = look_or_404(id)
    sight, answers = looking.sight_of(look), look.answers
    at, wish = wish_said(sight)
    own = wish.options != sight.ways[at].options
    way = tried(wish.wanted, answers) if own else sight.ways[at]
    return part(wish, way, at, url_for("adding.attempt", id=id))


@pages.route("/sources/<int:id>/edit", methods=["GET", "POST"])
@policy(operators)
def edit(id: int) -> str | Response | tuple[str, int]:
    """Edit a source that an operator added; try its selectors on the page as it was last kept."""
    source = added_or_404(id)
    if request.method != "POST":
        wish = wish_of(source)
        return edit_form(id, wish, last_way(source, wish), [], on=source.on)
    wish = said(source.reader, source.start)
    answers = kept_answers(source)
    way = tried(wish.wanted, answers) if answers else None
    on = "on" in request.form
    if request.form.get("do") == "try":
        return edit_form(id, wish, way, [], on=on)
    errors = [*adding.faults(wish), *(selector_faults(way) if way else [])]
    if errors:
        return edit_form(id, wish, way, errors, on=on), 422
    adding.edit(source, wish, g.now, on=on)
    return redirect(url_for("sources.one", id=id), 303)


@pages.post("/sources/<int:id>/edit/try")
@policy(operators)
def attempt_again(id: int) -> str:
    """Show what other selectors give on the page as it was last kept."""
    source = added_or_404(id)
    wish, answers = said(source.reader, source.start), kept_answers(source)
    way = tried(wish.wanted, answers) if answers else None
    return part(wish, way, 0, url_for("adding.attempt_again", id=id))


def form_of(look: Look, sight: Sight, at: int, wish: Wish, way: Way, errors: Errors) -> str:
    """Show the form of a new source."""
    return render_template(
        "sources/look.html",
        look=look,
        what=looking.what(sight.kind),
        ways=sight.ways,
        notes=sight.notes,
        **shown(wish, way, at, url_for("adding.attempt", id=look.id), errors),
    )


def edit_form(id: int, wish: Wish, way: Way | None, errors: Errors, *, on: bool) -> str:
    """Show the form of a source that is there."""
    trying = url_for("adding.attempt_again", id=id)
    return render_template("sources/edit.html", id=id, on=on, **shown(wish, way, 0, trying, errors))


def part(wish: Wish, way: Way | None, at: int, trying: str) -> str:
    """Show what changes with the selectors: all of it, or only what they give."""
    template = "sources/_found.html" if "found" in request.args else "sources/_reading.html"
    return render_template(template, **shown(wish, way, at, trying, []))


def shown(wish: Wish, way: Way | None, at: int, trying: str, errors: Errors) -> dict[str, Any]:
    """Return what all these forms need."""
    return {
        "wish": wish,
        "way": way,
        "at": at,
        "trying": trying,
        "errors": spoken(errors, g.language),
        "trouble": looking.why(way.trouble, way.words) if way and way.trouble else None,
        "languages": LANGUAGES,
        "zones": dict.fromkeys((*ZONES, wish.zone)),
        "areas": sorted({each.name for each in areas().values()}),
    }


def look_or_404(id: int) -> Look:
    """Find a look that is still kept."""
    look: Look | None = g.db.get(Look, id)
    return look or abort(404)


def added_or_404(id: int) -> Source:
    """Find a source that an operator added: the others are as the code and the settings say."""
    source: Source | None = g.db.get(Source, id)
    return source if source and source.added_at else abort(404)


def first_wish(sight: Sight, at: int) -> Wish:
    """Return what stands in the form at first."""
    way = sight.ways[at]
    return Wish(
        reader=way.reader, start=way.start, funder=sight.name, language=sight.language,
        zone=sight.zone, options=dict(way.options),
    )  # fmt: skip


def wish_of(source: Source) -> Wish:
    """Return what is said of a source."""
    return Wish(
        reader=source.reader, start=source.start, funder=source.funder, language=source.language,
        zone=source.zone, area=areas()[source.area].name if source.area else "",
        hours=str(source.hours), terms_read_by=source.terms_read_by or "",
        options=dict(source.options),
    )  # fmt: skip


def wish_said(sight: Sight) -> tuple[int, Wish]:
    """Read the form: which way was chosen, and what is said of it.

    The selectors in the form are those of the way that was shown; who chooses another, takes its.
    """
    at = max(min(request.form.get("way", 0, type=int), len(sight.ways) - 1), 0)
    way = sight.ways[at]
    wish = said(way.reader, way.start)
    if request.form.get("shown", at, type=int) != at:
        wish = replace(wish, options=dict(way.options))
    return at, wish


def said(reader: str, start: str) -> Wish:
    """Read what the form says of a source."""
    typed = {name: request.form.get(name, "").strip() for name in (*FIELDS, *SELECTORS)}
    return Wish(
        reader=reader,
        start=start,
        **{name: typed[name] for name in FIELDS},
        terms_read_by=g.person.name if "terms" in request.form else "",
        options={name: typed[name] for name in SELECTORS if typed[name]} if reader == PAGES else {},
    )


def selector_faults(way: Way) -> Errors:
    """Say what is wrong with the selectors."""
    return [("item", looking.why(way.trouble, way.words))] if way.trouble else []


def kept_answers(source: Source) -> Mapping[str, bytes]:
    """Return the last answer of a source's own address, if there is one."""
    kept = select(Snapshot).filter_by(source_id=source.id, question=source.start)
    last = g.db.scalars(kept.order_by(Snapshot.last_at.desc()).limit(1)).first()
    return {source.start: last.body} if last else {}


def last_way(source: Source, wish: Wish) -> Way | None:
    """Return what a source's way gives on its last answer."""
    answers = kept_answers(source)
    return tried(wish.wanted, answers) if answers else None
