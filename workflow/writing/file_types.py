"""What a file is, by what is in it: its name and its sender's word count for nothing."""

import re
import struct
import zipfile
from io import BytesIO

from papers.wording import Message
from workflow.refusals import Refused

MOST_ENTRIES = 5_000
MOST_UNPACKED = 500 << 20
HEAD = TAIL = 1024  # where readers of each kind look for its signs
MOST_TIMES = 200  # as large unpacked as packed; texts and pictures stay far below

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "png": "image/png",
    "jpg": "image/jpeg",
}
# Where each kind of Office file has its heart.
HEARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
PNG, PNG_END = b"\x89PNG\r\n\x1a\n", b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
MARKUP = re.compile(
    rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|\?xml|\?php)", re.IGNORECASE
)
UNKNOWN = Message(
    "Send a PDF, a document of Word, Excel, PowerPoint or LibreOffice, or a picture (PNG, JPEG)."
)
TWO_KINDS = Message("The file is two kinds of file at once. Save it anew, and send that.")
TOO_LARGE = Message("The file becomes too large when it is opened.")
DAMAGED = Message("The file is damaged, or locked by a password.")


def type_of(content: bytes) -> str:
    """Return the ending that a file should have, or refuse it."""
    if not content:
        raise Refused("The file is empty.")
    if content.startswith(b"%PDF-"):
        return only("pdf", content, ends=b"%%EOF" in content[-TAIL:])
    if content.startswith(PNG):
        return only("png", content, ends=PNG_END in content[-TAIL:])
    if content.startswith(JPEG):
        return only("jpg", content, ends=JPEG_END in content)
    if content.startswith(b"PK\x03\x04"):
        return packed(content)
    raise Refused(UNKNOWN.id)


def only(kind: str, content: bytes, *, ends: bool) -> str:
    """Refuse what has no end, and what is another kind of file as well."""
    if not ends:
        raise Refused(DAMAGED.id)
    if zipfile.is_zipfile(BytesIO(content)) or MARKUP.search(content[:HEAD]):
        raise Refused(TWO_KINDS.id)
    return kind


def packed(content: bytes) -> str:
    """Look into a packed file without unpacking it; refuse what would burst, or what is hidden."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            demand_calm(entries, content)
            names = {each.filename for each in entries}
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise Refused("The file has macros in it. Save it without them, and send that.")
            if any(name.startswith("/") or ".." in name.split("/") for name in names):
                raise Refused(UNKNOWN.id)
            if "[Content_Types].xml" in names:
                for heart, kind in HEARTS.items():
                    if heart in names:
                        return kind
            return said_within(archive, entries)
    except (
        zipfile.BadZipFile,
        struct.error,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise Refused(DAMAGED.id) from error


def demand_calm(entries: list[zipfile.ZipInfo], content: bytes) -> None:
    """Refuse what is small and becomes huge, overlaps itself, or begins before its beginning."""
    unpacked = sum(each.file_size for each in entries)
    kept = sum(each.compress_size for each in entries)
    if (
        len(entries) > MOST_ENTRIES
        or unpacked > MOST_UNPACKED
        or unpacked > MOST_TIMES * len(content)
        or kept > len(content)
    ):
        raise Refused(TOO_LARGE.id)
    if len({each.header_offset for each in entries}) < len(entries):
        raise Refused(TOO_LARGE.id)
    if min((each.header_offset for each in entries), default=1) != 0:
        raise Refused(TWO_KINDS.id)
    if any(each.flag_bits & 1 for each in entries):
        raise Refused(DAMAGED.id)


def said_within(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str:
    """Return which kind an OpenDocument says it is, in its first entry, as it must."""
    first = entries[0]
    if first.filename == "mimetype" and first.file_size < 200:
        said = archive.read(first).decode("ascii", "replace").strip()
        for kind, type in TYPES.items():
            if type == said:
                return kind
    raise Refused(UNKNOWN.id)
