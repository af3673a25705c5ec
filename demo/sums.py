"""How the invented parties divide their sums, and what they promise elsewhere."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from demo.parties import part, speaker
from lexicon.budget import Cost, CostKind, Fund, FundKind, worked
from models import Application, Commitment, Meeting
from workflow.applications import choosing, commitments, recording
from workflow.applications.budgeting import Detail
from workflow.applications.terms import seal_of
from workflow.partners import aids

BROLINAN, HYTTVALLA = "Stiftelsen Brolinan", "Hyttvalla kommun"


def divide(session: Session, bid: Application, *, now: datetime) -> None:
    """Let two parties divide what they have proposed; one of them has not come to the end."""
    by = speaker(part(bid, BROLINAN).partner)
    choosing.choose_flat_rate(session, bid, 40, seen=None, by=by, now=now)
    first = now.year + 1
    give(
        session, part(bid, BROLINAN),
        staff={first: 400_000, first + 1: 1_100_000, first + 2: 1_100_000, first + 3: 400_000},
        funds=(
            Fund(kind=FundKind.CASH, amount=Decimal(1_000_000), decided=True),
            hours(1600, 420, decided=True),
            Fund(kind=FundKind.PARTICIPANTS_PAY, amount=Decimal(260_000), board="Styrelsen"),
        ),
        undertaking=True, now=now,
    )  # fmt: skip
    board = session.scalars(
        select(Meeting).join(Meeting.partner).filter_by(name=HYTTVALLA).order_by(Meeting.day)
    ).first()
    give(
        session, part(bid, HYTTVALLA),
        staff={first: 240_000, first + 1: 300_000, first + 2: 300_000},
        funds=(
            hours(800, 390, board=board.body if board else "", day=board.day if board else None),
            Fund(kind=FundKind.PARTICIPANTS_PAY, amount=Decimal(240_000), decided=True),
        ),
        undertaking=False, now=now,
    )  # fmt: skip


def tell_of_means(session: Session, bid: Application, *, now: datetime) -> None:
    """Let a municipality say its ceiling, and a foundation what it got and what it rests on."""
    town, brolinan = part(bid, HYTTVALLA), part(bid, BROLINAN)
    aids.limit(
        session, town.partner, most="600000", currency="SEK", language="sv",
        by=speaker(town.partner), now=now,
    )  # fmt: skip
    for day, amount, currency in ((f"{now.year - 1}-05-12", "40000", "EUR"),
                                  (f"{now.year}-02-03", "900000", "SEK")):  # fmt: skip
        aids.declare(
            session, brolinan.partner, day=day, giver="Region Mellanmarken", amount=amount,
            currency=currency, per_euro="", language="sv", by=speaker(brolinan.partner), now=now,
        )  # fmt: skip
    recording.record(
        session, brolinan, protocol=f"Styrelsen {now:%Y-%m-%d} § 14", diary_number="",
        delegation="", seen=recording.mark(brolinan), by=speaker(brolinan.partner), now=now,
    )  # fmt: skip


def give(
    session: Session, mine: Commitment, *, staff: dict[int, int], funds: tuple[Fund, ...],
    undertaking: bool, now: datetime,
) -> None:  # fmt: skip
    """Divide a part's sums, which stay as they are."""
    costs = tuple(Cost(CostKind.STAFF, year, Decimal(sum_)) for year, sum_ in staff.items())
    commitments.change(
        session, mine, total_cost=mine.total_cost, co_funding=mine.co_funding,
        detail=Detail(costs, funds, undertaking, mine.currency), seen=seal_of(mine),
        by=speaker(mine.partner), now=now,
    )  # fmt: skip


def hours(
    number: int, rate: int, *, decided: bool = False, board: str = "", day: date | None = None
) -> Fund:
    """Promise working time."""
    of, at = Decimal(number), Decimal(rate)
    return Fund(
        kind=FundKind.STAFF_TIME, amount=worked(of, at), hours=of, hourly_rate=at,
        decided=decided, board=board, day=day,
    )  # fmt: skip
