"""Measure how fast calls are met, beside others that do the same, in the same run.

    SAMSOK_DATA=… python -m benchmarks.speed [--calls N] [--interests N] [--large] [--million]

The texts are made of the sentences of real ones (`texts.py`), always the same. Prints a Markdown
table: what it took, and how many times as long as what it is compared with. Times are the
processor's, of one thread, so that other work on the machine counts little; those of two threads
are the clock's. The best of three where it is short. "With themes" is the matcher as it is
installed with a background: kin and latent themes count, too. Without one it has none.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before NumPy is loaded: one thread each

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
import numpy as np
from joblib import parallel_config
from numba import njit
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity
from sparse_dot_topn import sp_matmul_topn

from benchmarks import texts
from benchmarks.peers import tantivy_index
from benchmarks.quality import Library
from matcher.audience import Audience
from matcher.languages import heard
from matcher.lines import CallLine, ProfileLine
from matcher.postings import Postings
from matcher.ranking import Matcher
from matcher.strings import Places, numbered
from matcher.texts import passage_of
from matcher.tiles import Rows
from matcher.words import Passage, count

K = 10
SOME = 200  # interests that tantivy is asked for; the rest would take as long

R = TypeVar("R")


class Clock:
    """Takes times and keeps the lines of the table."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def time(
        self, work: Callable[[], R], times: int = 1, now: Callable[[], float] = time.process_time
    ) -> tuple[float, R]:
        """Return the shortest time that it took, in seconds, and what it gave."""
        took = []
        for _ in range(times):
            start = now()
            found = work()
            took.append(now() - start)
        return min(took), found

    def tell(self, what: str, took: float | str, than: float | None = None) -> None:
        """Print a line. than: what it is to be compared with."""
        said = took if isinstance(took, str) else _told(took)
        ratio = f"{took / than:.2f} ×" if than and not isinstance(took, str) else ""
        click.echo(f"| {what} | {said} | {ratio} |")


def vectorising(
    clock: Clock, made: Sequence[CallLine], background: Sequence[Passage]
) -> Matcher[CallLine]:
    """Measure from texts to weights that can be met."""
    said = [passage_of(call).text for call in made]
    plain, _ = clock.time(lambda: TfidfVectorizer().fit_transform(said))
    clock.tell("plain TfidfVectorizer: texts to weights", plain)

    def cold(*material: Any) -> Matcher[CallLine]:
        matcher = Matcher[CallLine]().fit(made, *material)
        matcher.index_.way("sv", "sv")
        return matcher

    Matcher[CallLine]().fit(made[:1])  # the glossary's bridge and the languages, learnt once,
    numbered(said[:1000], Places())  # and the loop, compiled once
    took, matcher = clock.time(cold)
    clock.tell("matcher, cold: texts to an index", took, plain)
    way = matcher.index_.way("sv", "sv")
    took, _ = clock.time(lambda: way.meet(count([*map(heard, map(passage_of, made))])))
    clock.tell("matcher, warm: texts to weights, all words known", took, plain)
    took, _ = clock.time(lambda: cold(background))
    clock.tell("matcher, cold, with themes, which are learnt", took, plain)
    return matcher


def limit(size: int) -> float:
    """Return how many products a second can be added up here at the most: all in their order."""
    dice = np.random.default_rng(0)
    each = 2000
    places = np.sort(dice.integers(0, size, (100, each)), axis=1).ravel().astype(np.uint16)
    weights, sums = dice.random(100 * each, np.float32), np.zeros(size, np.float32)
    _scatter(places, weights, 1, sums)
    took, _ = Clock().time(lambda: _scatter(places, weights, 100, sums), 3)
    return 100 * len(places) / took


@njit(nogil=True)
def _scatter(places, weights, times, sums):  # type: ignore[no-untyped-def]
    for _ in range(times):
        for at in range(len(places)):
            sums[places[at]] += np.float32(1.1) * weights[at]


def meeting(clock: Clock, calls: Rows, asked: Rows, peers: bool = True) -> float:
    """Measure the ten best calls for each interest, from weights; return what it took."""
    calls, asked = calls.narrow(), asked.narrow()
    plain = Postings("numba").fit(Rows(calls.sparse))
    some = Rows(asked.sparse)
    plain.best(some.some(slice(0, 2)), K)
    took, _ = clock.time(lambda: plain.best(some, K), 3)
    clock.tell("ten best calls for each interest, Numba", took)
    products = int(
        np.bincount(calls.sparse.indices, minlength=calls.sparse.shape[1])[
            asked.sparse.indices
        ].sum()
    )
    share = products / took / limit(min(len(plain), 65_536))
    clock.tell("of the products that can be added up here at most in that time", f"{share:.0%}")
    if not peers:
        return took
    one, _ = clock.time(lambda: plain.best(some, K), 3, time.perf_counter)
    two, _ = clock.time(lambda: _shared(plain, some), 3, time.perf_counter)
    clock.tell("the same, two threads", two, one)
    scipy, _ = clock.time(lambda: Postings("scipy").fit(Rows(calls.sparse)).best(some, K))
    clock.tell("the same, SciPy", scipy, took)
    turned = calls.sparse.T.tocsr()
    dense, _ = clock.time(lambda: _dense(asked.sparse, calls.sparse))
    clock.tell("scikit-learn: cosine_similarity, argpartition", dense, took)
    for threads, ours, now in ((1, took, time.process_time), (2, two, time.perf_counter)):
        peer, _ = clock.time(lambda n=threads: _peer(asked.sparse, turned, n), 3, now)  # type: ignore[misc]
        clock.tell(f"sparse_dot_topn, threads: {threads}", peer, ours)
    return took


