"""Measure how soon the hits come while an interest is typed, over HTTP, beside an empty answer.

And how soon the page of a pasted idea comes, whole.

    SAMSOK_DATA=… python -m benchmarks.live [--calls 20000] [--requests 400]

Two web processes, warm, on a SQLite file with made-up calls of real sentences. Every answer to a
text that is typed is followed by one to nothing typed: the same doors, form and page, no search.
And each text is saved as an interest once, which the page of its first hits answers.
"""

import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import (  # noqa: TID251 (asks the pages that it has started itself)
    HTTPCookieProcessor,
    OpenerDirector,
    Request,
    build_opener,
)

import click
import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks.texts import calls as made_up
from benchmarks.texts import interests as typed
from benchmarks.texts import swedish
from config import Config
from jobs import serve
from jobs.match import match
from lexicon.terms import DeadlineModel, Status
from models import Call, CallDate, Interest, Membership, Partner, Person, Role, Source
from models.database import connect, upgrade
from papers.links import Tickets

PEOPLE = 20  # nobody types faster than the pace allows
PORT = 8765
STEPS = (0.4, 0.6, 0.8, 1.0)  # of a text, as it grows


def fill(session: Session, sentences: list[str], number: int, now: datetime) -> None:
    """Store calls that are open for a year, and people who each speak for a partner."""
    source = Source(
        slug="made_up", reader="feed", funder="Fund", start="https://fund.example/", language="sv",
        zone="Europe/Stockholm", on=False, hours=24, due_at=now,
    )  # fmt: skip
    day = date(now.year + 1, now.month, 1)
    for place, each in enumerate(made_up(sentences, number)):
        call = Call(
            source=source, identifier=str(place), url=f"https://fund.example/{place}",
            title=each.title[:100], text=each.text, language="sv", funder="Fund",
            programme="", season="", status=Status.ANNOUNCED, applicants="", area_text="",
            deadline_model=DeadlineModel.SINGLE, found_at=now, seen_at=now,
        )  # fmt: skip
        closes = datetime.combine(day, datetime.min.time(), UTC)
        call.dates = [
            CallDate(kind="final", day=day, zone="Europe/Stockholm", label="", passes_at=closes)
        ]
        session.add(call)
    for place, text in enumerate(typed(sentences, PEOPLE)):
        person = Person(name=f"P{place}", email=f"p{place}@example.org", language="sv")
        partner = Partner(name=f"Partner {place}", area="SE124")
        partner.memberships.append(Membership(person=person, role=Role.REPRESENTATIVE))
        partner.interests.append(Interest(title="", text=text.text, language="sv"))
        session.add(partner)


class Typist:
    """Somebody at a browser, signed in."""

    def __init__(self, base: str, ticket: str, partner: int) -> None:
        self.browser: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))
        self.base, self.path = base, f"{base}/partners/{partner}/live"
        self.new = f"{base}/partners/{partner}/interests/new"
        where = f"{base}/in/{ticket}"
        self.browser.open(where, self.form(self.token(where), next="/calls"), timeout=60).read()
        self.own = self.token(f"{base}/partners/{partner}")

    def token(self, page: str) -> str:
        """Return the token of the form on a page."""
        shown = self.browser.open(page, timeout=60).read().decode()
        found = re.search(r'name="csrf_token" value="([^"]+)"', shown)
        assert found, page
        return found[1]

    def form(self, token: str, **said: str) -> bytes:
        """Encode a form."""
        return urlencode({"csrf_token": token, **said}).encode()

    def ask(self, text: str) -> tuple[float, str]:
        """Send what is typed; return the milliseconds until all has come, and what came."""
        request = Request(self.path, self.form(self.own, text=text), {"HX-Request": "true"})
        start = time.perf_counter()
        shown = self.browser.open(request, timeout=60).read().decode()
        return (time.perf_counter() - start) * 1000, shown

    def save(self, text: str) -> float:
        """Save an interest; return the milliseconds until its first hits have come."""
        request = Request(self.new, self.form(self.own, text=text, language="sv"))
        start = time.perf_counter()
        self.browser.open(request, timeout=60).read()
        return (time.perf_counter() - start) * 1000


class Bearer:
    """Somebody with an idea, whom nobody knows, at an address of their own."""

    def __init__(self, base: str) -> None:
        self.browser: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))
        self.path = f"{base}/ideas/new"
        shown = self.browser.open(self.path, timeout=60).read().decode()
        found = re.search(r'name="csrf_token" value="([^"]+)"', shown)
        assert found
        self.token = found[1]

    def ask(self, text: str, number: int) -> float:
        """Paste an idea; return the milliseconds until the page has come."""
        said = {"csrf_token": self.token, "text": f"{text}. {text}.", "kind": "association"}
        place = {
            "X-Forwarded-For": f"192.0.{number // 250}.{number % 250}"
        }  # each may ask so often
        request = Request(self.path, urlencode(said).encode(), place)
        start = time.perf_counter()
        shown = self.browser.open(request, timeout=60).read().decode()
        assert 'class="match"' in shown or "group-h" in shown
        return (time.perf_counter() - start) * 1000


