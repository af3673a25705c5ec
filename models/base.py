"""The base of every table, and the kinds of column they share."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import msgspec
from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum, MetaData, String, event
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, mapped_column
from sqlalchemy.types import TypeDecorator


def in_utc(moment: datetime) -> datetime:
    """Turn a moment of any zone to UTC; a naive one is a bug and is refused with a ValueError."""
    if moment.tzinfo is None:
        raise ValueError(f"naive datetime: {moment!r}")
    return moment.astimezone(UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC datetimes, also on SQLite, which forgets the zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC."""
        return value and in_utc(value).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Put the zone back."""
        return value and value.replace(tzinfo=UTC)


class Hundredths(TypeDecorator[Decimal]):
    """Money to the öre, kept as a whole number, since SQLite knows no decimals."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Store öre; a part of an öre is refused."""
        if value is None:
            return None
        if (whole := value.scaleb(2)) != int(whole):
            raise ValueError(f"a part of an öre: {value}")
        return int(whole)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Give kronor with two decimals back."""
        return None if value is None else Decimal(value).scaleb(-2)


class TenThousandths(Hundredths):
    """An exchange rate as banks tell it, with four decimals."""

    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Store a whole number; what is finer is refused."""
        return super().process_bind_param(value if value is None else value.scaleb(2), dialect)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Give the rate back."""
        return None if value is None else Decimal(value).scaleb(-4)


class Values(TypeDecorator[Any]):
    """A tuple of values from lexicon/ (or of words), kept as JSON and given back as it was."""

    impl = JSON
    cache_ok = True

    def __init__(self, kind: type) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Store plain JSON; a missing value is an empty tuple."""
        return msgspec.to_builtins(value or ())

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Build the values again."""
        # Not strict, so that a Decimal kept as text comes back as a Decimal.
        # Nothing is what an outer join has of a row that is not there.
        return msgspec.convert(value or (), tuple[self.kind, ...], strict=False)  # type: ignore[name-defined]


Key = Annotated[int, mapped_column(primary_key=True)]
Name = Annotated[str, mapped_column(String(200))]
PerEuro = Annotated[Decimal | None, mapped_column(TenThousandths, nullable=True)]
Title = Annotated[str, mapped_column(String(300))]


class Base(DeclarativeBase):
    """Parent of all tables."""

    # Every constraint has a name, since a migration can only change what it can call.
    metadata = MetaData(
        naming_convention={
            "ck": "%(constraint_name)s",
            "fk": "%(table_name)s_%(column_0_name)s",
            "ix": "%(table_name)s_%(column_0_N_name)s_index",
            "pk": "%(table_name)s_key",
            "uq": "%(table_name)s_%(column_0_N_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy's own way of saying it)
        datetime: UtcDateTime,
        Decimal: Hundredths,
        # Stored as the words of the enum ("gathering"), not as the names of its members.
        StrEnum: Enum(
            StrEnum,
            native_enum=False,
            length=40,
            values_callable=lambda kind: [word.value for word in kind],
        ),
    }


@event.listens_for(Base, "attribute_instrument", propagate=True)
def _keep_utc(kind: type, name: str, attribute: InstrumentedAttribute[Any]) -> None:
    """Let a moment that is set be what is read back: UTC, in whatever zone it was told."""
    columns = getattr(attribute.property, "columns", ())
    if columns and isinstance(columns[0].type, UtcDateTime):
        event.listen(attribute, "set", lambda row, value, *_: value and in_utc(value), retval=True)
