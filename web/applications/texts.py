"""The text of an application: its sections, who answers for each, and how far they have come."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from lexicon.outlines import outline
from lexicon.programmes import families
from models import Application, Section, SectionState
from models.stage import BEFORE_SUBMITTED
from papers.wording import Message
from web.applications.owners import chosen, owner_in, owners
from web.applications.showing import application_or_404, own_or_404
from web.doors import policy, signed_in
from workflow import Refused, can
from workflow.applications.outlines import language_of
from workflow.writing import comments, headings, sections, unsaved
from workflow.writing.sections import beside, writer

pages = Blueprint("texts", __name__)

TYPED = ("title", "most", "most_source", "text")


def may_write(application: Application) -> bool:
    """Say whether the visitor may write here now."""
    return can(g.person, "write", application) and application.stage in BEFORE_SUBMITTED


def back(section: Section, place: str = "") -> Response:
    """Lead back to the page of a section."""
    there = url_for("texts.one", id=section.application_id, section_id=section.id, _anchor=place)
    return redirect(there, 303)


def hints(application: Application) -> dict[str, str]:
    """Return what belongs under each of the programme's headings."""
    language = "sv" if g.language == "sv" else "en"
    return {each.code: each.hint(language) for each in outline(application.family)}


@pages.get("/applications/<int:id>/text")
@policy(signed_in)
def every(id: int) -> str:
    """List the sections."""
    return listed(application_or_404(id))


def listed(application: Application, refusal: Message | None = None) -> str:
    """Show the sections, with why something was refused."""
    return render_template(
        "applications/text/list.html",
        application=application,
        writers={each.id: writer(each, g.now) for each in application.sections},
        beside={each.id: beside(g.db, each) for each in application.sections},
        hints=hints(application),
        families=[(each.key, each.name(g.language)) for each in families()],
        may_write=may_write(application),
        unsaved=unsaved.sections_of(g.db, application, g.person),
        done=sum(each.state is SectionState.DONE for each in application.sections),
        written_in=language_of(application),
        refusal=refusal,
        said=filled_in(),
    )


def filled_in() -> dict[str, str]:
    """Return what was typed into a form, to be shown again."""
    return {name: request.form.get(name, "") for name in TYPED}


@pages.post("/applications/<int:id>/text")
@policy(signed_in)
def add(id: int) -> Response | tuple[str, int]:
    """Add a heading of one's own."""
    application = application_or_404(id)
    title = request.form.get("title", "")
    try:
        section = headings.add(g.db, application, title, by=g.person, now=g.now)
    except Refused as refused:
        if not may_write(application):
            raise
        g.db.rollback()
        return listed(application, refused.message), 422
    g.db.flush()
    return back(section)


@pages.post("/applications/<int:id>/text/programme")
@policy(signed_in)
def begin_as(id: int) -> Response:
    """Take the headings of another programme where nothing is written yet."""
    application = application_or_404(id)
    family = request.form.get("family", "")
    headings.begin_as(g.db, application, family, by=g.person, now=g.now)
    return redirect(url_for("texts.every", id=id), 303)


@pages.get("/applications/<int:id>/text/<int:section_id>")
@policy(signed_in)
def one(id: int, section_id: int) -> str:
    """Show a section, what is said about it, and who is writing."""
    return shown(own_or_404(Section, id, section_id))


def shown(section: Section, refusal: Message | None = None) -> str:
    """Show the page of a section, with why something was refused."""
    application = section.application
    around = application.sections
    place = around.index(section)
    return render_template(
        "applications/text/one.html",
        application=application,
        section=section,
        writer=writer(section, g.now),
        typed=unsaved.of(g.db, section, g.person),
        beside=beside(g.db, section),
        hint=hints(application).get(section.code, ""),
        owners=owners(application),
        owner=chosen(section.partner_id, section.person_id),
        states=sections.MARKS,
        comments=comments.of(g.db, application, section),
        members=comments.members(application),
        may_write=may_write(application),
        may_say=can(g.person, "write", application),
        before=around[place - 1] if place else None,
        after=around[place + 1] if place + 1 < len(around) else None,
        written_in=language_of(application),
        refusal=refusal,
        said=filled_in(),
        shaping=refusal is not None and request.endpoint == "texts.shape",
    )


@pages.post("/applications/<int:id>/text/<int:section_id>/state")
@policy(signed_in)
def mark(id: int, section_id: int) -> Response:
    """Say how far the text has come."""
    section, said = own_or_404(Section, id, section_id), request.form.get("state", "")
    if said not in list(SectionState):
        abort(400)
    seen = request.form.get("seen", -1, type=int)
    sections.mark(g.db, section, SectionState(said), seen=seen, by=g.person, now=g.now)
    return back(section)


@pages.post("/applications/<int:id>/text/<int:section_id>/owner")
@policy(signed_in)
def give(id: int, section_id: int) -> Response:
    """Say who answers for it."""
    section = own_or_404(Section, id, section_id)
    partner, person = owner_in(section.application)
    sections.give(g.db, section, partner, person, by=g.person, now=g.now)
    return back(section)


@pages.post("/applications/<int:id>/text/<int:section_id>/heading")
@policy(signed_in)
def shape(id: int, section_id: int) -> Response | tuple[str, int]:
    """Word the heading as the funder's form does, and note how much the form takes."""
    section = own_or_404(Section, id, section_id)
    most = request.form.get("most", "").replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    if most and not (most.isascii() and most.isdecimal() and len(most) < 9):
        most = "0"  # no length: refused with what to write
    said = filled_in()
    try:
        headings.shape(
            g.db, section, title=said["title"], most=int(most) if most else None,
            most_source=said["most_source"], by=g.person, now=g.now,
        )  # fmt: skip
    except Refused as refused:
        if not may_write(section.application):
            raise
        g.db.rollback()
        return shown(section, refused.message), 422
    return back(section)


@pages.post("/applications/<int:id>/text/<int:section_id>/remove")
@policy(signed_in)
def remove(id: int, section_id: int) -> Response:
    """Take away a heading under which there is nothing."""
    section = own_or_404(Section, id, section_id)
    headings.remove(g.db, section, by=g.person, now=g.now)
    return redirect(url_for("texts.every", id=id), 303)


@pages.post("/applications/<int:id>/text/<int:section_id>/comments")
@policy(signed_in)
def comment(id: int, section_id: int) -> Response | tuple[str, int]:
    """Say something about the section."""
    section = own_or_404(Section, id, section_id)
    text = request.form.get("text", "")
    try:
        said = comments.say(
            g.db, section.application, text, section=section, by=g.person, now=g.now
        )
    except Refused as refused:
        if not can(g.person, "write", section.application):
            raise
        g.db.rollback()
        return shown(section, refused.message), 422
    return back(section, f"comment-{said.id}")
