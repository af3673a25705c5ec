"""Importing calls from a table."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, g

from models import Upload
from papers.wording import Message
from web import tables
from web.doors import reviewers
from workflow.calls import importing
from workflow.calls.importing import Fate, Plan
from workflow.forms.columns import COLUMNS, example, expected
from workflow.forms.tables import Row

pages = Blueprint("importing", __name__)


def plan(rows: Iterable[Row]) -> Plan:
    """Say what will come of each row."""
    return importing.plan(g.db, rows)


def carry_out(planned: Plan, kept: Upload) -> dict[str, Any]:
    """Make and change the calls, and count them."""
    importing.carry_out(g.db, planned, name=kept.name, by=g.person, now=g.now)
    return {fate: len(planned.of(fate)) for fate in Fate}


CALLS = tables.Kind(
    name="calls",
    file=Message("calls.csv"),
    columns=COLUMNS,
    expected=lambda name: expected(name, g.language),
    example=lambda: example(g.language, g.today),
    plan=plan,
    carry_out=carry_out,
    told=tuple(Fate),
)
tables.hang(pages, CALLS, reviewers)
