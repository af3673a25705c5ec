"""Files that people send: what is taken, what is refused, and how it is kept."""

import os
import struct
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lexicon.annexes import Need
from models import Application, Attachment, Event
from tests.bids import World
from tests.conftest import NOON
from tests.writing import LIMITS, PDF, packed, word_file
from workflow import Refused
from workflow.history import phrase
from workflow.writing import attachments, file_store
from workflow.writing.attachments import Limits
from workflow.writing.checklist import checklist
from workflow.writing.file_names import cleaned
from workflow.writing.file_types import type_of

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00"
    b"\x3a\x7e\x9b\x55\x00\x00\x00\x00IEND\xaeB`\x82"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 20 + b"\xff\xd9"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def bomb(size: int) -> bytes:
    """Return a document whose one part is very many noughts."""
    return word_file(big=b"\0" * size)


def overlapping() -> bytes:
    """Return a packed file whose parts lie on one another: each counts, one is stored."""
    content = word_file()
    end = content.rindex(b"PK\x05\x06")
    where = struct.unpack("<I", content[end + 16 : end + 20])[0]
    directory = content[where:end]
    entry = directory[: directory.index(b"PK\x01\x02", 4)]
    many = directory + entry * 100
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 102, 102, len(many), where, 0)
    return content[:where] + many + tail


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (PDF, "pdf"),
        (PNG, "png"),
        (JPEG, "jpg"),
        (word_file(), "docx"),
        (packed(**{"[Content_Types]_xml": b"", "xl__workbook_xml": b"x"}), "xlsx"),
        (packed(**{"[Content_Types]_xml": b"", "ppt__presentation_xml": b"x"}), "pptx"),
        (packed(mimetype=b"application/vnd.oasis.opendocument.text"), "odt"),
    ],
)
def test_a_file_is_what_is_in_it(content: bytes, ending: str) -> None:
    assert type_of(content) == ending


