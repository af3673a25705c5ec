"""Working groups: formed, described, joined by people of any partner."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Group, Person
from models.database import lock
from workflow.access import belongs, demand
from workflow.forms.profile import tidy
from workflow.refusals import Conflict, Refused
from workflow.telling import tell


def save(
    session: Session,
    group: Group | None,
    *,
    name: str,
    purpose: str,
    people: Collection[Person],
    seen: int = 0,
    by: Person,
    now: datetime,
) -> Group:
    """Form a group, or change one; seen is the version that the person looked at."""
    demand(by, "register", None)
    name, purpose = " ".join(tidy(name).split())[:200], tidy(purpose)[:2000]
    if group:
        lock(session, group)
        if group.version != seen:
            raise Conflict(
                "Meanwhile somebody else has saved. Nothing of yours is lost: compare, and save"
                " again.",
                mine=name, theirs=group.name,
            )  # fmt: skip
    if not name:
        raise Refused("Write the name of the group.")
    same = select(Group).where(func.lower(Group.name) == name.lower())
    if (other := session.scalar(same)) and other is not group:
        raise Refused("There is a group of this name already.")
    if not all(belongs(each) for each in people):
        raise Refused("Only people of the partnership can be in a group.")
    group = group or Group(version=0)
    session.add(group)
    group.name, group.purpose, group.version = name, purpose, group.version + 1
    group.people = list(people)
    session.flush()
    tell(
        session, "grouped", about=group, by=by, now=now, group=name,
        people=sorted(each.id for each in people),
    )  # fmt: skip
    return group


def dissolve(session: Session, group: Group, *, by: Person, now: datetime) -> None:
    """Dissolve a group; its people stay what they are."""
    demand(by, "register", None)
    tell(session, "dissolved", about=group, by=by, now=now, group=group.name)
    session.delete(group)
