"""The mailbox that letters come back to, read by IMAP; what was dealt with is marked as seen."""

import imaplib
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from jobs.mailing import Away, Server, trusting
from papers.returned import MOST_BYTES

SECONDS = 60
MOST = 500  # mails a run; the next run goes on

# What a folder may be called, as IMAP quotes it.
FOLDER = re.compile(r'["\\]')


class Mailbox:
    """The mails that nobody has dealt with."""

    def __init__(self, line: imaplib.IMAP4) -> None:
        self.line = line

    def unseen(self) -> Iterator[tuple[str, bytes]]:
        """Yield their numbers and their first bytes; reading marks nothing."""
        found = self._told(self.line.uid("search", "UNSEEN"))
        numbers = found[0].split() if found and isinstance(found[0], bytes) else []
        for each in numbers[:MOST]:
            number = each.decode("ascii")
            said = self._told(self.line.uid("fetch", number, f"(BODY.PEEK[]<0.{MOST_BYTES}>)"))
            mail = next((part[1] for part in said if isinstance(part, tuple)), b"")
            yield number, mail

    def mark(self, number: str) -> None:
        """Mark a mail as dealt with."""
        self._told(self.line.uid("store", number, "+FLAGS.SILENT", r"(\Seen)"))

    @staticmethod
    def _told(answer: tuple[str, list[Any]]) -> list[Any]:
        word, said = answer
        if word != "OK":
            raise Away(f"the mailbox answers {word}: {said}"[:500])
        return said


@contextmanager
def opened(server: Server, folder: str) -> Iterator[Mailbox]:
    """Open a folder of the mailbox; raise Away if that cannot be done, now or in the midst."""
    line: imaplib.IMAP4 | None = None
    try:
        line = connected(server)
        line.login(server.user, server.password)
        quoted = FOLDER.sub(r"\\\g<0>", folder)
        Mailbox._told(line.select(f'"{quoted}"'))
        yield Mailbox(line)
    except (OSError, imaplib.IMAP4.error) as error:
        raise Away(f"the mailbox: {error}"[:500]) from error
    finally:
        if line:
            with suppress(OSError, imaplib.IMAP4.error):
                line.logout()


def connected(server: Server) -> imaplib.IMAP4:
    """Connect, encrypted unless the settings say otherwise."""
    if server.security == "tls":
        return imaplib.IMAP4_SSL(
            server.host, server.port, timeout=SECONDS, ssl_context=trusting(server.authority)
        )
    line = imaplib.IMAP4(server.host, server.port, timeout=SECONDS)
    if server.security == "starttls":
        line.starttls(trusting(server.authority))
    return line
