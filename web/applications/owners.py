"""Who may be chosen to answer for something in an application: its partners and their people."""

from flask import abort, request

from models import Application, Partner, Person
from workflow.access import SPEAKERS

Owner = tuple[Partner | None, Person | None]


def owners(application: Application) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return each partner of a bid with what may be chosen of it: itself, or one of its people."""
    return [
        (
            part.partner.name,
            [
                (f"{part.partner_id}", part.partner.name),
                *(
                    (f"{part.partner_id}-{each.id}", f"{each.name}, {part.partner.name}")
                    for each in part.partner.people_as(*SPEAKERS)
                ),
            ],
        )
        for part in application.parts
    ]


def owner_in(application: Application) -> Owner:
    """Return who was chosen in the form; what could not be chosen is refused."""
    chosen = request.form.get("owner", "")
    if not chosen:
        return None, None
    for part in application.parts:
        if chosen == f"{part.partner_id}":
            return part.partner, None
        for each in part.partner.people_as(*SPEAKERS):
            if chosen == f"{part.partner_id}-{each.id}":
                return part.partner, each
    abort(400)


def chosen(partner_id: int | None, person_id: int | None) -> str:
    """Return an owner as the form has it."""
    return "-".join(str(each) for each in (partner_id, person_id) if each)
