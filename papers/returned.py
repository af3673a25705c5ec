"""Mails that came back: nobody took a letter (RFC 3464), somebody complains (RFC 5965) or leaves.

They are written by machines of strangers: what cannot be read says nothing, and no mail, however
odd, costs more than its first bytes.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from enum import StrEnum
from typing import Any

MOST_BYTES = 256 << 10
MOST_PARTS = 100
WORDS = 300
PASS = re.compile(r"\bunsubscribe[\s+:]+(\d{1,17}\.[\w-]{32})(?![\w-])", re.IGNORECASE)
MARK = re.compile(r"(?<![\w.])(\d{1,17}\.[0-9a-f]{24})(?=@)")
# Addresses that are of no use: unknown, disabled, moved, a host that is nowhere. What a server says
# of our fame (5.7), of a full mailbox or of a letter's size or form, says nothing of the address.
GONE = re.compile(r"5\.(?:0\.\d{1,3}|1\.(?:[0-69]|10)|2\.[01]|4\.[0-47]|4\.\d{3})\Z")
# Where the address stands that the letter came back to, or that it was sent from.
BACK = (
    "To", "Delivered-To", "X-Original-To", "X-Envelope-To", "Envelope-To", "Return-Path",
    "Original-Mail-From", "Message-ID", "Original-Message-ID",
)  # fmt: skip


class Fate(StrEnum):
    """What a mail says of a letter of ours."""

    HARD = "hard"
    SOFT = "soft"  # late, or for a reason that is not the address
    COMPLAINT = "complaint"
    LEAVES = "leaves"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Returned:
    """What one mail says: of which letter by its marks, or who leaves by a pass."""

    fate: Fate
    marks: tuple[str, ...] = ()
    words: str = ""
    pass_: str = ""


NOTHING = Returned(Fate.NOTHING)


def read(mail: bytes) -> Returned:
    """Read a mail; whatever is wrong with it, it only says nothing."""
    try:
        return judge(message_from_bytes(mail[:MOST_BYTES], policy=compat32))
    except Exception:  # the library's parser is not made for enemies
        return NOTHING


def judge(mail: Message) -> Returned:
    """Say what a mail is about."""
    parts = list(within(mail))
    marks = tuple(dict.fromkeys(mark for part in parts for mark in marks_of(part)))
    if any(kind(part) == "message/feedback-report" for part in parts):
        # Some reports tell that all was well ("not-spam"), or that the letter was a virus.
        said = [field(part, "Feedback-Type").lower() for part in parts]
        complains = not any(each in ("not-spam", "virus") for each in said)
        return Returned(Fate.COMPLAINT if complains else Fate.SOFT, marks, "spam")
    failed = [each for part in parts for each in recipients(part)]
    if failed:
        hard = next((words for status, words in failed if GONE.match(status)), None)
        return Returned(Fate.HARD if hard else Fate.SOFT, marks, hard or failed[0][1])
    found = PASS.search(field(mail, "Subject"))
    return Returned(Fate.LEAVES, pass_=found[1]) if found else NOTHING


def within(mail: Message) -> Iterator[Message]:
    """Yield a mail and its parts, those of what was sent back too; not too many."""
    waiting = [mail]
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        yield part
        if part.is_multipart():
            waiting += [each for each in part.get_payload() if isinstance(each, Message)]
        elif kind(part) == "text/rfc822-headers":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                yield message_from_bytes(body, policy=compat32)


def kind(part: Message) -> str:
    """Return what a part says that it is."""
    return part.get_content_type()


def field(part: Message, name: str) -> str:
    """Return a header as one line; a folded or broken one too."""
    return " ".join(str(part.get(name, "")).split())


def marks_of(part: Message) -> Iterator[str]:
    """Yield what may be marks of letters of ours; whether they are is another question."""
    for name in BACK:
        for value in part.get_all(name, ()):
            yield from MARK.findall(str(value).lower()[:2000])


def recipients(part: Message) -> Iterator[tuple[str, str]]:
    """Yield what became of the letter, for each of those in a report that did not get it."""
    action, status = field(part, "Action").lower(), field(part, "Status").split(" ")[0]
    if action == "failed" and field(part, "Final-Recipient"):
        said = field(part, "Diagnostic-Code").partition(";")[2].strip()
        yield status, f"{status} {said}".strip()[:WORDS]


def read_json(body: bytes) -> list[Returned]:
    """Read what a mail service posts: {"kind": "hard" | "complaint", "message_id": …, "words": …}.

    One, or a list. Instead of the Message-ID there may be the return_path. What has another shape
    says nothing.
    """
    try:
        said = json.loads(body[:MOST_BYTES])
    except (ValueError, RecursionError):
        return []
    return [told(each) for each in (said if isinstance(said, list) else [said])[:MOST_PARTS]]


def told(said: Any) -> Returned:
    """Read one of them."""
    if not isinstance(said, dict) or said.get("kind") not in (Fate.HARD, Fate.SOFT, Fate.COMPLAINT):
        return NOTHING
    places = " ".join(str(said.get(name, ""))[:500] for name in ("message_id", "return_path"))
    marks = tuple(MARK.findall(places.lower()))
    return Returned(Fate(said["kind"]), marks, str(said.get("words", ""))[:WORDS])