def _shared(postings: Postings, asked: Rows) -> Any:
    with parallel_config(backend="threading", n_jobs=2):
        return postings.best(asked, K)


def _peer(asked: Any, turned: Any, threads: int) -> Any:
    return sp_matmul_topn(asked, turned, top_n=K, n_threads=threads, sort=True)


def _dense(asked: Any, calls: Any) -> Any:
    found = cosine_similarity(asked, calls)
    return np.argpartition(-found, K, axis=1)[:, :K]


def engine(clock: Clock, made: Sequence[CallLine], asked: Sequence[Passage], ours: float) -> None:
    """Measure tantivy on the same texts: what it takes to ask, without what it takes to index."""
    best = tantivy_index(made)
    profiles = [ProfileLine(str(n), "sv", each.text) for n, each in enumerate(asked[:SOME])]
    took, _ = clock.time(lambda: [best(each) for each in profiles], 3)
    clock.tell("tantivy", took * len(asked) / len(profiles), ours)


def one_by_one(clock: Clock, matcher: Matcher[CallLine], found: Sequence[str], many: int) -> None:
    """Measure a single new call against many interests, and a single interest against the calls."""
    audience = Audience(matcher).fit(texts.interests(found, many, seed=5))
    news = texts.calls(found, 200, seed=6)
    asked = texts.interests(found, 200, seed=7)
    clock.tell(
        f"a new call against {many:,} interests, p95",
        _p95(lambda each: audience.ranked(each, 0.065), news),
    )
    clock.tell(
        "a changed interest against all calls, p95",
        _p95(lambda each: matcher.ranked([each], K), asked),
    )


def _p95(work: Callable[[Any], object], each: Sequence[Any]) -> float:
    work(each[0])
    took = [Clock().time(lambda one=one: work(one))[0] for one in each]  # type: ignore[misc]
    return float(np.quantile(took, 0.95))


class Later:
    """A call whose text is made when it is asked for, as a row of a database is read."""

    language = "sv"
    title = "–"

    def __init__(self, found: Sequence[str], place: int) -> None:
        self.found, self.place = found, place

    @property
    def text(self) -> str:
        """Return twelve sentences."""
        return next(texts.recombined(self.found, 1, 12, self.place))


def grown(found: Sequence[str], calls: int, interests: int) -> None:
    """Take in many calls, block by block, and rank them; print times and the most memory held."""
    clock = Clock()
    matcher = Matcher[Any]().fit([Later(found, n) for n in range(20_000)])
    matcher.index_.way("sv", "sv")

    def grow() -> None:
        for start in range(20_000, calls, 65_536):
            matcher.partial_fit([Later(found, n) for n in range(start, min(calls, start + 65_536))])

    took, _ = clock.time(grow)
    clock.tell(f"{calls:,} calls: texts made and added", took)
    asked = texts.interests(found, interests)
    took, _ = clock.time(lambda: matcher.ranked(asked, K))
    clock.tell(f"{calls:,} calls for {interests:,} interests, from texts", took)
    way = matcher.index_.way("sv", "sv")
    rows = way.ask(count(asked)).narrow()
    took, _ = clock.time(lambda: way.calls.best(rows, K))
    clock.tell("the same, from weights", took)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    clock.tell("most memory held", f"{most:.1f} GB")


def _told(took: float) -> str:
    return f"{took:.2f} s" if took >= 1 else f"{took * 1000:.3g} ms"


@click.command()
@click.option("--calls", default=20_000, show_default=True)
@click.option("--interests", default=1_000, show_default=True)
@click.option("--large", is_flag=True, help="100,000 calls for 10,000 interests, too.")
@click.option("--million", is_flag=True, help="A million calls for 10,000 interests, too.")
@click.option("--grown", "sizes", type=(int, int), hidden=True)
def main(
    calls: int, interests: int, large: bool, million: bool, sizes: tuple[int, int] | None
) -> None:
    """Print the table."""
    if "SAMSOK_DATA" not in os.environ:
        raise click.UsageError("SAMSOK_DATA names no folder. Set it to the one that holds eval/.")
    data = Path(os.environ["SAMSOK_DATA"])
    found = texts.swedish(data)
    if sizes:
        grown(found, *sizes)
        return
    clock = Clock()
    background = Library(data).background
    made, asked = texts.calls(found, calls), texts.interests(found, interests)
    click.echo(f"| {calls:,} calls, {interests:,} interests | took | against |\n|---|---|---|")
    matcher = vectorising(clock, made, background)
    way = matcher.index_.way("sv", "sv")
    rows = count(asked)
    met, ask = way.meet(count([passage_of(call) for call in made])), way.ask(rows)
    ours = meeting(clock, met, ask)
    engine(clock, made, asked, ours)
    one_by_one(clock, matcher, found, 10_000)
    themed = Matcher[CallLine]().fit(made, background)
    way = themed.index_.way("sv", "sv")
    themed_asked = way.ask(rows).narrow()
    way.calls.best(themed_asked.row(0), K)
    took, _ = clock.time(lambda: way.calls.best(themed_asked, K), 3)
    clock.tell("with themes: ten best calls for each interest", took, ours)
    one_by_one(clock, themed, found, 10_000)
    children = [each for each, wanted in (("100000", large), ("1000000", million)) if wanted]
    for size in children:
        child = [sys.executable, "-m", "benchmarks.speed", "--grown", size, "10000"]
        subprocess.run(child, check=True)


if __name__ == "__main__":
    main()
