"""Look after the pages of stored calls, gently: which are still there, and which are gone."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urldefrag, urlsplit

import structlog
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models import Answer, Call, Stance
from models.call import open_calls
from models.database import reading
from scrapers import Unreachable
from scrapers.fetching import Known, LiveSite
from scrapers.site import WrongKind

AGAIN = timedelta(days=7)
MOST, MOST_AT_HOST = 200, 50
LONGEST = timedelta(minutes=20)  # a run is taken for dead after thirty
NEVER = datetime(1970, 1, 1, tzinfo=UTC)

PageOf = Callable[[str, Known | None], LiveSite]

log = structlog.get_logger()


@dataclass
class Page:
    """An address, and the calls that are told there."""

    url: str
    calls: list[Call] = field(default_factory=list)

    @property
    def looked_at(self) -> datetime:
        """When it was looked at last."""
        return max(each.page_looked_at or NEVER for each in self.calls)

    @property
    def missed(self) -> bool:
        """Whether it was missed once, and is to be looked at again before anything is said."""
        return any(each.page_missed_at and not each.page_gone_since for each in self.calls)

    @property
    def known(self) -> Known | None:
        """How its server marked it, if it is the same for all of its calls."""
        marks = {(each.page_etag, each.page_last_modified) for each in self.calls}
        etag, last_modified = marks.pop()
        known = Known(etag=etag, last_modified=last_modified, body=b"")
        return known if not marks and (etag or last_modified) else None

    def due(self, now: datetime) -> bool:
        """Say whether to look today: once a week, and on the next day where it was missed."""
        days = now.date() - self.looked_at.date()
        return days >= (timedelta(days=1) if self.missed else AGAIN)


def look_after(
    engine: Engine, page_of: PageOf, *, clock: Callable[[], datetime], most: int = MOST
) -> int:
    """Look at some pages that are due, each in a transaction of its own; return how many."""
    began, looked = clock(), 0
    with Session(reading(engine), expire_on_commit=False) as session:
        pages = list(chosen(session, began, most))
    for page in pages:
        if clock() >= began + LONGEST:
            break
        found = look(page, page_of)
        with Session(engine) as session, session.begin():
            ids = [each.id for each in page.calls]
            for call in session.scalars(select(Call).where(Call.id.in_(ids))):
                note(call, found, clock())
        looked += 1
    return looked


def chosen(session: Session, now: datetime, most: int) -> Iterator[Page]:
    """Yield what to look at: what was missed first, then open calls, answered ones before others.

    One host is not asked for more than its share.
    """
    answered = set(session.scalars(select(Stance.call_id).where(Stance.answer != Answer.NO)))
    still_open = set(session.scalars(open_calls(now).with_only_columns(Call.id)))
    due = [each for each in pages(session.scalars(select(Call).where(Call.url != "")))
           if each.due(now)]  # fmt: skip

    def place(page: Page) -> tuple[bool, bool, bool, datetime]:
        ids = {each.id for each in page.calls}
        return not page.missed, not ids & still_open, not ids & answered, page.looked_at

    asked: Counter[str] = Counter()
    for page in sorted(due, key=place):
        host = urlsplit(page.url).hostname or ""
        if asked.total() < most and asked[host] < MOST_AT_HOST:
            asked[host] += 1
            yield page


def pages(calls: Iterable[Call]) -> Iterable[Page]:
    """Gather the calls by the page that tells of them."""
    found: dict[str, Page] = defaultdict(lambda: Page(""))
    for call in calls:
        url = urldefrag(call.url).url
        found[url].url = url
        found[url].calls.append(call)
    return found.values()


@dataclass(frozen=True)
class Look:
    """What a look gave: whether the page is there, or None if that is not to be told."""

    there: bool | None
    etag: str | None = None
    last_modified: str | None = None


def look(page: Page, page_of: PageOf) -> Look:
    """Ask for a page, politely; only its server's word that it is gone is taken for that."""
    site = page_of(page.url, page.known)
    try:
        site.get(page.url)
    except WrongKind:  # something is there, if no page
        return Look(there=True)
    except Unreachable as trouble:
        log.info("looked", page=page.url, trouble=str(trouble))
        return Look(there=False if trouble.gone else None)
    said = site.answers[-1]
    return Look(there=True, etag=said.etag, last_modified=said.last_modified)


def note(call: Call, found: Look, now: datetime) -> None:
    """Keep what a look gave; a page is gone when it was missed on two different days."""
    call.page_looked_at = now
    if found.there:
        call.page_missed_at = call.page_gone_since = None
        call.page_etag, call.page_last_modified = found.etag, found.last_modified
    elif found.there is False:
        call.page_missed_at = call.page_missed_at or now
        if now.date() > call.page_missed_at.date():
            call.page_gone_since = call.page_gone_since or now
