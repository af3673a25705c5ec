"""How a source declares itself, and where to find all that did."""

import datetime as dt
import pkgutil
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from importlib import import_module

from msgspec import Struct

from scrapers.draft import Draft, grounded
from scrapers.folding import fold
from scrapers.kinds import Kind
from scrapers.limits import Limits
from scrapers.persons import without_persons
from scrapers.site import Site, Unreachable, WrongKind, printable

CPU_SECONDS = 5
LONGEST = 500
MOST_WARNINGS = 50


class SourceChanged(Exception):
    """The site no longer looks as its source expects: someone must look."""


class Unknown(UserWarning):
    """The site says something more than its source knows of."""


class Reading(Struct, tag=True, frozen=True):
    """What one reading gave. With a suspicion, it may change nothing.

    `broken` is one whose reader failed, rather than found the site changed.
    """

    drafts: list[Draft]
    warnings: list[str]
    suspicion: str | None = None
    broken: bool = False


@dataclass(frozen=True, kw_only=True)
class Source:
    """One funder's site and how to read it.

    `country` is the funder's (ISO 3166-1 alpha-2, EU for the Union, empty where a reader serves
    any). `reader` asks the site and yields drafts; `answer` reads one saved answer of it, given the
    address it came from. `expect` is how many calls there can be, `private` names the JSON keys
    that are left out before an answer is read or kept: contact persons, and what would make every
    answer look new. `key` names the header that carries a key, where a site asks for one; the key
    itself is known to the settings and to the real site alone. A `pattern` has no address of its
    own: only the operator's sources are read by it, each with its own `options`. `retired` says
    why there is nothing more to read. `kind` is what its answers are; `limits` and `cpu_seconds`,
    of computing for one answer, are more than the usual only where its file says why.
    """

    slug: str
    funder: str
    country: str
    start: str
    language: str
    zone: str
    expect: range
    open_data: bool
    hours: int
    private: tuple[str, ...]
    reader: Callable[[Site, "Source"], Iterable[Draft]]
    answer: Callable[[bytes, str, "Source"], Iterable[Draft]]
    key: str = ""
    pattern: bool = False
    retired: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    kind: Kind = Kind.PAGE
    limits: Limits = field(default_factory=Limits)
    cpu_seconds: int = CPU_SECONDS

    def read(self, site: Site) -> Reading:
        """Read all calls of the site; Unreachable is for the caller."""
        return self._listen(lambda: self.reader(site, self), self.expect)

    def read_answer(self, body: bytes, url: str) -> Reading:
        """Read one saved answer; it has at least one call in it, or is not what it should be."""
        return self._listen(lambda: self.answer(body, url, self), range(1, self.expect.stop))

    def _listen(self, read: Callable[[], Iterable[Draft]], expect: range) -> Reading:
        """Read strictly: what is missing makes the reading suspect, what is unknown warns."""
        drafts: list[Draft] = []
        suspicion, broken = None, False
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("always", Unknown)
            try:
                drafts.extend(read())
            except (SourceChanged, WrongKind) as change:
                suspicion = str(change)
            except Unreachable:
                raise
            except Exception as error:  # whatever a page makes its reader do is told, not lost
                suspicion, broken = f"{type(error).__name__}: {error}", True
        drafts = [without_persons(grounded(each)) for each in fold(drafts)]
        if suspicion is None and (lost := [each.title for each in drafts if not each.url]):
            suspicion = f"a call without an address: {lost[0]}"
        if suspicion is None and len(drafts) not in expect:
            suspicion = f"{len(drafts)} calls, not {expect.start} to {expect.stop - 1}"
        said = {shown(str(each.message)) for each in heard if each.category is Unknown}
        warned = sorted(said)[:MOST_WARNINGS]
        return Reading(drafts, warned, suspicion and shown(suspicion), broken)


def shown(words: str) -> str:
    """Return words about a page, of which they may quote much, as they are kept."""
    return printable(words[:LONGEST])


def source(
    *,
    funder: str,
    country: str,
    start: str,
    language: str,
    zone: str,
    expect: range,
    open_data: bool,
    hours: int,
    answer: Callable[[bytes, str, Source], Iterable[Draft]],
    private: tuple[str, ...] = (),
    key: str = "",
    pattern: bool = False,
    retired: str = "",
    kind: Kind = Kind.PAGE,
    limits: Limits | None = None,
    cpu_seconds: int = CPU_SECONDS,
) -> Callable[[Callable[[Site, Source], Iterable[Draft]]], Source]:
    """Declare the decorated function a source's reader. Its file's name is its slug."""

    def declare(reader: Callable[[Site, Source], Iterable[Draft]]) -> Source:
        return Source(
            slug=reader.__module__.rpartition(".")[2], funder=funder, country=country,
            start=start, language=language, zone=zone, expect=expect, open_data=open_data,
            hours=hours, private=private, reader=reader, answer=answer, key=key, pattern=pattern,
            retired=retired, kind=kind, limits=limits or Limits(), cpu_seconds=cpu_seconds,
        )  # fmt: skip

    return declare


@cache
def all_sources() -> dict[str, Source]:
    """Import every file in scrapers/sources and return what they declared, by slug."""
    folder = import_module("scrapers.sources")
    modules = (import_module(f"{folder.__name__}.{each.name}") for each in
               pkgutil.iter_modules(folder.__path__))  # fmt: skip
    found = [each for module in modules for each in vars(module).values()]
    return {each.slug: each for each in found if isinstance(each, Source)}


def source_of(
    reader: str,
    *,
    slug: str,
    funder: str,
    start: str,
    language: str,
    zone: str,
    options: Mapping[str, str] | None = None,
) -> Source:
    """Return a source of the operator's own: read by a known reader, from another address."""
    if reader not in all_sources():
        near = get_close_matches(reader, all_sources(), 1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(all_sources())}"
        raise LookupError(f"source {slug!r}: no reader is called {reader!r}; {hint}")
    return replace(
        all_sources()[reader], slug=slug, funder=funder, start=start, language=language, zone=zone,
        options=options or {},
    )  # fmt: skip


class Assignment(Struct, tag=True, frozen=True, kw_only=True):
    """What a reader in another process must know: where it stands, and the source's own fields."""

    reader: str
    slug: str
    funder: str
    start: str
    language: str
    zone: str
    today: dt.date
    options: dict[str, str]

    @classmethod
    def to(cls, source: Source, site: Site) -> "Assignment":
        """Tell another process to read a source, from where this site starts."""
        stands = f"{source.reader.__module__}:{source.reader.__qualname__}"
        return cls(
            reader=stands, slug=source.slug, funder=source.funder, start=site.start,
            language=source.language, zone=source.zone, today=site.today,
            options=dict(source.options),
        )  # fmt: skip

    def source(self) -> Source:
        """Find the source, in the file where its reader stands."""
        module, _, name = self.reader.partition(":")
        found = getattr(import_module(module), name)
        if not isinstance(found, Source):
            raise LookupError(f"{self.reader} is not a source")
        return replace(
            found, slug=self.slug, funder=self.funder, start=self.start,
            language=self.language, zone=self.zone, options=self.options,
        )  # fmt: skip
