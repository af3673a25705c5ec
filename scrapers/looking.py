"""Looking at an address that somebody pasted: what it is, and how it could be read from now on.

What a stranger wrote is taken apart in a child process (scrapers/child.py); here is what is asked
of it, what comes back, and what it means when nothing does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec
from msgspec import Raw, Struct

from scrapers.child import Bounds, done
from scrapers.draft import Draft
from scrapers.errand import Errand
from scrapers.guarded import BadStatus
from scrapers.limits import Limits
from scrapers.site import JSON, NotPublic, Refused, Site, Unreachable, WrongKind, question
from scrapers.source import Reading, SourceChanged

LIMITS = Limits(seconds=20, pause=1)  # a person waits, for a handful of answers at most
BOUNDS = Bounds(questions=4, seconds=20, whole_seconds=60, cpu_seconds=15, whole_cpu_seconds=40)
PATIENT = 20  # seconds that a person may wait for a host's turn
SELECTORS = ("item", "title", "link", "date", "text")
SIGN_IN = ("login", "logon", "signin", "sign-in", "logga-in", "loggain", "innlogging", "idp", "sso")

T = TypeVar("T")


class Trouble(StrEnum):
    """Why an address cannot be read; each has its own way out."""

    ADDRESS = "address"
    PRIVATE = "private"
    UNREACHABLE = "unreachable"
    GONE = "gone"
    ROBOTS = "robots"
    REFUSED = "refused"
    BUSY = "busy"
    LOGIN = "login"
    PDF = "pdf"
    KIND = "kind"
    SITEMAP = "sitemap"
    DATA = "data"
    ONE = "one"
    NONE_OPEN = "none_open"
    NOTHING = "nothing"
    SELECTOR = "selector"
    EMPTY = "empty"


class Way(Struct, frozen=True, kw_only=True):
    """A way to read an address regularly: a reader, where it starts, and its options.

    `drafts` are the first calls that it gives, of `calls` in all, `dated` of them with a deadline;
    `items` is how many things stand there. `matches` counts what each selector finds.
    """

    reader: str
    start: str
    options: dict[str, str] = {}
    items: int = 0
    calls: int = 0
    dated: int = 0
    drafts: list[Draft] = []
    matches: dict[str, int] = {}
    trouble: str = ""
    words: str = ""


class Sight(Struct, frozen=True, kw_only=True):
    """What stands at an address: its kind in words, the calls in it, and the ways to read it.

    Without a way, `trouble` says why, and `words` what exactly was met.
    """

    kind: str = ""
    name: str = ""
    language: str = ""
    zone: str = ""
    drafts: list[Draft] = []
    notes: list[str] = []
    ways: list[Way] = []
    trouble: str = ""
    words: str = ""


class Story(Struct, frozen=True, kw_only=True):
    """What a page says in its own words; or the trouble, and what exactly was met."""

    title: str = ""
    text: str = ""
    language: str = ""
    trouble: str = ""
    words: str = ""


class Wanted(Struct, frozen=True, kw_only=True):
    """A way to try on what is kept of a page."""

    reader: str
    start: str
    funder: str
    language: str
    zone: str
    options: dict[str, str] = {}


def look(site: Site) -> Sight:
    """Look at where the site starts; what goes wrong is told, not raised."""
    try:
        sight = apart("scrapers.finding.seeing:see", Wanted(
            reader="", start=site.start, funder="", language="", zone="",
        ), site, Sight)  # fmt: skip
    except (Unreachable, SourceChanged) as error:
        return Sight(trouble=trouble_of(error), words=str(error))
    if sight.trouble == Trouble.NOTHING and asks_to_sign_in(site):
        return msgspec.structs.replace(sight, trouble=Trouble.LOGIN)
    return sight


def hear(site: Site) -> Story:
    """Return the words of the page where the site starts; what goes wrong is told, not raised."""
    try:
        story = apart("scrapers.finding.story:tell", Wanted(
            reader="", start=site.start, funder="", language="", zone="",
        ), site, Story)  # fmt: skip
    except (Unreachable, SourceChanged) as error:
        return Story(trouble=trouble_of(error), words=str(error))
    if asks_to_sign_in(site):
        return Story(trouble=Trouble.LOGIN)
    return story


def attempt(wanted: Wanted, site: Site) -> Way:
    """Read an address in this way, and count what each selector finds."""
    try:
        return apart("scrapers.finding.seeing:attempt", wanted, site, Way)
    except (Unreachable, SourceChanged) as error:
        return Way(
            reader=wanted.reader, start=wanted.start, options=wanted.options,
            trouble=trouble_of(error), words=str(error),
        )  # fmt: skip


def apart(does: str, said: Struct, site: Site, kind: type[T], bounds: Bounds = BOUNDS) -> T:
    """Run an errand in a child process; one that loops, breaks or dies is SourceChanged."""
    errand = Errand(
        does=does, start=site.start, today=site.today, said=Raw(msgspec.json.encode(said))
    )
    heard = done(errand, site, bounds, does)
    if isinstance(heard, Reading):
        raise SourceChanged(heard.suspicion or "nothing was told")
    try:
        return msgspec.json.decode(heard.answer, type=kind)
    except msgspec.DecodeError as error:
        raise SourceChanged(f"what was told cannot be read: {error}") from error


def trouble_of(error: Exception) -> Trouble:
    """Say which trouble an error is, or that which it came from."""
    while isinstance(error.__cause__, Unreachable):
        error = error.__cause__
    match error:
        case NotPublic():
            return Trouble.ADDRESS if "not an address" in str(error) else Trouble.PRIVATE
        case Refused():
            return Trouble.ROBOTS
        case WrongKind():
            return Trouble.PDF if "application/pdf" in str(error) else Trouble.KIND
        case BadStatus(status=401 | 403):
            return Trouble.REFUSED
        case Unreachable(gone=True):
            return Trouble.GONE
        case Unreachable(later=later) if later:
            return Trouble.BUSY
        case SourceChanged():
            return Trouble.NOTHING
    return Trouble.UNREACHABLE


def asks_to_sign_in(site: Site) -> bool:
    """Say whether the address led to where one signs in."""
    answers = getattr(site, "answers", [])
    path = urlsplit(answers[0].place).path.casefold() if answers else ""
    return any(each in SIGN_IN for each in path.replace(".", "/").split("/"))


@dataclass(frozen=True)
class KeptSite:
    """What a site answered before: nobody is asked anew."""

    start: str
    today: date
    answers: Mapping[str, bytes]

    def get(self, url: str) -> bytes:
        """Return what the address answered."""
        if url not in self.answers:
            raise Unreachable(f"nothing is kept of {url}")
        return self.answers[url]

    def post(self, url: str, body: bytes, media_type: str = JSON) -> bytes:
        """Return what the address answered to this body."""
        return self.get(question(url, body))
