"""How a source declares itself, and where to find all that did."""

import pkgutil
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module

from msgspec import Struct

from scrapers.draft import Draft
from scrapers.site import Site


class SourceChanged(Exception):
    """The site no longer looks as its source expects: someone must look."""


class Unknown(UserWarning):
    """The site says something more than its source knows of."""


class Reading(Struct, tag=True, frozen=True):
    """What one reading gave. With a suspicion, it may change nothing."""

    drafts: list[Draft]
    warnings: list[str]
    suspicion: str | None = None


@dataclass(frozen=True, kw_only=True)
class Source:
    """One funder's site and how to read it.

    `reader` asks the site and yields drafts; `answer` reads one saved answer of it, given the
    address it came from. `expect` is how many calls there can be, `private` names the JSON keys
    that hold contact persons, which are dropped before an answer is kept.
    """

    slug: str
    funder: str
    start: str
    language: str
    zone: str
    expect: range
    open_data: bool
    hours: int
    private: tuple[str, ...]
    reader: Callable[[Site, "Source"], Iterable[Draft]]
    answer: Callable[[bytes, str, "Source"], Iterable[Draft]]

    def read(self, site: Site) -> Reading:
        """Read all calls of the site."""
        return self._listen(lambda: self.reader(site, self), self.expect)

    def read_answer(self, body: bytes, url: str) -> Reading:
        """Read one saved answer; it has at least one call in it, or is not what it should be."""
        return self._listen(lambda: self.answer(body, url, self), range(1, self.expect.stop))

    def _listen(self, read: Callable[[], Iterable[Draft]], expect: range) -> Reading:
        """Read strictly: what is missing makes the reading suspect, what is unknown warns."""
        drafts: list[Draft] = []
        suspicion = None
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("always", Unknown)
            try:
                drafts.extend(read())
            except SourceChanged as change:
                suspicion = str(change)
        if suspicion is None and len(drafts) not in expect:
            suspicion = f"{len(drafts)} calls, not {expect.start} to {expect.stop - 1}"
        return Reading(drafts, sorted({str(each.message) for each in heard}), suspicion)


_sources: dict[str, Source] = {}


def source(
    *,
    funder: str,
    start: str,
    language: str,
    zone: str,
    expect: range,
    open_data: bool,
    hours: int,
    answer: Callable[[bytes, str, Source], Iterable[Draft]],
    private: tuple[str, ...] = (),
) -> Callable[[Callable[[Site, Source], Iterable[Draft]]], Source]:
    """Declare the decorated function a source's reader. Its file's name is its slug."""

    def declare(reader: Callable[[Site, Source], Iterable[Draft]]) -> Source:
        slug = reader.__module__.rpartition(".")[2]
        made = Source(
            slug=slug, funder=funder, start=start, language=language, zone=zone, expect=expect,
            open_data=open_data, hours=hours, private=private, reader=reader, answer=answer,
        )  # fmt: skip
        _sources[slug] = made
        return made

    return declare


def all_sources() -> dict[str, Source]:
    """Import every file in scrapers/sources and return what they declared, by slug."""
    folder = import_module("scrapers.sources")
    for module in pkgutil.iter_modules(folder.__path__):
        import_module(f"scrapers.sources.{module.name}")
    return dict(sorted(_sources.items()))
