"""Readers that misbehave, to be read in a child process."""

import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec.structs import replace

from scrapers import Draft, Site, Source, Unreachable, source
from scrapers.child import PipeSite, Question, lines


def nothing(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read nothing."""
    return iter(())


def bad(reader: Callable[[Site, Source], Iterator[Draft]]) -> Source:
    """Declare a reader."""
    return source(
        funder="Nobody", country="SE", start="https://x.example/", language="en",
        zone="UTC", expect=range(0, 9), open_data=False, hours=24, answer=nothing,
    )(reader)  # fmt: skip


def draft(title: str) -> Draft:
    """Make a call of no importance."""
    return Draft(
        identifier=title, url="https://x.example/1", title=title, funder="Nobody", language="en"
    )


@bad
def honest(site: Site, source: Source) -> Iterator[Draft]:
    """Read one call of what the site says."""
    yield draft(f"{source.slug} {site.today} {len(site.get(site.start))}")


@bad
def loops(site: Site, source: Source) -> Iterator[Draft]:
    """Never end."""
    while site.start:
        pass
    yield draft("never")


@bad
def hungry(site: Site, source: Source) -> Iterator[Draft]:
    """Eat all memory."""
    eaten = []
    while site.start:
        eaten.append(bytes(1 << 20))
    yield draft(f"{len(eaten)}")


@bad
def talks(site: Site, source: Source) -> Iterator[Draft]:
    """Print, in every way."""
    print("hello")  # noqa: T201 (it is what this reader does wrong)
    sys.stderr.write("hello\n")
    os.write(1, b"hello\n")
    yield draft("said")


@bad
def dies(site: Site, source: Source) -> Iterator[Draft]:
    """End the process."""
    os._exit(7)
    yield draft("never")


@bad
def breaks(site: Site, source: Source) -> Iterator[Draft]:
    """Divide by nothing."""
    yield draft(str(1 // len(site.start[:0])))


@bad
def babbles(site: Site, source: Source) -> Iterator[Draft]:
    """Write over the pipe that its parent listens at."""
    for number in range(3, 12):
        try:
            os.write(number, b"}{\n")
        except OSError:
            continue
    yield draft("never")


@bad
def floods(site: Site, source: Source) -> Iterator[Draft]:
    """Tell of more than anybody can read."""
    for number in range(8):
        yield replace(draft(f"{number}"), text="x" * 200_000)


@bad
def asks_on(site: Site, source: Source) -> Iterator[Draft]:
    """Ask without end."""
    while site.get(site.start):
        yield draft("x")


@bad
def goes_out(site: Site, source: Source) -> Iterator[Draft]:
    """Use the network without asking."""
    socket.create_connection(("127.0.0.1", 9))
    yield draft("never")


@bad
def writes(site: Site, source: Source) -> Iterator[Draft]:
    """Leave something on the disk."""
    Path("left_behind.txt").write_text("something", encoding="utf-8")
    yield draft("never")


@bad
def makes_do(site: Site, source: Source) -> Iterator[Draft]:
    """Ask for what is not to be had, and go on without."""
    try:
        site.get("https://x.example/lost")
    except Unreachable as trouble:
        yield draft(str(trouble))


@bad
def deaf(site: Site, source: Source) -> Iterator[Draft]:
    """Ask, and never listen."""
    assert isinstance(site, PipeSite)
    site._questions.writelines(lines(Question(site.start)))
    site._questions.flush()
    while site.start:
        pass
    yield draft("never")


@bad
def hangs_up(site: Site, source: Source) -> Iterator[Draft]:
    """Close every pipe and go on for ever."""
    os.closerange(0, 16)
    while site.start:
        pass
    yield draft("never")


@bad
def ponders(site: Site, source: Source) -> Iterator[Draft]:
    """Think for a while about each answer; not bad at all."""
    for _ in range(6):
        site.get(site.start)
        end = time.process_time() + 0.5
        while time.process_time() < end:
            pass
    yield draft("after 3 s")
