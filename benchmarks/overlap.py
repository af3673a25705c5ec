"""Measure how bids that are alike are found, beside plain cosine and shingles, in the same run.

    SAMSOK_DATA=… python -m benchmarks.overlap [--speed] [SET…]

Copied is a share of one project's sentences, from a place drawn by lot, followed by sentences of
another, which is left out. Rewritten are projects with the same title but for words of stages. A
clean bid is any other project as it is, those that really are copies of each other among them; the
bound of a signal is what 5 % of the clean bids reach with their nearest. With --speed, how long it
takes with 10,000 bids instead.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before NumPy is loaded: one thread each

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click
import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity

from benchmarks import texts
from benchmarks.quality import interval
from matcher.copies import Copies
from matcher.lines import CallLine, read_calls
from matcher.overlap import OverlapDetector
from matcher.ranking import Matcher
from matcher.texts import passage_of

STAGES = re.compile(
    r"\b(förstudie|förprojekt|forprosjekt|fortsättning|etapp|fas|steg|del|version|genomförande"
    r"|genomförandeprojekt|projekt|huvudprojekt|hovedprosjekt|ii|iii|iv|[0-9]+)\b"
)
ENDS = re.compile(r"(?<=[.!?])\s")
LONG = 250  # characters: a shorter text is hardly a bid
SENTENCES = 6
WORDS = 4  # of a sentence
COPIES = 200
SHARES = (0.15, 0.3, 0.5)
NEAR = 5
FALSE = 0.05  # of the clean bids
FIRSTS = 0.8  # of those, where two signals share them: the copies' part
BIDS, CHANGES = 10_000, 100
LEAST = 0.3  # of a cosine that plain scikit-learn is asked for

R = TypeVar("R")


class Copied(NamedTuple):
    """Bids, copies of some of them, and the place of what each was copied from."""

    clean: list[CallLine]
    copies: list[CallLine]
    sources: list[int]


def bare(title: str) -> str:
    """Return a title without the words of stages: what goes on under it is the same project."""
    return " ".join(re.findall(r"\w+", STAGES.sub(" ", title.lower())))


def read_bids(folder: Path) -> list[CallLine]:
    """Read the projects that are long enough, without their titles' help."""
    path = folder / "calls.jsonl"
    with path.open(encoding="utf-8") as some:
        return [each for each in read_calls(path, some) if len(each.text) > LONG]


def untitled(bids: Sequence[CallLine]) -> list[CallLine]:
    """Leave the titles out: they tell which are the same."""
    return [CallLine(id=each.id, language=each.language, title="", text=each.text) for each in bids]


