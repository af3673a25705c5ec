"""Measure how well calls are ranked, beside plain TF-IDF in the same run.

    SAMSOK_DATA=… python -m benchmarks.quality [SET…]

Prints nDCG@10 as a Markdown table: each profile's own, then their mean.
"""

import csv
import math
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click
from sklearn.feature_extraction.text import TfidfVectorizer

from matcher.lines import (
    CallLine,
    ProfileLine,
    rank_lines,
    read_background,
    read_calls,
    read_profiles,
)
from matcher.ranking import best, passage_of
from matcher.words import Passage

SETS = ("erdf_sv", "swe_svsv", "scb_svsv", "erdf_da", "mak_fi", "he_en")
ACROSS = ("swe_sven", "scb_sven", "mate_sven")
K = 10

Rankings = Mapping[str, Sequence[str]]


class Judged(NamedTuple):
    """A set: its calls and profiles, and what is relevant (profile → call → gain)."""

    calls: list[CallLine]
    profiles: list[ProfileLine]
    relevant: dict[str, dict[str, float]]


def ndcg(relevant: Mapping[str, float], ranked: Sequence[str]) -> float:
    """Return nDCG@10 of one ranking: the gain is the judgement, the discount log2(rank + 1)."""
    ideal = sorted(relevant.values(), reverse=True)
    return _gain([relevant.get(call, 0.0) for call in ranked]) / _gain(ideal)


def mean_ndcg(relevant: Mapping[str, Mapping[str, float]], rankings: Rankings) -> float:
    """Return the mean over the judged profiles; one that was not ranked counts as nought."""
    return sum(ndcg(found, rankings.get(each, ())) for each, found in relevant.items()) / len(
        relevant
    )


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


def plain(judged: Judged) -> Rankings:
    """Rank by scikit-learn as it comes."""
    vectorizer = TfidfVectorizer()
    known = vectorizer.fit_transform(passage_of(call).text for call in judged.calls)
    scores = vectorizer.transform(profile.text for profile in judged.profiles) @ known.T
    return {
        profile.id: [judged.calls[place].id for place, _ in best(row)[:K]]
        for profile, row in zip(judged.profiles, scores.tocsr(), strict=True)
    }


def ours(judged: Judged, background: Sequence[Passage] = ()) -> Rankings:
    """Rank as `samsok rank` does."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in rank_lines(judged.calls, judged.profiles, background, K):
        profile, call, _rank, _score = line.split("\t")
        found[profile].append(call)
    return found


def table(data: Path, names: Sequence[str]) -> Iterator[str]:
    """Yield the table of these sets, a line at a time."""
    past = data / "background" / "past_texts_sv_en.jsonl"
    with past.open(encoding="utf-8") as lines:
        background = read_background(past, lines)
    judged = {name: read(data / "eval" / "dev" / name) for name in names}
    methods: dict[str, Callable[[Judged], Rankings]] = {
        "plain TfidfVectorizer": plain,
        "matcher": ours,
        "matcher, with background": lambda each: ours(each, background),
    }
    mean_of = [name for name in names if name in SETS]
    yield f"| | {' | '.join(names)} | mean of {len(mean_of)} |"
    yield f"|---|{'---|' * (len(names) + 1)}"
    for method, rank in methods.items():
        got = {name: mean_ndcg(each.relevant, rank(each)) for name, each in judged.items()}
        mean = sum(got[name] for name in mean_of) / max(len(mean_of), 1)
        yield f"| {method} | {' | '.join(f'{each:.3f}' for each in got.values())} | {mean:.3f} |"


def _gain(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains[:K]))


if __name__ == "__main__":
    if "SAMSOK_DATA" not in os.environ:
        sys.exit("SAMSOK_DATA names no folder. Set it to the one that holds eval/ and background/.")
    for line in table(Path(os.environ["SAMSOK_DATA"]), sys.argv[1:] or (*SETS, *ACROSS)):
        click.echo(line)
