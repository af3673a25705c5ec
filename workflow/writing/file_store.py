"""Files in the data folder, each under the SHA-256 of what is in it, so once whoever sends it."""

import os
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

FOLDER = "files"
FRESH = timedelta(days=1)  # a file may be there before the row that tells of it


def hash_of(content: bytes) -> str:
    """Return the name that a file has here."""
    return sha256(content).hexdigest()


def place_of(folder: Path, hash: str) -> Path:
    """Return where a file lies, in one of 256 folders."""
    return folder / FOLDER / hash[:2] / hash


def keep(folder: Path, content: bytes) -> str:
    """Keep a file, whole or not at all, and return its hash; what is there already stays."""
    hash = hash_of(content)
    path = place_of(folder, hash)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists():
        os.utime(path)  # it is as good as new: nobody is to clear it away now
        return hash
    made = path.with_name(f".{hash[:8]}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        with open(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)
    return hash


def clear(folder: Path, used: Collection[str], now: datetime) -> int:
    """Remove files that nothing uses any longer, once they are a day old; return how many."""
    gone = 0
    for path in (folder / FOLDER).glob("??/*"):
        if path.name in used or path.stat().st_mtime > (now - FRESH).timestamp():
            continue
        path.unlink(missing_ok=True)
        gone += 1
    return gone
