"""Measure what a reason costs: the time to say why a call fits, beside the plain product of rows.

    SAMSOK_DATA=… python -m benchmarks.reasons [SET…]

Prints milliseconds of computing a match, the mean and the slowest of twenty, for the five best
calls of sixty profiles, plain and where ten calls were judged: the product of the two rows alone;
the reasons, where the call is met for the first time; and where its words are known already.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

import click
import numpy as np

from benchmarks.quality import SETS, Library
from matcher.asked import Asked, best, heard_as
from matcher.feedback import Judged
from matcher.lines import CallLine
from matcher.ranking import Matcher
from matcher.texts import passage_of
from matcher.words import Passage, distinct

PROFILES = 60
CALLS = 5
SAID = 10


def floor(asked: Asked[CallLine], at: int) -> None:
    """Multiply the two rows, and say nothing of it."""
    way, row, *_ = asked._towards(heard_as(asked.index, asked.calls, at).language)
    row.sparse.multiply(way.calls.row(int(np.searchsorted(way.places, at))).sparse).sum()


def say(asked: Asked[CallLine], at: int) -> None:
    """Say why the call fits."""
    asked.fit_of(at)


def measured(name: str, asked: list[tuple[Asked[CallLine], list[int]]]) -> str:
    """Return a row: the floor, and the reasons."""
    cells = []
    for work in (floor, say, say):
        taken = np.array([_milliseconds(work, each, at) for each, places in asked for at in places])
        cells.append(f"{taken.mean():.2f} ({np.quantile(taken, 0.95):.2f})")
    return f"| {name} | {' | '.join(cells)} |"


def _milliseconds(
    work: Callable[[Asked[CallLine], int], object], asked: Asked[CallLine], at: int
) -> float:
    begun = time.process_time()
    work(asked, at)
    return (time.process_time() - begun) * 1000


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(SETS))
def main(names: tuple[str, ...]) -> None:
    """Print the table."""
    if "SAMSOK_DATA" not in os.environ:
        raise click.UsageError("SAMSOK_DATA names no folder. Set it to the one that holds eval/.")
    library = Library(Path(os.environ["SAMSOK_DATA"]))
    click.echo(
        "| ms a match (95 %) | product of rows | reasons | reasons again |\n|---|---|---|---|"
    )
    for name in names or ("scb_svsv",):
        judged = library.judged(name)
        texts = [Passage(each.text, each.language) for each in judged.profiles]
        matcher = Matcher[CallLine]().fit(judged.calls, (), texts)
        plain, moved = [], []
        for text in texts[:PROFILES]:
            asked = matcher.ask(text.text, text.language)
            places = [at for at, _ in best(asked.scores())[:SAID]]
            said = tuple(passage_of(judged.calls[at]) for at in places)
            moves = asked.moved(Judged(said[: SAID // 2], said[SAID // 2 :]))
            moves.scores()
            plain.append((asked, places[:CALLS]))
            moved.append((moves, places[:CALLS]))
        distinct.cache_clear()
        click.echo(measured(name, plain))
        distinct.cache_clear()
        click.echo(measured(f"{name}, ten judged", moved))


if __name__ == "__main__":
    main()
