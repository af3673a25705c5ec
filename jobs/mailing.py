"""The conversation with the mail server: one connection for many letters, and what it said of each.

What a server says is one of five things, by who it is about: the letter was taken; later; the
reader's address; us; or the server is away.
"""

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from papers.envelopes import Envelope

SECONDS = 60  # the longest silence
MANY = 200  # letters over one connection; some servers allow no more
Security = Literal["none", "starttls", "tls"]

# The second figure and the third of a status that is about the reader's address (RFC 3463).
ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
FULL_AT_READER = {("2", "2"), ("3", "1")}
SENDER_UNKNOWN, POLICY = {("1", "7"), ("1", "8")}, "7"
OF_US = {530, 534, 535, 538}  # sign in first, or better
FULL = 552
CLOSING = 421
TOO_BIG = {("3", "4"), ("2", "3")}


class Trouble(Exception):
    """A letter was not taken; the words are the server's."""


class Later(Trouble):
    """The letter is to be tried again."""


class Bounced(Trouble):
    """The reader's address takes no letters."""


class Ours(Trouble):
    """The server will have nothing from us, whoever it is to."""


class Unwelcome(Ours):
    """The server will not have this letter, whoever it is to: its size, or something it says."""


class Away(Trouble):
    """Nobody answers, or not so that one could talk."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """Where letters are handed in. `authority` is a file with whom to trust beside the usual."""

    host: str
    port: int
    security: Security = "none"
    user: str = ""
    password: str = field(default="", repr=False)
    authority: str = ""


def trusting(authority: str) -> ssl.SSLContext:
    """Return how to be sure who answers."""
    safe = ssl.create_default_context()
    if authority:
        safe.load_verify_locations(authority)
    return safe


class Mailer:
    """Hands letters in, over a connection that is opened when it is needed."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._line: smtplib.SMTP | None = None
        self._handed = 0

    def open(self) -> None:
        """Connect, unless a connection stands that still answers."""
        if self._line and self._handed < MANY:
            return
        self.close()
        try:
            self._line = self._connected()
        except smtplib.SMTPAuthenticationError as error:
            code = error.smtp_code
            raise (Away if 400 <= code < 500 else Ours)(said(error)) from error
        except smtplib.SMTPResponseException as error:
            raise (Ours if error.smtp_code >= 500 else Away)(said(error)) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Ours(str(error)) from error
        except (OSError, smtplib.SMTPException) as error:
            raise Away(str(error)[:500] or type(error).__name__) from error
        self._handed = 0

    def _connected(self) -> smtplib.SMTP:
        asked = self.server
        if asked.security == "tls":
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                asked.host, asked.port, timeout=SECONDS, context=trusting(asked.authority)
            )
        else:
            line = smtplib.SMTP(asked.host, asked.port, timeout=SECONDS)
        try:
            if asked.security == "starttls":
                line.starttls(context=trusting(asked.authority))
            line.ehlo_or_helo_if_needed()
            if asked.user:
                line.login(asked.user, asked.password)
        except BaseException:
            line.close()
            raise
        return line

    def send(self, letter: Envelope) -> None:
        """Hand one letter in; raise what came of it if it was not taken."""
        self.open()
        line = self._line
        assert line
        reused, self._handed = self._handed > 0, self._handed + 1
        try:
            code, words = line.mail(letter.sender, size_of(line, letter))
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            if reused:  # it had hung up since; nothing of this letter was said yet
                return self.send(letter)
            raise Later(str(error)[:500]) from error
        if code == CLOSING and reused:
            self.close()
            return self.send(letter)
        try:
            judge(code, words, "sender")
            judge(*line.rcpt(letter.to), "reader")
            try:
                judge(*line.data(letter.content), "letter")
            except smtplib.SMTPDataError as error:  # it does not even want to hear it
                judge(error.smtp_code, error.smtp_error, "letter")
        except Trouble:
            self._again()
            raise
        except (OSError, smtplib.SMTPException) as error:
            self.close()  # perhaps it was taken: tried again, it is the same message
            raise Later(str(error)[:500] or type(error).__name__) from error

    def _again(self) -> None:
        """Begin anew on the same connection, or on another if it is dead."""
        try:
            if self._line and self._line.rset()[0] != 250:
                self.close()
        except (OSError, smtplib.SMTPException):
            self.close()

    def close(self) -> None:
        """Say goodbye, if there is anybody to say it to."""
        line, self._line = self._line, None
        if line:
            with suppress(OSError, smtplib.SMTPException):
                line.quit()
            line.close()


def size_of(line: smtplib.SMTP, letter: Envelope) -> list[str]:
    """Tell a server that asks for it how long the letter is, so that it can refuse at once."""
    return [f"SIZE={len(letter.content)}"] if line.has_extn("size") else []


def judge(code: int, words: bytes | str, of: Literal["sender", "reader", "letter"]) -> None:
    """Raise what an answer means, by what was said before it."""
    if 200 <= code < 300:
        return
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    told = f"{code} {' '.join(text.split())}"[:500]
    if code < 500:
        raise Later(told)
    found = ENHANCED.search(text)
    subject = (found[2], found[3]) if found else ("", "")
    full = code == FULL and not found
    if of == "reader" and (subject in FULL_AT_READER or full):
        raise Later(told)
    if of == "letter" or subject in TOO_BIG or full:
        raise Unwelcome(told)
    if of == "sender" or code in OF_US or subject[0] == POLICY or subject in SENDER_UNKNOWN:
        raise Ours(told)
    raise Bounced(told)


def said(error: smtplib.SMTPResponseException) -> str:
    """Return a server's words of an error."""
    words = error.smtp_error
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return f"{error.smtp_code} {text}"[:500]
