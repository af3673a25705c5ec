"""The languages that calls are read in, each with its own words, loaded when it is first read."""

from functools import cache
from importlib import import_module

from scrapers.prose.cues import Cues

FILES = {"sv": "sv", "nb": "nb", "no": "nb", "da": "da", "fi": "fi", "en": "en"}


@cache
def cues_of(language: str) -> Cues:
    """Return the words of one of the languages: most readings need no other."""
    found: Cues = import_module(f"{__name__}.{FILES[language]}").CUES
    return found
