"""An application that is being written, and files to send to it, for tests."""

import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

from docx import Document
from sqlalchemy.orm import Session

from models import Application, Person, Section
from tests.conftest import NOON
from workflow.writing import attachments, comments, sections, tasks, unsaved
from workflow.writing.attachments import Limits
from workflow.writing.unsaved import Window

PDF = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"
LIMITS = Limits(1 << 20, 5)


def section_of(bid: Application, code: str) -> Section:
    """Return a section by what the programme's outline calls it."""
    return next(each for each in bid.sections if each.code == code)


def packed(**files: bytes) -> bytes:
    """Return a packed file; __ in a name is a folder's end, _xml its ending."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()


def word_file(**more: bytes) -> bytes:
    """Return what a program takes for a document of Word."""
    inside = {"[Content_Types]_xml": b"<Types/>", "word__document_xml": b"<document/>", **more}
    return packed(**inside)


def some_of_each(session: Session, bid: Application, person: Person) -> None:
    """Let somebody have written a section, be writing on, have said, done and sent something."""
    section, by = bid.sections[0], person
    sections.save(session, section, "Clean water", seen=0, by=by, now=NOON)
    sections.keep_beside(session, section, "Cleaner water", seen=0, by=by, now=NOON)
    sections.give(session, section, bid.lead, by, by=by, now=NOON)
    sections.hold(session, section, by=by, now=NOON)
    unsaved.keep(session, section, "Clean", Window("a"), seen=1, by=by, now=NOON)
    comments.say(session, bid, "Whose?", section=section, by=by, now=NOON)
    task = tasks.add(
        session, bid, "Ask the board", partner=bid.lead, person=by, by=by, now=NOON
    )  # fmt: skip
    tasks.finish(session, task, done=True, by=by, now=NOON)
    with tempfile.TemporaryDirectory() as folder:
        attachments.attach(
            session, bid, name="Statutes.pdf", content=PDF, kind="statutes", folder=Path(folder),
            limits=LIMITS, by=by, now=NOON,
        )  # fmt: skip


def letterhead(*lines: str) -> bytes:
    """Write a template with a head of its own."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Hyttvalla kommun"
    for line in lines or ("{{ title }}", "{{ about }}"):
        document.add_paragraph(line)
    body = BytesIO()
    document.save(body)
    return body.getvalue()
