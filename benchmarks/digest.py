"""Measure how fast the letters of a week are composed, beside rendering their templates alone.

    python -m benchmarks.digest [--people N] [--calls N] [--fits N]

Made-up people, two in each partner, which has an interest that many of the calls fit; all are due
in one run, as on a first Tuesday. The floor writes the same letters again from values that
are in memory already. Prints, as a Markdown table, seconds, letters a second, the greatest memory,
questions to the database, and how large the letters are.
"""

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest.mock import patch

import click
from sqlalchemy import Engine, event, func, insert, select
from sqlalchemy.orm import Session

from jobs.digest import write_due
from lexicon.terms import Amount, Band, DeadlineModel, Eligibility, Rate, Reason, Status, Verdict
from models import (
    Base,
    Call,
    CallDate,
    Interest,
    Letter,
    Match,
    Membership,
    Partner,
    Person,
    Role,
    Source,
    Topic,
    Watermark,
)
from models.database import connect
from papers import letters
from papers.letters import Written
from workflow.letters.rhythms import Usual

TUESDAY = datetime(2026, 1, 13, 5, 30, tzinfo=UTC)
WORDS = [
    "vatten",
    "skog",
    "ungdom",
    "energi",
    "möte",
    "kultur",
    "vård",
    "industri",
    "landsbygd",
    "skola",
]
DICE = Random(7)


