"""Whether a Word file that an organisation sends can be its template, and if not, why."""

import datetime as dt
import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from jinja2 import TemplateError
from lxml.etree import LxmlError
from msgspec import Raw, Struct

from papers.documents.paper import Paper
from papers.documents.sample import MARK, sample
from papers.documents.sandbox import Forbidden
from papers.documents.word import values, word
from papers.wording import Message

LARGEST = 1_000_000  # as it is sent
MOST_FILES, MOST_UNPACKED, MOST_TEXT = 200, 8 << 20, 300_000
WORD = b"wordprocessingml.document.main+xml"
# Macros, embedded objects, and parts that are fetched from elsewhere when the file is opened.
ACTIVE = re.compile(r"vbaProject|/embeddings/|/activeX/|\.bin$", re.IGNORECASE)
RELATION = re.compile(rb"<[^<>]*\bTargetMode\s*=\s*[\"']\s*External[^<>]*>", re.IGNORECASE)
LINK = b"/relationships/hyperlink"
FIELD = re.compile(rb"INCLUDETEXT|INCLUDEPICTURE|DDEAUTO|\bDDE\b")
MISSING = re.compile(r"'([^']*)' is undefined|no attribute '([^']*)'")
LONG_AGO = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
TOO_LARGE = Message("The file is too large for a template. At most 1 MB is possible.")
UNREADABLE = Message("The file cannot be read as a Word document. Save it as .docx and try again.")
BEYOND = Message(
    "The file has macros, embedded files or parts that are fetched from elsewhere. Take them out."
)
EMPTY = Message("The document's words do not stand in it. It lacks {{ about }} and {{ blocks }}.")


class Unfit(Exception):
    """A file that cannot be a template; the message says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


class Said(Struct, frozen=True):
    """What is wrong with a template, as the child that looked at it tells."""

    id: str = ""
    values: dict[str, str] = {}


def told(site: object, said: Raw) -> Said:
    """Check the file that the site gives; this is done by a child, since it takes what it takes."""
    try:
        check(site.get(""))  # type: ignore[attr-defined]  # a site, which this room does not know
    except Unfit as unfit:
        return Said(unfit.message.id, {name: str(it) for name, it in unfit.message.values.items()})
    return Said()


def check(body: bytes) -> None:
    """Raise Unfit unless the file can be a template: it is opened, and filled in once."""
    from docx.opc.exceptions import OpcError

    look_into(body)
    paper = sample()
    try:
        filled = word(paper, LONG_AGO, body)
        words = text_of(filled)
    except Forbidden as error:
        raise Unfit(
            Message(
                "A template may name values, repeat and choose, and nothing else. Not allowed:"
                " {what}",
                {"what": str(error)},
            )
        ) from error
    except TemplateError as error:
        raise Unfit(worded(error, paper)) from error
    except (LxmlError, OpcError, BadZipFile, LookupError, ValueError, AttributeError) as error:
        raise Unfit(UNREADABLE) from error
    if MARK not in words or paper.title not in words:
        raise Unfit(EMPTY)


def worded(error: TemplateError, paper: Paper) -> Message:
    """Say which placeholder is wrong."""
    if missing := MISSING.search(str(error)):
        return Message(
            "The template asks for “{name}”, which there is not. There are: {known}.",
            {"name": missing[1] or missing[2], "known": known(paper)},
        )
    return Message("The template's placeholders do not fit together: {words}", {
        "words": str(error)[:200]
    })  # fmt: skip


def known(paper: Paper) -> str:
    """Name the values that a template may speak of."""
    return ", ".join(values(paper))


def look_into(body: bytes) -> None:
    """Refuse what is too large, is no Word file, or would do something when it is opened."""
    if len(body) > LARGEST:
        raise Unfit(TOO_LARGE)
    try:
        with ZipFile(BytesIO(body)) as packed:
            infos = packed.infolist()
            if len(infos) > MOST_FILES or sum(each.file_size for each in infos) > MOST_UNPACKED:
                raise Unfit(TOO_LARGE)
            if WORD not in packed.read("[Content_Types].xml"):
                raise Unfit(UNREADABLE)
            for each in infos:
                if ACTIVE.search(each.filename):
                    raise Unfit(BEYOND)
                if each.filename.lower().endswith((".xml", ".rels")):
                    look_at(packed.read(each))
    except (BadZipFile, LookupError, NotImplementedError, RuntimeError, zlib.error, EOFError,
            ValueError) as error:  # fmt: skip
        raise Unfit(UNREADABLE) from error


def look_at(part: bytes) -> None:
    """Refuse a part that is fetched from elsewhere, declares entities, or is far too long."""
    part.decode("utf-8-sig")  # in another encoding, what follows would see nothing
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise Unfit(UNREADABLE)
    if any(LINK not in each for each in RELATION.findall(part)) or FIELD.search(part):
        raise Unfit(BEYOND)
    if len(part) > MOST_TEXT and (b"{{" in part or b"{%" in part or b"<w:body" in part):
        raise Unfit(TOO_LARGE)


def text_of(body: bytes) -> str:
    """Return all words of a Word file."""
    with ZipFile(BytesIO(body)) as packed:
        parts = [each for each in packed.namelist() if each.startswith("word/") and "xml" in each]
        whole = b"".join(packed.read(each) for each in parts if not each.endswith(".rels"))
    return re.sub(r"<[^>]*>", "", whole.decode())
