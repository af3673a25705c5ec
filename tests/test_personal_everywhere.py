"""Of who has a row in every table, nothing is left but what the report says."""

from collections import Counter
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import JSON, DateTime, Enum, Table, func, insert, select, update
from sqlalchemy.orm import Session

from models import (
    Application,
    Base,
    InterestPeriod,
    Limit,
    Membership,
    Partner,
    PeriodState,
    Person,
    Role,
)
from tests.bids import JUST_NOW, Rivals, World, part_of
from tests.conftest import NOON
from tests.forgetting import ADDRESS, NAME
from tests.furnishing import furnish
from workflow.applications import commitments, deputies
from workflow.applications.terms import seal_of
from workflow.people.erasing import erase
from workflow.people.personal import Fate, everything, pointers


def test_of_who_has_everything_nothing_is_left_but_what_the_report_says(
    session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    """A row in every table that points to a person, and her name wherever others may write it."""
    rivals = Rivals(session)
    rivals.propose(rivals.blue)
    rivals.reply(rivals.blue, True)
    ada, town = rivals.world.ada, rivals.world.town
    ada.name, ada.email = NAME, ADDRESS
    session.flush()
    guest = rivals.world.person("Guest", Partner(name="Abroad", outside=True), Role.REPRESENTATIVE)
    furnish(session, ada, rivals.world.cleo, ada, rivals, guest)
    in_each_others_place(session, rivals.world)
    everywhere(session, ada)
    town.about = f"{NAME} knows more"
    pointed = {
        f"{table.name}.{column.name}"
        for table, column, _ in pointers()
        if session.scalar(select(func.count()).select_from(table).where(column == ada.id))
    }
    handed_out = everything(session, ada)
    assert {place.split(".")[0] for place in pointed} <= handed_out.keys()

    stays = {line.place for line in erase(session, ada, NOON) if line.fate is Fate.STAYS}
    session.commit()

    assert {f"{table.name}.{column.name}" for table, column, _ in pointers()} - pointed == set()
    left = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for row in session.execute(select(table)).mappings()
        for column in table.columns
        if NAME in str(row[column.name]) or ADDRESS in str(row[column.name]).lower()
    }
    assert left - stays == set()
    assert "partner.about" in left
    assert ADDRESS not in caplog.text
    assert NAME not in caplog.text


def in_each_others_place(session: Session, world: World) -> None:
    """Let Ada be a deputy, have one who has signed for her, and say what a call allows."""
    world.university.memberships.append(Membership(person=world.ada, role=Role.ADVISER))
    days: dict[str, Any] = {"first": NOON.date(), "last": NOON.date(), "now": NOON}
    deputies.name(session, world.university, world.ada, world.ben, by=world.ben, **days)
    session.add(
        InterestPeriod(
            call=world.lakes, until=NOON.date(), places=1, criteria=("Need",), begun_at=NOON,
            begun_by=world.ada.id, state=PeriodState.CHOSEN, chosen_by=world.ada.id, chosen_at=NOON,
        )
    )  # fmt: skip
    session.add(Limit(call=world.lakes, places=2, words="", said_by=world.ada.id, said_at=NOON))
    bid = session.scalars(select(Application).order_by(Application.id)).all()[0]
    part = part_of(bid, world.town)
    said: dict[str, Any] = {"seen": seal_of(part), "now": NOON, "signed_in": JUST_NOW}
    commitments.sign(session, part, by=world.eve, **said)


def everywhere(session: Session, person: Person) -> None:
    """Add a row for each pointer to the person that has none, as the table would take it."""
    for table, column, _ in pointers():
        if session.scalar(select(func.count()).select_from(table).where(column == person.id)):
            continue
        if session.scalar(select(func.count()).select_from(table)):
            session.execute(update(table).values({column.name: person.id}))
        else:
            session.execute(
                insert(table).values({**filled(session, table), column.name: person.id})
            )


def filled(session: Session, table: Table) -> dict[str, Any]:
    """Return something for each column that needs something."""
    some: dict[type, Any] = {str: "x", int: 1, datetime: NOON, date: NOON.date(), bytes: b"x"}
    found: dict[str, Any] = {}
    pointed: Counter[Any] = Counter()
    for column in table.columns:
        if column.nullable or column is table.autoincrement_column:
            continue
        kind = getattr(column.type, "impl", column.type)
        if keys := [*column.foreign_keys]:
            there = keys[0].column
            offset = pointed[there.table]  # two pointers to one table are to two things
            found[column.name] = session.scalar(select(there).order_by(there).offset(offset))
            pointed[there.table] += 1
        elif isinstance(kind, JSON):
            found[column.name] = ()
        elif isinstance(kind, Enum):
            found[column.name] = next(iter(kind.enum_class or ()))
        else:
            found[column.name] = (
                NOON if isinstance(kind, DateTime) else some.get(kind.python_type, 1)
            )
    return found
