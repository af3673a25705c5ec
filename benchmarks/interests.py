"""What it is worth to ask with the names of an interest's themes and target groups; what is wide.

    SAMSOK_DATA=… python -m benchmarks.interests

nDCG@10 of the development sets: with the themes nearest to each profile, with the groups that it
names itself said once more, and with one of either by lot, as a slip of the hand would choose. And
how many texts are called wide: profiles, five of them joined, and the first words of each; half of
the calls are taken for past ones.
"""

import os
import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import click
import numpy as np

from benchmarks.quality import Judged, Library, each_ndcg, ours
from lexicon.themes import themes
from matcher.bands import usual
from matcher.lines import CallLine, ProfileLine
from matcher.ranking import Matcher
from matcher.texts import passage_of
from matcher.words import Passage

SETS, OF_GROUPS, OF_WIDTH = (
    ("erdf_sv", "swe_svsv", "erdf_da", "he_en"),
    "he_en",
    ("erdf_sv", "he_en"),
)
JOINED, FEW = 5, 12
GROUPS = (
    "children", "young people", "elderly", "women", "students", "patients", "researchers",
    "farmers", "citizens", "policy makers", "SMEs", "teachers", "migrants", "workers",
)  # fmt: skip

Adding = Callable[[Judged, random.Random], Judged]


def asked_with(judged: Judged, more: Sequence[str]) -> Judged:
    """Return a set whose profiles have more words at their ends."""
    profiles = [
        ProfileLine(id=each.id, language=each.language, text=f"{each.text} {words}".strip())
        for each, words in zip(judged.profiles, more, strict=True)
    ]
    return judged._replace(profiles=profiles)


def as_it_is(judged: Judged, dice: random.Random) -> Judged:
    """Return the set."""
    return judged


def nearest(judged: Judged, dice: random.Random, number: int = 1) -> Judged:
    """Add the names of the themes that are nearest to each profile."""
    language = judged.profiles[0].language
    names = [each.name(language) for each in themes().values()]
    calls = [CallLine(id=name, language=language, title=name, text="") for name in names]
    asked = [Passage(each.text, each.language) for each in judged.profiles]
    found = Matcher[CallLine]().fit(calls, [], asked).ranked(asked, number)
    return asked_with(judged, [" ".join(f"{names[at]}." for at, _ in row) for row in found])


def theme_by_lot(judged: Judged, dice: random.Random) -> Judged:
    """Add the name of any theme."""
    names = [each.name(judged.profiles[0].language) for each in themes().values()]
    return asked_with(judged, [f"{dice.choice(names)}." for _ in judged.profiles])


def groups_of(profile: ProfileLine) -> list[str]:
    """Return the groups that a profile names."""
    return [each for each in GROUPS if f" {each.lower()}" in profile.text.lower()]


def own_groups(judged: Judged, dice: random.Random) -> Judged:
    """Say the groups that each profile names once more."""
    return asked_with(judged, [". ".join(groups_of(each)) for each in judged.profiles])


def group_by_lot(judged: Judged, dice: random.Random) -> Judged:
    """Add any group."""
    return asked_with(judged, [dice.choice(GROUPS) for _ in judged.profiles])


def table(sets: dict[str, Judged], ways: dict[str, Adding]) -> Iterator[str]:
    """Yield a row for each way to ask."""
    yield f"| asked with | {' | '.join(sets)} |\n|---|{'---|' * len(sets)}"
    for name, way in ways.items():
        dice = random.Random(0)
        cells = []
        for judged in sets.values():
            asked = way(judged, dice)
            cells.append(f"{np.mean(each_ndcg(asked.relevant, ours(asked))):.3f}")
        yield f"| {name} | {' | '.join(cells)} |"


def naming_groups(judged: Judged) -> Judged:
    """Leave out the profiles that name no group."""
    profiles = [each for each in judged.profiles if groups_of(each)]
    ids = {each.id for each in profiles}
    relevant = {id: found for id, found in judged.relevant.items() if id in ids}
    return judged._replace(profiles=profiles, relevant=relevant)


def wide(name: str, judged: Judged) -> Iterator[str]:
    """Yield a row for each kind of text: how many are wide, and the mean of the median one."""
    half, language = len(judged.calls) // 2, judged.profiles[0].language
    past = [passage_of(each) for each in judged.calls[half:]]
    matcher = Matcher[CallLine]().fit(judged.calls[:half], past, [], past)
    texts, dice = [each.text for each in judged.profiles], random.Random(0)
    joined = [" ".join(dice.sample(texts, JOINED)) for _ in texts]
    few = [" ".join(each.split()[:FEW]) for each in texts]
    for kind, some in (("profiles", texts), ("five joined", joined), ("first words", few)):
        found = [usual(matcher.ask(each, language).usual()) for each in some]
        share = np.mean([bool(each and each.is_wide) for each in found])
        mean = np.median([each.mean for each in found if each])
        yield f"| {name}, {kind} | {len(some)} | {share:.0%} | {mean:.3f} |"


@click.command()
def main() -> None:
    """Print the tables."""
    if "SAMSOK_DATA" not in os.environ:
        raise click.UsageError("SAMSOK_DATA names no folder. Set it to the one that holds eval/.")
    library = Library(Path(os.environ["SAMSOK_DATA"]))
    two = partial(nearest, number=2)
    ways: dict[str, Adding] = {
        "its text alone": as_it_is, "the nearest theme": nearest, "the two nearest": two,
        "a theme by lot": theme_by_lot,
    }  # fmt: skip
    for line in table({name: library.judged(name) for name in SETS}, ways):
        click.echo(line)
    some = naming_groups(library.judged(OF_GROUPS))
    click.echo()
    ways = {"its text alone": as_it_is, "its groups": own_groups, "a group by lot": group_by_lot}
    for line in table({f"{OF_GROUPS}, {len(some.profiles)} profiles": some}, ways):
        click.echo(line)
    click.echo("\n| texts | number | wide | median of means |\n|---|---|---|---|")
    for name in OF_WIDTH:
        for line in wide(name, library.judged(name)):
            click.echo(line)


if __name__ == "__main__":
    main()
