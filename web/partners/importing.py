"""Importing partners and people from a table."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, g, request

from models import Upload
from papers.wording import Message, say
from web import tables
from web.doors import staff
from workflow.calls.importing import Fate
from workflow.forms.tables import Row
from workflow.partners import bringing
from workflow.partners.bringing import Plan
from workflow.partners.roster import COLUMNS, example

pages = Blueprint("importing_partners", __name__)


def plan(rows: Iterable[Row]) -> Plan:
    """Say what will come of each row."""
    return bringing.plan(g.db, rows, g.person)


def carry_out(planned: Plan, kept: Upload) -> dict[str, Any]:
    """Let in and change the partners, have their people asked or let in, and count them."""
    letters = request.form.get("letters") != "no"
    bringing.carry_out(g.db, planned, letters=letters, by=g.person, now=g.now)
    new, changed = (len(planned.of(fate)) for fate in (Fate.NEW, Fate.CHANGED))
    return {"new": new, "changed": changed, "people": len(planned.people)}


PARTNERS = tables.Kind(
    name="partners",
    file=Message("partners.csv"),
    columns=COLUMNS,
    expected=lambda name: say(COLUMNS[name].expects, g.language),
    example=lambda: example(g.language),
    plan=plan,
    carry_out=carry_out,
    told=("new", "changed", "people"),
)
tables.hang(pages, PARTNERS, staff)
