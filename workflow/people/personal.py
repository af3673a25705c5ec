"""What is kept about a person: where it stands, what an erasure does with it, and why."""

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import JSON, Column, ColumnElement, String, Table, Text, cast, func, or_, select
from sqlalchemy.orm import Session

from models import Base, Letter, Person, Subscriber


class Fate(StrEnum):
    """What an erasure does with a row that points to the person."""

    GOES = "goes"
    STAYS = "stays"  # and points to somebody without name and address


class Rule(NamedTuple):
    """The fate of the rows of one column, and why."""

    fate: Fate
    why: str


RECORD = "the partnership's record of what was decided; it points to a person without a name"
EVIDENCE = "who signed is evidence, for as long as the funder may ask (GDPR 17.3 e)"
GOES = Rule(Fate.GOES, "about this person only")
UNKNOWN = Rule(Fate.STAYS, "no rule says that it may go; it points to a person without a name")
RULES = {
    "attachment.by_id": Rule(Fate.STAYS, RECORD),
    "bounce.person_id": GOES,
    "call_limit.said_by": Rule(Fate.STAYS, RECORD),
    "code_app.person_id": GOES,
    "comment.by_id": Rule(Fate.STAYS, RECORD),
    "correction.by_id": Rule(Fate.STAYS, RECORD),
    "deputy.for_id": Rule(Fate.STAYS, RECORD),
    "deputy.person_id": Rule(Fate.STAYS, RECORD),
    "document.by_id": Rule(Fate.STAYS, RECORD),
    "event.by_id": Rule(Fate.STAYS, "the sealed log has numbers only, and cannot be changed"),
    "feedback.person_id": Rule(Fate.STAYS, RECORD),
    "held_form.person_id": GOES,
    "intent.filed_by": Rule(Fate.STAYS, RECORD),
    "interest_period.begun_by": Rule(Fate.STAYS, RECORD),
    "interest_period.chosen_by": Rule(Fate.STAYS, RECORD),
    "invitation.by_id": Rule(Fate.STAYS, RECORD),
    "invitation.person_id": GOES,
    "latecomer.asked_by": Rule(Fate.STAYS, RECORD),
    "latecomer.settled_by": Rule(Fate.STAYS, RECORD),
    "letter.person_id": GOES,
    "letterhead.by_id": Rule(Fate.STAYS, RECORD),
    "look.by_id": GOES,
    "membership.person_id": GOES,
    "mention.person_id": GOES,
    "newcomer.settled_by": Rule(Fate.STAYS, RECORD),
    "newsletter.sent_by": Rule(Fate.STAYS, RECORD),
    "notice.person_id": GOES,
    "offer_answer.answered_by": Rule(Fate.STAYS, RECORD),
    "outside_offer.recorded_by": Rule(Fate.STAYS, RECORD),
    "overlap.noted_by": Rule(Fate.STAYS, RECORD),
    "overlap.proposed_by": Rule(Fate.STAYS, RECORD),
    "overlap_member.replied_by": Rule(Fate.STAYS, RECORD),
    "own_link.person_id": GOES,
    "passkey.person_id": GOES,
    "recovery_code.person_id": GOES,
    "result.by_id": Rule(Fate.STAYS, RECORD),
    "recusal.person_id": Rule(Fate.STAYS, RECORD),
    "reviewer.person_id": Rule(Fate.STAYS, RECORD),
    "rhythm.person_id": GOES,
    "ruling.by_id": Rule(Fate.STAYS, RECORD),
    "sameness.by_id": Rule(Fate.STAYS, RECORD),
    "score.person_id": Rule(Fate.STAYS, RECORD),
    "section.person_id": Rule(Fate.STAYS, RECORD),
    "section.writing_id": Rule(Fate.STAYS, RECORD),
    "section_text.by_id": Rule(Fate.STAYS, RECORD),
    "sign_in.person_id": GOES,
    "signature.deputy_for_id": Rule(Fate.STAYS, EVIDENCE),
    "signature.person_id": Rule(Fate.STAYS, EVIDENCE),
    "stance.answered_by": Rule(Fate.STAYS, RECORD),
    "stance.told_by": Rule(Fate.STAYS, RECORD),
    "task.done_by_id": Rule(Fate.STAYS, RECORD),
    "task.made_by_id": Rule(Fate.STAYS, RECORD),
    "task.person_id": Rule(Fate.STAYS, RECORD),
    "talk.noted_by": Rule(Fate.STAYS, RECORD),
    "tip.by_id": Rule(Fate.STAYS, RECORD),
    "tip.settled_by": Rule(Fate.STAYS, RECORD),
    "unsaved_text.person_id": GOES,
    "upload.by_id": GOES,
    "watermark.person_id": GOES,
    "web_session.person_id": GOES,
    "within_group.person_id": GOES,
}
# What signs in, or is a file of others, is not handed out.
NOT_TOLD = {"hash", "salt", "challenge", "public_key", "credential", "packed", "seal", "before"}


