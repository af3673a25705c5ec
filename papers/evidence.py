"""Evidence to take away: a ZIP that can be checked without this installation."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from papers.terms import promise, promised, promises
from papers.wording import Message, moment, say, term

OFFLINE = Path(__file__).with_name("offline")
LANGUAGES = ("sv", "en")


@dataclass(frozen=True)
class Signed:
    """A signature as it is handed out: the row, its terms to the letter, whether it holds."""

    number: int
    partner: str
    said: Mapping[str, Any]
    terms: str
    salt: str
    signed_at: datetime
    holds: bool


@dataclass(frozen=True)
class Evidence:
    """All of one application: its events and the links between, its signatures, when taken."""

    title: str
    taken_at: datetime
    events: Sequence[Mapping[str, Any]]
    happened: Sequence[tuple[datetime, str, Message]]
    signatures: Sequence[Signed]


def pack(evidence: Evidence) -> bytes:
    """Pack it all, with what checks it; the same evidence is the same bytes."""
    files = {
        "README.txt": OFFLINE.joinpath("README.txt").read_bytes(),
        "verify.py": OFFLINE.joinpath("verify.py").read_bytes(),
        "events.json": written(evidence.events),
    }
    for language in LANGUAGES:
        files[f"summary-{language}.txt"] = summary(evidence, language).encode()
    for each in evidence.signatures:
        row = {"event": each.number, "partner": each.partner, "said": each.said,
               "salt": each.salt, "holds": each.holds}  # fmt: skip
        files[f"signatures/{each.number}.json"] = written(row)
        files[f"terms/{each.number}.json"] = each.terms.encode()
    sums = [f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items())]
    files["SHA256SUMS"] = "".join(sums).encode()
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = ZipInfo(name, evidence.taken_at.timetuple()[:6])
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, ZIP_DEFLATED)
    return packed.getvalue()


def written(value: Any) -> bytes:
    """Write JSON that people can read as well."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()


def summary(evidence: Evidence, language: str) -> str:
    """Write in words who has approved what, and what happened."""
    taken = Message("Taken out {moment}.", {"moment": evidence.taken_at})
    lines = [evidence.title, "", say(taken, language)]
    for each in evidence.signatures:
        lines += ["", *signature_lines(each, language)]
    lines += ["", say(Message("What happened"), language), ""]
    for at, who, said in evidence.happened:
        lines.append(f"{moment(at, language)}  {who}  {say(said, language)}")
    return "\n".join(lines) + "\n"


def signature_lines(each: Signed, language: str) -> list[str]:
    """Write one signature in words."""
    said = each.said
    kind = Message("binding") if said["binding"] else Message("preliminary")
    holds = Message("holds") if each.holds else Message("holds no longer")
    who = ", ".join(filter(None, [said["name"], said["title"], said["email"]]))
    by = ", ".join(filter(None, [term(said["capacity"], "capacity", language), said["authority"]]))
    how = term(said["how"], "how", language)
    return [
        f"{each.partner}: {say(kind, language)}, {say(holds, language)}",
        *(
            f"  {promised(one, language)}: {promise(one.value, one, language)}"
            for one in promises(json.loads(each.terms))
        ),
        f"  {who}",
        f"  {by}",
        f"  {moment(each.signed_at, language)} ({how})",
        f"  SHA-256 {said['seal']}",
    ]
