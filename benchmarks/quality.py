"""Measure how well calls are ranked, beside search engines that others use, in the same run.

    SAMSOK_DATA=… python -m benchmarks.quality [--ablation] [SET…]

Prints nDCG@10 as a Markdown table: the mean over profiles, and below it the interval that 95 % of
1000 bootstrap samples of the profiles lie in. With --ablation, what each step is worth instead.
"""

import csv
import math
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import click
import numpy as np

from benchmarks.peers import PEERS, K, Rankings
from matcher.bridge import Bridge
from matcher.lines import (
    CallLine,
    ProfileLine,
    read_background,
    read_calls,
    read_parallel,
    read_profiles,
)
from matcher.ranking import Matcher
from matcher.thesaurus import read_thesaurus
from matcher.words import Passage

SETS = ("erdf_sv", "swe_svsv", "scb_svsv", "erdf_da", "mak_fi", "he_en")
ACROSS = ("swe_sven", "scb_sven", "mate_sven")
SAMPLES = 1000
STEPS: Mapping[str, dict[str, Any]] = {
    "all of it": {},
    "no stems": {"stems": False},
    "no parts of compounds": {"part_weight": 0},
    "no pieces of words": {"subwords": False},
    "no saturation": {"saturation": None},
    "no pivot": {"slope": 1.0},
    "common words too": {"max_df": 1.0},
    "function words too": {"stop_words": False},
    "words of the process weigh as others": {"process_weight": 1.0},
    "no kin": {"kin": 0.0},
    "no latent themes": {"latent": 0.0},
    "no themes at all": {"kin": 0.0, "latent": 0.0},
}

Scores = dict[str, dict[str, list[float]]]  # each profile's, by method and set


class Judged(NamedTuple):
    """A set: its calls and profiles, and what is relevant (profile → call → gain)."""

    calls: list[CallLine]
    profiles: list[ProfileLine]
    relevant: dict[str, dict[str, float]]


class Library:
    """What an operator may give beside the calls, in the folder SAMSOK_DATA."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def judged(self, name: str) -> Judged:
        """Read a set's development half."""
        return read(self.data / "eval" / "dev" / name)

    @cached_property
    def background(self) -> list[Passage]:
        """Read past texts in Swedish and English."""
        path = self.data / "background" / "past_texts_sv_en.jsonl"
        return read_background(path, path.read_text(encoding="utf-8").split("\n"))

    @cached_property
    def parallel(self) -> list[dict[str, str]]:
        """Read texts that are in Swedish and English."""
        path = self.data / "parallel" / "swecris_sv_en_before_2017.jsonl"
        return read_parallel(path, path.read_text(encoding="utf-8").split("\n"))

    @cached_property
    def labels(self) -> list[dict[str, tuple[str, ...]]]:
        """Read a thesaurus."""
        return read_thesaurus(self.data / "thesaurus" / "yso_labels_sv_en_fi.csv")

    @cached_property
    def bridge(self) -> Bridge:
        """Learn from parallel texts and thesaurus."""
        return Bridge().fit(self.parallel, self.labels)


def ndcg(relevant: Mapping[str, float], ranked: Sequence[str]) -> float:
    """Return nDCG@10 of one ranking: the gain is the judgement, the discount log2(rank + 1)."""
    ideal = sorted(relevant.values(), reverse=True)
    return _gain([relevant.get(call, 0.0) for call in ranked]) / _gain(ideal)


def each_ndcg(relevant: Mapping[str, Mapping[str, float]], rankings: Rankings) -> list[float]:
    """Return that of each judged profile; one that was not ranked counts as nought."""
    return [ndcg(found, rankings.get(each, ())) for each, found in relevant.items()]


def mean_ndcg(relevant: Mapping[str, Mapping[str, float]], rankings: Rankings) -> float:
    """Return the mean over the judged profiles."""
    return float(np.mean(each_ndcg(relevant, rankings)))


