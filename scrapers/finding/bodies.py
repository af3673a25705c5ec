"""What was answered, as text: unpacked, and in an encoding that can be read."""

import zlib
from codecs import register_error

from scrapers.finding.obstacles import refuse_files
from scrapers.finding.place import Nothing
from scrapers.source import SourceChanged
from scrapers.texts import decode

GZIP = b"\x1f\x8b"
MOST_UNPACKED = 64 << 20
WESTERN = "western"


def readable(body: bytes) -> tuple[bytes, list[str]]:
    """Return text as it is; what is in another encoding than it declares, read as windows-1252.

    Each byte that is no UTF-8 is read so by itself: parts of one page may differ.
    """
    refuse_files(body)
    try:
        decode(body)
    except SourceChanged as change:
        if body.lstrip()[:1] not in (b"<", b"{", b"[") or b"\0" in body:
            raise Nothing(str(change)) from change
    else:
        return body, []
    text = body.decode("utf-8", WESTERN)
    return text.encode(), ["it is not in the encoding that it declares: read as windows-1252"]


def western(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


register_error(WESTERN, western)


def unpacked(body: bytes) -> bytes:
    """Return what is packed with gzip, as sitemaps often are, up to a limit."""
    if not body.startswith(GZIP):
        return body
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, MOST_UNPACKED)
    except zlib.error as error:
        raise Nothing(f"it begins like gzip, but is not: {error}") from error
