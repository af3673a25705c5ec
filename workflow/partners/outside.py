"""Organisations outside the partnership that take part in a bid: kept, and asked in by letter.

They are in no list of the partnership, nothing is matched for them, and their people see the bids
that they are asked into, and nothing else.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lexicon.countries import countries
from lexicon.sectors import sector_of
from models import Application, Commitment, Part, Partner, Person, Role
from papers.wording import LANGUAGES, Message
from workflow.access import demand, demand_here, within
from workflow.applications import inviting
from workflow.applications.inviting import part_of
from workflow.forms.profile import tidy
from workflow.forms.typed import Errors, address_of
from workflow.partners import invitations
from workflow.partners.partnership import person_called
from workflow.partners.registering import called
from workflow.refusals import Incomplete, Refused
from workflow.telling import tell

FIELDS = ("name", "country", "kind", "contact", "email", "language")
LONGEST = 200


def read(said: Mapping[str, str]) -> tuple[dict[str, Any], Errors]:
    """Read who it is: its name, country and kind, and somebody there who may be written to."""
    kept = {field: " ".join(tidy(said.get(field, "")).split()) for field in FIELDS}
    errors: Errors = []
    if not kept["name"]:
        errors.append(("name", Message("Write the name of the organisation.")))
    for field in ("name", "contact"):
        if len(kept[field]) > LONGEST:
            errors.append((field, Message("At most {most} characters.", {"most": LONGEST})))
    if kept["country"] not in countries():
        errors.append(("country", Message("Choose one of the countries.")))
    if kept["kind"] and kept["kind"] not in sector_of():
        errors.append(("kind", Message("Choose one of the kinds.")))
    if kept["email"]:
        kept["email"] = address_of(kept["email"]) or ""
        if not kept["email"]:
            errors.append(("email", Message("Write an address such as anna@example.org.")))
        elif not kept["contact"]:
            errors.append(("contact", Message("Write the name of the person.")))
    if kept["language"] not in LANGUAGES:
        kept["language"] = "en"
    return kept, errors


def keep(session: Session, values: Mapping[str, Any], *, by: Person, now: datetime) -> Partner:
    """Return the outside partner of this name, kept from now on; refuse one of the partnership."""
    name, kind = str(values["name"]), str(values["kind"])
    partner = called(session, name)
    if partner and not partner.outside:
        raise Refused("{partner} is of the partnership. Invite it as such.", partner=partner.name)
    if partner is None:
        partner = Partner(
            name=name, country=values["country"], kind=kind, sector=sector_of().get(kind, ""),
            outside=True,
        )  # fmt: skip
        session.add(partner)
        session.flush()
        tell(session, "met", about=partner, by=by, now=now, partner=partner.name)
    demand_here(partner)
    return partner


def bring(
    session: Session,
    application: Application,
    said: Mapping[str, str],
    *,
    by: Person,
    now: datetime,
    part: Part = Part.PARTNER,
) -> Commitment:
    """Ask an outside organisation into a bid, and write to somebody there."""
    demand(by, "edit", application)
    values, errors = read(said)
    if not values["email"] and not errors:
        errors.append(("email", Message("Write an address such as anna@example.org.")))
    if errors:
        raise Incomplete(errors)
    partner = keep(session, values, by=by, now=now)
    mine = part_of(application, partner)
    commitment = (
        mine
        if mine and mine.declined_at is None
        else inviting.invite(session, application, partner, part=part, by=by, now=now)
    )
    write_to(session, partner, values, by=by, now=now)
    return commitment


def write_to(
    session: Session, partner: Partner, values: Mapping[str, Any], *, by: Person, now: datetime
) -> None:
    """Ask somebody of an outside partner to speak and sign for it; who is in already is not asked.

    Nobody brings themselves in as somebody else's representative.
    """
    email = str(values["email"])
    if email == by.email.lower() and within(by):
        raise Incomplete([("email", Message("Write to somebody there, not to yourself."))])
    if any(each.email == email for each in partner.people):
        return
    asked = person_called(session, email)
    if asked and invitations.open_to(session, asked, partner):
        return
    invitations.ask_in(
        session, partner, name=values["contact"], email=email, roles=[Role.REPRESENTATIVE],
        language=values["language"], by=by, now=now,
    )  # fmt: skip
