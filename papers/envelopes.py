"""Envelopes: a letter as the message that leaves, with all that mail programs ask of its head.

Whatever a name or a title holds, it stays within its own line.
"""

import re
from binascii import b2a_qp
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any
from unicodedata import category
from urllib.parse import quote, urlsplit

from papers.keys import link_of, mark_of

# What is read by machines stands in one line as it is, however long.
AS_IT_IS = {"list-id", "list-unsubscribe", "list-unsubscribe-post", "message-id"}
# What comes by itself, and so can be unsubscribed; all else is somebody's answer to somebody.
BY_ITSELF = ("digest", "reminder", "newsletter")
UNSUBSCRIBE = "unsubscribe"
NEWSLETTER = "newsletter"
LEAVE_NEWSLETTER = "newsletters/leave"  # where that is on the site
LONGEST_NAME = 100
GAPS = re.compile(r"\s+")


class Plain(EmailPolicy):
    """Folds as usual, but for what would not be understood: Python folds and encodes long links.

    Mail programs then show no button to unsubscribe by.
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Write one header."""
        if name.lower() in AS_IT_IS:
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


POLICY = Plain(linesep="\r\n", cte_type="7bit")


class Unaddressed(Exception):
    """Nothing that a mail server takes can be made of an address."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Who writes: the sender as readers see it, and where answers and returned letters go.

    Without an address for `returns` they go to the sender.
    """

    name: str
    sender: str
    contact: str
    url: str
    secret: bytes
    returns: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A letter's outside and inside."""

    number: int
    kind: str
    about: str
    person_id: int | None
    name: str
    email: str
    language: str
    subject: str
    text: str
    html: str
    written_at: datetime
    subscriber_id: int | None = None


@dataclass(frozen=True)
class Envelope:
    """What a mail server is handed: from and to as it reads them, and the message's bytes."""

    sender: str
    to: str
    content: bytes


def line(words: str) -> str:
    """Return words as one line: no breaks, no control characters, nothing that cannot be sent."""
    plain = "".join(" " if category(each)[0] in "CZ" else each for each in words)
    return GAPS.sub(" ", plain).strip()


def address(name: str, email: str) -> Address:
    """Return an address; a name is only a name, whatever commas it holds."""
    local, at, domain = email.rpartition("@")
    try:
        known = domain if domain.isascii() else domain.encode("idna").decode()
        return Address(line(name)[:LONGEST_NAME], addr_spec=f"{local}{at}{known}")
    except (ValueError, IndexError) as error:  # the library's parser has both
        raise Unaddressed(f"{email!r} is no address") from error


def mark(desk: Desk, page: Page) -> str:
    """Return what the letter is known by: the same each time it is tried."""
    return mark_of(desk.secret, page.number, page.person_id or page.email, page.kind, page.about)


def envelope(desk: Desk, page: Page) -> Envelope:
    """Address the letter; posted twice, it is still the same message."""
    sender, reader = address(desk.name, desk.sender), address(page.name, page.email)
    known_by = mark(desk, page)
    message = EmailMessage(POLICY)
    message["From"] = sender
    message["To"] = reader
    message["Reply-To"] = address(desk.name, desk.contact)
    message["Subject"] = line(page.subject)
    message["Date"] = page.written_at
    message["Message-ID"] = f"<{known_by}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = line(page.language)
    for name, value in leaving(desk, page).items():
        message[name] = value
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = "multipart/alternative"
    for kind, words in (("plain", page.text), ("html", page.html)):
        message.attach(part(kind, words))
    message.set_boundary(f"={known_by}=")
    return Envelope(path(desk, known_by), reader.addr_spec, message.as_bytes())


def part(kind: str, words: str) -> EmailMessage:
    """Return a body as mail programs of every age read it: in short lines of plain ASCII."""
    made = EmailMessage(POLICY)
    made["Content-Type"] = f'text/{kind}; charset="utf-8"'
    made["Content-Transfer-Encoding"] = "quoted-printable"
    said = "\n".join(words.encode("utf-8", "replace").decode().splitlines()) + "\n"
    made.set_payload(b2a_qp(said.encode(), istext=True).decode("ascii"))
    return made


def leaving(desk: Desk, page: Page) -> dict[str, str]:
    """Return the headers by which a reader leaves (RFC 2369, 2919 and 8058).

    The newsletter is a list of its own, with a way of its own to leave it.
    """
    pass_, there, name = "", UNSUBSCRIBE, "letters"
    if page.kind == NEWSLETTER:
        pass_, there, name = newsletter_pass_of(desk.secret, page), LEAVE_NEWSLETTER, NEWSLETTER
    elif page.kind in BY_ITSELF and page.person_id is not None:
        pass_ = leave_pass(desk.secret, page.person_id)
    if not pass_:
        return {}
    ways = [f"<{leave_url(desk.url, pass_, there)}>"]
    if desk.returns:
        ways.append(f"<mailto:{desk.returns}?subject={quote(f'{UNSUBSCRIBE} {pass_}')}>")
    return {
        "List-Id": f"<{name}.{ascii_host(desk.url)}>",
        "List-Unsubscribe": ", ".join(ways),
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def leave_pass(secret: bytes, person_id: int) -> str:
    """Return what lets its holder choose which letters the person gets, and nothing else."""
    return link_of(secret, UNSUBSCRIBE, person_id, "")


def newsletter_pass(secret: bytes, whose: str, number: int) -> str:
    """Return what lets its holder, a person or a subscriber, leave the newsletter, only that."""
    return link_of(secret, f"leave the newsletter as {whose}", number, "")


def newsletter_pass_of(secret: bytes, page: Page) -> str:
    """Return the pass of a newsletter's reader."""
    if page.person_id is not None:
        return newsletter_pass(secret, "person", page.person_id)
    assert page.subscriber_id is not None  # nobody else gets newsletters
    return newsletter_pass(secret, "subscriber", page.subscriber_id)


def leave_url(url: str, pass_: str, where: str = UNSUBSCRIBE) -> str:
    """Return the address where a reader leaves."""
    there, host = urlsplit(url.rstrip("/")), ascii_host(url)
    port = f":{there.port}" if there.port else ""
    return f"{there.scheme}://{host}{port}{quote(there.path)}/{where}/{pass_}"


def ascii_host(url: str) -> str:
    """Return the site's host as headers may hold it."""
    host = urlsplit(url).hostname or "localhost"
    return host if host.isascii() else host.encode("idna").decode()


def path(desk: Desk, known_by: str) -> str:
    """Return where the letter goes if nobody takes it; the address itself says which letter."""
    if not desk.returns:
        return desk.sender
    local, _, domain = desk.returns.rpartition("@")
    return f"{local}+{known_by}@{domain}"