def twins(bids: Sequence[CallLine]) -> list[tuple[int, int]]:
    """Return the pairs of the same title."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(bids):
        if len(title := bare(each.title)) >= 6:
            found[title].append(place)
    return [pair for places in found.values() for pair in combinations(places, 2)]


def copied(bids: Sequence[CallLine], share: float, seed: int = 1) -> Copied:
    """Make copies; those that the rest of a copy is from are left out of the bids."""
    said = [[e for e in ENDS.split(bid.text) if len(e.split()) >= WORDS] for bid in bids]
    long = [place for place, each in enumerate(said) if len(each) >= SENTENCES]
    dice = np.random.default_rng(seed)
    drawn = dice.permutation(long)[: 2 * COPIES].tolist()
    sources, others = drawn[: len(drawn) // 2], drawn[len(drawn) // 2 :]
    left = [place for place in range(len(bids)) if place not in {*others}]
    copies = []
    for source, other in zip(sources, others, strict=False):
        number = max(1, round(share * len(said[source])))
        start = int(dice.integers(0, len(said[source]) - number + 1))
        rest = said[other][: max(1, round((1 - share) * len(said[other])))]
        text = " ".join([*said[source][start : start + number], *rest])
        copies.append(CallLine(f"copy of {source}", bids[source].language, "", text))
    places = [left.index(source) for source, _ in zip(sources, copies, strict=False)]
    return Copied([bids[place] for place in left], copies, places)


def signals(bids: Sequence[CallLine]) -> Mapping[str, Any]:
    """Return how alike each two bids are, by each signal."""
    said = [each.text for each in bids]
    plain = TfidfVectorizer().fit_transform(said)
    shingles = CountVectorizer(ngram_range=(3, 3), binary=True, token_pattern=r"\w+")
    stands = shingles.fit_transform(said)
    sizes = np.diff(stands.indptr)
    matcher = Matcher[CallLine](slope=1.0, subwords=False).fit(bids)
    cosines = matcher.scores([matcher.passage(place) for place in range(len(bids))])
    strengths = np.zeros((len(bids), len(bids)))
    for block in Copies().fit(said).pairs():
        strengths[block.left, block.right] = strengths[block.right, block.left] = block.strength
    return {
        "plain TF-IDF cosine": (plain @ plain.T).toarray(),
        "shingles alone": (stands @ stands.T).toarray()
        / np.maximum(np.minimum(sizes[:, None], sizes), 1),
        "cosine": cosines.toarray(),
        "copies": strengths,
    }


def nearest(signal: Any) -> Any:
    """Return how alike each bid is to the nearest other."""
    others = signal.copy()
    np.fill_diagonal(others, -1)
    return others.max(axis=1)


def bounds(clean: Mapping[str, Any], names: Sequence[str]) -> dict[str, float]:
    """Return bounds that together 5 % of the clean bids reach; of two, the first 4 % by itself."""
    near = {name: nearest(clean[name]) for name in names}
    first, last = names[0], names[-1]
    held = {first: float(np.quantile(near[first], 1 - FALSE * (1.0 if first == last else FIRSTS)))}
    rest = np.sort(near[last][near[first] <= held[first]])
    more = int(FALSE * len(near[first])) - (len(near[first]) - len(rest))  # that it may add
    return held if first == last else held | {last: float(rest[-max(more, 0) - 1])}


def measured(
    clean: Mapping[str, Any], met: Mapping[str, Any], sources: Sequence[int]
) -> Iterator[tuple[str, Any, Any]]:
    """Yield each row's name, which sources are among the first five, and which raise an alarm.

    clean: signals among the clean bids. met: a row for each who asks, a column for each clean bid.
    Of two signals the first five are the first three of the one and the first two of the other.
    """
    places = np.arange(len(sources))
    for names in (*([name] for name in met), ["copies", "cosine"]):
        held = bounds(clean, names)
        over = [met[name][places, sources] > held[name] for name in names]
        shown = [NEAR] if len(names) == 1 else [NEAR - NEAR // 2, NEAR // 2]
        near = [ranks(met[name], sources) <= most for name, most in zip(names, shown, strict=True)]
        name = names[0] if len(names) == 1 else "either, each by its own bound"
        yield name, np.any(near, axis=0).astype(float), np.any(over, axis=0).astype(float)


def ranks(signal: Any, sources: Sequence[int]) -> Any:
    """Return the rank of each row's source; equals share the middle of their ranks."""
    own = signal[np.arange(len(sources)), sources][:, None]
    return (signal > own).sum(axis=1) + ((signal == own).sum(axis=1) + 1) / 2


def found_alike(folder: Path) -> Iterator[str]:
    """Yield the table of a set, a line at a time."""
    bids = read_bids(folder)
    rows: defaultdict[str, list[str]] = defaultdict(list)
    columns = []
    if pairs := twins(bids):
        asking = [way for pair in pairs for way in (pair, pair[::-1])]
        known = signals(untitled(bids))
        met = {name: each[[one for one, _ in asking]].copy() for name, each in known.items()}
        for each in met.values():
            each[np.arange(len(asking)), [one for one, _ in asking]] = -1  # oneself
        alone = [place for place in range(len(bids)) if place not in {e for p in pairs for e in p}]
        clean = {name: each[np.ix_(alone, alone)] for name, each in known.items()}
        columns += [f"same project ({len(pairs)} pairs): first five", "recall"]
        for name, near, over in measured(clean, met, [other for _, other in asking]):
            rows[name] += [cell(near), cell(over)]
    for share in SHARES:
        made = copied(bids, share)
        number = len(made.clean)
        known = signals(untitled([*made.clean, *made.copies]))
        clean = {name: each[:number, :number] for name, each in known.items()}
        met = {name: each[number:, :number] for name, each in known.items()}
        columns += [f"{share:.0%} copied ({len(made.copies)}): first five", "recall"]
        for name, near, over in measured(clean, met, made.sources):
            rows[name] += [cell(near), cell(over)]
    yield f"| {folder.name}, {len(bids)} bids | {' | '.join(columns)} |"
    yield f"|---|{'---|' * len(columns)}"
    for name, found in rows.items():
        yield f"| {name} | {' | '.join(found)} |"


