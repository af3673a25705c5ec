"""Previewing an address or a saved file in a child process: a stranger wrote what is in it."""

from dataclasses import dataclass
from datetime import date

import msgspec
from msgspec import Struct

from scrapers.child import Bounds
from scrapers.draft import Draft
from scrapers.looking import apart
from scrapers.preview import Nothing, preview, preview_linked
from scrapers.site import Site, Unreachable
from scrapers.source import SourceChanged

__all__ = ["Preview", "SavedPage", "previewed", "read_unknown"]


class Preview(Struct, frozen=True, kw_only=True):
    """The calls that were found, what kind of answer they stood in, and notes beside them."""

    kind: str = ""
    drafts: list[Draft] = []
    notes: list[str] = []
    nothing: str = ""


@dataclass(frozen=True)
class SavedPage:
    """A saved file in the place of the site that it came from."""

    start: str
    today: date
    body: bytes

    def get(self, url: str) -> bytes:
        """Return the file; nothing else was saved."""
        if url != self.start:
            raise Unreachable(f"{url} is not saved")
        return self.body

    def post(self, url: str, body: bytes, media_type: str = "") -> bytes:
        """Refuse: a file answers nothing."""
        raise Unreachable(f"{url} is not saved")


def previewed(site: Site) -> Preview:
    """Preview where a site starts; raise Nothing with the reason, or Unreachable."""
    saved = isinstance(site, SavedPage)
    try:
        found = apart(
            "scrapers.previewing:read_unknown", Linked(not saved), site, Preview, Bounds()
        )
    except SourceChanged as error:
        raise Nothing(str(error)) from error
    if found.nothing:
        raise Nothing(found.nothing)
    return found


class Linked(Struct, frozen=True):
    """Whether to follow a page to the feed that it links to."""

    follow: bool


def read_unknown(site: Site, said: bytes) -> Preview:
    """Do the work, in the child process."""
    body = site.get(site.start)
    try:
        if msgspec.json.decode(said, type=Linked).follow:
            found = preview_linked(body, site.start, site.today, site.get)
        else:
            found = preview(body, site.start, site.today)
    except Nothing as nothing:
        return Preview(nothing=str(nothing))
    return Preview(kind=found.kind, drafts=found.drafts, notes=found.notes)
