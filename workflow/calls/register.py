"""Which call something is about: found by its address, or by its title and a day."""

from collections import defaultdict
from datetime import date
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Call, CallDate
from scrapers import Draft
from scrapers.kinship import plain


class Register:
    """All calls by what tells them apart."""

    def __init__(self, session: Session) -> None:
        self.days: dict[int, set[date]] = defaultdict(set)
        for call_id, day in session.execute(select(CallDate.call_id, CallDate.day)):
            self.days[call_id].add(day)
        self._addresses: dict[str, list[int]] = defaultdict(list)
        self._titles: dict[str, list[int]] = defaultdict(list)
        rows = select(Call.id, Call.url, Call.title).order_by(Call.id)
        for call_id, url, title in session.execute(rows):
            self._titles[plain(title)].append(call_id)
            if url:
                self._addresses[address(url)].append(call_id)

    def at(self, url: str) -> list[int]:
        """Return the calls at an address."""
        return self._addresses.get(address(url), []) if url else []

    def alike(self, draft: Draft) -> list[int]:
        """Return the calls that a draft may be, each once: same address, or same title and day.

        Without any days, the same title is enough.
        """
        days = {each.day for each in draft.deadlines}
        titled = (
            each
            for each in self._titles.get(plain(draft.title), [])
            if days & self.days[each] or not (days or self.days[each])
        )
        return list(dict.fromkeys([*self.at(draft.url), *titled]))


def address(url: str) -> str:
    """Return an address as it is compared: without its scheme, www and last slash."""
    there = urlsplit(url)
    host = there.netloc.lower().removeprefix("www.")
    return f"{host}{there.path.rstrip('/')}?{there.query}#{there.fragment}"
