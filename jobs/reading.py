"""Commands that need no database: saved answers of a source, and texts ranked against texts."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import quote

import click
from rich.console import Console
from rich.progress import track

from scrapers import Site, Unreachable, all_sources
from scrapers.saved import Unreadable, read_saved, told

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
L = TypeVar("L")


@click.command()
@click.argument("source", type=click.Choice(sorted(all_sources())))
@click.argument("files", nargs=-1, required=True, type=FILE)
def read(source: str, files: tuple[Path, ...]) -> None:
    """Read saved answers of a source; print one JSON draft per line."""
    try:
        reading = read_saved(
            all_sources()[source], ((str(file), file.read_bytes()) for file in files)
        )
    except Unreadable as error:
        raise click.ClickException(str(error)) from error
    for warning in reading.warnings:
        click.echo(f"note: {warning}", err=True)
    for draft in reading.drafts:
        click.echo(told(draft))


class Opening(Protocol):
    """What opens the site of an address: politely, and to public addresses only."""

    def site(self, start: str) -> Site:
        """Return the site."""
        ...


@click.command()
@click.argument("target", metavar="URL|FILE")
@click.option("--url", help="Where a saved file came from, for the links in it.")
@click.pass_obj
def preview(opening: Opening, target: str, url: str | None) -> None:
    """Read an unknown feed or page; print one JSON draft per line, and notes beside them."""
    from scrapers.preview import Nothing, preview, preview_linked  # loads trafilatura

    live = target.startswith(("https://", "http://"))
    if not live and not Path(target).is_file():
        raise click.ClickException(f"{target} is neither an address (https://…) nor a file.")
    where = target if live else url or f"https://unknown.invalid/{quote(Path(target).name)}"
    site = opening.site(where)
    try:
        if live:
            found = preview_linked(site.get(where), where, site.today, site.get)
        else:
            found = preview(Path(target).read_bytes(), where, site.today)
    except (Nothing, Unreachable) as error:
        raise click.ClickException(f"{target}: {error}.") from error
    for draft in found.drafts:
        click.echo(told(draft))
    for note in [f"{found.kind}, {len(found.drafts)} calls", *found.notes]:
        click.echo(f"note: {note}", err=True)


@click.command()
@click.option("--calls", required=True, type=FILE, help="JSON Lines: id, lang, title, text.")
@click.option("--profiles", required=True, type=FILE, help="JSON Lines: id, lang, text.")
@click.option("--background", type=FILE, help="Past texts, which only teach what words weigh.")
@click.option("--top", default=50, show_default=True, type=click.IntRange(1), help="Per profile.")
def rank(calls: Path, profiles: Path, background: Path | None, top: int) -> None:
    """Rank calls for profiles: profile, call, rank and score, with tabs between."""
    from matcher import lines  # loads scikit-learn, which no other command here needs

    def lines_of(path: Path, reader: Callable[[Path, list[str]], L]) -> L:
        return reader(path, path.read_text(encoding="utf-8").splitlines())

    try:
        asked = lines_of(profiles, lines.read_profiles)
        past = lines_of(background, lines.read_background) if background else []
        ranked = lines.rank_lines(lines_of(calls, lines.read_calls), asked, past, top)
    except (lines.LineError, UnicodeDecodeError) as error:
        raise click.ClickException(str(error)) from error
    total = len(asked) * top
    for line in track(ranked, "Ranking", total, console=Console(stderr=True), transient=True):
        click.echo(line)
