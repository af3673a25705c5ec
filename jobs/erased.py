"""The list of the erased: kept beside the database, since a backup does not know of them.

A restored database brings people back who were erased after the backup was made; they are erased
again before anything is done with it. The list holds numbers and marks, no names or addresses.
"""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models import Person, Subscriber
from workflow.letters.subscribers import forget
from workflow.people.erasing import erase, mark_of

NOBODY = 0  # the number of who reads the newsletter and is no person here


class Tombstone(msgspec.Struct, frozen=True):
    """One who was erased: the number that they had, and the mark of their address."""

    person: int
    mark: str
    at: datetime


def path_of(folder: Path) -> Path:
    """Return where the list is."""
    return folder / "erased.jsonl"


def noting(folder: Path, secret: bytes, now: datetime) -> Callable[[Person], None]:
    """Return what notes that a person is erased: first, so that nothing can come between."""

    def note(person: Person) -> None:
        lay(folder, Tombstone(person.id, mark_of(secret, person.email), now))

    return note


def lay(folder: Path, stone: Tombstone) -> None:
    """Add to the list, surely."""
    with path_of(folder).open("ab") as file:
        file.write(msgspec.json.encode(stone) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def note_outside(folder: Path, secret: bytes, email: str, now: datetime) -> None:
    """Note that an address is erased whose owner is no person here."""
    lay(folder, Tombstone(NOBODY, mark_of(secret, email.strip().lower()), now))


def read(folder: Path) -> list[Tombstone]:
    """Return the list; a line that was cut short by a crash is of nobody."""
    path = path_of(folder)
    stones = []
    for line in path.read_bytes().splitlines() if path.exists() else []:
        try:
            stones.append(msgspec.json.decode(line, type=Tombstone))
        except msgspec.DecodeError:
            continue
    return stones


def erase_again(engine: Engine, folder: Path, secret: bytes, now: datetime) -> int:
    """Erase whom a restored backup brought back; return how many."""
    stones = read(folder)
    marks = {each.person: each.mark for each in stones}
    if not stones:
        return 0
    with Session(engine) as session, session.begin():
        back = select(Person).where(Person.id.in_(marks), Person.erased_at.is_(None))
        found = [
            person
            for person in session.scalars(back)
            if mark_of(secret, person.email) == marks[person.id]
        ]
        for person in found:
            erase(session, person, now)
        return len(found) + forget_outside(session, secret, stones)


def forget_outside(session: Session, secret: bytes, stones: list[Tombstone]) -> int:
    """Forget the subscribers among them; who has asked again since then stays."""
    erased_at = {each.mark: each.at for each in stones}
    known = session.scalars(select(Subscriber)).all()
    marked = [(each, erased_at.get(mark_of(secret, each.email))) for each in known]
    return forget(session, [each.id for each, at in marked if at and each.asked_at <= at])
