"""What words weigh for a while, and what has been matched as what."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key, Name


class Epoch(Base):
    """One state of what words weigh; its arrays lie in the data folder of whoever made it.

    of: a fingerprint of the matcher's version and of what the operator gave to learn from. texts:
    of how many it was learnt.
    """

    __tablename__ = "epoch"

    id: Mapped[Key]
    made_at: Mapped[datetime]
    of: Mapped[Name]
    texts: Mapped[int]

    @property
    def name(self) -> str:
        """Tell it from any other, also from one that was never stored."""
        return f"{self.id} of {self.made_at.isoformat()}"


class Matched(Base):
    """An open call, or an interest, that has been matched: the seal tells as what, and when not.

    It is stored together with what fits, so that what was broken off goes on where it was.
    """

    __tablename__ = "matched"
    __table_args__ = (
        CheckConstraint("(call_id IS NULL) <> (interest_id IS NULL)", "a call or an interest"),
    )

    id: Mapped[Key]
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), unique=True, index=True)
    interest_id: Mapped[int | None] = mapped_column(
        ForeignKey("interest.id", ondelete="CASCADE"), unique=True, index=True
    )
    seal: Mapped[Name]
