"""A machine of chance that forges as well: what somebody may try who has the database itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Commitment, Event, Person, Signature
from tests.signing_machine import ACTS, Machine
from workflow import audit

SIGNATURE_FORGERIES = (
    "UPDATE signature SET name = 'Mallory' WHERE id = {id}",
    "UPDATE signature SET binding = NOT binding WHERE id = {id}",
    "UPDATE signature SET authority = 'King' WHERE id = {id}",
    "UPDATE signature SET person_id = {other} WHERE id = {id}",
    "UPDATE signature SET terms = replace(terms, 'work', 'wark') WHERE id = {id}",
    "UPDATE signature SET seal = '{nothing}' WHERE id = {id}",
    "UPDATE signature SET void_at = NULL WHERE id = {ended}",
    "UPDATE signature SET void_at = signed_at WHERE id = {held}",
    "DELETE FROM signature WHERE id = {id}",
    "INSERT INTO signature (commitment_id, person_id, event_id, name, title, email, capacity,"
    " authority, deputy_for_id, how, second, signed_in_at, level, terms, seal, salt, binding,"
    " signed_at, void_at)"
    " SELECT commitment_id, person_id, {unsigned}, name, title, email, capacity, authority,"
    " deputy_for_id, how, second, signed_in_at, level, terms, seal, salt, binding, signed_at,"
    " signed_at FROM signature WHERE id = {id}",
)
EVENT_FORGERIES = (
    "UPDATE event SET by_id = CASE by_id WHEN {other} THEN {person} ELSE {other} END"
    " WHERE id = {event}",
    "UPDATE event SET verb = 'noted' WHERE id = {event}",
    "UPDATE event SET facts = '{{}}' WHERE id = {event}",
    "UPDATE event SET id = id + 1000000 WHERE id = {event}",
    "DELETE FROM event WHERE id = {event}",
)
# What may happen.
RULES = (*ACTS, "forge_signature", "forge_event", "cut")


class Forger(Machine):
    """The machine, and what nobody may do: each is found, and undone again."""

    @contextmanager
    def tampering(self) -> Iterator[Session]:
        """Give a session past triggers and keys, whose changes are rolled back."""
        with Session(self.engine) as session:
            if self.engine.dialect.name == "postgresql":
                session.execute(text("SET LOCAL session_replication_role = replica"))
            else:
                for name in ("event_never_updated", "event_never_deleted"):
                    session.execute(text(f"DROP TRIGGER {name}"))
            yield session
            session.rollback()

    def chosen(self, session: Session) -> dict[str, object] | None:
        """Return what a forgery may touch."""
        mine = (
            select(Signature)
            .join(Signature.commitment)
            .where(Commitment.application_id == self.bid)
            .order_by(Signature.id)
        )
        signatures = session.scalars(mine).all()
        ended = [each for each in signatures if each.void_at and not each.commitment.signature]
        held = [each for each in signatures if each.void_at is None]
        if not signatures or not ended or not held:
            return None
        one = self.dice.choice(signatures)
        others = session.scalars(
            select(Person.id).where(Person.id != one.person_id).order_by(Person.id)
        ).all()
        last = session.scalar(select(func.max(Event.id)).where(Event.verb != "signed"))
        ids = session.scalars(select(Event.id).order_by(Event.id)).all()
        return {
            "id": one.id, "ended": self.dice.choice(ended).id, "held": self.dice.choice(held).id,
            "other": self.dice.choice(others), "person": one.person_id,
            "nothing": "0" * 64, "unsigned": last, "event": self.dice.choice(ids[:-1]),
        }  # fmt: skip

    def forge_signature(self) -> None:
        with self.tampering() as session:
            values = self.chosen(session)
            if values is None:
                return
            forgery = self.dice.choice(SIGNATURE_FORGERIES)
            session.expire_all()
            session.execute(text(forgery.format(**values)))
            session.expire_all()
            assert list(audit.forged(session, f"application:{self.bid}")), forgery.format(**values)
        self.came["signatures forged and found"] += 1

    def forge_event(self) -> None:
        with self.tampering() as session:
            values = self.chosen(session)
            if values is None:
                return
            forgery = self.dice.choice(EVENT_FORGERIES)
            try:
                session.execute(text(forgery.format(**values)))
            except IntegrityError:  # SQLite itself keeps an event that a signature names
                self.came["events kept by the database"] += 1
                return
            session.expire_all()
            assert list(audit.broken(session)), forgery.format(**values)
        self.came["events forged and found"] += 1

    def cut(self) -> None:
        """Note the head, cut some of the last events off with their signatures, and look."""
        with Session(self.engine) as session:
            kept = ("a file", audit.head(session))
        self.heads.append(kept)
        with self.tampering() as session:
            first = kept[1].number - self.dice.randrange(4)
            session.execute(text(f"DELETE FROM signature WHERE event_id >= {first}"))
            session.execute(text(f"DELETE FROM event WHERE id >= {first}"))
            session.expire_all()
            assert list(audit.gone(session, *kept))
        self.came["chains cut and found"] += 1
