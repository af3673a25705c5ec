"""Measure what letters tell: the rule that chooses for them, and what feedback adds.

    SAMSOK_DATA=… python -m benchmarks.digests [--background] [SET…]

Half of a set's calls, by lot, are the past, and the others today's; with a background, 1,500 of
its texts are the past, and all calls today's. Prints, as a Markdown table, how much of what each
rule tells is relevant: the mean over profiles, and with all calls together; how many calls a
profile is told of, and how many profiles of none. Bands are learnt from what the ten best are worth
to half of the profiles, and tried on the others, and the other way round. Below it, nDCG@10 of the
calls not yet judged, before and after each profile judged its ten best.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click
import numpy as np

from benchmarks.quality import SETS, Judged, Library, interval, ndcg
from lexicon.terms import Band
from matcher.asked import Asked, best
from matcher.bands import RECENT, Bands, Place, place, usual
from matcher.calibration import Calibrator
from matcher.feedback import Judged as Said
from matcher.lines import CallLine
from matcher.ranking import Matcher
from matcher.texts import passage_of
from matcher.words import Passage

MOST = 10
TOLD = (Band.STRONG, Band.GOOD)
JUDGED = 10
CHANCE = 0


class Profile(NamedTuple):
    """A profile's calls of today, best first: their ids and places, and what is relevant."""

    asked: Asked[CallLine]
    ranked: list[tuple[str, Place]]
    relevant: Mapping[str, float]


Digest = Sequence[str]
Choice = Callable[[Profile], Digest]


def profiles(judged: Judged, background: Sequence[Passage]) -> list[Profile]:
    """Rank today's calls for each profile."""
    dice = np.random.default_rng(CHANCE)
    if background:
        calls, language = judged.calls, judged.calls[0].language
        known = [each for each in background if each.language == language]
        recent = [known[each] for each in dice.permutation(len(known))[:RECENT]]
    else:
        past, today = np.split(dice.permutation(len(judged.calls)), [len(judged.calls) // 2])
        calls = [judged.calls[each] for each in sorted(today)]
        recent = [passage_of(judged.calls[each]) for each in sorted(past)]
    texts = [Passage(each.text, each.language) for each in judged.profiles]
    matcher = Matcher[CallLine]().fit(calls, background or recent, texts, recent)
    here, found = {call.id for call in calls}, []
    for profile, text in zip(judged.profiles, texts, strict=True):
        asked = matcher.ask(text.text, text.language)
        among = usual(asked.usual())
        ranked = [(calls[at].id, place(score, among)) for at, score in best(asked.scores())]
        relevant = {
            call: gain for call, gain in judged.relevant[profile.id].items() if call in here
        }
        found.append(Profile(asked, ranked, relevant))
    return found


def by_rank(number: int) -> Choice:
    """Tell everybody of as many."""
    return lambda each: [call for call, _ in each.ranked[:number]]


def by_score(found: Sequence[Profile], each: int) -> Choice:
    """Tell of what is above one score, chosen so that a profile is told of so many in the mean."""
    scores = sorted((at.score for profile in found for _, at in profile.ranked), reverse=True)
    least = scores[each * len(found)]
    return lambda profile: [call for call, at in profile.ranked if at.score > least]


def by_band(bands: Bands) -> Choice:
    """Tell of what fits well, ten at most; or of the best alone, if it has a band at all."""

    def chosen(profile: Profile) -> Digest:
        worded = [(call, bands.band(at)) for call, at in profile.ranked[: 5 * MOST]]
        good = [call for call, band in worded if band in TOLD]
        return good[:MOST] or [call for call, band in worded if band][:1]

    return chosen


def learnt(found: Sequence[Profile]) -> Bands:
    """Learn from what the ten best of these profiles are worth to them."""
    shown = [(each, call, at) for each in found for call, at in each.ranked[:MOST]]
    rows = [at.row for _, _, at in shown]
    return Bands(Calibrator().fit(rows, [call in each.relevant for each, call, _ in shown]))


def rules(found: Sequence[Profile]) -> Iterator[tuple[str, list[Digest]]]:
    """Yield what each rule tells each profile."""
    yield "the five best, for everybody", list(map(by_rank(5), found))
    yield "the three best, for everybody", list(map(by_rank(3), found))
    yield "above one score, five in the mean", list(map(by_score(found, 5), found))
    yield "good by what is usual", list(map(by_band(Bands()), found))
    halves = found[::2], found[1::2]
    crossed = [by_band(learnt(half)) for half in reversed(halves)]
    yield "good by what was said", [crossed[n % 2](each) for n, each in enumerate(found)]


def table(found: Sequence[Profile]) -> Iterator[str]:
    """Yield a row for each rule."""
    yield "| rule | relevant, mean (95 %) | all together | calls | none |"
    yield "|---|---|---|---|---|"
    for name, digests in rules(found):
        told = [
            [call in each.relevant for call in digest]
            for each, digest in zip(found, digests, strict=True)
        ]
        means = [float(np.mean(each)) for each in told if each]
        low, high = interval([means])
        sizes = [len(each) for each in told]
        together = sum(map(sum, told)) / max(sum(sizes), 1)
        yield (
            f"| {name} | {np.mean(means):.3f} ({low:.3f}–{high:.3f}) | {together:.3f}"
            f" | {np.mean(sizes):.1f} | {np.mean([not size for size in sizes]):.2f} |"
        )


def moved(found: Sequence[Profile]) -> str:
    """Tell what judging the ten best adds to the ranking of the others."""
    before, after = [], []
    for each in found:
        calls = {call.id: call for call in each.asked.calls}
        shown = [call for call, _ in each.ranked[:JUDGED]]
        left = {call: gain for call, gain in each.relevant.items() if call not in shown}
        if not left:
            continue
        more, less = (
            tuple(passage_of(calls[call]) for call in shown if (call in each.relevant) is wanted)
            for wanted in (True, False)
        )
        moves = each.asked.moved(Said(more, less))
        ranked = [each.asked.calls[at].id for at, _ in best(moves.scores())]
        before.append(ndcg(left, [call for call, _ in each.ranked[JUDGED:]]))
        after.append(ndcg(left, [call for call in ranked if call not in shown]))
    low, high = interval([[new - old for old, new in zip(before, after, strict=True)]])
    gain = np.mean(after) - np.mean(before)
    return (
        f"After ten judged, the others: {np.mean(before):.3f} → {np.mean(after):.3f}"
        f" (gain {gain:.3f}, {low:.3f}–{high:.3f}; {len(before)} profiles)"
    )


@click.command()
@click.option("--background", is_flag=True, help="Past texts instead of half of the calls.")
@click.argument("names", nargs=-1, type=click.Choice(SETS))
def main(background: bool, names: tuple[str, ...]) -> None:
    """Print the tables."""
    if "SAMSOK_DATA" not in os.environ:
        raise click.UsageError("SAMSOK_DATA names no folder. Set it to the one that holds eval/.")
    library = Library(Path(os.environ["SAMSOK_DATA"]))
    for name in names or ("scb_svsv",):
        found = profiles(library.judged(name), library.background if background else ())
        click.echo(f"\n{name}\n")
        for line in table(found):
            click.echo(line)
        click.echo(f"\n{moved(found)}")


if __name__ == "__main__":
    main()
