"""Partners and people from a table: all of it or nothing, and seen before it is done.

Each row is an organisation, and one of its people if it names one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from models import Partner, Person
from papers.wording import Message
from workflow.access import demand
from workflow.calls.importing import Fate
from workflow.forms.profile import FIELDS, read, words_of
from workflow.forms.tables import Row, Wrong
from workflow.forms.typed import Errors
from workflow.partners import invitations, registering
from workflow.partners.invitations import open_to
from workflow.partners.members import demand_no_self_service, roles_in
from workflow.partners.partnership import SaidPerson, join, person_called
from workflow.partners.registering import called, taken
from workflow.partners.roster import COLUMNS, person_in
from workflow.refusals import Refused

CAN_OFFER = FIELDS["offers-premises"]


@dataclass(frozen=True)
class Line:
    """What comes of a row: of its organisation, and of its person if it names one."""

    row: Row
    name: str
    fate: Fate
    words: dict[str, str]
    fields: tuple[Message, ...] = ()
    person: SaidPerson | None = None
    fresh: bool = False  # the person is not in it yet, as this


@dataclass(frozen=True)
class Plan:
    """What will come of a table; with anything wrong, nothing."""

    lines: list[Line] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)

    def of(self, fate: Fate) -> list[Line]:
        """Return the rows whose organisation has this fate."""
        return [line for line in self.lines if line.fate is fate]

    @property
    def people(self) -> list[Line]:
        """Return the rows with somebody new."""
        return [line for line in self.lines if line.fresh]

    @property
    def is_idle(self) -> bool:
        """Say whether nothing would be done."""
        return not (self.of(Fate.NEW) or self.of(Fate.CHANGED) or self.people)


def plan(session: Session, rows: Iterable[Row], by: Person | None) -> Plan:
    """Say what will come of each row; by None is the operator, who may make anybody anything."""
    rows, found = list(rows), Plan()
    said = gathered(rows)
    seen: set[str] = set()
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        key = key_of(row)
        line, errors = judged(session, row, said[key], key in seen, by)
        seen.add(key)
        for name, text in said[key].items():
            if name != "name" and row.words.get(name, "") not in ("", text):
                errors.append((name, Message("Another row says “{it}” of the same.", {"it": text})))
        if line and line.person:
            place = first.setdefault((key, line.person.email), row.number)
            if place != row.number:
                twice = Message("Row {number} has the same person.", {"number": place})
                errors.append(("email", twice))
        if line and not errors:
            found.lines.append(line)
        found.wrong.extend(
            Wrong(row, row.columns.get(name, ""), COLUMNS[name].heading, message)
            for name, message in errors
        )
    return found


def key_of(row: Row) -> str:
    """Return what the organisation of a row is known by within its table."""
    return " ".join(row.words.get("name", "").split()).casefold()


def gathered(rows: Iterable[Row]) -> dict[str, dict[str, str]]:
    """Return what all rows say of each organisation; of two words for one thing, the first."""
    said: dict[str, dict[str, str]] = {}
    for row in rows:
        words = {name: text for name, text in row.words.items() if text and name in FIELDS}
        said[key_of(row)] = words | said.get(key_of(row), {})
    return said


def judged(
    session: Session, row: Row, words: dict[str, str], again: bool, by: Person | None
) -> tuple[Line | None, Errors]:
    """Say what comes of one row, or what is wrong in it; again: an earlier row names it too."""
    if row.formulas:
        formula = Message("There is a formula. Write its value in its place.")
        return None, [(name, formula) for name in row.formulas]
    partner = called(session, words.get("name", ""))
    values, errors = read({**(words_of(partner) if partner else {}), **words})
    if partner or not again:
        errors += taken(session, values, but=partner)
    if partner and partner.left_at:
        errors.append(("name", Message("This partner has left. Let it come back first.")))
    person, wrong = person_in(row, partner, by)
    if by and person and partner and person.email == by.email:
        try:
            demand_no_self_service(by, by, partner, person.roles)
        except Refused as refused:
            wrong.append(("roles", refused.message))
    # What is wrong in a field without a column is wrong in the organisation.
    errors = [(name if name in COLUMNS else "name", why) for name, why in (*errors, *wrong)]
    if errors:
        return None, errors
    changed = [name for name in values if partner and getattr(partner, name) != values[name]]
    fate = Fate.UNCHANGED if again else Fate.CHANGED if changed else Fate.UNCHANGED
    return Line(
        row=row, name=values["name"], words=words,
        fate=fate if partner or again else Fate.NEW,
        fields=tuple(FIELDS.get(name, CAN_OFFER) for name in changed),
        person=person, fresh=bool(person and is_fresh(session, person, partner)),
    ), []  # fmt: skip


def is_fresh(session: Session, said: SaidPerson, partner: Partner | None) -> bool:
    """Say whether somebody is neither in a partner, as this, nor asked into it."""
    known = person_called(session, said.email)
    if known is None or partner is None:
        return True
    within = set(said.roles) <= roles_in(known, partner)
    return not (within or open_to(session, known, partner))


def carry_out(
    session: Session, planned: Plan, *, letters: bool, by: Person | None, now: datetime
) -> None:
    """Do what was planned; letters: people are asked in, else they are in at once, without any."""
    if by:
        demand(by, "register", None)
    assert not planned.wrong
    for line in planned.lines:
        partner = called(session, line.name)
        if partner is None:
            wants = line.row.words.get("wants", "")
            partner = registering.register(session, line.words, wants, by=by, now=now)
        elif line.fate is Fate.CHANGED:
            registering.describe(
                session, partner, line.words, seen=partner.version, by=by, now=now
            )  # fmt: skip
        if line.person and line.fresh:
            let_in(session, partner, line.person, letters=letters, by=by, now=now)


def let_in(
    session: Session, partner: Partner, said: SaidPerson, *, letters: bool, by: Person | None,
    now: datetime,
) -> None:  # fmt: skip
    """Ask somebody in, or have them in at once."""
    if not letters:
        join(session, partner, said)
        return
    invitations.invite(
        session, partner, name=said.name, email=said.email, roles=said.roles,
        language=said.language, known_by=said.known_by, by=by, now=now,
    )  # fmt: skip
