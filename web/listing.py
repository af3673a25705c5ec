"""Lists of calls: which ones, in which order, on which page."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, defer, selectinload

from lexicon.terms import DeadlineModel, Status, Verdict
from models import Answer, Call, CallDate, Interest, Match, Partner, Stance
from models.call import open_calls
from papers.charts import Timeline, timeline
from web.rows import Row, furnish, span

PER_PAGE = 12  # a first view, with all its files, stays below 130 kB
ON_TIMELINE = 8


@dataclass(frozen=True)
class Wanted:
    """What the visitor asks to see."""

    tab: str = ""
    words: str = ""
    funder: str = ""
    by_fit: bool = False
    page: int = 1


@dataclass(frozen=True)
class Listing:
    """A page of a list, with what its tabs and its filter offer."""

    tab: str
    counts: dict[str, int]
    hits: int
    rows: list[Row]
    funders: list[str]
    page: int
    pages: int
    chart: Timeline | None
    charted: list[Row]


def listing(
    session: Session, wanted: Wanted, partners: Sequence[Partner], *, now: datetime, today: dt.date,
    language: str,
) -> Listing:  # fmt: skip
    """Choose, count, sort and furnish one page of calls."""
    mine = [each.id for each in partners]
    tabs = tabs_for(mine, now, today)
    counts = count(session, tabs)
    filled = (each for each in ("fits", "open", "coming") if counts.get(each))
    tab = wanted.tab if wanted.tab in tabs else next(filled, "open")
    chosen = said(tabs[tab], wanted)
    hits = count(session, {tab: chosen})[tab]
    pages = max(-(-hits // PER_PAGE), 1)
    page = min(max(wanted.page, 1), pages)
    ordered = best_first(chosen, mine) if wanted.by_fit and mine else chosen
    found = calls(session, ordered.limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    drawn = calls(session, dated(tabs[tab], now))
    rows = furnish(session, list(dict.fromkeys([*found, *drawn])), mine, now=now, today=today)
    charted = [row for each in drawn if (row := rows[each.id]).date and row.call.certain]
    spans = [span(row, language) for row in charted]
    return Listing(
        tab=tab,
        counts=counts,
        hits=hits,
        rows=[rows[each.id] for each in found],
        funders=list(session.scalars(funders(tabs[tab]))),
        page=page,
        pages=pages,
        chart=timeline(spans, today) if len(spans) > 1 else None,
        charted=charted,
    )


def tabs_for(mine: list[int], now: datetime, today: dt.date) -> dict[str, Select[Call]]:
    """Return what each tab selects; those of a partner only for who has one."""
    alive = open_calls(now)
    begun = and_(Call.status == Status.ANNOUNCED, or_(Call.opens.is_(None), Call.opens <= today))
    tabs = {
        "open": alive.where(begun),
        "coming": alive.where(~begun),
        "rolling": alive.where(begun, Call.deadline_model == DeadlineModel.ROLLING),
    }
    if not mine:
        return tabs
    fitting = (
        select(Match.call_id)
        .join(Match.interest)
        .where(
            Interest.partner_id.in_(mine),
            Match.lost_at.is_(None),
            Match.may_apply != Verdict.NO,
        )
    )
    answered = select(Stance.call_id).where(Stance.partner_id.in_(mine))
    turned_down = answered.where(Stance.answer == Answer.NO)
    return {
        "fits": alive.where(Call.id.in_(fitting), Call.id.not_in(turned_down)),
        **tabs,
        "answered": select(Call).where(Call.id.in_(answered)).order_by(Call.id.desc()),
    }


def said(chosen: Select[Call], wanted: Wanted) -> Select[Call]:
    """Keep what has every word, and the funder."""
    for word in wanted.words.split():
        chosen = chosen.where(has(word))
    return chosen.where(Call.funder == wanted.funder) if wanted.funder else chosen


def has(word: str) -> ColumnElement[bool]:
    """Look for a word in what people remember of a call."""
    # SQLite folds the case of a to z only: å, ä and ö are asked for in each of their cases.
    forms = {word, word.lower(), word.upper(), word.capitalize()}
    places = (Call.title, Call.text, Call.funder, Call.programme)
    return or_(*(each.icontains(form, autoescape=True) for each in places for form in forms))


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


def funders(chosen: Select[Call]) -> Select[Any]:
    """Select the funders of a tab, by name."""
    ids = chosen.order_by(None).with_only_columns(Call.id)
    return select(Call.funder).where(Call.id.in_(ids)).distinct().order_by(Call.funder)


def calls(session: Session, chosen: Select[Call]) -> list[Call]:
    """Read calls with their dates, without their long texts."""
    light = (selectinload(Call.dates), defer(Call.text), defer(Call.wordings))
    return list(session.scalars(chosen.options(*light)))
