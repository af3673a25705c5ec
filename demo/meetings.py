"""When the invented partners decide: some weeks from today, whichever day the demo begins on."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Meeting, Partner

# Partner, who meets, the weekday (0 is Monday), how many weeks from now, days for the papers.
PLANNED = (
    ("Region Mellanmarken", "Regionala utvecklingsnämnden", 3, (3, 9), 17),
    ("Hyttvalla kommun", "Kommunstyrelsens arbetsutskott", 1, (2, 5, 9), 12),
    ("Grantorpas kommun", "Kommunstyrelsen", 0, (4, 8), 14),
    ("Lövbro kommun", "Arbetsmarknads- och integrationsnämnden", 2, (3, 7), 10),
    ("Stiftelsen Brolinan", "Styrelsen", 4, (6,), 7),
    ("Bygderådet i Mellanmarken", "Styrelsen", 5, (5,), None),
    (None, "Partnerskapets stormöte", 3, (11,), 14),
)


def plan(session: Session, today: date) -> None:
    """Plan them, once the partners are there."""
    monday = today - timedelta(days=today.weekday())
    for name, body, weekday, weeks, before in PLANNED:
        partner = name and session.scalars(select(Partner).filter_by(name=name)).one()
        for week in weeks:
            day = monday + timedelta(weeks=week, days=weekday)
            due = None if before is None else day - timedelta(days=before)
            session.add(Meeting(partner=partner or None, body=body, day=day, papers_due=due))
