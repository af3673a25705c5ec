"""What people have beside their address: passkeys, an app with codes, codes on paper."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key, Name


class Passkey(Base):
    """A key that a device keeps (WebAuthn); we have its public half."""

    __tablename__ = "passkey"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    credential: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    count: Mapped[int]  # of its signatures, where the device counts
    name: Mapped[Name]
    added_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class CodeApp(Base):
    """An app that shows codes (TOTP, RFC 6238); its key is computed from the salt and the secret.

    `last_step` is the half minute of the last code that was taken: none is taken twice.
    """

    __tablename__ = "code_app"
    __table_args__ = (UniqueConstraint("person_id", name="one_app_each"),)

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    salt: Mapped[Name]
    added_at: Mapped[datetime]
    proven_at: Mapped[datetime | None]  # before it has shown a first code it proves nothing
    last_step: Mapped[int] = mapped_column(default=0)


class RecoveryCode(Base):
    """A code on paper, for the day when the device is gone; kept as a hash, good once."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("person_id", "hash"),)

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    hash: Mapped[Name]
    used_at: Mapped[datetime | None]
