"""Lists of calls: which ones, in which order, on which page."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, defer, selectinload

from models import Call, CallDate, Interest, Match, Partner, Person
from models.call import open_calls
from papers.charts import Timeline, timeline
from web.calls.filtering import Choices, Filter, choices, narrowed
from web.calls.rows import Row, furnish, span
from web.calls.tabs import ALIASES, seen_by, tabs_for
from workflow.access import can
from workflow.applications.grouping import fitting_several, ids_of_several

PER_PAGE = 11  # a first view, with all its files, stays below 130 kB
ON_TIMELINE = 8


@dataclass(frozen=True)
class Wanted:
    """What the visitor asks to see."""

    tab: str = ""
    filter: Filter = field(default_factory=Filter)
    by_fit: bool = False
    page: int = 1


@dataclass(frozen=True)
class Listing:
    """A page of a list, with what its tabs and its filter offer."""

    tab: str
    counts: dict[str, int]
    hits: int
    rows: list[Row]
    choices: Choices
    page: int
    pages: int
    since: datetime  # from when a call counts as new to the visitor
    chart: Timeline | None
    charted: list[Row]


def listing(
    session: Session, wanted: Wanted, partners: Sequence[Partner], viewer: Person | None, *,
    now: datetime, today: dt.date, language: str,
) -> Listing:  # fmt: skip
    """Choose, count, sort and furnish one page of calls."""
    mine = [each.id for each in partners]
    seen = seen_by(session, mine, viewer, now)
    tabs = tabs_for(seen, now, today)
    if can(viewer, "group", None):
        tabs["several"] = open_calls(now).where(Call.id.in_(ids_of_several()))
    counts = count(session, tabs)
    filled = (each for each in ("fits", "open", "coming") if counts.get(each))
    asked = ALIASES.get(wanted.tab, wanted.tab)
    tab = asked if asked in tabs else next(filled, "open")
    chosen = narrowed(tabs[tab], wanted.filter, session, now)
    hits = count(session, {tab: chosen})[tab]
    pages = max(-(-hits // PER_PAGE), 1)
    page = min(max(wanted.page, 1), pages)
    ordered = best_first(chosen, mine) if wanted.by_fit and mine else chosen
    found = calls(session, ordered.limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    drawn = calls(session, dated(tabs[tab], now))
    rows = furnish(
        session, list(dict.fromkeys([*found, *drawn])), mine, seen.no, now=now, today=today
    )
    if tab == "several":
        for each in fitting_several(session, now, among=[each.id for each in found]):
            rows[each.call.id].several = each.fits
    charted = [row for each in drawn if (row := rows[each.id]).date and row.call.certain]
    spans = [span(row, language) for row in charted]
    return Listing(
        tab=tab,
        counts=counts,
        hits=hits,
        rows=[rows[each.id] for each in found],
        choices=choices(session, tabs[tab], language),
        page=page,
        pages=pages,
        since=seen.since,
        chart=timeline(spans, today) if len(spans) > 1 else None,
        charted=charted,
    )


def count(session: Session, tabs: dict[str, Select[Call]]) -> dict[str, int]:
    """Count the calls of every tab in one question."""
    numbers = [
        select(func.count()).select_from(tab.order_by(None).subquery()).scalar_subquery()
        for tab in tabs.values()
    ]
    return dict(zip(tabs, session.execute(select(*numbers)).one(), strict=True))


def best_first(chosen: Select[Call], mine: list[int]) -> Select[Call]:
    """Sort by the best match; what the tab sorts by comes second."""
    score = (
        select(func.max(Match.score))
        .join(Match.interest)
        .where(
            Match.call_id == Call.id, Interest.partner_id.in_(mine), Match.lost_at.is_(None)
        )
        .scalar_subquery()
    )  # fmt: skip
    order = list(chosen._order_by_clauses)
    return chosen.order_by(None).order_by(func.coalesce(score, -1).desc(), *order)


def dated(chosen: Select[Call], now: datetime) -> Select[Call]:
    """Keep the nearest that have a date ahead."""
    ahead = select(CallDate.call_id).where(CallDate.passes_at > now, CallDate.kind != "stage_2")
    return chosen.where(Call.id.in_(ahead)).limit(ON_TIMELINE)


def calls(session: Session, chosen: Select[Call]) -> list[Call]:
    """Read calls with their dates, without their long texts."""
    light = (selectinload(Call.dates), defer(Call.text), defer(Call.wordings))
    return list(session.scalars(chosen.options(*light)))
