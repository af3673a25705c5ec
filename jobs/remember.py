"""Keep beside each open call the earlier bids whose text is like it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from jobs.epochs import texts
from matcher.ranking import Matcher
from matcher.texts import passage_of
from models import Application, Call, Precedent
from models.call import open_calls
from workflow.applications.memory import SENT

SWEDISH = "sv"
MOST, MOST_WORDS = 5, 6
# A call says much besides what a bid does, so that less is in common than between two bids.
NEAR = 0.08


@dataclass(frozen=True)
class Bid:
    """A bid as the matcher wants to read it."""

    application: Application
    title: str
    text: str
    language: str = SWEDISH  # the partnership's own


def remember(session: Session, now: datetime) -> int:
    """Find for each open call the bids that were submitted and are like it; return how many."""
    wanted = select(Application).where(Application.stage.in_(SENT)).order_by(Application.id)
    bids = [Bid(each, each.title, each.summary) for each in session.scalars(wanted)]
    calls = list(session.scalars(open_calls(now))) if bids else []
    found = {(each.call_id, each.application_id): each for each in near(session, bids, calls)}
    known = {
        (each.call_id, each.application_id): (each.place, each.words)
        for each in session.scalars(select(Precedent))
    }
    if known != {key: (each.place, each.words) for key, each in found.items()}:
        session.execute(delete(Precedent))
        session.add_all(found.values())
    return len(found)


def near(session: Session, bids: list[Bid], calls: list[Call]) -> list[Precedent]:
    """Return the nearest bids of each call with the words that both have."""
    if not calls:
        return []
    # Few bids alone do not tell which words are rare.
    matcher = Matcher[Bid](slope=1.0, subwords=False).fit(bids, interests=texts(session))
    passages = [passage_of(each) for each in calls]
    found = []
    for call, passage, ranks in zip(
        calls, passages, matcher.ranked(passages, top=MOST, least=NEAR), strict=True
    ):
        asked = matcher.ask(passage.text, passage.language) if ranks else None
        for place, (at, _) in enumerate(ranks, 1):
            reasons = asked.fit_of(at).reasons if asked else ()
            words = tuple(dict.fromkeys(each.word for each in reasons))[:MOST_WORDS]
            application = bids[at].application
            if application.call_id != call.id:
                found.append(
                    Precedent(
                        call_id=call.id, application_id=application.id, place=place, words=words
                    )
                )  # fmt: skip
    return found
