"""Vinnova's open data (CC0): what one applies to is a round; its call has the longer text.

Dates are Swedish time without saying so, "x" and "xx" mean that there is nothing, and only what is
marked as public is for everybody.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import batched
from typing import Any

from lexicon.terms import DateKind, Deadline, DeadlineModel, Doubt, Status, Wording
from scrapers.draft import LONGEST_TEXT, LONGEST_TITLE, Draft
from scrapers.reading import Row, records
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, source
from scrapers.texts import plain, shortened

START = "https://data.vinnova.se/api/"
MONTHS_BACK = 18
DAYS_KEPT = 90  # after its last date a round is no longer worth a reading
BATCH = 20  # as many calls as one question may name
YEARS = range(2000, 2090)  # others stand for "no date"
