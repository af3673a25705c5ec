"""Measure how well partners are suggested, beside plain ways, in one run.

    SAMSOK_DATA=… python -m benchmarks.partners

Each partner of a later project is hidden in turn, and looked for by what was known before. Prints
how often it is among the first ten (hit@10) and the mean of 1 / rank (MRR); equals share the middle
of their ranks. Below each the interval that 95 % of 1000 bootstrap samples of the searches lie in.
"""

import csv
import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.overlap import bare, cell
from matcher.consortium import ConsortiumAdvisor, Party, Project
from matcher.coverage import Aim
from matcher.words import Passage

FIRST = 10
GROUP = 5
EVERY = 10  # groups are made for every tenth search: each takes its time


@dataclass
class Done:
    """A project: when, what, where and by whom."""

    day: str
    title: str
    text: Passage
    areas: frozenset[str]
    parties: list[str] = field(default_factory=list)


@dataclass
class World:
    """Who is known by what, what they did, and what they did later: there, one each is hidden."""

    parties: list[Party[str]]
    before: list[Done]
    later: list[Done]

    def searches(self) -> Iterator[tuple[Done, list[str], str]]:
        """Yield each later project, who else was in it, and who is looked for."""
        known = {each.key for each in self.parties}
        for each in self.later:
            among = [name for name in each.parties if name in known]
            for hidden in among if len(among) > 1 else ():
                yield each, [name for name in among if name != hidden], hidden


Scores = Mapping[str, float]
Way = Callable[[Done, Sequence[str]], Scores]


def interreg(data: Path) -> World:
    """Read who was in which Interreg project; only their names tell what they are about."""
    found: dict[tuple[str, str], Done] = {}
    rows = json.loads((data / "consortia_interreg_sweden" / "rawdata.json").read_text("utf-8"))
    for row in rows:
        title, where = row["projektnamn"] or "", frozenset([row["program"]])
        day = str(row["startdatum"])
        one = found.setdefault(
            (row["program"], title), Done(day, title, Passage(title, "en"), where)
        )
        if row["organisationsnamn"] not in one.parties:
            one.parties.append(row["organisationsnamn"])
    return split(found.values(), [], 0.65)


def erdf(data: Path) -> World:
    """Read the judged Swedish set the other way round: whom a project had, of those profiled.

    Cut early: of the later projects, few have two parties that are profiled.
    """
    folder = data / "eval" / "dev" / "erdf_sv"
    found = {
        each["id"]: Done(
            each["date"],
            each["title"],
            Passage(f"{each['title']}. {each['text']}", "sv"),
            frozenset(each["lan"]),
        )
        for each in lines(folder / "calls.jsonl")
    }
    parties = [
        Party(each["id"], (Passage(each["text"], "sv"),), frozenset(each["lan"]))
        for each in lines(folder / "profiles.jsonl")
    ]
    with (folder / "qrels.tsv").open(encoding="utf-8", newline="") as judged:
        for row in csv.DictReader(judged, delimiter="\t", quoting=csv.QUOTE_NONE):
            found[row["call_id"]].parties.append(row["profile_id"])
    return split(found.values(), parties, 0.4)


