"""Links of letters. A stored letter holds placeholders; its ticket is written when it leaves.

So no usable ticket lies in the database, and a letter opens for its receiver only.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import quote

from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeTimedSerializer

SITE, TICKET = "~site~", "~ticket~"
GOOD_FOR = timedelta(days=30)
DOOR_GOOD_FOR = timedelta(hours=12)
# What a letter holds that was asked for to sign in by; put in when it leaves, as tickets are.
SIGN_IN_LINK, SIGN_IN_CODE = f"{SITE}/s/~link~", "~code~"
# What a newsletter holds: its reader's way out, and pages that are everybody's. It is sent on to
# others, so nothing in it signs anybody in.
LEAVE = f"{SITE}/newsletters/leave/~pass~"
CONFIRM = f"{SITE}/newsletters/confirm/~link~"
PUBLIC = re.compile(rf'(?<![^\s"(<>]){SITE}(?=/)')

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


def answer_link(call_id: int, answer: str, partner_id: int | None = None) -> str:
    """Return a placeholder that asks the receiver to confirm an answer to a call, for a partner."""
    whose = f"?partner={partner_id}" if partner_id else ""
    return f"{SITE}/in/{TICKET}/calls/{call_id}/{answer}{whose}"


def wish_link(call_id: int, interest_id: int, said: str) -> str:
    """Return a placeholder that asks the receiver to confirm a wish for more or less of such."""
    return f"{SITE}/in/{TICKET}/calls/{call_id}/wish/{interest_id}/{said}"


def invitation_link(id: int) -> str:
    """Return a placeholder that asks the receiver to accept an invitation."""
    return f"{SITE}/in/{TICKET}/invitations/{id}"


def sealed(text: str, site_url: str, ticket: str) -> str:
    """Put address and ticket into a letter (text or HTML) that leaves the house."""
    return PLACE.sub(lambda _: f"{site_url.rstrip('/')}/in/{ticket}", text)


def sealed_sign_in(text: str, site_url: str, link: str, code: str) -> str:
    """Put link and code into a letter that was asked for to sign in by."""
    there = f"{site_url.rstrip('/')}/s/{link}"
    return text.replace(SIGN_IN_LINK, there).replace(SIGN_IN_CODE, code)


def sealed_newsletter(text: str, site_url: str, leave_url: str) -> str:
    """Put the site, and the reader's way out, into a newsletter."""
    return PUBLIC.sub(lambda _: site_url.rstrip("/"), text.replace(LEAVE, leave_url))


def sealed_confirm(text: str, site_url: str, link: str) -> str:
    """Put the link into a letter that asks whether somebody wants the newsletter."""
    return text.replace(CONFIRM, f"{site_url.rstrip('/')}/newsletters/confirm/{link}")


def vetted(path: str) -> str:
    """Return the path if it stays on this site, else the front page."""
    return path if INSIDE.fullmatch(path) else "/"


class Holder(NamedTuple):
    """Whose ticket it is, since when, and whether the operator's command line wrote it."""

    person_id: int
    written_at: datetime
    at_door: bool


class Tickets:
    """Writes and reads tickets: a person's number and a time, signed with the site's secret."""

    def __init__(self, secret: bytes, clock: Callable[[], datetime] | None = None) -> None:
        class Signer(TimestampSigner):
            def get_timestamp(self) -> int:
                return int(clock().timestamp()) if clock else super().get_timestamp()

        self._letters = URLSafeTimedSerializer(secret, salt="sign in", signer=Signer)
        self._door = URLSafeTimedSerializer(secret, salt="sign in at the door", signer=Signer)

    def write(self, person_id: int) -> str:
        """Write a letter's ticket, good for 30 days, any number of times."""
        return str(self._letters.dumps(person_id))

    def write_at_door(self, person_id: int) -> str:
        """Write a ticket that signs in fully, good for 12 hours: for who has the machine."""
        return str(self._door.dumps(person_id))

    def holder(self, ticket: str) -> Holder:
        """Return whose ticket it is; raise Expired or Forged."""
        try:
            return Holder(*self._read(self._door, ticket, DOOR_GOOD_FOR), at_door=True)
        except Forged:
            return Holder(*self._read(self._letters, ticket, GOOD_FOR), at_door=False)

    @staticmethod
    def _read(
        signer: URLSafeTimedSerializer, ticket: str, good_for: timedelta
    ) -> tuple[int, datetime]:
        try:
            number, written_at = signer.loads(
                ticket, max_age=int(good_for.total_seconds()), return_timestamp=True
            )
            return int(number), written_at
        except SignatureExpired as error:
            raise Expired from error
        except (BadData, ValueError, TypeError) as error:
            raise Forged from error
