"""Whose hours a part of an application counts on."""

from collections.abc import Sequence
from decimal import Decimal

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug import Response

from models import Commitment
from papers.wording import Message, number
from web.applications.budgets import part_or_404
from web.doors import policy, signed_in
from workflow import Refused
from workflow.forms.typed import sum_of
from workflow.overlaps.limits import Hours, name_staff, staff_of

pages = Blueprint("staffing", __name__)

FIELDS = ("name", "role", "year", "hours")
EMPTY, MOST = 3, 40  # lines

Line = Sequence[str]


@pages.get("/applications/<int:id>/staff/<int:partner>")
@policy(signed_in)
def one(id: int, partner: int) -> str:
    """Show the lines, to whoever may set the part's terms."""
    part = part_or_404(id, partner, "change")
    known = [
        (each.name, each.role, str(each.year), number(each.hours, g.language))
        for each in staff_of(g.db, part)
    ]
    return page(part, known)


def page(part: Commitment, lines: Sequence[Line], refusal: Message | None = None) -> str:
    """Show the lines that are known, or as they were sent, and some that are empty."""
    return render_template(
        "applications/staff.html",
        part=part,
        application=part.application,
        lines=[*lines, *[("",) * len(FIELDS)] * EMPTY][:MOST],
        refusal=refusal,
    )


@pages.post("/applications/<int:id>/staff/<int:partner>")
@policy(signed_in)
def save(id: int, partner: int) -> Response | tuple[str, int]:
    """Take the lines that have something in them."""
    part = part_or_404(id, partner, "change")
    columns = (request.form.getlist(field)[:MOST] for field in FIELDS)
    lines = [line for line in zip(*columns, strict=False) if any(map(str.strip, line))]
    try:
        name_staff(g.db, part, [*map(hours_of, lines)], by=g.person, now=g.now)
    except Refused as refused:
        g.db.rollback()
        return page(part, lines, refused.message), 422
    return redirect(url_for("staffing.one", id=id, partner=partner), 303)


def hours_of(line: Line) -> Hours:
    """Read a line; what is no number is refused as nought is."""
    name, role, year, hours = line
    whole = int(year) if year.strip().isdecimal() and len(year.strip()) == 4 else 0
    return Hours(name, role, whole, sum_of(hours) or Decimal(0))
