"""How often somebody may try. Counted in one table, so that all web processes count together."""

from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy.orm import Session

from models.throttle import count_try
from papers.keys import somebody
from papers.wording import Message


class TooOften(Exception):
    """Somebody tried more often than is allowed; the message says what to do."""

    message = Message(
        "That was many times in a short while. Wait a quarter of an hour and try again."
    )


class Limit(Enum):
    """What is counted, for whom, how often, and in which window of time."""

    ASK_BY_PLACE = ("ask", 20, timedelta(minutes=15))  # of one network address
    ASK_BY_ADDRESS = ("ask for", 5, timedelta(minutes=15))  # of one e-mail address
    ASK_BY_DAY = ("ask for a day", 20, timedelta(days=1))  # the same
    CODE_BY_PLACE = ("code", 30, timedelta(minutes=15))
    IDEA_BY_PLACE = ("idea", 30, timedelta(minutes=15))
    REPORT_BY_PLACE = ("report", 5, timedelta(hours=1))  # what is hard to use on the pages
    REPORT_IN_ALL = ("report in all", 20, timedelta(hours=1))
    JOIN_BY_PLACE = ("join", 5, timedelta(hours=1))  # organisations that want to join
    SUBSCRIBE_BY_PLACE = ("subscribe", 20, timedelta(minutes=15))
    SUBSCRIBE_BY_ADDRESS = ("subscribe for", 3, timedelta(days=1))  # of one e-mail address
    HOOK_BY_PLACE = ("hook", 30, timedelta(minutes=15))  # with a secret that is not ours
    RETURNS = ("returns", 2000, timedelta(minutes=15))  # of all who know the secret
    SECOND_BY_PERSON = ("second", 5, timedelta(minutes=5))
    SECOND_BY_DAY = ("second a day", 50, timedelta(days=1))


def count(session: Session, secret: bytes, limit: Limit, who: str, now: datetime) -> None:
    """Count a try; raise TooOften beyond the limit. The caller commits, whatever comes of it."""
    what, most, window = limit.value
    if count_try(session, somebody(secret, what, who), now, window) > most:
        raise TooOften
