"""The second factor: an app with codes, codes on paper; passkeys are in passkeys.py."""

from datetime import datetime

import pyotp
from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from models import CodeApp, Passkey, Person, RecoveryCode
from models.database import swap
from papers.keys import app_key, new_recovery_code, new_salt, recovery_hash, same
from papers.links import link
from workflow.telling import send

STEP = 30  # seconds
RECOVERY_CODES = 10


def has_second(session: Session, person_id: int) -> bool:
    """Say whether a person has anything beside their address."""
    keys = exists().where(Passkey.person_id == person_id)
    apps = exists().where(CodeApp.person_id == person_id, CodeApp.proven_at.is_not(None))
    return bool(session.scalar(select(or_(keys, apps))))


def passkeys_of(session: Session, person: Person) -> list[Passkey]:
    """Return a person's passkeys, the oldest first."""
    return list(
        session.scalars(select(Passkey).filter_by(person_id=person.id).order_by(Passkey.id))
    )


def app_of(session: Session, person: Person) -> CodeApp | None:
    """Return the app with codes, also one that has not shown a code yet."""
    return session.scalar(select(CodeApp).filter_by(person_id=person.id))


def codes_left(session: Session, person: Person) -> int:
    """Count the recovery codes that are still good."""
    good = (RecoveryCode.person_id == person.id, RecoveryCode.used_at.is_(None))
    return session.scalar(select(func.count(RecoveryCode.id)).where(*good)) or 0


def begin_app(session: Session, person: Person, now: datetime) -> CodeApp:
    """Begin with an app; until it has shown a code, an earlier one that did not is replaced."""
    app = app_of(session, person)
    if app is None:
        app = CodeApp(person_id=person.id, salt=new_salt(), added_at=now)
        session.add(app)
    elif app.proven_at is None:
        app.salt, app.added_at = new_salt(), now
    session.flush()
    return app


def app_address(secret: bytes, person: Person, app: CodeApp, site: str) -> str:
    """Return what the picture for the app says."""
    key = app_key(secret, person.id, app.salt)
    return pyotp.TOTP(key).provisioning_uri(name=person.email, issuer_name=site)


def by_app(session: Session, secret: bytes, app: CodeApp, code: str, now: datetime) -> bool:
    """Say whether the app's code is right; one step early or late is, one twice is not."""
    totp = pyotp.TOTP(app_key(secret, app.person_id, app.salt), interval=STEP)
    said, step = "".join(code.split()), int(now.timestamp()) // STEP
    right = [each for each in (step - 1, step, step + 1) if same(said, totp.generate_otp(each))]
    fresh = (CodeApp.id == app.id, CodeApp.last_step < max(right, default=0))
    if not right or not swap(session, update(CodeApp).where(*fresh).values(last_step=max(right))):
        return False
    session.refresh(app)
    return True


def by_recovery(session: Session, secret: bytes, person: Person, code: str, now: datetime) -> bool:
    """Say whether a code on paper is right, and use it up."""
    good = (
        RecoveryCode.person_id == person.id,
        RecoveryCode.hash == recovery_hash(secret, code),
        RecoveryCode.used_at.is_(None),
    )
    return swap(session, update(RecoveryCode).where(*good).values(used_at=now))


def new_codes(session: Session, secret: bytes, person: Person) -> list[str]:
    """Return new codes to write on paper; the old ones are good no more."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    codes = [new_recovery_code() for _ in range(RECOVERY_CODES)]
    for code in codes:
        session.add(RecoveryCode(person_id=person.id, hash=recovery_hash(secret, code)))
    session.flush()
    return codes


def remove_app(session: Session, person: Person) -> None:
    """Forget the app; without any second factor the codes on paper go as well."""
    session.execute(delete(CodeApp).where(CodeApp.person_id == person.id))
    drop_idle_codes(session, person)


def remove_passkey(session: Session, person: Person, id: int) -> None:
    """Forget a passkey."""
    mine = (Passkey.id == id, Passkey.person_id == person.id)
    session.execute(delete(Passkey).where(*mine))
    drop_idle_codes(session, person)


def remove_all(session: Session, person: Person) -> None:
    """Forget all of it: for who has lost everything, and was asked for by the operator."""
    session.execute(delete(Passkey).where(Passkey.person_id == person.id))
    remove_app(session, person)


def drop_idle_codes(session: Session, person: Person) -> None:
    """Codes on paper stand in for something else; without it they are nothing."""
    if not has_second(session, person.id):
        session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))


def tell_of_change(session: Session, person: Person, now: datetime) -> None:
    """Write to the person that the second factor was changed: if it was another, they learn it."""
    send(session, person, "secured", about=now.isoformat(), now=now, link=link("/account"))