WORDS = "words that others wrote: read them, and take the name out by hand"
OUTSIDE = "subscriber.email"  # it goes as well, with the letters to it
WHY = {
    "signature.email": EVIDENCE,
    "signature.name": EVIDENCE,
    "event.facts": "words in the sealed log, which cannot be changed: the partnership's record",
}


def pointers() -> Iterator[tuple[Table, Column[Any], Rule]]:
    """Yield every column of a table that points to a person, and the rule for it."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == "person" for key in column.foreign_keys):
                yield table, column, RULES.get(f"{table.name}.{column.name}", UNKNOWN)


class Line(NamedTuple):
    """One line of a report: so many rows there, what becomes of them, and why."""

    place: str
    rows: int
    fate: Fate
    why: str


def report(session: Session, person: Person) -> list[Line]:
    """Say what is kept about a person, and what an erasure would do with it."""
    lines = [Line("person", 1, Fate.GOES, "name and address are overwritten")]
    for table, column, rule in pointers():
        wanted = select(func.count()).select_from(table).where(column == person.id)
        if count := session.scalar(wanted):
            lines.append(Line(f"{table.name}.{column.name}", count, *rule))
    for place, count in traces(session, person.name, person.email, person.id):
        known = GOES if place == OUTSIDE else Rule(Fate.STAYS, WHY.get(place, WORDS))
        lines.append(Line(place, count, *known))
    return lines


def outside(session: Session, email: str) -> dict[str, list[dict[str, Any]]]:
    """Return what is kept about an address that reads the newsletter, by table."""
    mine = session.scalars(select(Subscriber).filter_by(email=email.strip().lower())).all()
    letters = select(Letter.__table__).where(Letter.subscriber_id.in_([each.id for each in mine]))
    found = {
        "subscriber": [plain(each.__table__, each) for each in mine],
        "letter": [plain(Letter.__table__, row) for row in session.execute(letters)],
    }
    return {name: rows for name, rows in found.items() if rows}


def traces(session: Session, name: str, email: str, person_id: int) -> Iterator[tuple[str, int]]:
    """Yield every place where the name or the address stands in words, beside the person's own."""
    own = {id(column): rule for _, column, rule in pointers() if rule.fate is Fate.GOES}
    for table in Base.metadata.sorted_tables:
        if table.name == "person":
            continue
        apart = [
            column.is_distinct_from(person_id) for column in table.columns if id(column) in own
        ]
        for column in table.columns:
            if not holds_words(column) or column.name in NOT_TOLD:
                continue
            said = or_(names(column, name), names(column, email))
            wanted = select(func.count()).select_from(table).where(said, *apart)
            if count := session.scalar(wanted):
                yield f"{table.name}.{column.name}", count


def holds_words(column: Column[Any]) -> bool:
    """Say whether a column holds words, be it within a list or a table of values."""
    return isinstance(column.type, String | Text) or is_json(column)


def is_json(column: ColumnElement[Any]) -> bool:
    """Say whether a column holds JSON."""
    return isinstance(getattr(column.type, "impl", column.type), JSON)


def names(column: ColumnElement[Any], sign: str) -> ColumnElement[bool]:
    """Say whether a name or an address stands in a column, in small letters or great."""
    if not is_json(column):
        return column.icontains(sign, autoescape=True)
    # Letters beyond a to z stand in JSON as their numbers.
    return cast(column, Text).icontains(json.dumps(sign)[1:-1], autoescape=True)


def everything(session: Session, person: Person) -> dict[str, list[dict[str, Any]]]:
    """Return all that is kept about a person, by table, as plain values."""
    found = {"person": [plain(person.__table__, person)]}
    for table, column, _ in pointers():
        rows = session.execute(select(table).where(column == person.id)).all()
        if rows:
            found.setdefault(table.name, []).extend(plain(table, row) for row in rows)
    for name, told in outside(session, person.email).items():
        found.setdefault(name, []).extend(told)
    return found


def plain(table: Any, row: Any) -> dict[str, Any]:
    """Return a row's columns that may be told, by name."""
    names = [column.name for column in table.columns if column.name not in NOT_TOLD]
    return {name: getattr(row, name) for name in names}
