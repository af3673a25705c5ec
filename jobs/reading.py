"""Commands that need no database: saved answers of a source, and texts ranked against texts."""

from itertools import chain
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

import click
from rich.console import Console
from rich.progress import track

from scrapers import Site, Unreachable, all_sources
from scrapers.saved import Unreadable, read_saved, told

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


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
    from scrapers.preview import Nothing  # loads trafilatura
    from scrapers.previewing import SavedPage, previewed

    live = target.startswith(("https://", "http://"))
    if not live and not Path(target).is_file():
        raise click.ClickException(f"{target} is neither an address (https://…) nor a file.")
    where = target if live else url or f"https://unknown.invalid/{quote(Path(target).name)}"
    site = opening.site(where)
    try:
        found = previewed(site if live else SavedPage(where, site.today, Path(target).read_bytes()))
    except (Nothing, Unreachable) as error:
        raise click.ClickException(f"{target}: {error}.") from error
    for draft in found.drafts:
        click.echo(told(draft))
    for note in [f"{found.kind}, {len(found.drafts)} calls", *found.notes]:
        click.echo(f"note: {note}", err=True)


@click.command()
@click.option("--calls", required=True, type=FILE, help="JSON Lines: id, lang, title, text.")
@click.option("--profiles", required=True, type=FILE, help="JSON Lines: id, lang, text.")
@click.option("--background", type=FILE, help="Past texts, JSON Lines: lang, text.")
@click.option("--parallel", type=FILE, help="Texts in two languages, JSON Lines: sv, en, fi, …")
@click.option("--thesaurus", type=FILE, help="CSV with a column for each language, or SKOS.")
@click.option("--top", default=50, show_default=True, type=click.IntRange(1), help="Per profile.")
def rank(
    calls: Path, profiles: Path, background: Path | None, parallel: Path | None,
    thesaurus: Path | None, top: int,
) -> None:  # fmt: skip
    """Rank calls for profiles: profile, call, rank and score, with tabs between."""
    console = Console(stderr=True)
    with console.status("Reading"):
        from matcher import lines  # loads scikit-learn, which no other command here needs
        from matcher.bridge import Bridge
        from matcher.material import read_material

        try:
            asked = lines.lines_of(profiles, lines.read_profiles)
            found = lines.lines_of(calls, lines.read_calls)
            material = read_material(background, parallel, thesaurus)
        except lines.LineError as error:
            raise click.ClickException(str(error)) from error
    with console.status("Learning which words translate which"):
        bridge = Bridge().fit(material.parallel, material.labels)
    with console.status("Learning what words weigh"):
        ranked = lines.rank_lines(found, asked, material.background, top, bridge)
        first = next(ranked, None)
    if first is None:
        return
    total = len(asked) * top
    for line in track(chain([first], ranked), "Ranking", total, console=console, transient=True):
        click.echo(line)
