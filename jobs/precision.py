"""How good past letters were, as people judge them; and these judgements as a test set."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from math import sqrt
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Call, Feedback, Interest, Notice, Wish
from workflow.interests.feedback import holding

NORMAL = 1.96  # standard deviations that hold 95 % of a normal distribution


class Precision(NamedTuple):
    """Of calls that letters told: how many, how many were judged, and how many of these wanted."""

    told: int
    judged: int
    wanted: int

    @property
    def share(self) -> float | None:
        """Return the share of the judged that was wanted; None if nothing was judged."""
        return self.wanted / self.judged if self.judged else None

    def interval(self) -> tuple[float, float]:
        """Return where the share lies with 95 % certainty, by Wilson's score (1927)."""
        if not self.judged:
            return 0.0, 1.0
        share, n, z = self.wanted / self.judged, self.judged, NORMAL
        middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z / (1 + z**2 / n) * sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
        return max(0.0, middle - half), min(1.0, middle + half)


def precisions(session: Session, zone: str) -> dict[tuple[str, str], Precision]:
    """Return the precision by month (as 2026-11) and band, and of each and all under "all".

    A call that was told to several people, or again, counts once for each interest.
    """
    told: dict[tuple[int, int], Notice] = {}
    for each in session.scalars(select(Notice).order_by(Notice.id)):
        told.setdefault((each.interest_id, each.call_id), each)
    holds, counts = holding(session), Counter[tuple[str, str, str]]()
    for (interest, call), each in told.items():
        said = holds.get(interest, {}).get(call)
        for month in (month_of(each.at, zone), "all"):
            for band in (each.band.value, "all"):
                counts[month, band, "told"] += 1
                counts[month, band, "judged"] += said is not None
                counts[month, band, "wanted"] += said is Wish.MORE
    places = sorted({(month, band) for month, band, _ in counts})
    names = Precision._fields
    return {at: Precision(*(counts[*at, name] for name in names)) for at in places}


def month_of(at: datetime, zone: str) -> str:
    """Return the month of a moment where the partnership is."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m}"


def export(session: Session, folder: Path) -> int:
    """Write what was judged as calls, profiles and qrels, as `samsok rank` reads them.

    Every call and interest that something was said of, and the calls that letters told. A call
    that is wanted has gain 1; one that is not stands there with 0. Returns how many judgements.
    """
    holds = holding(session)
    told = {each.call_id for each in session.scalars(select(Notice))}
    said = {each.call_id for each in session.scalars(select(Feedback))}
    folder.mkdir(parents=True, exist_ok=True)
    calls = session.scalars(select(Call).where(Call.id.in_(told | said)).order_by(Call.id))
    lines = (
        {"id": f"c{each.id}", "lang": each.language, "title": each.title, "text": each.text}
        for each in calls
    )
    _write(folder / "calls.jsonl", lines)
    asked = session.scalars(select(Interest).where(Interest.id.in_(holds)).order_by(Interest.id))
    profiles = (
        {"id": f"i{each.id}", "lang": each.language, "text": f"{each.title}. {each.text}"}
        for each in asked
    )
    _write(folder / "profiles.jsonl", profiles)
    rows = [
        (f"i{interest}", f"c{call}", int(wish is Wish.MORE))
        for interest, calls_ in sorted(holds.items())
        for call, wish in sorted(calls_.items())
    ]
    with (folder / "qrels.tsv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter="\t", lineterminator="\n")
        table.writerows([("profile_id", "call_id", "rel"), *rows])
    return len(rows)


def lines(found: Mapping[tuple[str, str], Precision]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each month and band: told, judged, wanted, the share and its interval."""
    for (month, band), each in found.items():
        low, high = each.interval()
        share = "" if each.share is None else f"{each.share:.2f} ({low:.2f}–{high:.2f})"
        yield month, band, *map(str, each), share


def _write(path: Path, rows: Iterator[dict[str, str]]) -> None:
    path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