def growing(texts: list[str], requests: int) -> Iterator[str]:
    """Yield texts as they are typed: each longer than the one before, until it is whole."""
    steps = [text[: int(len(text) * share)] for text in texts for share in STEPS]
    return (steps[number % len(steps)] for number in range(requests))


def warm(typists: list[Typist], texts: list[str]) -> None:
    """Ask until every web process has answered from what it has loaded, many times in a row."""
    row, end = 0, time.monotonic() + 300
    while row < 60:
        assert time.monotonic() < end, "the web processes have not become ready"
        _, shown = typists[row % len(typists)].ask(texts[row % len(texts)])
        row = row + 1 if "<ul" in shown else 0
        time.sleep(0.02 if row else 1)


def told(name: str, times: list[float]) -> str:
    """Word a row of the table."""
    p50, p95 = np.percentile(times, (50, 95))
    return f"| {name} | {len(times)} | {p50:.1f} | {p95:.1f} | {max(times):.1f} |"


@click.command()
@click.option("--calls", default=20_000, help="How many open calls.")
@click.option("--requests", default=400, help="How many times something is typed.")
@click.option("--folder", help="Where to keep what is made, and to find it again.")
def main(calls: int, requests: int, folder: str | None) -> None:
    """Print the table."""
    if "SAMSOK_DATA" not in os.environ:
        raise click.UsageError("SAMSOK_DATA names no folder. Set it to the one that holds eval/.")
    sentences = swedish(Path(os.environ["SAMSOK_DATA"]))
    with nullcontext(folder) if folder else tempfile.TemporaryDirectory() as folder:
        said = {
            **os.environ, "SAMSOK_DATA__FOLDER": folder, "SAMSOK_WEB__PORT": str(PORT),
            "SAMSOK_SITE__URL": f"http://localhost:{PORT}", "SAMSOK_WEB__PROXIES": "1",
        }  # fmt: skip
        said.pop("SAMSOK_DATA")
        config = Config.read(Path("config.toml"), said)
        engine, now = connect(config.database), datetime.now(UTC)
        upgrade(engine)
        with Session(engine, expire_on_commit=False) as session:
            if not session.scalar(select(func.count(Call.id))):
                fill(session, sentences, calls, now - timedelta(hours=1))
            calls = session.scalar(select(func.count(Call.id))) or 0
            session.commit()
            start = time.perf_counter()
            match(session, now, kept=Path(folder, "matching"), pause=session.commit)
            session.commit()
            took = time.perf_counter() - start
            everybody = session.scalars(select(Membership)).all()
            people = [(each.person_id, each.partner_id) for each in everybody]
        arrays = sum(each.stat().st_size for each in Path(folder, "matching").rglob("*.npy"))
        web = serve.pages("127.0.0.1", PORT, 2, 4, environ=said)
        try:
            serve.until_ready(web, "127.0.0.1", PORT)
            tickets = Tickets(config.secret())
            base = f"http://localhost:{PORT}"
            typists = [Typist(base, tickets.write(one), partner) for one, partner in people]
            texts = [each.text for each in typed(sentences, 100)]
            warm(typists, texts)
            hits, nothing, found = [], [], 0
            for number, text in enumerate(growing(texts, requests)):
                typist = typists[number % len(typists)]
                spent, shown = typist.ask(text)
                hits.append(spent)
                found += shown.count("<li>")
                nothing.append(typist.ask("")[0])
            saved = [
                typists[at % len(typists)].save(text)
                for at, text in enumerate(texts[: requests // 4])
            ]
            bearer = Bearer(base)
            pasted = [bearer.ask(texts[number % len(texts)], number) for number in range(requests)]
        finally:
            web.terminate()
            web.wait()
    click.echo("| answer to | requests | p50 ms | p95 ms | longest ms |")
    click.echo("|---|---|---|---|---|")
    click.echo(told("what is typed", hits))
    click.echo(told("floor: nothing typed", nothing))
    click.echo(told("saved, with its first hits", saved))
    click.echo(told("an idea that is pasted", pasted))
    click.echo(
        f"{calls} open calls, {found / len(hits):.1f} hits an answer, 2 web processes;"
        f" the clock took {took:.0f} s to match them, {arrays / 1e6:.0f} MB mapped"
    )


if __name__ == "__main__":
    main()
