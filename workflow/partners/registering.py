"""The register of partners: let in, described, leaving, coming back."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Application, Commitment, Interest, Part, Partner, Person
from models.database import lock
from models.job_run import ask_for_run
from models.stage import BEFORE_SUBMITTED
from papers.wording import Message, say
from workflow.access import demand
from workflow.applications.declining import step_out
from workflow.forms.profile import FIELDS, Words, read, words_of
from workflow.forms.typed import Errors
from workflow.forms.wanted import title_of
from workflow.partners.members import refuse_last
from workflow.refusals import Conflict, Incomplete, Refused
from workflow.telling import tell

MATCH = "match"  # the job that finds what fits


def register(
    session: Session, words: Words, wants: str = "", *, by: Person | None, now: datetime
) -> Partner:
    """Let an organisation in, with what it wants funding for; by None is the operator's command."""
    if by:
        demand(by, "register", None)
    values, errors = read(words)
    errors += taken(session, values)
    if errors:
        raise Incomplete(errors)
    partner = Partner(**values)
    session.add(partner)
    session.flush()
    if wants.strip():
        partner.interests = [Interest(title=title_of(wants), text=wants.strip())]
        ask_for_run(session, MATCH, now)
    tell(session, "registered", about=partner, by=by, now=now, partner=partner.name)
    return partner


def called(session: Session, name: str) -> Partner | None:
    """Return the partner of a name, however it is cased: SQLite itself knows only a to z."""
    meant = " ".join(name.split()).casefold()
    names = session.execute(select(Partner.id, Partner.name))
    found = next((id for id, each in names if " ".join(each.split()).casefold() == meant), None)
    return session.get(Partner, found) if found else None


def taken(session: Session, values: dict[str, Any], but: Partner | None = None) -> Errors:
    """Say what another partner has already: the name, or the number."""
    same = called(session, str(values.get("name", "")))
    errors: Errors = []
    if same and same is not but:
        errors.append(("name", Message("There is a partner of this name already.")))
    if values.get("number"):
        country = values.get("country", "SE")
        numbered = select(Partner).filter_by(country=country, number=values["number"])
        if (same := session.scalar(numbered)) and same is not but:
            errors.append(
                ("number", Message("{partner} has this number already.", {"partner": same.name}))
            )
    return errors


class Fresher(Conflict):
    """Somebody else has changed the profile; both texts are in `mine` and `theirs`, by field."""

    def __init__(self, mine: Words, theirs: Words) -> None:
        self.mine = mine
        self.theirs = {
            field: text for field, text in theirs.items() if text != mine.get(field, text)
        }
        super().__init__(
            "Meanwhile somebody else has saved. Nothing of yours is lost: compare, and save again."
        )


def describe(
    session: Session, partner: Partner, words: Words, *, seen: int, by: Person | None, now: datetime
) -> None:
    """Change a partner's profile; seen is the version that the person looked at."""
    if by:
        demand(by, "keep", partner)
    lock(session, partner)
    before = words_of(partner)
    if partner.version != seen:
        raise Fresher({**before, **words}, before)
    values, errors = read({**before, **words})
    errors += taken(session, values, but=partner)
    if errors:
        raise Incomplete(errors)
    for field, value in values.items():
        setattr(partner, field, value)
    after = words_of(partner)
    fields = tuple(field for field in FIELDS if after[field] != before[field])
    if not fields:
        return
    partner.version += 1
    said = list(dict.fromkeys(FIELDS[each].id for each in fields))
    tell(session, "profiled", about=partner, by=by, now=now, partner=partner.name, fields=said)


def leave(session: Session, partner: Partner, *, by: Person, now: datetime) -> None:
    """Let a partner leave: its people are nothing in it any more, its history stays.

    It steps out of bids that are not yet submitted, and the leads are told. Refused while it leads
    one itself, and while the last operator or coordinator is in it.
    """
    demand(by, "register", None)
    lock(session, partner)
    if partner.left_at:
        raise Refused("This partner has already left.")
    leading = [each.application.title for each in open_parts(session, partner) if leads(each)]
    if leading:
        raise Refused(
            "{partner} leads “{title}”. Hand the lead over, or withdraw or merge it first.",
            partner=partner.name, title=", ".join(leading),
        )  # fmt: skip
    refuse_last(session, partner.memberships)
    reason = say(Message("Left the partnership"), by.language)
    for part in open_parts(session, partner):
        step_out(session, part, reason=reason, by=by, now=now)
    people = sorted(each.id for each in partner.people)
    partner.memberships = []
    partner.left_at = now
    tell(session, "left", about=partner, by=by, now=now, partner=partner.name, people=people)


def come_back(session: Session, partner: Partner, *, by: Person, now: datetime) -> None:
    """Let a partner in again; its people are asked in anew."""
    demand(by, "register", None)
    lock(session, partner)
    if partner.left_at is None:
        raise Refused("This partner has not left.")
    partner.left_at = None
    tell(session, "came back", about=partner, by=by, now=now, partner=partner.name)


def leads(part: Commitment) -> bool:
    """Say whether a part is the lead's."""
    return part.part is Part.LEAD


def open_parts(session: Session, partner: Partner) -> list[Commitment]:
    """Return the partner's parts in bids that are not yet submitted."""
    wanted = (
        select(Commitment)
        .join(Commitment.application)
        .where(
            Commitment.partner_id == partner.id,
            Commitment.declined_at.is_(None),
            Application.stage.in_(BEFORE_SUBMITTED),
        )
        .order_by(Commitment.id)
    )
    return list(session.scalars(wanted))
