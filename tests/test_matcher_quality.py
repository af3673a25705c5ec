import json
import math
from pathlib import Path

import pytest

from benchmarks.peers import PEERS, Peer
from benchmarks.quality import interval, lifted, mean_ndcg, ndcg, ours, read

CALLS = [
    {"id": "c1", "lang": "sv", "title": "Unga i arbete", "text": "Praktik för unga"},
    {"id": "c2", "lang": "sv", "title": "Levande byar", "text": "Service i byarna"},
]
PROFILES = [{"id": "p1", "lang": "sv", "text": "Praktiken för unga"}]


def test_ndcg_is_the_discounted_gain_over_the_best_there_could_be() -> None:
    relevant = {"a": 2.0, "b": 1.0, "c": 1.0}

    got = ndcg(relevant, ["x", "a", "b"])

    gain = 2 / math.log2(3) + 1 / math.log2(4)
    ideal = 2 / math.log2(2) + 1 / math.log2(3) + 1 / math.log2(4)
    assert got == pytest.approx(gain / ideal)


def test_ndcg_looks_at_ten_places_only() -> None:
    assert ndcg({"a": 1.0}, ["x"] * 10 + ["a"]) == 0
    assert ndcg({str(each): 1.0 for each in range(20)}, [str(each) for each in range(10)]) == 1


def test_a_profile_that_was_not_ranked_counts_as_nought() -> None:
    assert mean_ndcg({"p1": {"a": 1.0}, "p2": {"a": 1.0}}, {"p1": ["a"]}) == 0.5


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, rows in (("calls", CALLS), ("profiles", PROFILES)):
        lines = [json.dumps(row) for row in rows]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("profile_id\tcall_id\trel\np1\tc1\t2\np1\tc2\t0\n")
    return tmp_path


def test_a_set_is_read_and_ranked(folder: Path) -> None:
    judged = read(folder)

    assert judged.relevant == {"p1": {"c1": 2.0}}
    assert mean_ndcg(judged.relevant, ours(judged)) == 1


@pytest.mark.parametrize("peer", PEERS.values(), ids=PEERS)
def test_every_peer_ranks_what_shares_words(folder: Path, peer: Peer) -> None:
    judged = read(folder)

    assert mean_ndcg(judged.relevant, peer(judged.calls, judged.profiles)) == 1


def test_the_interval_holds_the_mean_and_narrows_with_more_profiles() -> None:
    few, many = [0.0, 1.0] * 5, [0.0, 1.0] * 500

    low, high = interval([few])
    lower, higher = interval([many])

    assert low < lower < 0.5 < higher < high


def test_a_lift_is_told_with_whether_the_intervals_are_apart() -> None:
    assert lifted([0.1, 0.2] * 50, [0.2, 0.4] * 50) == "2.00 × plain, intervals apart"
    assert lifted([0.0, 1.0] * 5, [0.0, 1.0] * 5) == "1.00 × plain, intervals overlap"
