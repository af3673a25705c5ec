"""Energimyndigheten: calls for research and change in energy, read by two labels.

"Sista dag för ansökan 2021-10-20 17:00" and "Utlysta medel 10 miljoner" were seen in a stored page
of /utlysningar/<slug>; the list is where a curated list says it is. The authority's sums are in
Swedish crowns without saying so. All parties of an application must give its leader a power of
attorney. Is a page still below /utlysningar/? Is there a GDP address? What are the terms?
"""

import re
from collections.abc import Iterable, Iterator

from scrapers.draft import Draft
from scrapers.lists import below, call_of, calls
from scrapers.pages import told
from scrapers.reading import page_of
from scrapers.rounds import BULLET, spoken
from scrapers.site import Site
from scrapers.source import Source, source

START = (
    "https://www.energimyndigheten.se/stod-och-utlysningar/sok-hantera-och-redovisa-stod"
    "/alla-utlysningar/"
)
CALLS = "https://www.energimyndigheten.se/utlysningar/"
MEANS = re.compile(r"^utlysta medel\b:?\s*", re.IGNORECASE)
BARE_SUM = re.compile(r"^((?:cirka |ca )?\d[\d ,.]*(?: (?:miljoner|miljon|miljarder))?)(?=[.\s]*$)")


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one saved page of a call."""
    yield from call_of(told(page_of(body, url)), source, None, say)


@source(
    country="SE",
    funder="Energimyndigheten", start=START, language="sv", zone="Europe/Stockholm",
    expect=range(1, 200), open_data=False, hours=24, answer=read_answer,
)  # fmt: skip
def read_energimyndigheten(site: Site, source: Source) -> Iterator[Draft]:
    """Follow the list to each call, below the list or below the older address of calls."""
    here, there = below(site.start), below(CALLS)
    yield from calls(site, source, fits=lambda url: here(url) or there(url), say=say)


def say(lines: Iterable[str]) -> str:
    """Call the sum of the label by the word that the rules know, and its currency by name."""
    said = []
    after = False
    for line in spoken(lines).splitlines():
        bare = line.removeprefix(BULLET)
        label = MEANS.match(bare)
        rest = bare[label.end() :] if label else bare
        if (label or after) and rest:
            said.append("Utlyst belopp: " + BARE_SUM.sub(r"\1 kronor", rest))
        else:
            said.append(line)
        after = bool(label) and not rest
    return "\n".join(said)
