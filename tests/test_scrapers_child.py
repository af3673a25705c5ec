"""A reader in its own process can lose its own reading, and nothing else."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scrapers import Source, Unreachable
from scrapers.child import Bounds, read_apart
from scrapers.site import WrongKind
from tests import bad_readers

ROOT = Path(__file__).parents[1]


class Saying:
    """A site that gives one answer to everything but what is lost."""

    start = "https://x.example/"
    today = date(2026, 11, 21)

    def __init__(self, answer: bytes = b"") -> None:
        self.answer = answer

    def get(self, url: str) -> bytes:
        if url.endswith("lost"):
            raise Unreachable(f"{url} is lost")
        return self.answer

    def post(self, url: str, body: bytes, media_type: str = "") -> bytes:
        return self.get(url)


def test_a_reader_is_told_its_source_its_day_and_every_byte() -> None:
    mine = replace(bad_readers.honest, slug="mine")

    reading = read_apart(mine, Saying(bytes(range(256)) * 100_000))

    assert [each.title for each in reading.drafts] == ["mine 2026-11-21 25600000"]
    assert reading.suspicion is None


@pytest.mark.parametrize(
    ("source", "bounds", "suspicion"),
    [
        (bad_readers.loops, Bounds(seconds=1), "took more than 1 s"),
        (bad_readers.loops, Bounds(cpu_seconds=1), "more than 1 s of computing for one answer"),
        (bad_readers.hungry, Bounds(memory=300 << 20), "MemoryError"),
        (bad_readers.dies, Bounds(), "died (it ended with 7)"),
        (bad_readers.hangs_up, Bounds(), "died (it ended with -9)"),
        (bad_readers.breaks, Bounds(), "ZeroDivisionError"),
        (bad_readers.babbles, Bounds(), "broke off"),
        (bad_readers.floods, Bounds(longest_line=1 << 20), "told more than 1048576 bytes"),
        (bad_readers.asks_on, Bounds(questions=5), "asked more than 5 questions"),
        (bad_readers.goes_out, Bounds(), "may not use socket"),
        (bad_readers.writes, Bounds(), "OSError"),
    ],
)
def test_a_reader_that_misbehaves_is_a_suspect_reading(
    source: Source, bounds: Bounds, suspicion: str
) -> None:
    reading = read_apart(source, Saying(b"x"), bounds)

    assert reading.suspicion is not None
    assert suspicion in reading.suspicion


def test_what_a_reader_prints_disturbs_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    reading = read_apart(bad_readers.talks, Saying())

    assert [each.title for each in reading.drafts] == ["said"]
    assert capfd.readouterr() == ("", "")


def test_nothing_is_left_on_the_disk() -> None:
    read_apart(bad_readers.writes, Saying())

    left = ROOT / "left_behind.txt"
    assert not left.exists() or left.stat().st_size == 0
    left.unlink(missing_ok=True)


def test_what_cannot_be_fetched_surfaces_as_such() -> None:
    with pytest.raises(Unreachable, match="is lost"):
        read_apart(replace(bad_readers.honest, start="https://x.example/lost"), Lost())


class Resting(Saying):
    """A site that asks to be left alone."""

    def get(self, url: str) -> bytes:
        raise Unreachable(f"{url} answers 429", later=1200)


def test_for_how_long_a_site_asks_to_be_left_alone_is_not_lost_on_the_way() -> None:
    with pytest.raises(Unreachable, match="answers 429") as trouble:
        read_apart(bad_readers.honest, Resting())

    assert trouble.value.later == 1200


class Strange(Saying):
    """A site that has a page where something else was."""

    def get(self, url: str) -> bytes:
        raise WrongKind(f"{url} answers a page, where a feed is due")


def test_another_kind_of_answer_makes_a_reading_suspect() -> None:
    reading = read_apart(bad_readers.honest, Strange())

    assert reading.suspicion == "https://x.example/ answers a page, where a feed is due"
    assert reading.drafts == []


def test_a_reading_that_waits_too_long_at_its_site_is_given_up() -> None:
    reading = read_apart(bad_readers.asks_on, Saying(b"x"), Bounds(whole_seconds=0))

    assert reading.suspicion == "the reading took more than 0 s"


def test_each_answer_may_take_its_time() -> None:
    reading = read_apart(bad_readers.ponders, Saying(), Bounds(cpu_seconds=1))

    assert [each.title for each in reading.drafts] == ["after 3 s"]


class Lost(Saying):
    """A site that starts where nothing is."""

    start = "https://x.example/lost"


def test_a_reader_may_make_do_without_a_page() -> None:
    reading = read_apart(bad_readers.makes_do, Saying())

    assert [each.title for each in reading.drafts] == ["https://x.example/lost is lost"]


def test_a_child_that_stops_listening_is_ended() -> None:
    reading = read_apart(bad_readers.deaf, Saying(bytes(20 << 20)), Bounds(seconds=1))

    assert reading.suspicion == "the reader took more than 1 s"
