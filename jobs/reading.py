"""Reading without a database: saved answers of a source, and texts ranked against texts."""

import sys
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.progress import track

from matcher.rank import Unreadable, rank_lines, read_calls, read_texts
from scrapers import SourceChanged, all_sources
from scrapers.saved import read_saved, told

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("source", type=click.Choice(sorted(all_sources())))
@click.argument("files", nargs=-1, required=True, type=FILE)
def read(source: str, files: tuple[Path, ...]) -> None:
    """Read saved answers of a source; print one JSON draft per line."""
