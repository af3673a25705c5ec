"""A plan of calls under Reg (EU) 2021/1060 Art 49(2), in Excel or CSV, wherever a row says it is.

Managing authorities must publish one and renew it three times a year: Interreg Aurora's timetable,
Interreg Europe's Calls_planning_web.xlsx, ESF-rådet's utlysningsplan. The law says what a plan
tells and not how: see scrapers/plans.py. All in it is planned, so no day is told as certain.
"""

from collections.abc import Iterator

from scrapers.draft import Draft
from scrapers.kinds import Kind
from scrapers.plans import plan_of
from scrapers.site import Site
from scrapers.source import Source, source
from scrapers.tables import sheets


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read a saved plan."""
    yield from plan_of(sheets(body), source.start, source)


@source(
    funder="A plan of calls", country="", start="https://example.org/plan.xlsx", language="sv",
    zone="Europe/Stockholm", expect=range(0, 1000), open_data=False, hours=24, answer=read_answer,
    pattern=True,
    kind=Kind.TABLE,
)  # fmt: skip
def read_plan(site: Site, source: Source) -> Iterator[Draft]:
    """Read the plan at the source's address; it may have no call in it for a time."""
    yield from plan_of(sheets(site.get(site.start)), site.start, source)
