"""Links of letters. A stored letter holds placeholders; its ticket is written when it leaves.

So no usable ticket lies in the database, and a letter opens for its receiver only.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import quote

from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeTimedSerializer

SITE, TICKET = "~site~", "~ticket~"
GOOD_FOR = timedelta(days=30)

# A placeholder inside another address would hand the ticket to a stranger's site: only whole ones.
PLACE = re.compile(rf'(?<![^\s"(<>]){SITE}/in/{TICKET}(?=[/?])')
INSIDE = re.compile(r"/(?![/\\])[^\x00-\x20\\]*")


class TicketError(Exception):
    """A ticket that does not open."""


class Expired(TicketError):
    """A ticket that was good once: its holder needs a newer letter."""


class Forged(TicketError):
    """A ticket that we never wrote, or that lost some of its letters on the way."""


def link(path: str) -> str:
    """Return a placeholder that signs the receiver in and goes on to a path of the site."""
    return f"{SITE}/in/{TICKET}?next={quote(path, safe='')}"


def answer_link(call_id: int, answer: str) -> str:
    """Return a placeholder that asks the receiver to confirm an answer to a call."""
    return f"{SITE}/in/{TICKET}/calls/{call_id}/{answer}"


def sealed(text: str, site_url: str, ticket: str) -> str:
    """Put address and ticket into a letter (text or HTML) that leaves the house."""
    return PLACE.sub(lambda _: f"{site_url.rstrip('/')}/in/{ticket}", text)


def vetted(path: str) -> str:
    """Return the path if it stays on this site, else the front page."""
    return path if INSIDE.fullmatch(path) else "/"


class Tickets:
    """Writes and reads tickets: a person's number and a time, signed with the site's secret."""

    def __init__(self, secret: bytes, clock: Callable[[], datetime] | None = None) -> None:
        class Signer(TimestampSigner):
            def get_timestamp(self) -> int:
                return int(clock().timestamp()) if clock else super().get_timestamp()

        self._signer = URLSafeTimedSerializer(secret, salt="sign in", signer=Signer)

    def write(self, person_id: int) -> str:
        """Write a ticket that is good for 30 days, any number of times."""
        return str(self._signer.dumps(person_id))

    def holder(self, ticket: str) -> int:
        """Return whose ticket it is; raise Expired or Forged."""
        try:
            return int(self._signer.loads(ticket, max_age=int(GOOD_FOR.total_seconds())))
        except SignatureExpired as error:
            raise Expired from error
        except (BadData, ValueError, TypeError) as error:
            raise Forged from error
