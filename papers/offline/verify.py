"""Check a folder of evidence without a network and without Samsök: python3 verify.py [--head HEAD].

Needs nothing but Python 3.8 or later. HEAD is the figures under "head of the chain" in a receipt.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FIRST = "0" * 64


def sha256(content: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def files(folder: Path) -> Iterator[str]:
    """Say which files are not as the list has them, or are not in it."""
    listed = {}
    for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines():
        seal, _, name = line.partition("  ")
        listed[name] = seal
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for name in sorted(there - {"SHA256SUMS"} | set(listed)):
        if "__pycache__" in name:
            continue
        if name not in there:
            yield f"{name} is missing"
        elif name not in listed:
            yield f"{name} is in no list"
        elif sha256((folder / name).read_bytes()) != listed[name]:
            yield f"{name} has been changed"


def chain(events: list[dict[str, Any]]) -> Iterator[str]:
    """Say which event is not what was sealed, or does not follow the one before it."""
    before = events[0]["before"] if events else FIRST
    for each in events:
        if each["before"] != before:
            yield f"event {each['number']} does not follow the event before it"
        if "verb" in each:
            names = ("before", "at", "by", "verb", "about", "facts")
            said = json.dumps([each[name] for name in names], sort_keys=True).encode()
            if sha256(said) != each["seal"]:
                yield f"event {each['number']} is not what was sealed"
        before = each["seal"]


def signatures(folder: Path, events: list[dict[str, Any]]) -> Iterator[str]:
    """Say which signature is not borne out by its terms, its event, or what ended it."""
    told = {each["number"]: each for each in events if each.get("verb") == "signed"}
    ended: set[int] = set()
    for each in events:
        ended |= {*each.get("facts", {}).get("voids", [])}
        ended -= {*each.get("facts", {}).get("revives", [])}
    for path in sorted((folder / "signatures").glob("*.json")):
        row = json.loads(path.read_text("utf-8"))
        number, said = row["event"], row["said"]
        event = told.pop(number, None)
        terms = (folder / "terms" / (f"{number}.json")).read_bytes()
        record = sha256((row["salt"] + json.dumps(said, sort_keys=True)).encode())
        if event is None:
            yield f"signature {number} has no event"
        elif sha256(terms) != said["seal"] or event["facts"]["seal"] != said["seal"]:
            yield f"signature {number} was for other terms"
        elif row["salt"] and event["facts"]["record"] != record:
            yield f"signature {number} was given by somebody else, or otherwise"
        elif row["holds"] != (number not in ended):
            yield f"signature {number} holds or not, other than the events say"
    for number in sorted(told):
        yield f"the signature of event {number} is missing"


def main() -> int:
    """Check, say what was found, and leave with 0 if nothing is wrong."""
    asks = argparse.ArgumentParser(description=__doc__)
    asks.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    asks.add_argument("--head", help="the head of the chain, as a receipt has it")
    asked = asks.parse_args()
    try:
        events = json.loads((asked.folder / "events.json").read_text("utf-8"))
        wrong = [*files(asked.folder), *chain(events), *signatures(asked.folder, events)]
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        events, wrong = [], [f"something cannot be read: {error!r}"]
    if asked.head and asked.head not in [each["seal"] for each in events]:
        wrong.append("no event has the head of your receipt")
    for each in wrong:
        sys.stdout.write(f"WRONG / FEL: {each}\n")
    if not wrong:
        own = sum("verb" in each for each in events)
        sys.stdout.write(f"OK: {own} events of the application, nothing is wrong.\n")
        sys.stdout.write(f"STÄMMER: {own} händelser i ansökan, inget är fel.\n")
        head = events[-1]["seal"] if events else FIRST
        sys.stdout.write(f"Head / kedjans slut: {head}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # it is a terminal or a file
    sys.exit(main())
