"""Links in letters. A kept letter holds no ticket; it is put in when the letter is sent."""

from urllib.parse import quote

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

SITE = "~site~"
TICKET = "~ticket~"
DAYS = 30


class Expired(Exception):
    """The ticket was a good one, but its time is over."""


def link(path: str) -> str:
    """Link to a page, by the door that knows the letter's receiver."""
    return f"{SITE}/in/{TICKET}?next={quote(path, safe='/')}"


def answer_link(call_id: int, answer: str) -> str:
    """Link to the page where an answer to a call is confirmed."""
    return f"{SITE}/in/{TICKET}/calls/{call_id}/{answer}"


def sealed(said: str, site_url: str, ticket: str) -> str:
    """Put the site's address and the receiver's ticket into a letter."""
    return said.replace(SITE, site_url.rstrip("/")).replace(TICKET, ticket)


class Tickets:
    """Writes and reads tickets: who someone is, signed with the installation's secret."""

    def __init__(self, secret: bytes, days: int = DAYS) -> None:
        self._signer = URLSafeTimedSerializer(secret, salt="ticket")
        self._seconds = days * 24 * 3600

    def write(self, person_id: int) -> str:
        """Write a ticket for a person."""
        return str(self._signer.dumps(person_id))

    def holder(self, ticket: str) -> int | None:
        """Return whose ticket it is, or nothing for a false one; an old one raises Expired."""
        try:
            return int(self._signer.loads(ticket, max_age=self._seconds))
        except SignatureExpired as error:
            raise Expired from error
        except BadSignature:
            return None
