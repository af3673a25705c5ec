"""The partnership's newsletter: drafted from what has happened, worded by people, sent once."""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Chapter, Item, Newsletter, Person
from models.database import lock
from papers import letters
from papers.envelopes import NEWSLETTER
from papers.letters import Written
from papers.links import LEAVE, SITE
from papers.wording import HARD, LANGUAGES, Message, say
from workflow.access import demand
from workflow.forms.profile import tidy
from workflow.forms.typed import Errors
from workflow.letters.gathering import gathered, order
from workflow.letters.subscribers import readers
from workflow.refusals import Conflict, Incomplete, Refused
from workflow.telling import lay_out, named, tell

FIRST = timedelta(days=30)  # what the first newsletter looks back on
MOST_TITLE, MOST_WORDS, MOST_TEXT = 200, 2000, 10_000
FIELDS = ("title", "greeting", "before", "after")
HEADINGS = {
    Chapter.CALLS: Message("New calls"),
    Chapter.CHANGES: Message("Changed calls"),
    Chapter.PARTNERS: Message("New in the partnership"),
    Chapter.BIDS: Message("Applications"),
    Chapter.MEETINGS: Message("Meetings to come"),
}
LINES = f"\n{HARD}"  # sums and days do not break at the end of a line
TITLE, GREETING = Message("News from {site}"), Message("Hello everybody,")


def since_of(session: Session, today: dt.date) -> dt.date:
    """Return the day that the next newsletter begins with: where the last one ended."""
    last = select(Newsletter.until).where(Newsletter.sent_at.is_not(None))
    known = session.scalar(last.order_by(Newsletter.sent_at.desc()).limit(1))
    return min(known or today - FIRST, today)


