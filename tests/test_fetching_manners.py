"""A host's wishes are asked and honoured, and its pauses kept."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest
from urllib3.util import Url

from scrapers.fetching import LiveSite
from scrapers.guarded import Ask, fetch, patience
from scrapers.site import Unreachable
from tests.trapping import Hostile, server, site

__all__ = ["server", "site"]  # fixtures


def test_robots_txt_is_asked_once_and_honoured(site: LiveSite, server: type[Hostile]) -> None:
    server.robots = b"User-agent: samsok\nDisallow: /private\n"

    assert site.get(f"{site.start}/calls") == b"calls"
    with pytest.raises(Unreachable, match=r"robots\.txt of 127\.0\.0\.1 asks us not to"):
        site.get(f"{site.start}/private/calls")
    with pytest.raises(Unreachable, match="asks us not to"):
        site.get(f"{site.start}/hidden")

    assert [each[2] for each in server.asked] == ["/robots.txt", "/calls", "/hidden"]


@pytest.mark.parametrize(
    "robots", [404, 410, 403, b"", b"\0\xff rubbish", b"User-agent: other\nDisallow: /"]
)
def test_a_host_without_wishes_is_asked(
    site: LiveSite, server: type[Hostile], robots: bytes | int
) -> None:
    server.robots = robots

    assert site.get(f"{site.start}/calls") == b"calls"


@pytest.mark.parametrize("robots", [500, 503, 429, b"#" * 500_001])
def test_a_host_whose_wishes_are_unknown_is_not_asked(
    site: LiveSite, server: type[Hostile], robots: bytes | int
) -> None:
    server.robots = robots

    with pytest.raises(Unreachable, match=r"robots\.txt cannot be read, so nothing is asked"):
        site.get(f"{site.start}/calls")


def test_between_two_requests_to_a_host_there_is_a_pause(
    site: LiveSite, server: type[Hostile]
) -> None:
    site.limits = replace(site.limits, pause=0.5)

    site.get(f"{site.start}/calls")
    site.get(f"{site.start}/there")

    # A busy server may notice one request late, and so the next one sooner after it.
    times = [each[0] for each in server.asked]
    assert len(times) == 4
    assert all(b - a > 0.3 for a, b in pairwise(times))


def test_waiting_for_our_turn_is_not_the_servers_slowness(site: LiveSite) -> None:
    @contextmanager
    def waiting(there: Url) -> Iterator[None]:
        time.sleep(1.1)
        yield

    ask = Ask(url=f"{site.start}/calls", agent="test", turn=waiting)

    assert fetch(ask, replace(site.limits, seconds=1)).body == b"calls"


def test_a_host_that_asks_to_be_left_alone_is_whoever_reads_it(
    site: LiveSite, server: type[Hostile]
) -> None:
    other = replace(site)

    with pytest.raises(Unreachable, match="answers 429") as first:
        site.get(f"{site.start}/busy")
    with pytest.raises(Unreachable, match="asked to be left alone") as second:
        other.get(f"{site.start}/calls")

    assert first.value.later == 1200
    assert second.value.later == pytest.approx(1200, abs=5)
    assert [each[2] for each in server.asked] == ["/robots.txt", "/busy"]


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("120", 120), ("0", 0), ("99999999", 7 * 24 * 3600), ("soon", 0), ("-5", 0), ("", 0),
     ("1.5", 0), ("²", 0), ("Fri, 31 Dec 1999 23:59:59 GMT", 0),
     ("Fri, 31 Dec 2199 23:59:59 GMT", 7 * 24 * 3600), ("31 Feb 2199", 0)],
)  # fmt: skip
def test_a_site_says_in_its_way_when_to_come_back(words: str, seconds: float) -> None:
    assert patience(words) == seconds


def test_a_moment_to_come_back_at_is_counted_from_now() -> None:
    moment = datetime.now(UTC) + timedelta(hours=1)

    assert patience(format_datetime(moment, usegmt=True)) == pytest.approx(3600, abs=5)


def test_what_a_host_wishes_is_asked_once_a_day_by_all_who_read_it(
    site: LiveSite, server: type[Hostile]
) -> None:
    for each in (site, replace(site), replace(site)):
        each.get(f"{site.start}/calls")

    assert [each[2] for each in server.asked] == ["/robots.txt", "/calls", "/calls", "/calls"]
