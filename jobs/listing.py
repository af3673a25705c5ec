"""What `samsok sources` shows: every source, whether it is on and why, and how it is."""

from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jobs.seed import KEPT, PAGES, keyless
from models import Source, SourceRun
from models.health import GOOD
from scrapers import Source as Here
from scrapers import all_sources
from workflow.calls.entering import BY_HAND
from workflow.collecting.sources import conditions

HEADS = ("source", "funder", "state", "why", "last reading", "next")
HEALTH_HEADS = ("source", "word", "state", "since", "calls per reading", "next", "trouble")
SHOWN = 8  # so many readings stand in a line


@dataclass(frozen=True)
class Health:
    """How one source is, in words; times are local."""

    slug: str
    word: str
    state: str
    since: str
    seen: str
    due: str
    trouble: str


@dataclass(frozen=True)
class Line:
    """One source in words; times are local."""

    slug: str
    funder: str
    state: str
    why: str
    last: str
    due: str


def lines(
    session: Session, off: Collection[str], keys: Collection[str], now: datetime, zone: str
) -> list[Line]:
    """Tell all sources by name: the rows, and those of the code that have none yet.

    `off` are the slugs that the settings switch off, `keys` those that they name a key for.
    """
    rows = {row.slug: row for row in session.scalars(select(Source))}
    newest = select(func.max(SourceRun.id)).group_by(SourceRun.source_id)
    last = session.scalars(select(SourceRun).where(SourceRun.id.in_(newest)))
    runs = {run.source_id: run for run in last}
    told = [of_row(row, runs.get(row.id), off, keys, now, zone) for row in rows.values()]
    told += [of_code(each, rows.values(), keys) for each in all_sources().values()
             if each.slug not in rows]  # fmt: skip
    return sorted(told, key=lambda line: line.slug)


def health_lines(session: Session, now: datetime, zone: str) -> list[Health]:
    """Tell how the sources that are on are, those in trouble first."""
    return [
        Health(
            each.source.slug,
            each.word,
            each.state or "",
            local(since, zone) if (since := each.since or each.quiet_since) else "",
            " ".join("–" if seen is None else str(seen) for seen in each.seen[-SHOWN:]),
            local(each.source.due_at, zone),
            each.run.trouble or "" if each.run else "",
        )
        for each in conditions(session, now)
        if each.word != "off"
    ]


def of_row(
    row: Source, run: SourceRun | None, off: Collection[str], keys: Collection[str],
    now: datetime, zone: str,
) -> Line:  # fmt: skip
    """Tell a source that is in the database."""
    return Line(
        row.slug,
        row.funder,
        "on" if row.on else "off",
        why_of(row, off, keys),
        outcome(run, zone) if run else "never read",
        "" if not row.on else "now" if row.due_at <= now else local(row.due_at, zone),
    )


def of_code(source: Here, rows: Collection[Source], keys: Collection[str]) -> Line:
    """Tell a source that the database does not know yet; a pattern is read from addresses only."""
    if source.pattern:
        table = "[[pages]]" if source.slug == PAGES else "[[feeds]]"
        count = sum(1 for row in rows if row.reader == source.slug)
        why = f"read by {count} sources" if count else f"needs an address: name one in {table}"
        return Line(source.slug, "", "pattern", why, "", "")
    why = barred(source, keys) or "not in the database yet: samsok up adds it"
    return Line(source.slug, source.funder, "off", why, "never read", "")


def why_of(row: Source, off: Collection[str], keys: Collection[str]) -> str:
    """Say why a source is on or off."""
    here = all_sources().get(row.slug)
    if here and (trouble := barred(here, keys)):
        return trouble
    if row.slug == BY_HAND:
        return "what people enter and import"
    if row.added_at:
        return f"added by an operator{terms(row) if row.on else ', and switched off'}"
    if row.chosen is not None:
        return f"switched {'on' if row.chosen else 'off'} by hand{terms(row) if row.chosen else ''}"
    if row.reader not in all_sources():
        return f"no reader is called {row.reader}"
    if here is None or here.pattern:
        return "named in the settings" if row.on else "switched off"
    if row.slug == KEPT and row.on:
        return f"what is kept in {row.start}"
    if row.slug in off:
        return "named in [sources] off"
    if here.open_data:
        return "open data" if row.on else "open data, but the settings do not ask for it"
    if row.on:
        return "named in [sources] on"
    return f"terms not read: read them, then samsok sources on {row.slug} --terms-read NAME"


def terms(row: Source) -> str:
    """Say who read a site's terms, and when, if somebody had to."""
    if not row.terms_read_by:
        return ""
    return f"; its terms were read by {row.terms_read_by} on {row.terms_read_on}"


def barred(source: Here, keys: Collection[str]) -> str:
    """Say why a source cannot be on, if so."""
    if source.retired:
        return f"retired: {source.retired}"
    return f"needs a key: set {source.slug} in [keys]" if keyless(source, keys) else ""


def outcome(run: SourceRun, zone: str) -> str:
    """Put the last reading into words, with its trouble."""
    words = f"{run.seen} calls" if run.outcome in GOOD else f"{run.outcome}: {run.trouble}"
    return f"{local(run.read_at, zone)} {words}"


def local(moment: datetime, zone: str) -> str:
    """Tell a moment as clocks show it in a zone."""
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def show(told: Sequence[Line] | Sequence[Health], heads: Sequence[str] = HEADS) -> None:
    """Print a table, or where nobody looks at a terminal a line for each, with tabs between."""
    console = Console()
    if not console.is_terminal:
        for line in told:
            click.echo("\t".join(" ".join(each.split()) for each in astuple(line)))
        return
    table = Table(*heads)
    for line in told:
        # As Text, since [keys] in a plain string would be taken for a style.
        quiet = line.state in ("off", "pattern")
        table.add_row(*map(Text, astuple(line)), style="dim" if quiet else "")
    console.print(table)