def begin(
    session: Session, *, since: dt.date, until: dt.date, language: str, site: str, zone: str,
    by: Person, now: datetime,
) -> Newsletter:  # fmt: skip
    """Open a draft with all that happened in a period."""
    demand(by, "publish", None)
    if since > until:
        raise Incomplete([("since", Message("Choose a day that has been."))])
    language = language if language in LANGUAGES else "sv"
    made = Newsletter(
        title=say(Message(TITLE.id, {"site": site}), language), language=language, since=since,
        until=until, greeting=say(GREETING, language), before="", after="", begun_at=now,
        items=tuple(untold(session, gathered(session, since, until, language, zone, now))),
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def untold(session: Session, items: list[Item]) -> list[Item]:
    """Leave out the calls and partners that the last newsletter told: its last day is in both."""
    last = next(iter(published(session)), None)
    told = {each.about for each in last.items} if last else set()
    return [e for e in items if e.about not in told or not e.about.startswith(("call", "partner"))]


def gather_again(
    session: Session, letter: Newsletter, until: dt.date, zone: str, now: datetime
) -> None:
    """Add what has happened since the draft was made; what somebody has worded stays."""
    letter.until = max(letter.until, until)
    known = {each.about for each in letter.items}
    found = untold(
        session, gathered(session, letter.since, letter.until, letter.language, zone, now)
    )
    letter.items = order([*letter.items, *(each for each in found if each.about not in known)])


def save(
    session: Session, letter: Newsletter, said: dict[str, str], items: Sequence[Item], *,
    seen: int, by: Person, now: datetime,
) -> None:  # fmt: skip
    """Keep a draft as it was worded; seen is the version that the editor looked at."""
    demand(by, "publish", None)
    lock(session, letter)
    demand_draft(letter)
    if letter.version != seen:
        raise Conflict(
            "Meanwhile somebody else has saved. Nothing of yours is lost: compare, and save again.",
            mine=said["title"], theirs=letter.title,
        )  # fmt: skip
    kept = {name: tidy(said.get(name, ""), LINES) for name in FIELDS}
    kept |= {name: " ".join(kept[name].split()) for name in ("title", "greeting")}
    if errors := wrong(kept, items):
        raise Incomplete(errors)
    for name, words in kept.items():
        setattr(letter, name, words)
    known = {each.about for each in items}
    letter.items = order([*items, *(each for each in letter.items if each.about not in known)])
    letter.version += 1
    session.flush()


def wrong(kept: dict[str, str], items: Sequence[Item]) -> Errors:
    """Say what is wrong with a draft, by field."""
    errors: Errors = []
    if not kept["title"]:
        errors.append(("title", Message("Write a title; it is the subject of the letter, too.")))
    limits = {"title": MOST_TITLE, "greeting": MOST_TITLE, "before": MOST_TEXT, "after": MOST_TEXT}
    for name, most in limits.items():
        if len(kept[name]) > most:
            errors.append((name, too_long(most)))
    for place, each in enumerate(items):
        if each.kept and not each.title:
            errors.append((f"title-{place}", Message("Write a heading, or take the entry out.")))
        if len(each.title) > MOST_TITLE:
            errors.append((f"title-{place}", too_long(MOST_TITLE)))
        if len(each.words) > MOST_WORDS:
            errors.append((f"words-{place}", too_long(MOST_WORDS)))
    return errors


def too_long(most: int) -> Message:
    """Say how long it may be."""
    return Message("At most {most} characters.", {"most": most})


def demand_draft(letter: Newsletter) -> None:
    """Refuse to change what was sent."""
    if letter.sent_at:
        raise Refused("This newsletter has been sent, and is changed no more.")


def drop(session: Session, letter: Newsletter, *, by: Person) -> None:
    """Throw a draft away."""
    demand(by, "publish", None)
    lock(session, letter)
    demand_draft(letter)
    session.delete(letter)


def send(
    session: Session, letter: Newsletter, *, seen: int, site: str, by: Person, now: datetime
) -> int:  # fmt: skip
    """Send it to everybody who reads it, and publish it; return how many.

    Pressed twice, it is sent once. What was taken out of it is forgotten.
    """
    demand(by, "publish", None)
    lock(session, letter)
    if letter.sent_at:
        return 0
    if letter.version != seen:
        raise Conflict(
            "Meanwhile somebody else has changed it. Read it once more.",
            mine=letter.title, theirs=letter.title,
        )  # fmt: skip
    letter.items = tuple(each for each in letter.items if each.kept)
    if not (letter.items or letter.before or letter.after):
        raise Refused("There is nothing in it yet.")
    letter.sent_at, letter.sent_by = now, by.id
    written, number = written_out(letter, site), 0
    for each in readers(session):
        number += lay_out(session, each, NEWSLETTER, written, about=named(letter), now=now)
    tell(
        session, "published", about=letter, by=by, now=now, title=letter.title, readers=number
    )  # fmt: skip
    return number


def written_out(letter: Newsletter, site: str) -> Written:
    """Write the letter: the same for all who read it, in its own language."""
    said = {
        "letter": letter, "site": site, "page": f"{SITE}{path_of(letter)}", "leave": LEAVE,
        "home": SITE, "address_of": address_of, "headings": HEADINGS,
    }  # fmt: skip
    return letters.write(NEWSLETTER, letter.language, said)


def address_of(item: Item) -> str:
    """Return the path of a page that everybody may read about an entry, if there is one."""
    thing, _, number = item.about.partition(":")
    return {"call": f"/calls/{number}", "change": f"/calls/{number}",
            "partner": f"/partners/{number}"}.get(thing, "")  # fmt: skip


def path_of(letter: Newsletter) -> str:
    """Return where a newsletter stands for good."""
    return f"/newsletters/{letter.id}-{slug_of(letter.title)}"


def slug_of(title: str) -> str:
    """Return a title as addresses have it: Nytt i våras becomes nytt-i-varas."""
    parted = unicodedata.normalize("NFKD", title.lower())
    bare = "".join(each for each in parted if not unicodedata.combining(each))
    words = re.sub(r"[^a-z0-9]+", "-", bare.encode("ascii", "ignore").decode()).strip("-")
    return words[:60].strip("-") or "newsletter"


def published(session: Session) -> list[Newsletter]:
    """Return what was sent, the latest first."""
    sent = select(Newsletter).where(Newsletter.sent_at.is_not(None))
    return list(session.scalars(sent.order_by(Newsletter.sent_at.desc(), Newsletter.id.desc())))


def drafts(session: Session) -> list[Newsletter]:
    """Return the drafts, the latest first."""
    open_ones = select(Newsletter).where(Newsletter.sent_at.is_(None))
    return list(session.scalars(open_ones.order_by(Newsletter.id.desc())))
