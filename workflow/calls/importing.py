"""Calls from a table: all of it or nothing, and what will come of it is seen before it is done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from models import Call, Person
from papers.wording import Message
from scrapers import Draft
from scrapers.deciding import changes, differs
from workflow.access import demand
from workflow.calls.drafts import stands
from workflow.calls.entering import ZONE, amended, by_hand, change, entered, made
from workflow.calls.register import Register, address
from workflow.forms.columns import COLUMNS, STANDS_IN, typed
from workflow.forms.tables import Row, Wrong
from workflow.forms.typed import Errors, typed_of
from workflow.forms.understood import made_of, read
from workflow.telling import tell


class Fate(StrEnum):
    """What comes of a row. Known is what a source tells already: it is left as it is."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KNOWN = "known"


@dataclass(frozen=True)
class Line:
    """A row, and what comes of it: of which call, and in which fields, if it is there."""

    row: Row
    fate: Fate
    draft: Draft
    call: Call | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What will come of a table; with anything wrong, nothing."""

    lines: list[Line] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)

    def of(self, fate: Fate) -> list[Line]:
        """Return the rows of a fate."""
        return [line for line in self.lines if line.fate == fate]

    @property
    def is_idle(self) -> bool:
        """Say whether nothing would be done."""
        return not (self.of(Fate.NEW) or self.of(Fate.CHANGED))


class Shelf:
    """The calls that rows may be: those that people entered, and all others."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.register = Register(session)
        self.by_name = entered(session)
        self.by_id = {call.id: call for call in self.by_name.values()}

    def named(self, row: Row) -> list[Call]:
        """Return the entered calls that a row names: by identifier, else address, else title."""
        said = typed(row)
        if said["identifier"]:
            return [self.by_name[each] for each in [said["identifier"]] if each in self.by_name]
        if said["url"]:
            return [
                self.by_id[each] for each in self.register.at(said["url"]) if each in self.by_id
            ]
        call = self.by_name.get(made_of(said["funder"], said["title"]))
        return [call] if call and not call.url else []

    def twin(self, row: Row, draft: Draft) -> Call | None:
        """Return the call that a row is all the same, though it does not name it."""
        ids = self.register.alike(draft)
        ours = [self.by_id[each] for each in ids if each in self.by_id]
        if ours and not typed(row)["identifier"]:
            return ours[0]
        others = [each for each in ids if each not in self.by_id]
        return self.session.get(Call, others[0]) if others else None


def plan(session: Session, rows: Iterable[Row]) -> Plan:
    """Say what will come of each row."""
    found, shelf = Plan(), Shelf(session)
    taken: dict[object, int] = {}
    for row in rows:
        line, errors = judged(row, shelf)
        if line and line.fate is not Fate.KNOWN:
            key = line.call.id if line.call else key_of(row, line.draft)
            if key in taken:
                twice = Message(
                    "Row {number} is the same call. Leave one out, or give each its identifier.",
                    {"number": taken[key]},
                )
                errors = [("title", twice)]
            taken.setdefault(key, row.number)
        if line and not errors:
            found.lines.append(line)
        found.wrong.extend(placed(row, errors))
    return found


def judged(row: Row, shelf: Shelf) -> tuple[Line | None, Errors]:
    """Say what comes of one row, or what is wrong in it."""
    if row.formulas:
        formula = Message("There is a formula. Write its value in its place.")
        return None, [(name, formula) for name in row.formulas]
    named = shelf.named(row)
    if len(named) > 1:
        return None, [("url", Message("Several calls have this address. Give the identifier."))]
    line, errors = against(row, named[0] if named else None)
    if line and not line.call and (twin := shelf.twin(row, line.draft)):
        if twin.id not in shelf.by_id:
            return Line(row, Fate.KNOWN, line.draft, twin), []
        return against(row, twin)
    return line, errors


def against(row: Row, call: Call | None) -> tuple[Line | None, Errors]:
    """Read a row as a new call, or as what a call is from now on."""
    words = typed(row, typed_of(call) if call else None)
    draft, errors = read(words, call.dates[0].zone if call and call.dates else ZONE)
    if draft is None:
        return None, errors
    if call is None:
        return Line(row, Fate.NEW, draft), []
    stood, fresh = stands(call), amended(call, words, draft)
    if not differs(stood, fresh):
        return Line(row, Fate.UNCHANGED, stood, call), []
    fields = tuple(each.field for each in changes(stood, fresh))
    return Line(row, Fate.CHANGED, fresh, call, fields), []


def key_of(row: Row, draft: Draft) -> object:
    """Return what a new call is told apart by within its table."""
    if typed(row)["identifier"]:
        return draft.identifier
    return address(draft.url) if draft.url else (draft.identifier, draft.deadlines)


def placed(row: Row, errors: Errors) -> Iterator[Wrong]:
    """Say in which columns the errors are."""
    for name, message in errors:
        bare = name.partition("-")[0]
        column = STANDS_IN.get(bare, bare)
        yield Wrong(row, row.columns.get(column, ""), COLUMNS[column].heading, message)


def carry_out(
    session: Session, planned: Plan, *, name: str, by: Person | None, now: datetime
) -> None:
    """Make and change the calls of a plan with nothing wrong in it; by None is the operator."""
    if by:
        demand(by, "review", None)
    assert not planned.wrong
    source, taken = by_hand(session), set(entered(session))
    for line in planned.of(Fate.NEW):
        call = made(source, line.draft, taken, now)
        taken.add(call.identifier)
        session.add(call)
    for line in planned.of(Fate.CHANGED):
        assert line.call is not None  # it is what changes
        change(session, line.call, line.draft, now)
    new, changed = len(planned.of(Fate.NEW)), len(planned.of(Fate.CHANGED))
    if new or changed:
        tell(session, "imported", about=source, by=by, now=now, file=name, new=new, changed=changed)