ATTACKS = {
    "nothing": b"",
    "a program": b"MZ\x90\x00" + b"\0" * 100,
    "a script": b"#!/bin/sh\nrm -rf /\n",
    "words": b"Dear all,\n",
    "svg": SVG,
    "svg as xml": b'<?xml version="1.0"?>' + SVG,
    "html": b"<html><script>alert(1)</script></html>",
    "html that begins as a picture": b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script></html>",
    "html within a whole picture": PNG[:8] + b"<html><script>1</script>" + PNG[-12:],
    "html that begins as pdf": b"%PDF-<html><script>1</script></html>%%EOF",
    "pdf that does not begin": b"GIF89a" + PDF,
    "pdf that does not end": PDF[:20],
    "pdf and archive": PDF + packed(a=b"x") + b"%%EOF",
    "picture and archive": JPEG[:-2] + packed(a=b"x") + b"\xff\xd9",
    "archive with something before it": b"PK\x03\x04" + b"x" * 60 + packed(a=b"x"),
    "plain archive": packed(a=b"x"),
    "archive in a document's clothes": packed(**{"[Content_Types]_xml": b"", "run__exe": b"MZ"}),
    "java": packed(**{"META-INF__MANIFEST.MF": b"Main-Class: X"}),
    "macros": word_file(**{"word__vbaProject.bin": b"x"}),
    "damaged": word_file()[:-30],
    "cut off": b"PK\x03\x04",
    "overlapping": overlapping(),
    "climbs out": packed(
        **{"[Content_Types]_xml": b"", "word__document_xml": b"", "..__..__x": b""}
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_what_is_none_of_these_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(Refused) as refused:
        type_of(ATTACKS[name])

    assert str(refused.value).endswith(".")


def test_a_file_that_bursts_is_refused_without_being_opened() -> None:
    small = bomb(50 << 20)

    assert len(small) < 100_000
    with pytest.raises(Refused, match="too large when it is opened"):
        type_of(small)


def test_a_file_that_lies_about_its_size_is_not_unpacked() -> None:
    content = bytearray(bomb(20 << 20))
    for sign, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = content.rindex(sign)
        content[place + at : place + at + 4] = struct.pack("<I", 10)

    assert type_of(bytes(content)) == "docx"  # what a reader of it meets is for the reader


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Stadgar.pdf", "Stadgar.pdf"),
        ("Förening åäö.PDF", "Förening åäö.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Ada\\plan.pdf", "plan.pdf"),
        ("..", "file.pdf"),
        ("", "file.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe.pdf"),
        ("a\u200bb\u0000c\r\nd.pdf", "abcd.pdf"),
        ("report.pdf.exe", "report.pdf.exe.pdf"),
        ('x"; rm <y>|?*:.pdf', "x_; rm _y.pdf"),
        ("CON.pdf", "file_CON.pdf"),
        ("lpt1.tar.pdf", "file_lpt1.tar.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("trailing dots ... .pdf", "trailing dots.pdf"),
        ("picture.jpeg", "picture.pdf"),
    ],
)
def test_a_name_is_only_a_name(name: str, kept: str) -> None:
    assert cleaned(name, "pdf") == kept


def send(
    session: Session, bid: Application, world: World, folder: Path, content: bytes = PDF,
    name: str = "Statutes.exe", kind: str = "statutes", limits: Limits = LIMITS,
) -> Attachment:  # fmt: skip
    return attachments.attach(
        session, bid, name=name, content=content, kind=kind, folder=folder, limits=limits,
        by=world.ada, now=NOON,
    )  # fmt: skip


def test_a_file_is_kept_once_under_what_is_in_it(
    session: Session, world: World, bid: Application, tmp_path: Path
) -> None:
    first = send(session, bid, world, tmp_path)
    again = send(session, bid, world, tmp_path, name="Other name.pdf")
    other = send(session, bid, world, tmp_path, kind="annual_report")

    assert again is first
    assert (first.name, first.type, first.size) == ("Statutes.exe.pdf", "application/pdf", len(PDF))
    assert other is not first
    lies = [each for each in (tmp_path / "files").rglob("*") if each.is_file()]
    assert lies == [file_store.place_of(tmp_path, first.hash)]
    assert lies[0].read_bytes() == PDF
    assert lies[0].stat().st_mode & 0o077 == 0


def test_too_large_too_many_and_unknown_kinds_are_refused(
    session: Session, world: World, bid: Application, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="larger than"):
        send(session, bid, world, tmp_path, PDF + b"\0" * (2 << 20))
    with pytest.raises(Refused, match="what the file is"):
        send(session, bid, world, tmp_path, kind="../../x")
    for number in range(2):
        send(session, bid, world, tmp_path, PDF + b"%%" + bytes([48 + number]) + b"\n%%EOF\n",
             limits=Limits(1 << 20, 2))  # fmt: skip
    with pytest.raises(Refused, match="at most 2 files"):
        send(session, bid, world, tmp_path, PDF, limits=Limits(1 << 20, 2))

    assert len(attachments.of(session, bid)) == 2


def test_strangers_send_nothing_and_nothing_is_left_of_it(
    session: Session, world: World, bid: Application, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="may not"):
        attachments.attach(
            session, bid, name="x.pdf", content=PDF, folder=tmp_path, limits=LIMITS, by=world.finn,
            now=NOON,
        )  # fmt: skip

    assert list(tmp_path.iterdir()) == []


def test_taking_a_file_away_is_an_event_and_the_file_goes_when_nobody_has_it(
    session: Session, world: World, bid: Application, tmp_path: Path
) -> None:
    file = send(session, bid, world, tmp_path)
    send(session, bid, world, tmp_path, kind="annual_report")
    place = file_store.place_of(tmp_path, file.hash)
    os.utime(place, (0, 0))

    attachments.detach(session, file, by=world.ada, now=NOON)
    session.flush()
    still = (attachments.clear(session, tmp_path, NOON), place.exists())
    attachments.detach(session, attachments.of(session, bid)[0], by=world.ada, now=NOON)
    session.flush()
    then = (attachments.clear(session, tmp_path, NOON), place.exists())

    assert (still, then) == ((0, True), (1, False))
    last = session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert last is not None
    assert phrase(last).values["file"] == "Statutes.exe.pdf"


def test_a_file_whose_row_is_still_being_written_is_not_cleared_away(
    session: Session, tmp_path: Path
) -> None:
    hash = file_store.keep(tmp_path, PDF)
    place = file_store.place_of(tmp_path, hash)
    now = NOON.fromtimestamp(place.stat().st_mtime, NOON.tzinfo)

    cleared = attachments.clear(session, tmp_path, now + timedelta(hours=23))

    assert (cleared, place.exists()) == (0, True)
    assert attachments.clear(session, tmp_path, now + timedelta(hours=25)) == 1


def test_the_checklist_says_what_is_missing_and_whose(
    session: Session, world: World, bid: Application, tmp_path: Path
) -> None:
    bid.family = "esf"
    for part in bid.commitments:
        world.agree(part)
    session.flush()
    attachments.attach(
        session, bid, name="c.pdf", content=PDF, kind="cofin_certificate",
        partner=world.university, folder=tmp_path, limits=LIMITS, by=world.ben, now=NOON,
    )  # fmt: skip

    lines = checklist(bid, attachments.of(session, bid))

    asked = [
        (each.partner.name, each.is_missing) for each in lines if each.annex.need is Need.ASKED
    ]
    assert asked == [("Town", True), ("University", False)]
    assert not any(each.is_missing for each in lines if each.annex.need is not Need.ASKED)


def test_of_an_unknown_programme_nothing_is_asked_for(bid: Application) -> None:
    assert checklist(bid, []) == []