def interval(scores: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Return where 95 % of bootstrap samples lie, of the mean over sets of their means."""
    dice = np.random.default_rng(0)
    means = np.mean(
        [np.mean(dice.choice(np.array(each), (SAMPLES, len(each))), axis=1) for each in scores],
        axis=0,
    )
    low, high = np.quantile(means, (0.025, 0.975))
    return float(low), float(high)


def read(folder: Path) -> Judged:
    """Read calls.jsonl, profiles.jsonl and qrels.tsv."""
    relevant: defaultdict[str, dict[str, float]] = defaultdict(dict)
    with (folder / "qrels.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if float(row["rel"]) > 0:
                relevant[row["profile_id"]][row["call_id"]] = float(row["rel"])
    calls, profiles = folder / "calls.jsonl", folder / "profiles.jsonl"
    with calls.open(encoding="utf-8") as some, profiles.open(encoding="utf-8") as others:
        return Judged(read_calls(calls, some), read_profiles(profiles, others), relevant)


def ours(
    judged: Judged, background: Sequence[Passage] = (), bridge: Bridge | None = None, **steps: Any
) -> Rankings:
    """Rank as `samsok rank` does. steps: parameters of the matcher that differ."""
    asked = [Passage(profile.text, profile.language) for profile in judged.profiles]
    matcher = Matcher[CallLine](bridge=bridge, **steps).fit(judged.calls, background, asked)
    return {
        profile.id: [judged.calls[place].id for place, _ in row]
        for profile, row in zip(judged.profiles, matcher.ranked(asked, K), strict=True)
    }


def across(judged: Judged) -> bool:
    """Say whether a set asks in one language for calls in another."""
    return judged.profiles[0].language != judged.calls[0].language


def compared(library: Library, names: Sequence[str]) -> Iterator[str]:
    """Yield the table of these sets beside the peers, a line at a time."""
    methods: dict[str, Callable[[Judged], Rankings]] = {
        name: lambda each, peer=peer: peer(each.calls, each.profiles)  # type: ignore[misc]
        for name, peer in PEERS.items()
    }
    methods["matcher"] = ours
    methods["matcher, with background"] = lambda each: ours(each, library.background)
    methods["matcher, with parallel texts and thesaurus"] = lambda each: (
        ours(each, bridge=library.bridge) if across(each) else {}
    )
    scores: Scores = {}
    yield from _table(library, names, methods, scores)
    plain, glossary = scores["plain TfidfVectorizer"], scores["matcher"]
    for name in names:
        if name in ACROSS:
            yield f"\n{name}: {lifted(plain[name], glossary[name])} with the glossary alone"


def lifted(plain: Sequence[float], ours: Sequence[float]) -> str:
    """Say how many times the plain mean ours is, and whether their intervals are apart."""
    times = float(np.mean(ours)) / max(float(np.mean(plain)), 1e-12)
    apart = interval([plain])[1] < interval([ours])[0]
    return f"{times:.2f} × plain, intervals {'apart' if apart else 'overlap'}"


def ablated(library: Library, names: Sequence[str]) -> Iterator[str]:
    """Yield what is left without each step: with a background; across languages, a bridge."""

    def without(judged: Judged, steps: dict[str, Any]) -> Rankings:
        if across(judged):
            return ours(judged, bridge=library.bridge, **steps)
        return ours(judged, library.background, **steps)

    methods = {
        name: lambda each, steps=steps: without(each, steps) for name, steps in STEPS.items()
    }
    yield from _table(library, names, methods, {})


def _table(
    library: Library,
    names: Sequence[str],
    methods: Mapping[str, Callable[[Judged], Rankings]],
    scores: Scores,
) -> Iterator[str]:
    """Yield a line for each method, and keep each profile's score in `scores`."""
    judged = {name: library.judged(name) for name in names}
    mean_of = [name for name in names if name in SETS]
    yield f"| | {' | '.join(names)} | mean of {len(mean_of)} |"
    yield f"|---|{'---|' * (len(names) + 1)}"
    for method, rank in methods.items():
        got = {name: each_ndcg(each.relevant, rank(each)) for name, each in judged.items()}
        scores[method] = got
        cells = [_cell([each]) for each in got.values()]
        yield f"| {method} | {' | '.join(cells)} | {_cell([got[name] for name in mean_of])} |"


def _cell(scores: Sequence[Sequence[float]]) -> str:
    if not any(map(any, scores)):
        return ""  # not for these sets
    low, high = interval(scores)
    return f"{np.mean([np.mean(each) for each in scores]):.3f} ({low:.3f}–{high:.3f})"


def _gain(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains[:K]))


@click.command()
@click.option("--ablation", is_flag=True, help="What each step is worth.")
@click.argument("names", nargs=-1, type=click.Choice((*SETS, *ACROSS)))
def main(ablation: bool, names: tuple[str, ...]) -> None:
    """Print the table."""
    if "SAMSOK_DATA" not in os.environ:
        raise click.UsageError("SAMSOK_DATA names no folder. Set it to the one that holds eval/.")
    library = Library(Path(os.environ["SAMSOK_DATA"]))
    made = ablated if ablation else compared
    for line in made(library, names or (*SETS, *ACROSS)):
        click.echo(line)


if __name__ == "__main__":
    main()
