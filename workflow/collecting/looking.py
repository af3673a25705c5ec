"""What was seen at a pasted address, in words, and kept for a day so that ways can be tried."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit, urlunsplit

import msgspec
from sqlalchemy import delete
from sqlalchemy.orm import Session

from models import Look
from models.look import KEPT, pack
from papers.wording import Message
from scrapers.looking import Sight, Trouble

KINDS = {
    "": Message("A page with lists, none of them surely of calls"),
    "feed": Message("A feed (RSS or Atom)"),
    "linked feed": Message("A page that links to a feed of calls"),
    "JSON-LD": Message("A page with marked-up data (JSON-LD)"),
    "sitemap": Message("A sitemap: a list of a site's pages"),
    "JSON records": Message("Data in JSON"),
    "data in a script": Message("A page whose calls stand in a script"),
    "page": Message("A page without open calls"),
    "repeated blocks": Message("A page that lists calls"),
    "main text": Message("A page about one call"),
}
# What went wrong, and the way out.
TROUBLES = {
    Trouble.ADDRESS: Message(
        "That is no address of a page. Copy it whole from the browser: it begins with https://."
    ),
    Trouble.PRIVATE: Message(
        "That address is not open to everybody, so it is not asked: it lies within a network, or"
        " has a port of its own. Look for the same calls on the funder's public site."
    ),
    Trouble.UNREACHABLE: Message(
        "The site does not answer. See whether it opens in your browser, and try again later."
    ),
    Trouble.GONE: Message(
        "There is no page at that address any more. Find where the calls are now, and paste that."
    ),
    Trouble.ROBOTS: Message(
        "The site asks machines not to read that page (robots.txt), so it is not read. Look for a"
        " feed or a newsletter of the funder, or enter its calls by hand."
    ),
    Trouble.REFUSED: Message(
        "The site does not let us in. Ask the funder for a feed, or enter its calls by hand."
    ),
    Trouble.BUSY: Message(
        "The site asks to be left alone for a while. Try again in a few minutes."
    ),
    Trouble.LOGIN: Message(
        "One has to sign in there, which nobody does for us. Look for a page that is open to all."
    ),
    Trouble.PDF: Message(
        "That is a PDF, whose calls cannot be followed. Paste the page that links to it instead."
    ),
    Trouble.KIND: Message(
        "That is a file, neither a page nor a feed. Paste the page that it stands on instead."
    ),
    Trouble.SITEMAP: Message(
        "That is a sitemap: it names pages and no calls. Paste the page that lists the calls."
    ),
    Trouble.DATA: Message(
        "That is data for programs, which only a reader made for it can follow. Paste the page or"
        " the feed that shows the same calls."
    ),
    Trouble.ONE: Message(
        "That page is about one call. Paste the page that lists all of them, or tip about this one."
    ),
    Trouble.NONE_OPEN: Message(
        "The page says itself that no calls are open, so there is no list to follow. Look for a"
        " feed, or come back when a call stands there."
    ),
    Trouble.NOTHING: Message(
        "Nothing that repeats there reads like calls. Perhaps the list is made by scripts in the"
        " browser: look for a feed, or for the page that lists the calls."
    ),
    Trouble.SELECTOR: Message("A selector cannot be understood: {words}"),
    Trouble.EMPTY: Message(
        "These selectors find no call that has both a title and a link. Nothing is saved."
    ),
}  # fmt: skip


def address(pasted: str) -> str:
    """Return the address that was pasted, without its place in the page; https where none is said.

    What is no address stays as it is: the fetcher says so.
    """
    words = pasted.strip()
    if words and "://" not in words:
        words = f"https://{words}"
    try:
        return urlunsplit(urlsplit(words)._replace(fragment=""))
    except ValueError:
        return words


def what(kind: str) -> Message:
    """Say what an address was taken for."""
    return KINDS.get(kind) or Message("Data that another source reads")


def why(trouble: str, words: str = "") -> Message:
    """Say what went wrong with an address, and the way out."""
    return Message(TROUBLES[Trouble(trouble)].id, {"words": words})


def keep(
    session: Session, url: str, sight: Sight, answers: Mapping[str, bytes], *, by_id: int,
    now: datetime,
) -> Look:  # fmt: skip
    """Keep what was seen for a day, and forget what is older."""
    session.execute(delete(Look).where(Look.at < now - KEPT))
    look = Look(
        url=url, by_id=by_id, at=now, sight=msgspec.json.encode(sight).decode(),
        packed=pack(dict(answers)),
    )  # fmt: skip
    session.add(look)
    session.flush()
    return look


def sight_of(look: Look) -> Sight:
    """Return what was seen."""
    return msgspec.json.decode(look.sight, type=Sight)