def cell(scores: Sequence[float]) -> str:
    """Word a mean with its interval."""
    low, high = interval([scores])
    return f"{np.mean(scores):.3f} ({low:.3f}–{high:.3f})"


def timed(work: Callable[[], R]) -> tuple[float, float, R]:
    """Return the processor's seconds that it took, those of the clock, and what it gave."""
    began, start = time.process_time(), time.perf_counter()
    found = work()
    return time.process_time() - began, time.perf_counter() - start, found


def speed(data: Path) -> Iterator[str]:
    """Yield the table of times, beside plain scikit-learn in the same run."""
    bids = texts.calls(texts.swedish(data), BIDS, seed=5)
    said = [passage_of(each).text for each in bids]
    words = np.mean([len(each.split()) for each in said])
    yield f"| {BIDS} bids of {words:.0f} words | CPU s | s |"
    yield "|---|---|---|"
    vectorizer = TfidfVectorizer()

    def plainly() -> int:
        rows = vectorizer.fit_transform(said)
        blocks = (cosine_similarity(rows[n : n + 1000], rows) for n in range(0, BIDS, 1000))
        return sum(int((each >= LEAST).sum()) for each in blocks)

    plain, clock, _ = timed(plainly)
    yield f"| plain: TfidfVectorizer, cosine_similarity by blocks | {plain:.1f} | {clock:.1f} |"
    detector = OverlapDetector[CallLine]()
    learnt, at, _ = timed(lambda: detector.fit(bids))
    yield f"| taken in | {learnt:.1f} | {at:.1f} |"
    met, there, pairs = timed(lambda: detector.pairs())
    yield f"| compared, {len(pairs)} pairs raised | {met:.1f} | {there:.1f} |"
    both = learnt + met
    yield f"| both together | {both:.1f} ({both / plain:.1f} ×) | {at + there:.1f} |"
    yield from changes(detector, bids, vectorizer, said)


def changes(
    detector: OverlapDetector[CallLine], bids: Sequence[CallLine], vectorizer: Any,
    said: Sequence[str],
) -> Iterator[str]:  # fmt: skip
    """Yield how long it takes when one bid changes, with all and one by one."""
    rows = vectorizer.transform(said)

    def change(place: int) -> None:
        detector.remove([place])
        detector.partial_fit([bids[place]])
        detector.near(len(detector.bids_) - 1)

    def plainly(place: int) -> None:
        row = vectorizer.transform([said[place]])
        np.flatnonzero(cosine_similarity(row, rows)[0] >= LEAST)

    yield "| one bid changes: | p50 ms | p95 ms |"
    for name, work in (("plain scikit-learn", plainly), ("the detector", change)):
        took = [timed(partial(work, each))[0] * 1000 for each in range(CHANGES)]
        yield f"| {name} | {np.quantile(took, 0.5):.1f} | {np.quantile(took, 0.95):.1f} |"


@click.command()
@click.argument("sets", nargs=-1)
@click.option("--speed", "fast", is_flag=True)
def main(sets: tuple[str, ...], fast: bool) -> None:
    """Print the tables."""
    data = Path(os.environ["SAMSOK_DATA"])
    folders = [data / "eval" / "dev" / name for name in sets or ("erdf_sv", "erdf_da", "swe_svsv")]
    for table in [speed(data)] if fast else map(found_alike, folders):
        for line in table:
            click.echo(line)
        click.echo()


if __name__ == "__main__":
    main()
