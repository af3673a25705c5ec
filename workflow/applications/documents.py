"""Documents of a bid: which its programme asks for, which there are, and making one.

Making gives a number and keeps the words for ever. What is made of other facts today than then is
outdated; nothing is made twice of the same.
"""

import datetime as dt
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lexicon.annexes import Annex, annexes
from lexicon.document_types import WORKBOOK, DocumentType, Of, document_types
from models import Application, Commitment, Document, Part, Person, Stage
from models.database import lock
from papers.documents.composing import LANGUAGES, compose
from papers.documents.facts import Facts
from papers.documents.kinds.iop_agreement import able
from papers.wording import Message
from workflow.access import can, demand
from workflow.applications.facts import facts_of
from workflow.applications.terms import signed
from workflow.applications.whose import whose
from workflow.refusals import Refused
from workflow.telling import tell

ENDED = (Stage.WITHDRAWN, Stage.MERGED)


class Kept(NamedTuple):
    """A document, and whether it would be made otherwise today."""

    document: Document
    outdated: bool


class Wanted(NamedTuple):
    """A document that the programme asks for, of whose part if of one, and the latest there is."""

    type: DocumentType
    annex: Annex
    of: Commitment | None
    latest: Kept | None


class Making(NamedTuple):
    """Where documents are made: the site's name and zone, and its day."""

    house: str
    zone: str
    today: dt.date


def basis(facts: Facts) -> str:
    """Return a fingerprint of the facts."""
    return sha256(msgspec.json.encode(facts, order="deterministic")).hexdigest()


def asked(application: Application) -> list[tuple[Annex, Commitment | None]]:
    """Return the documents made here that the programme asks for, each with whose it is."""
    found: list[tuple[Annex, Commitment | None]] = []
    for annex in annexes(application.family):
        kind = document_types().get(annex.kind)
        if kind and kind.of is Of.BID:
            found.append((annex, None))
        elif kind:
            parts = whose(annex, application)
            found += [(annex, each) for each in parts if missing(kind.code, each) is None]
    return found


def missing(kind: str, commitment: Commitment) -> Message | None:
    """Say why a part has no such document, if it has none."""
    if commitment.declined_at:
        return Message("{partner} is not in.", {"partner": commitment.partner.name})
    if kind == "power_of_attorney" and commitment.part is Part.LEAD:
        return Message("The lead needs no power from itself.")
    if kind == "cofin_certificate" and not commitment.co_funding:
        return Message("{partner} promises no co-funding.", {"partner": commitment.partner.name})
    return None


def register(session: Session, application: Application, zone: str) -> list[Kept]:
    """Return the documents of a bid, the newest first."""
    wanted = select(Document).where(Document.application_id == application.id)
    now: dict[tuple[str, int | None], str] = {}

    def outdated(each: Document) -> bool:
        key = (each.kind, each.commitment_id)
        if key not in now:
            now[key] = basis(facts_of(each.kind, application, each.commitment, zone))
        return each.basis != now[key]

    made = session.scalars(wanted.order_by(Document.id.desc()))
    return [Kept(each, outdated(each)) for each in made]


def wanted(application: Application, made: list[Kept]) -> list[Wanted]:
    """Return what the programme asks for, each with the latest document of it."""
    latest: dict[tuple[str, int | None], Kept] = {}
    for each in reversed(made):
        latest[each.document.kind, each.document.commitment_id] = each
    return [
        Wanted(
            document_types()[annex.kind], annex, of, latest.get((annex.kind, of.id if of else None))
        )
        for annex, of in asked(application)
    ]


def may_make(by: Person, application: Application, of: Commitment | None) -> bool:
    """Say whether the person may make a document of a part, or of the whole bid."""
    return can(by, "change", of) if of else can(by, "edit", application)


def make(
    session: Session,
    application: Application,
    kind: str,
    of: Commitment | None,
    *,
    by: Person,
    now: datetime,
    where: Making,
) -> Document:
    """Make a document and give it the next number; one of the same facts is there already."""
    demand(by, "change" if of else "edit", of or application)
    lock(session, application)
    chosen = document_types()[kind]
    refuse_unfit(application, chosen, of)
    facts = facts_of(kind, application, of, where.zone)
    if kind == "iop_agreement" and not able(facts):
        raise Refused("An IOP agreement needs both a public and a non-profit party.")
    mine = select(Document).where(
        Document.application_id == application.id,
        Document.kind == kind,
        Document.commitment_id.is_(None) if of is None else Document.commitment_id == of.id,
    )
    last = session.scalars(mine.order_by(Document.id.desc()).limit(1)).first()
    if last and last.basis == basis(facts):
        return last
    signature = signed(of) if of else None
    document = Document(
        application_id=application.id,
        commitment_id=of.id if of else None,
        signature_id=signature.id if signature else None,
        kind=kind,
        year=where.today.year,
        serial=next_serial(session, application, where.today.year),
        basis=basis(facts),
        draft=facts.is_draft,
        facts=kept(facts),
        by_id=by.id,
        made_at=now,
    )
    document.said = {
        language: kept(
            compose(facts, language, number=document.number, day=where.today, house=where.house)
        )
        for language in LANGUAGES
        if kind != WORKBOOK
    }
    session.add(document)
    tell(
        session,
        "numbered",
        about=application,
        by=by,
        now=now,
        number=document.number,
        document=kind,
    )
    return document


def kept(value: Struct) -> dict[str, Any]:
    """Return values as JSON keeps them."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(value))
    return plain


def refuse_unfit(application: Application, kind: DocumentType, of: Commitment | None) -> None:
    """Refuse a document that this bid, or this part, cannot have."""
    if application.stage in ENDED:
        raise Refused("“{title}” can no longer be changed.", title=application.title)
    if (kind.of is Of.PARTY) != (of is not None):
        raise Refused("Say whose document it is to be.")
    if of and (why := missing(kind.code, of)):
        raise Refused(why.id, **why.values)


def next_serial(session: Session, application: Application, year: int) -> int:
    """Return the next number of a bid's documents in a year."""
    highest = select(func.max(Document.serial)).where(
        Document.application_id == application.id, Document.year == year
    )
    return (session.scalar(highest) or 0) + 1
