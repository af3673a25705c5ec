"""The demo's funders: sites that answer from the project itself, in the true shape of each.

Their calls are invented. All days move with the demo by whole weeks, so that it is never out of
date; `earlier` is the site some days before, when two calls still read otherwise.
"""

import datetime as dt
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct

from demo.telling import Telling
from scrapers.site import JSON, Unreachable

FOLDER = Path(__file__).with_name("answers")
WRITTEN = dt.date(2026, 11, 21)
EARLIER = dt.timedelta(days=5)
OURS = "https://example.org/"
PORTAL = "https://api.tech.ec.europa.eu/search-api/prod/rest/search?apiKey=SEDIA&text=***"
VINNOVA = "https://data.vinnova.se/api/"
CALLS = "https://tillvaxtverket.se/tillvaxtverket/sokfinansiering/utlysningar"


class Funder(Struct, frozen=True, kw_only=True):
    """A source to seed the demo with: the fields of a source's row."""

    slug: str
    reader: str
    funder: str
    start: str
    language: str = "sv"
    zone: str = "Europe/Stockholm"


FUNDERS = (
    Funder(
        slug="eu_portal", reader="eu_portal", funder="European Commission", start=PORTAL,
        language="en", zone="Europe/Brussels",
    ),
    Funder(slug="vinnova", reader="vinnova", funder="Vinnova", start=VINNOVA),
    Funder(
        slug="tillvaxtverket", reader="tillvaxtverket", funder="Tillväxtverket",
        start=f"{CALLS}.1139.html",
    ),
    Funder(
        slug="esf", reader="feed", funder="Svenska ESF-rådet", start=f"{OURS}esf/utlysningar/feed/"
    ),
    Funder(
        slug="interreg_sverige_norge", reader="feed", funder="Interreg Sverige–Norge",
        start=f"{OURS}interreg-sverige-norge/utlysninger/rss", language="nb", zone="Europe/Oslo",
    ),
    Funder(
        slug="interreg_baltic_sea_region", reader="feed", funder="Interreg Baltic Sea Region",
        start=f"{OURS}interreg-baltic/calls/atom.xml", language="en", zone="Europe/Brussels",
    ),
    Funder(
        slug="arvsfonden", reader="feed", funder="Allmänna arvsfonden",
        start=f"{OURS}arvsfonden/sok-pengar/rss.xml",
    ),
    Funder(
        slug="postkodstiftelsen", reader="feed", funder="Postkodstiftelsen",
        start=f"{OURS}postkodstiftelsen/atom.xml",
    ),
    Funder(
        slug="leader_mellanbygden", reader="feed", funder="Leader Mellanbygden (påhittat område)",
        start=f"{OURS}leader-mellanbygden/feed/",
    ),
    Funder(
        slug="region_mellanmarken", reader="feed", funder="Region Mellanmarken (påhittad)",
        start=f"{OURS}region-mellanmarken/utveckling/bidrag/rss",
    ),
)  # fmt: skip

# What is asked, and the file that answers it. A feed's file bears its slug.
ANSWERS = {
    re.escape(PORTAL) + r"&pageSize=\d+&pageNumber=1": "eu_portal.json",
    re.escape(VINNOVA) + r"ansokningsomgangar/\d{4}-\d\d-\d\d": "vinnova_rounds.json",
    re.escape(VINNOVA) + r"utlysningar/2025-90400": "vinnova_calls.json",
    re.escape(f"{CALLS}.1139.html"): "tillvaxtverket_list.html",
    re.escape(CALLS) + r"/utlysningar/[a-z]+\.12071\.html": "tillvaxtverket_call.html",
    re.escape(CALLS) + r"/planeradeutlysningar/[a-z]+\.1692\.html": "tillvaxtverket_plan.html",
    **{re.escape(each.start): f"{each.slug}.xml" for each in FUNDERS if each.reader == "feed"},
}
LANGUAGES = {f"{each.slug}.xml": each.language for each in FUNDERS}


class DemoSite:
    """A funder's site on the demo's day, or some days `earlier`."""

    def __init__(self, day_of_demo: dt.date, start: str, earlier: bool) -> None:
        self.start = start
        self.earlier = earlier
        self.today = day_of_demo - EARLIER if earlier else day_of_demo
        self._moved = dt.timedelta(weeks=(day_of_demo - WRITTEN).days // 7)

    def get(self, url: str) -> bytes:
        """Return the packaged answer, with its days moved."""
        for pattern, file in ANSWERS.items():
            if re.fullmatch(pattern, url):
                telling = Telling(language_of(file), self._moved)
                return rendered(file, telling, self.earlier).encode()
        raise Unreachable(f"{url} is not packaged with the demo")

    def post(self, url: str, body: bytes, media_type: str = JSON) -> bytes:
        """Answer a question by its address alone."""
        return self.get(url)


def language_of(file: str) -> str:
    """Say in which language a file writes its days; data of the EU's portal is in English."""
    return "en" if file == "eu_portal.json" else LANGUAGES.get(file, "sv")


def rendered(file: str, telling: Telling, earlier: bool) -> str:
    """Fill a packaged answer in."""
    environment = answers().overlay()
    environment.filters = {**environment.filters, **telling.filters()}
    return environment.get_template(file).render(earlier=earlier)


@cache
def answers() -> Environment:
    """Open the folder of answers; they are text and data of ours, to be taken as they stand."""
    return Environment(
        loader=FileSystemLoader(FOLDER), undefined=StrictUndefined, keep_trailing_newline=True,
        autoescape=False,
    )  # fmt: skip
