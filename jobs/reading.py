"""Commands that need no database: saved answers of a source, and texts ranked against texts."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
from rich.console import Console
from rich.progress import track

from scrapers import all_sources
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
