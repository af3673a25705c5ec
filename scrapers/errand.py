"""What else a child process may do for us with a stranger's words, than read a source."""

import datetime as dt
from collections.abc import Callable
from importlib import import_module

import msgspec
from msgspec import Raw, Struct

from scrapers.site import Site


class Told(Struct, tag=True, frozen=True):
    """What came of an errand."""

    answer: Raw


class Errand(Struct, tag=True, frozen=True, kw_only=True):
    """A function to run, by module and name (a:b): it takes the site and what is said, as JSON."""

    does: str
    start: str
    today: dt.date
    said: Raw

    def ready(self) -> Callable[[Site], Told]:
        """Find the function, and what it needs, before the limits are taken on."""
        module, _, name = self.does.partition(":")
        function = getattr(import_module(module), name)
        return lambda site: Told(Raw(msgspec.json.encode(function(site, self.said))))