def lines(path: Path) -> list[dict[str, Any]]:
    """Read JSON Lines."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def split(projects: Any, parties: Sequence[Party[str]], share: float) -> World:
    """Part projects by time, and leave out later ones that go on under the same title."""
    ordered = sorted(projects, key=lambda each: (each.day, each.title))
    cut = int(len(ordered) * share)
    before, later = ordered[:cut], ordered[cut:]
    titles = {bare(each.title) for each in before}
    known = {each.key: each for each in parties}
    for each in before:
        for name in each.parties:
            known.setdefault(name, Party(name))
    return World(list(known.values()), before, [x for x in later if bare(x.title) not in titles])


def rank_of(scores: Scores, hidden: str) -> float:
    """Return the rank; whoever scores the same shares the middle of their ranks."""
    mine = scores[hidden]
    better = sum(each > mine + 1e-12 for each in scores.values())
    equal = sum(abs(each - mine) <= 1e-12 for each in scores.values())
    return better + (equal + 1) / 2


def peers(world: World) -> dict[str, Way]:
    """Return the plain ways: chance, popularity, and TfidfVectorizer on all that is known."""
    dice = np.random.default_rng(0)
    times: defaultdict[str, int] = defaultdict(int)
    said = {each.key: [text.text for text in each.texts] for each in world.parties}
    for project in world.before:
        for name in project.parties:
            times[name] += 1
            said[name].append(project.text.text)
    vectorizer = TfidfVectorizer()
    known = vectorizer.fit_transform(" ".join(texts) for texts in said.values())

    def cosine(project: Done, within: Sequence[str]) -> Scores:
        row = (vectorizer.transform([project.text.text]) @ known.T).toarray()[0]
        return dict(zip(said, row.tolist(), strict=True))

    return {
        "random": lambda project, within: dict(zip(said, dice.random(len(said)), strict=True)),
        "popularity": lambda project, within: {each: float(times[each]) for each in said},
        "plain cosine": cosine,
    }


def compared(worlds: Mapping[str, World]) -> Iterator[str]:
    """Yield the table of who was found, and that of what groups cover."""
    advisors = {name: advisor_of(world) for name, world in worlds.items()}
    got: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for name, world in worlds.items():
        ways = {**peers(world), **ours(advisors[name])}
        for way, scores in ways.items():
            got[way][name] = [
                rank_of({k: v for k, v in scores(each, within).items() if k not in within}, hidden)
                for each, within, hidden in world.searches()
            ]
    yield "| | " + " | ".join(f"{name} hit@{FIRST} | {name} MRR" for name in worlds) + " |"
    yield f"|---|{'---|---|' * len(worlds)}"
    for way, ranks in got.items():
        cells = [
            cell(measured)
            for each in ranks.values()
            for measured in ([float(one <= FIRST) for one in each], [1 / one for one in each])
        ]
        yield f"| {way} | {' | '.join(cells)} |"
    for name, world in worlds.items():
        count = sum(1 for _ in world.searches())
        yield f"{name}: {len(world.before)} projects before, {len(world.parties)} parties, " + (
            f"{count} searches"
        )
    yield ""
    yield (
        "| | "
        + " | ".join(f"{name}, words covered by {GROUP} | {name} hit@{FIRST}" for name in worlds)
        + " |"
    )
    yield f"|---|{'---|---|' * len(worlds)}"
    made = [groups(world, advisors[name]) for name, world in worlds.items()]
    for way in made[0]:
        cells = [cell(measured) for each in made for measured in each[way]]
        yield f"| {way} | {' | '.join(cells)} |"


def advisor_of(world: World) -> ConsortiumAdvisor[str]:
    """Learn what was known before the later projects; of these, their words."""
    projects = [Project(each.text, frozenset(each.parties), each.areas) for each in world.before]
    aims = [aim_of(each) for each in world.later]
    return ConsortiumAdvisor[str]().fit(world.parties, projects, aims)


def aim_of(project: Done) -> Aim:
    """Return what the parties of a project were looked for."""
    return Aim(project.text, project.areas)


def ours(advisor: ConsortiumAdvisor[str]) -> dict[str, Way]:
    """Return the advisor's signals one by one, and together."""

    def by(of: Sequence[str], project: Done, within: Sequence[str]) -> Scores:
        found = advisor.rank(aim_of(project), within)
        return {each.key: sum(getattr(each.signals, name) for name in of) for each in found}

    steps = {
        "topic": ("topic",),
        "past cooperation": ("cooperation",),
        "topic + cooperation": ("topic", "cooperation"),
        "topic + cooperation + region": ("topic", "cooperation", "region"),
        "all four: the advisor": ("topic", "cooperation", "region", "popularity"),
    }
    return {name: partial(by, of) for name, of in steps.items()}


def groups(
    world: World, advisor: ConsortiumAdvisor[str]
) -> dict[str, tuple[list[float], list[float]]]:
    """Return what groups cover, and whether the hidden party is among the first, for each way."""
    found: dict[str, tuple[list[float], list[float]]] = {
        each: ([], []) for each in ("nobody asked", "the best by themselves", "greedy coverage")
    }
    for number, (project, within, hidden) in enumerate(world.searches()):
        if number % EVERY:
            continue
        aim = aim_of(project)
        advised = [each.key for each in advisor.advise(aim, within, FIRST).suggestions]
        best = [each.key for each in advisor.rank(aim, within)[:FIRST]]
        for way, names in zip(found, ([], best, advised), strict=True):
            found[way][0].append(advisor.cover(aim, [*within, *names[:GROUP]]).value)
            found[way][1].append(float(hidden in names))
    return found


@click.command()
def main() -> None:
    """Print the tables."""
    if "SAMSOK_DATA" not in os.environ:
        raise click.UsageError("SAMSOK_DATA names no folder. Set it to the one that holds eval/.")
    data = Path(os.environ["SAMSOK_DATA"])
    for line in compared({"Interreg": interreg(data), "ERDF": erdf(data)}):
        click.echo(line)


if __name__ == "__main__":
    main()