def fill(engine: Engine, people: int, calls: int, fits: int) -> None:
    """Make it all up, in large statements."""
    partners = max(people // 2, 1)
    week_ago = TUESDAY - timedelta(weeks=1)
    with Session(engine) as session, session.begin():
        session.add(
            Source(
                slug="x", reader="feed", funder="Fonden", start="https://x.example/", on=True,
                language="sv", zone="Europe/Stockholm", hours=24, due_at=TUESDAY,
            )
        )  # fmt: skip
        session.flush()
        rows = [call(number) for number in range(1, calls + 1)]
        session.execute(insert(Call), rows)
        session.execute(insert(CallDate), [closes(number) for number in range(1, calls + 1)])
        session.execute(
            insert(Partner), [{"id": n, "name": f"Part {n}"} for n in range(1, partners + 1)]
        )
        session.execute(
            insert(Interest),
            [
                {"id": n, "partner_id": n, "title": " ".join(DICE.sample(WORDS, 2)), "text": "x"}
                for n in range(1, partners + 1)
            ],
        )
        session.execute(
            insert(Person),
            [{"id": n, "name": f"Åsa {n}", "email": f"a{n}@x.example"}
             for n in range(1, people + 1)],
        )  # fmt: skip
        session.execute(
            insert(Membership),
            [{"person_id": n, "partner_id": (n - 1) % partners + 1, "role": Role.REPRESENTATIVE}
             for n in range(1, people + 1)],
        )  # fmt: skip
        session.execute(
            insert(Watermark),
            [
                {"person_id": n, "topic": topic, "until": week_ago, "at": week_ago}
                for n in range(1, people + 1)
                for topic in Topic
            ],
        )
        for partner in range(1, partners + 1):
            among = DICE.sample(range(1, calls + 1), min(fits, calls))
            session.execute(insert(Match), [match(partner, each) for each in among])


def call(number: int) -> dict[str, object]:
    """Return a made-up call."""
    return {
        "id": number, "source_id": 1, "identifier": str(number), "url": f"https://x.example/{number}",
        "title": f"Utlysning {number} för {' och '.join(DICE.sample(WORDS, 3))}",
        "funder": "Fonden för det mesta", "language": "sv", "programme": "", "text": "x " * 500,
        "status": Status.ANNOUNCED, "deadline_model": DeadlineModel.SINGLE, "season": "",
        "amounts": (Amount(currency="SEK", most=Decimal(500_000)),),
        "rates": (Rate(funding_rate=Decimal(60)),),
        "applicants": "Kommuner, regioner och föreningar", "applicant_kinds": (),
        "excluded_kinds": (), "areas": (), "area_text": "", "wordings": (), "uncertain": (),
        "evidence": (), "found_at": TUESDAY, "seen_at": TUESDAY, "missed": 0, "settled": (),
    }  # fmt: skip


def closes(number: int) -> dict[str, object]:
    """Return when a call closes: some time within half a year."""
    day = date(2026, 1, 20) + timedelta(days=number % 180)
    passes = datetime(day.year, day.month, day.day, 23, tzinfo=UTC)
    return {
        "call_id": number, "kind": "final", "day": day, "zone": "Europe/Stockholm", "label": "",
        "passes_at": passes,
    }  # fmt: skip


def match(interest: int, number: int) -> dict[str, object]:
    """Return that a call fits an interest."""
    words = DICE.sample(WORDS, 4)
    return {
        "interest_id": interest, "call_id": number, "score": DICE.random(), "z": 2.0, "matcher": 1,
        "band": DICE.choice(list(Band)),
        "reasons": tuple(Reason(word=each, met=each, weight=0.2) for each in words),
        "eligibility": (Eligibility(condition="area", verdict=Verdict.UNKNOWN),),
        "may_apply": Verdict.UNKNOWN, "found_at": TUESDAY - timedelta(days=DICE.randrange(1, 6)),
    }  # fmt: skip


@contextmanager
def counted(engine: Engine) -> Iterator[list[int]]:
    """Count the questions to the database."""
    count = [0]

    def asked(*_: object) -> None:
        count[0] += 1

    event.listen(engine, "before_cursor_execute", asked)
    yield count
    event.remove(engine, "before_cursor_execute", asked)


def peak() -> float:
    """Return the greatest memory so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@click.command()
@click.option("--people", default=5000)
@click.option("--calls", default=5000)
@click.option("--fits", default=60, help="Calls that fit an interest.")
def main(people: int, calls: int, fits: int) -> None:
    """Measure."""
    with TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{Path(folder)}/letters.db")
        Base.metadata.create_all(engine)
        fill(engine, people, calls, fits)
        measure(engine, people, calls)
        engine.dispose()


def measure(engine: Engine, people: int, calls: int) -> None:
    """Write the letters, then the first hundred of them again from memory."""
    kept: list[tuple[str, str, dict[str, object]]] = []
    plain = letters.write

    def noting(kind: str, language: str, values: dict[str, object]) -> Written:
        if len(kept) < 100:
            kept.append((kind, language, values))
        return plain(kind, language, values)

    before = peak()
    with counted(engine) as asked, patch("papers.letters.write", noting):
        began, cpu = time.perf_counter(), time.process_time()
        written = write_due(engine, TUESDAY, Usual(), carried=True)
        spent, cpu = time.perf_counter() - began, time.process_time() - cpu
    began, floor_cpu = time.perf_counter(), time.process_time()
    for each in kept:
        plain(*each)
    floor = (time.perf_counter() - began) / len(kept) * written
    floor_cpu = (time.process_time() - floor_cpu) / len(kept) * written
    with Session(engine) as session:
        mean, largest = session.execute(
            select(func.avg(func.length(Letter.html)), func.max(func.length(Letter.html)))
        ).one()
    click.echo(f"{people} people, {calls} open calls, {written} letters\n")
    click.echo("| | s | CPU s | letters/s | MB | questions | HTML kB, mean (most) |")
    click.echo("|---|---|---|---|---|---|---|")
    click.echo(
        f"| composed and stored | {spent:.1f} | {cpu:.1f} | {written / spent:.0f} | {peak():.0f}"
        f" (+{peak() - before:.0f}) | {asked[0]} | {mean / 1000:.0f} ({largest / 1000:.0f}) |"
    )
    click.echo(
        f"| floor: the templates alone | {floor:.1f} | {floor_cpu:.1f} | {written / floor:.0f} |"
        " | | |"
    )
    click.echo(f"\n{cpu / floor_cpu:.2f} times the floor's computing.")


if __name__ == "__main__":
    main()
