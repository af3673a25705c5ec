"""A table of partners and people: what its columns are called, and who is named in a row."""

import csv
import re
from io import StringIO

from models import Partner, Person, Role
from papers.wording import LANGUAGES, Message, say, term, word
from workflow.access import roles_to_give
from workflow.forms.profile import FIELDS
from workflow.forms.tables import Column, Row
from workflow.forms.typed import Errors, address_of
from workflow.partners.partnership import SaidPerson

OFFERS = Message("one thing on each line")
COLUMNS: dict[str, Column] = {
    "name": Column(FIELDS["name"], Message("needed"), "part|partner|namn på organisation"),
    "municipality": Column(FIELDS["municipality"], Message("where it is, or works most"), "ort"),
    "kind": Column(FIELDS["kind"], Message("as in the list on the page of a partner"), "typ|type"),
    "sector": Column(FIELDS["sector"], Message("if it is not the usual one of its kind")),
    "country": Column(FIELDS["country"], Message("two letters, as SE; Sweden if it is empty")),
    "number": Column(FIELDS["number"], Message("checked by its last digit"), "orgnr|org.nr"),
    "area": Column(FIELDS["area"], Message("if it does not follow from the municipality"), "län"),
    "about": Column(FIELDS["about"], Message("everybody can read it"), "om|about"),
    "wants": Column(
        Message("Wants funding for"), Message("becomes an interest, by which calls are found")
    ),
    "offers-premises": Column(Message("Premises"), OFFERS),
    "offers-staff_hours": Column(Message("Staff hours"), OFFERS),
    "offers-knowledge": Column(Message("Knowledge"), OFFERS),
    "offers-co_funding": Column(Message("Co-funding"), OFFERS),
    "person": Column(
        Message("Person"), Message("the name of somebody in it"), "kontaktperson|kontakt|contact"
    ),
    "email": Column(
        Message("E-mail address"), Message("needed with a person"),
        "e-post|epost|mejl|mail|e-mail|email",
    ),
    "roles": Column(
        Message("Roles"), Message("with commas between; representative if it is empty"), "roll|role"
    ),
    "known_by": Column(
        Message("May sign by"), Message("needed for a signatory: a decision, a register"),
        "firmateckning",
    ),
    "language": Column(Message("Language"), Message("of the letters: sv, en, nb, da or fi")),
}  # fmt: skip
PARTS = re.compile(r"\s*[,;\n]\s*")


def person_in(
    row: Row, partner: Partner | None, by: Person | None
) -> tuple[SaidPerson | None, Errors]:
    """Read who a row names."""
    words = {name: row.words.get(name, "") for name in ("person", "email", "roles", "known_by")}
    if not any(words.values()):
        return None, []
    errors: Errors = []
    name, email = " ".join(words["person"].split())[:200], address_of(words["email"])
    if not name:
        errors.append(("person", Message("Write the name of the person.")))
    if not email:
        errors.append(("email", Message("Write an address such as anna@example.org.")))
    roles = [Role.REPRESENTATIVE]
    if words["roles"]:
        read_roles = [role_of(each) for each in PARTS.split(words["roles"]) if each]
        roles = [each for each in read_roles if each]
        if None in read_roles:
            errors.append(
                (
                    "roles",
                    Message("We do not know “{it}”. Choose one of ours.", {"it": words["roles"]}),
                )
            )
    if by and not set(roles) <= set(roles_to_give(by, partner or Partner())):
        errors.append(("roles", Message("You may not make anybody that.")))
    if Role.SIGNATORY in roles and not words["known_by"]:
        errors.append(
            ("known_by", Message("Say how it is known that the person may sign: a decision, say."))
        )
    if errors:
        return None, errors
    language = row.words.get("language", "").casefold()
    return SaidPerson(
        name=name, email=email, roles=roles, known_by=words["known_by"][:200],
        language=language if language in LANGUAGES else "sv",
    ), []  # fmt: skip


def role_of(words: str) -> Role | None:
    """Return which role is meant, by its code or as it is said."""
    meant = words.casefold()
    for role in Role:
        if meant in {role.value, *(word(role, each).casefold() for each in LANGUAGES)}:
            return role
    return None


def example(language: str) -> bytes:
    """Write a file that can be imported as it is: CSV that Excel opens, with three people."""
    municipality = say(Message("Example municipality"), language)
    lines = [
        {
            "name": municipality, "municipality": "Laxå",
            "kind": term("municipality", "kind", language), "person": "Anna Ek",
            "email": "anna@example.org",
            "wants": say(Message("Young people who neither work nor study"), language),
        },
        {
            "name": municipality, "person": "Bo Gran", "email": "bo@example.org",
            "roles": word(Role.SIGNATORY, language),
            "known_by": say(Message("Delegation, item 4"), language),
        },
        {
            "name": say(Message("Example association"), language), "municipality": "Laxå",
            "kind": term("association", "kind", language), "person": "Cia Alm",
            "email": "cia@example.org", "offers-premises": say(Message("A hall"), language),
        },
    ]  # fmt: skip
    names = [
        "name", "municipality", "kind", "wants", "offers-premises", "person", "email", "roles",
        "known_by",
    ]  # fmt: skip
    written = StringIO()
    table = csv.writer(written, delimiter=";")
    table.writerow(say(COLUMNS[name].heading, language) for name in names)
    for line in lines:
        table.writerow(line.get(name, "") for name in names)
    return written.getvalue().encode("utf-8-sig")
