"""`samsok quality`: how good past letters were, for who runs the installation."""

from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy.orm import Session

from jobs.door import Door
from jobs.precision import export, lines, precisions

HEADS = ("month", "band", "told", "judged", "wanted", "precision (95 %)")


@click.command()
@click.option(
    "--export", "folder", type=click.Path(file_okay=False, path_type=Path),
    help="Write what was judged there: calls.jsonl, profiles.jsonl, qrels.tsv.",
)  # fmt: skip
@click.pass_obj
def quality(door: Door, folder: Path | None) -> None:
    """Tell how many of the calls that letters told were wanted, by month and band."""
    config = door.config()
    with Session(door.database(config)) as session:
        show(list(lines(precisions(session, config.site.zone))))
        if folder:
            try:
                judged = export(session, folder)
            except OSError as error:
                raise click.ClickException(f"{folder}: {error.strerror}") from error
            click.echo(f"{judged} judgements are in {folder}.", err=True)


def show(rows: Sequence[Sequence[str]]) -> None:
    """Print a table, or where nobody looks at a terminal a line for each, with tabs between."""
    if not rows:
        click.echo("No letter has told of any call yet.", err=True)
        return
    console = Console()
    if not console.is_terminal:
        for row in rows:
            click.echo("\t".join(row))
        return
    table = Table(*HEADS)
    for row in rows:
        table.add_row(*row)
    console.print(table)
