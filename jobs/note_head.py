"""Note each day, in a file, what the last event is, so that a chain that is cut shows."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from workflow.audit import Head, head

FOLDER = "audit"
LINE = re.compile(r"(\d+) ([0-9a-f]{64}) \S+")


def note_head(session: Session, folder: Path, now: datetime) -> None:
    """Add a line to the file of the day, unless it is what stands there last."""
    last = head(session)
    path = Path(folder, FOLDER, f"{now.date().isoformat()}.txt")
    path.parent.mkdir(parents=True, exist_ok=True)
    known = [kept for place, kept in noted(folder) if place == path.name]
    if not known or known[-1] != last:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{last.number} {last.seal} {now.isoformat(timespec='seconds')}\n")


def noted(folder: Path) -> Iterator[tuple[str, Head]]:
    """Yield all that was noted, with the name of its file; a line that is none is refused."""
    for path in sorted(Path(folder, FOLDER).glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            found = LINE.fullmatch(line)
            if found is None:
                raise ValueError(f"{path} has a line that nobody here wrote: {line!r}")
            yield path.name, Head(int(found[1]), found[2])
