"""The life of an application: every move it can make, on one page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models import Application, Person, Stage
from models.database import lock
from models.stage import BEFORE_SUBMITTED, STEPS, Step
from papers.wording import Message
from workflow.access import SIGNERS, can, demand
from workflow.applications.cofunding import sums
from workflow.applications.submitting import Submission, preliminary_allowed, submit
from workflow.applications.terms import signed
from workflow.refusals import Refused
from workflow.telling import hush, tell

COMPARING = "find_overlaps"  # the job that meets a bid with the others when it has changed
GRANTED = (Stage.GRANTED, Stage.RUNNING, Stage.CLOSED)


def described(application: Application) -> Message | None:
    """Say what the bid lacks before anyone can approve of it."""
    if not application.summary:
        return Message("There is no description of the application yet.")
    if not sums(application).total_cost:
        return Message("No part has a budget yet.")
    return None


def everyone_has_signed(application: Application) -> Message | None:
    """Say, by name, whose sign-on is missing."""
    missing = [each.partner.name for each in application.parts if not signed(each)]
    if missing:
        return Message("Not yet approved by {names}.", {"names": ", ".join(missing)})
    return None


def nothing(application: Application) -> Message | None:
    """Say that nothing is missing."""
    return None


@dataclass(frozen=True)
class Move:
    """A step of the table: what its button says, what may be missing, and who makes it."""

    step: Step
    label: Message
    needs: Callable[[Application], Message | None] = nothing
    who: str = "lead"

    @property
    def verb(self) -> str:
        """Return what the step is called."""
        return self.step.verb

    @property
    def starts(self) -> tuple[Stage, ...]:
        """Return from where it can be made."""
        return self.step.starts

    @property
    def end(self) -> Stage:
        """Return where it leads."""
        return self.step.end


STEP = {each.verb: each for each in STEPS}
MOVES = {
    each.verb: each
    for each in (
        Move(STEP["write"], Message("Start writing")),
        Move(STEP["ask for approval"], Message("Ask for approval"), described),
        Move(STEP["revise"], Message("Back to writing")),
        Move(STEP["submit"], Message("Record as submitted"), everyone_has_signed),
        Move(STEP["grant"], Message("Granted")),
        Move(STEP["reject"], Message("Rejected")),
        Move(STEP["start"], Message("Start the project")),
        Move(STEP["close"], Message("Close the project")),
        Move(STEP["withdraw"], Message("Withdraw the application")),
        # Made when all leads have agreed (overlaps), never by one person alone.
        Move(STEP["merge"], Message("Merge"), who="agreement"),
    )
}


def possible(person: Person | None, application: Application) -> list[tuple[Move, Message | None]]:
    """Return the moves that the person may make from here, each with what is still missing."""
    return [
        (each, each.needs(application))
        for each in MOVES.values()
        if application.stage in each.starts and can(person, each.who, application)
    ]


def demand_before_submitted(application: Application) -> None:
    """Refuse to touch what was submitted, withdrawn or merged."""
    if application.stage not in BEFORE_SUBMITTED:
        raise Refused("“{title}” can no longer be changed.", title=application.title)


def move(
    session: Session,
    application: Application,
    verb: str,
    *,
    by: Person,
    now: datetime,
    reference: str = "",
    submitted_at: datetime | None = None,
    receipt: str = "",
    accepted_preliminary: bool = False,
) -> None:
    """Make the move, or refuse with the reason; what is submitted has the funder's reference."""
    chosen = MOVES[verb]
    demand(by, chosen.who, application)
    lock(session, application)
    demand_possible(application, chosen)
    unsure: list[str] = []
    if chosen.end is Stage.SUBMITTED:
        said = Submission(reference, submitted_at or now, receipt, accepted_preliminary)
        unsure = submit(application, said, now, preliminary_allowed(application))
    application.stage = chosen.end
    hush(session, application, now, "moved")
    tell(
        session,
        "moved",
        about=application,
        by=by,
        now=now,
        to=people_in(application),
        path=f"/applications/{application.id}",
        title=application.title,
        move=verb,
        stage=chosen.end,
        reference=application.reference,
        preliminary=unsure,
    )


def demand_possible(application: Application, chosen: Move) -> None:
    """Refuse a move that does not start here, or that lacks something."""
    if application.stage not in chosen.starts:
        raise Refused(
            "That is not possible now: the application is {stage}.", stage=application.stage
        )
    if missing := chosen.needs(application):
        raise Refused(missing.id, **missing.values)


def people_in(application: Application) -> list[Person]:
    """Return those who speak for the parts of a bid, each once."""
    found = [person for each in application.parts for person in each.partner.people_as(*SIGNERS)]
    return list({each.id: each for each in found}.values())


def diagram() -> str:
    """Draw MOVES as a Mermaid chart, for docs/stages.md."""
    arrows = [f"    {start} --> {m.end}: {m.verb}" for m in MOVES.values() for start in m.starts]
    return "\n".join(["stateDiagram-v2", *arrows])
