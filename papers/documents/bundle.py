"""All papers of a bid in one ZIP file, with a table of contents and checksums."""

import datetime as dt
import re
from collections.abc import Iterable
from hashlib import sha256
from typing import IO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

CONTENTS, SUMS = "contents.txt", "SHA256SUMS"
NEVER = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
LONGEST = 120


class File(NamedTuple):
    """A file of the bundle: its name, what it is in a line, when it was made, and its bytes."""

    name: str
    about: str
    at: dt.datetime
    body: bytes


def bundle(title: str, files: Iterable[File], into: IO[bytes]) -> None:
    """Pack the files, each name once, one after the other; the same files are the same bytes."""
    taken = {CONTENTS.casefold(), SUMS.casefold()}
    lines, sums = [title, ""], []
    latest = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
    with ZipFile(into, "w", ZIP_DEFLATED) as packed:
        for each in files:
            name = once(file_name(each.name), taken)
            add(packed, name, each.at, each.body)
            latest = max(latest, each.at)
            lines.append(f"{name}\n    {each.about}")
            sums.append(f"{sha256(each.body).hexdigest()}  {name}")
        add(
            packed, CONTENTS, latest, "\r\n".join("\n".join(lines).splitlines()).encode("utf-8-sig")
        )
        add(packed, SUMS, latest, ("\n".join(sums) + "\n").encode())


def add(packed: ZipFile, name: str, at: dt.datetime, body: bytes) -> None:
    """Add one file as it was made at its time."""
    info = ZipInfo(name, at.timetuple()[:6])
    info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
    packed.writestr(info, body)


def file_name(words: str) -> str:
    """Make a name that every system takes; its ending stays."""
    stem, dot, ending = " ".join(NEVER.sub(" ", words).split()).strip(". ").rpartition(".")
    if not dot or len(ending) > 5:
        stem, ending = f"{stem}{dot}{ending}", ""
    stem = stem[:LONGEST].strip(". ") or "file"
    return f"{stem}.{ending}" if ending else stem


def once(name: str, taken: set[str]) -> str:
    """Number a name that is taken, whatever its case."""
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    found, count = name, 1
    while found.casefold() in taken:
        count += 1
        found = f"{stem} {count}{dot}{ending}"
    taken.add(found.casefold())
    return found
