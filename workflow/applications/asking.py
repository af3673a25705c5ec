"""Who is asked, or only told, when something in a bid becomes other than what was signed."""

import json
from datetime import date, datetime

from sqlalchemy.orm import Session

from models import Application, Commitment, Event, Person, Signature
from papers.links import link
from papers.terms import Change, changes, promises
from papers.wording import plain
from workflow.access import SIGNERS, SPEAKERS
from workflow.applications.signing import signers
from workflow.applications.terms import signed, terms
from workflow.telling import UNDO, send, write


def path_of(commitment: Commitment) -> str:
    """Return where a part is signed."""
    return f"/applications/{commitment.application_id}/join?partner={commitment.partner_id}"


def since_signed(commitment: Commitment) -> list[Change]:
    """Return what is otherwise now than when the part was signed last."""
    if signed(commitment) or not commitment.signatures:
        return []
    latest = max(commitment.signatures, key=lambda each: each.id)
    return changes(json.loads(latest.terms), json.loads(terms(commitment)))


def ask_anew(
    session: Session, event: Event, commitment: Commitment, *, by: Person, today: date
) -> None:
    """Ask those who may sign a part whose signature fell, and say what is otherwise."""
    write(
        session,
        event,
        "changed",
        by=by,
        to=signers(commitment.partner, today),
        path=path_of(commitment),
        partner=commitment.partner.name,
        title=commitment.application.title,
        changes=since_signed(commitment),
    )


def tell_beside(
    session: Session, event: Event, commitment: Commitment, was: list[Change], *, by: Person
) -> None:
    """Tell the others who have signed what is otherwise in this part; theirs stand."""
    application = commitment.application
    write(
        session,
        event,
        "beside",
        by=by,
        to=signers_beside(application, commitment),
        path=f"/applications/{application.id}",
        partner=commitment.partner.name,
        title=application.title,
        changes=was,
    )


def signers_beside(application: Application, commitment: Commitment | None) -> list[Person]:
    """Return those who may sign for the other parts that are signed, each once."""
    found = [
        person
        for part in application.parts
        if part is not commitment and signed(part)
        for person in part.partner.people_as(*SIGNERS)
    ]
    own = commitment.partner.people if commitment else []
    return list({each.id: each for each in found if each not in own}.values())


def write_receipts(session: Session, signature: Signature, now: datetime) -> None:
    """Write to the signer, at once, and to the partner's people what was signed, and its seals."""
    commitment, event = signature.commitment, signature.event
    partner, application = commitment.partner, commitment.application
    readers = [signature.person, *partner.people_as(*SPEAKERS)]
    for person in {each.id: each for each in readers}.values():
        own = person is signature.person
        said = {"capacity": signature.capacity, "how": signature.how, "at": signature.signed_at}
        send(
            session,
            person,
            "receipt",
            about=f"event:{event.id}:{event.seal}",
            now=now,
            wait=UNDO * (not own),
            **{name: plain(value, person.language) for name, value in said.items()},
            own=own,
            partner=partner.name,
            title=application.title,
            binding=signature.binding,
            promises=promises(json.loads(signature.terms)),
            signer=signature.name,
            signs_as=signature.title,
            authority=signature.authority,
            second=signature.second,
            number=event.id,
            seal=signature.seal,
            head=event.seal,
            day=application.answer_by and plain(application.answer_by, person.language),
            calendar=link(f"/applications/{application.id}/answer.ics"),
            link=link(path_of(commitment)),
        )
