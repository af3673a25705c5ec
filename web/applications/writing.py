"""Writing a section: so that others see it, with both texts for the slower, and all it has been."""

from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug import Response

from models import Section, SectionText, UnsavedText
from papers.wording import Message
from web.applications.showing import own_or_404
from web.applications.texts import back, hints, may_write
from web.applications.unsaved import window
from web.doors import policy, signed_in
from workflow import Conflict, Refused
from workflow.access import demand
from workflow.applications.outlines import language_of
from workflow.applications.stages import demand_before_submitted
from workflow.writing import sections, unsaved
from workflow.writing.differences import difference

pages = Blueprint("writing", __name__)


@pages.post("/applications/<int:id>/text/<int:section_id>/begin")
@policy(signed_in)
def begin(id: int, section_id: int) -> Response:
    """Let others see that one writes, and open the form."""
    section = own_or_404(Section, id, section_id)
    sections.hold(g.db, section, by=g.person, now=g.now)
    return redirect(url_for("writing.write", id=id, section_id=section_id), 303)


@pages.post("/applications/<int:id>/text/<int:section_id>/stop")
@policy(signed_in)
def stop(id: int, section_id: int) -> Response:
    """Write no longer, without having saved."""
    section = own_or_404(Section, id, section_id)
    sections.let_go(g.db, section, by=g.person, now=g.now)
    return back(section)


@pages.get("/applications/<int:id>/text/<int:section_id>/write")
@policy(signed_in)
def write(id: int, section_id: int) -> str:
    """Show the form with the text as it stands, or with what one typed and has not saved."""
    section = own_or_404(Section, id, section_id)
    demand(g.person, "write", section.application)
    demand_before_submitted(section.application)
    typed = unsaved.of(g.db, section, g.person)
    text, seen = (typed.text, typed.after) if typed else (section.text, section.version)
    return form(section, text, seen, typed)


def form(
    section: Section,
    text: str,
    seen: int,
    typed: UnsavedText | None = None,
    refusal: Message | None = None,
) -> str:
    """Show the form with a text that began from a version."""
    return filled(
        "write", section, text, seen, typed, refusal,
        writer=sections.writer(section, g.now),
        hint=hints(section.application).get(section.code, ""),
    )  # fmt: skip


def filled(
    page: str,
    section: Section,
    text: str,
    seen: int,
    typed: UnsavedText | None,
    refusal: Message | None,
    **more: Any,
) -> str:
    """Show a page on which a text is typed."""
    return render_template(
        f"applications/text/{page}.html",
        application=section.application,
        section=section,
        text=text,
        seen=seen,
        typed=typed,
        window=window(typed),
        refusal=refusal,
        written_in=language_of(section.application),
        **more,
    )


@pages.post("/applications/<int:id>/text/<int:section_id>/write")
@policy(signed_in)
def save(id: int, section_id: int) -> Response | tuple[str, int]:
    """Save the text; that of the slower is kept beside it, and both are shown."""
    section = own_or_404(Section, id, section_id)
    text, seen = request.form.get("text", ""), request.form.get("seen", -1, type=int)
    try:
        sections.save(g.db, section, text, seen=seen, by=g.person, now=g.now)
    except Conflict:
        g.db.rollback()
        kept = sections.keep_beside(g.db, section, text, seen=seen, by=g.person, now=g.now)
        unsaved.forget(g.db, section, window(), by=g.person)
        there = url_for("writing.both", id=id, section_id=section_id, text_id=kept.id)
        return redirect(there, 303)
    except Refused as refused:
        g.db.rollback()
        if not may_write(section.application):
            raise
        return form(section, text, seen, refusal=refused.message), 422
    unsaved.forget(g.db, section, window(), by=g.person)
    return back(section)


def kept_or_404(section: Section, text_id: int) -> SectionText:
    """Return a text that was kept beside a section."""
    kept: SectionText | None = g.db.get(SectionText, text_id)
    if kept is None or kept.section_id != section.id or kept.number is not None:
        abort(404)
    return kept


@pages.get("/applications/<int:id>/text/<int:section_id>/beside/<int:text_id>")
@policy(signed_in)
def both(id: int, section_id: int, text_id: int) -> str:
    """Show two texts that were written at once, and where they differ."""
    section = own_or_404(Section, id, section_id)
    kept, typed = kept_or_404(section, text_id), unsaved.of(g.db, section, g.person)
    text, seen = (typed.text, typed.after) if typed else (kept.text, section.version)
    return two(section, kept, text, seen, typed)


def two(
    section: Section,
    kept: SectionText,
    text: str,
    seen: int,
    typed: UnsavedText | None = None,
    refusal: Message | None = None,
) -> str:
    """Show both texts, and a form to put them together in."""
    return filled(
        "both", section, text, seen, typed, refusal,
        kept=kept,
        latest=sections.text_numbered(g.db, section, section.version),
        pieces=difference(section.text, kept.text),
        may_write=may_write(section.application),
    )  # fmt: skip


@pages.post("/applications/<int:id>/text/<int:section_id>/beside/<int:text_id>")
@policy(signed_in)
def settle(id: int, section_id: int, text_id: int) -> Response | tuple[str, int]:
    """Save what became of both; if the section has changed again, nothing of it is lost."""
    section = own_or_404(Section, id, section_id)
    kept = kept_or_404(section, text_id)
    text, seen = request.form.get("text", ""), request.form.get("seen", -1, type=int)
    if "keep" in request.form:
        text = section.text
    try:
        sections.settle(g.db, kept, text, seen=seen, by=g.person, now=g.now)
    except Refused as refused:  # it has changed again, or the text is too long
        g.db.rollback()
        if not may_write(section.application):
            raise
        return two(section, kept, text, section.version, refusal=refused.message), 409
    unsaved.forget(g.db, section, window(), by=g.person)
    return back(section)


@pages.get("/applications/<int:id>/text/<int:section_id>/history")
@policy(signed_in)
def history(id: int, section_id: int) -> str:
    """List the texts that the section has had, and hold two of them against each other."""
    section = own_or_404(Section, id, section_id)
    every = sections.versions(g.db, section)
    after = request.args.get("after", section.version, type=int)
    before = request.args.get("before", max(after - 1, 0), type=int)
    old, new = (sections.text_of(g.db, section, number) for number in (before, after))
    if old is None or new is None:
        abort(404)
    return render_template(
        "applications/text/history.html",
        application=section.application,
        section=section,
        texts=every,
        before=before,
        after=after,
        pieces=difference(old, new),
        written_in=language_of(section.application),
    )
