"""Shared between workers, the answers are those of one process."""

import os
import signal
import sys
from collections.abc import Iterator
from itertools import count
from threading import Thread, Timer
from typing import Any

import numpy as np
import pytest
from distributed import Client, LocalCluster
from joblib import parallel_config
from joblib.parallel import get_active_backend
from scipy.sparse import csr_matrix

from matcher import blocks
from matcher.blocks import NoCluster, shared
from matcher.postings import Best, Postings
from matcher.tiles import Rows


def rows(number: int, seed: int) -> Rows:
    dice = np.random.default_rng(seed)
    dense = np.where(dice.random((number, 60)) < 0.2, dice.integers(1, 9, (number, 60)) / 10, 0.0)
    return Rows(csr_matrix(dense), dice.normal(size=(number, 3)))


@pytest.fixture(autouse=True)
def always_pays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "PAYS", 0)
    monkeypatch.setattr(blocks, "THREADS_PAY", 0)


@pytest.fixture
def postings() -> Postings:
    return Postings().fit(rows(2000, seed=1)).partial_fit(rows(500, seed=2)).remove([3, 2400])


@pytest.fixture
def client() -> Iterator[Client]:
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield client


def same(one: Best, other: Best) -> None:
    np.testing.assert_array_equal(one.places, other.places)
    np.testing.assert_array_equal(one.scores, other.scores)


@pytest.mark.parametrize("backend", ["threading", "loky"])
def test_two_workers_answer_as_one_process(postings: Postings, backend: str) -> None:
    asked = rows(100, seed=3)

    with parallel_config(backend=backend, n_jobs=2):
        found = postings.best(asked, 10)
        reached = list(postings.reaching(asked, 1.5))

    same(found, postings.best(asked, 10))
    for one, other in zip(reached, postings.reaching(asked, 1.5), strict=True):
        same(Best(*one), Best(*other))


def test_fewer_ask_than_there_are_workers(postings: Postings) -> None:
    asked = rows(1, seed=3)

    with parallel_config(backend="threading", n_jobs=2):
        found = postings.best(asked, 10)

    same(found, postings.best(asked, 10))


def test_a_cluster_of_the_settings_is_used(postings: Postings, client: Client) -> None:
    asked = rows(100, seed=3)

    with shared(client.scheduler.address):
        backend, _ = get_active_backend()
        found = postings.best(asked, 10)

    assert type(backend).__name__ == "DaskDistributedBackend"
    same(found, postings.best(asked, 10))


def test_without_one_the_processes_of_the_machine_are() -> None:
    with shared():
        backend, workers = get_active_backend()

    assert (type(backend).__name__, workers) == ("LokyBackend", -1)


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "SECONDS", 0.5)

    with (
        pytest.raises(NoCluster, match=r"\[matching\] dask: .* tcp://127\.0\.0\.1:9"),
        shared("tcp://127.0.0.1:9"),
    ):
        pass


def test_without_the_extra_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(NoCluster, match=r"\./run install cluster"), shared("tcp://127.0.0.1:9"):
        pass


def test_a_cluster_answers_as_one_process_though_a_worker_is_killed(
    postings: Postings, client: Client
) -> None:
    asked = rows(4000, seed=3)
    first, _ = (each["pid"] for each in client.run(_about).values())
    killing = Timer(0.3, os.kill, (first, signal.SIGKILL))

    with parallel_config(backend="dask", client=client):
        killing.start()
        found = [postings.best(asked, 10) for _ in range(3)]

    killing.join()
    for each in found:
        same(each, postings.best(asked, 10))
    assert first not in {each["pid"] for each in client.run(_about).values()}


@pytest.mark.parametrize(("turn", "worker"), [(1, 0), (1, 1), (2, 0), (2, 1)])
def test_a_worker_that_is_killed_while_arrays_are_given_holds_nobody_up(
    postings: Postings, client: Client, monkeypatch: pytest.MonkeyPatch, turn: int, worker: int
) -> None:
    asked = rows(100, seed=3)
    known = [each["pid"] for each in client.run(_about).values()]
    give, found, turns = client.scatter, [], count(1)

    def killing(*args: Any, **named: Any) -> Any:
        if next(turns) == turn:
            os.kill(known[worker], signal.SIGKILL)
        return give(*args, **named)

    def ask() -> None:
        with parallel_config(backend="dask", client=client):
            found.append(postings.best(asked, 10))

    monkeypatch.setattr(client, "scatter", killing)
    asking = Thread(target=ask, daemon=True)
    asking.start()
    asking.join(60)

    [each] = found
    same(each, postings.best(asked, 10))


def _about() -> dict[str, int]:
    return {"pid": os.getpid()}
