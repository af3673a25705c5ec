"""Share the ranking of many interests between workers, where that pays.

Which workers, `joblib.parallel_config` says: none if it says nothing. Processes of this machine get
the postings as memory-mapped files, which joblib sees to; those of a Dask cluster through it, each
its own copy, so that work goes on where another worker is lost. What is asked travels with the
question: as a tuple, of which joblib makes no single copy on one worker.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from importlib import import_module
from itertools import pairwise
from typing import Any

import numpy as np
from joblib import Parallel, delayed, parallel_config
from joblib.parallel import get_active_backend

from matcher.tiles import Rows, Tile

PAYS = 1_000_000_000  # products: less is added up before workers have begun,
THREADS_PAY = 10_000_000  # or threads, which are there at once
SECONDS = 10  # to wait for a scheduler
EACH = 4  # blocks for each worker: the last to end is not waited for long
TRIES = 3  # with a cluster whose workers are lost while they are given the arrays
AT_ONCE = 1 << 24  # sums: what is dense for a moment

Task = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
Ragged = tuple[Any, Any, Any]  # where each row ends, and the places and scores of all rows


class NoCluster(RuntimeError):
    """The cluster of the settings cannot be had; the text says why, and the way out."""


@contextmanager
def shared(scheduler: str = "") -> Iterator[None]:
    """Let the processors of this machine share what pays, or the workers of a Dask cluster.

    scheduler: its address, such as tcp://10.0.0.5:8786. Raise NoCluster if nothing answers there.
    """
    if not scheduler:
        with parallel_config(backend="loky", n_jobs=-1):
            yield
        return
    try:
        from distributed import Client  # an extra

        client = Client(scheduler, timeout=SECONDS)
    except ModuleNotFoundError as error:
        raise NoCluster(
            "[matching] dask is set, but Dask is not installed: ./run install cluster"
        ) from error
    except (OSError, ValueError) as error:
        raise NoCluster(
            f"[matching] dask: no scheduler answers at {scheduler} ({error}). "
            "Start one, or leave the setting empty."
        ) from error
    with client, parallel_config(backend="dask", client=client):
        yield


def best(
    engine: str, tiles: Sequence[Tile], asked: Rows, top: int, digits: int
) -> list[tuple[Any, Any]]:
    """Return the best places of each tile for each who asks, and their scores."""
    return [
        (np.concatenate(places), np.concatenate(scores))
        for parts in _share(_best, (engine, top, digits), tiles, asked)
        for places, scores in [zip(*parts, strict=True)]
    ]


def reaching(
    engine: str, tiles: Sequence[Tile], asked: Rows, least: float, digits: int
) -> list[list[tuple[Any, Any]]]:
    """Return the places of each tile that reach a score for each who asks, and their scores."""
    return [
        [
            (places[start:end], scores[start:end])
            for ends, places, scores in parts
            for start, end in pairwise([0, *ends.tolist()])
        ]
        for parts in _share(_reaching, (engine, least, digits), tiles, asked)
    ]


def _share(
    work: Callable[..., Any], how: tuple[Any, ...], tiles: Sequence[Tile], asked: Rows
) -> list[list[Any]]:
    """Return what the work gives for each tile, block by block of those who ask."""
    backend, workers = get_active_backend()
    workers = backend.effective_n_jobs(workers)
    threads = getattr(backend, "supports_sharedmem", False)
    pays = THREADS_PAY if threads else PAYS
    if workers < 2 or sum(_products(tile, asked) for tile in tiles) < pays:
        return [[work(*how, asked, tile.longest, *tile[:5])] for tile in tiles]
    number = asked.sparse.shape[0]
    bounds = np.linspace(0, number, min(number, EACH * workers) + 1, dtype=int)
    blocks = [asked.some(slice(*each)) for each in pairwise(bounds)]
    if threads:  # of our own: joblib looks only a hundred times a second whether they have ended
        with ThreadPoolExecutor(workers) as pool:
            found = [*pool.map(_do, _tasks(work, how, tiles, blocks))]
    else:
        found = _answers(backend, tiles, lambda given: _tasks(work, how, given, blocks))
    return [found[start : start + len(blocks)] for start in range(0, len(found), len(blocks))]


def _tasks(
    work: Callable[..., Any], how: tuple[Any, ...], tiles: Sequence[Tile], blocks: Sequence[Rows]
) -> list[Task]:
    """Return what is to be done: each block with each tile."""
    return [
        delayed(work)(*how, block, tile.longest, *tile[:5]) for tile in tiles for block in blocks
    ]


def _answers(
    backend: Any, tiles: Sequence[Tile], tasks: Callable[[Sequence[Tile]], list[Task]]
) -> list[Any]:
    """Return what the workers answer; ask again if one was lost, as with the only copy of an array.

    A cluster says so with whatever error it comes upon. One of the work's own comes here, too.
    """
    for _ in range(TRIES):
        with suppress(Exception):
            found: list[Any] = Parallel()(tasks(_given(backend, tiles)))
            return found
    return [*map(_do, tasks(tiles))]  # here: slow, and sure


def _given(backend: Any, tiles: Sequence[Tile]) -> Sequence[Tile]:
    """Give each worker of a cluster the arrays, and return the tiles with what stands for them.

    One after the other: where a worker is lost meanwhile, Dask's broadcast tries it for ever.
    """
    client = getattr(backend, "client", None)
    if client is None:
        return tiles
    arrays = [array for tile in tiles for array in tile[:5]]
    given: list[Any] = []
    for worker in client.nthreads():
        given = client.scatter(arrays, workers=[worker])  # the same each time, by what they hold
    starts = range(0, len(given), 5)
    return [
        Tile._make((*given[start : start + 5], tile.longest))
        for start, tile in zip(starts, tiles, strict=True)
    ]


def _do(task: Task) -> Any:
    work, args, named = task
    return work(*args, **named)


def _best(
    engine: str, top: int, digits: int, asked: Rows, longest: float, *arrays: Any
) -> tuple[Any, Any]:
    tile = Tile._make((*arrays, longest))
    found: tuple[Any, Any] = import_module(f"matcher.{engine}").best(tile, asked, top, digits)
    return found


def _reaching(
    engine: str, least: float, digits: int, asked: Rows, longest: float, *arrays: Any
) -> Ragged:
    tile = Tile._make((*arrays, longest))
    number, some = asked.sparse.shape[0], max(1, AT_ONCE // max(1, len(tile.gone)))
    ends, found = [0], [(np.zeros(0, int), np.zeros(0))]
    for start in range(0, number, some):
        block = asked.some(slice(start, min(number, start + some)))
        for row in import_module(f"matcher.{engine}").sums(tile, block):
            likely = np.flatnonzero(row > least - 2 * 10.0**-digits)  # a first sieve
            scores = row[likely].astype(float).round(digits)
            reached = (scores >= least) & (scores > 0)
            found.append((likely[reached], scores[reached]))
            ends.append(ends[-1] + int(reached.sum()))
    places, scores = (np.concatenate(part) for part in zip(*found, strict=True))
    return np.array(ends[1:], int), places, scores


def _products(tile: Tile, asked: Rows) -> int:
    return int(np.diff(tile.starts)[asked.sparse.indices].sum())
