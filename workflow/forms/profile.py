"""A partner as people type it, in a form or a table: words read kindly, and never guessed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from lexicon.areas import areas, code_of
from lexicon.municipalities import area_of
from lexicon.organisation_numbers import PersonsNumber, WrongNumber, canonical
from lexicon.sectors import sector_of, sectors
from models import Good, Offer, Partner
from papers.wording import LANGUAGES, Message, say, term
from workflow.forms.typed import Errors, plain

COUNTRIES = ("SE", "NO", "DK", "FI", "IS", "EE", "LV", "LT")
LONGEST = {"name": 200, "municipality": 200, "about": 5000, "offers": 5000}
YEARS = range(1000, 2101)
FIELDS = {
    "name": Message("Organisation"),
    "municipality": Message("Municipality"),
    "kind": Message("Kind of organisation"),
    "sector": Message("Sector"),
    "country": Message("Country"),
    "number": Message("Organisation number"),
    "area": Message("County"),
    "about": Message("About us"),
    **{f"offers-{good}": Message("Can offer") for good in Good},
    "began": Message("Began in"),
    "co_funding_most": Message("Highest co-funding, percent"),
    "can_wait": Message("Can wait for payment"),
}
WHETHER = {"": None, "yes": True, "no": False}
Words = Mapping[str, str]


def words_of(partner: Partner) -> dict[str, str]:
    """Return a partner as one would type it."""
    return {
        "name": partner.name,
        "municipality": partner.municipality,
        "kind": partner.kind,
        "sector": partner.sector if partner.sector != sector_of().get(partner.kind) else "",
        "country": partner.country,
        "number": partner.number,
        "area": partner.area if partner.area != area_of(partner.municipality) else "",
        "about": partner.about,
        **{
            f"offers-{good}": "\n".join(each.words for each in partner.offers if each.good is good)
            for good in Good
        },
        "began": str(partner.began or ""),
        "co_funding_most": plain(partner.co_funding_most),
        "can_wait": next(word for word, value in WHETHER.items() if value is partner.can_wait),
    }


def read(words: Words) -> tuple[dict[str, Any], Errors]:
    """Read a profile; return its values by field of a Partner, and what is wrong.

    A field that is not among the words is not among the values either, but for what follows from
    others: the usual sector of a kind, the county of a municipality.
    """
    errors: Errors = []
    said = {field: tidy(text) for field, text in words.items() if field in FIELDS}
    values: dict[str, Any] = {
        field: said[field] for field in ("name", "municipality", "about") if field in said
    }
    if not said.get("name"):
        errors.append(("name", Message("Write the name of the organisation.")))
    for field, most in LONGEST.items():
        if len(said.get(field, "")) > most:
            errors.append((field, Message("At most {most} characters.", {"most": most})))
    kind_and_sector(said, values, errors)
    place(said, values, errors)
    number(said, values, errors)
    means(said, values, errors)
    if any(field.startswith("offers") for field in said):
        values["offers"] = tuple(
            Offer(good, line.strip())
            for good in Good
            for line in said.get(f"offers-{good}", "").split("\n")
            if line.strip()
        )
    return values, errors


def tidy(text: str, beside: str = "\n") -> str:
    """Return text without what cannot be printed, but for what is named beside it.

    What is some other kind of space becomes a space.
    """
    kept = "".join(
        each if each.isprintable() or each in beside else " " if each.isspace() else ""
        for each in text.replace("\r\n", "\n")
    )
    return kept.strip()


def kind_and_sector(said: Words, values: dict[str, Any], errors: Errors) -> None:
    """Read the kind, and the sector where it is not the usual one of the kind."""
    for field, known in (("kind", tuple(sector_of())), ("sector", sectors())):
        if field in said:
            values[field] = meant(said[field], field, known)
            if values[field] is None:
                unknown = Message("We do not know “{it}”. Choose one of ours.", {"it": said[field]})
                errors.append((field, unknown))
    if values.get("kind") and not values.get("sector"):
        values["sector"] = sector_of()[values["kind"]]


def meant(words: str, context: str, known: tuple[str, ...]) -> str | None:
    """Return which of the known codes is meant: written as the code, or as it is said."""
    asked = words.casefold()
    for code in known:
        if asked in {code, *(term(code, context, each).casefold() for each in LANGUAGES)}:
            return code
    return None if words else ""


def place(said: Words, values: dict[str, Any], errors: Errors) -> None:
    """Read the county, or take the municipality's."""
    if said.get("area"):
        values["area"] = code_of(said["area"])
        if not values["area"]:
            errors.append(("area", Message("We know no such county. Write it as Örebro län.")))
    elif "municipality" in said and (found := area_of(said["municipality"])):
        values["area"] = found
    elif "area" in said:
        values["area"] = ""


def number(said: Words, values: dict[str, Any], errors: Errors) -> None:
    """Read the organisation number by the rule of its country."""
    if "country" in said:
        values["country"] = country = said["country"] or COUNTRIES[0]
        if country not in COUNTRIES:
            errors.append(("country", Message("Choose one of the countries.")))
    if "number" not in said:
        return
    values["number"] = ""
    try:
        if said["number"]:
            values["number"] = canonical(said["number"], values.get("country", COUNTRIES[0]))
    except PersonsNumber:
        errors.append(
            ("number", Message("This may be somebody's personal number. Leave the field empty."))
        )
    except WrongNumber:
        errors.append(
            ("number", Message("No organisation has this number. Look at its digits once more."))
        )


def means(said: Words, values: dict[str, Any], errors: Errors) -> None:
    """Read what calls judge a partner by; what is empty is not known."""
    if "began" in said:
        year = int(said["began"]) if said["began"].isdecimal() else None
        values["began"] = year if year in YEARS else None
        if said["began"] and values["began"] is None:
            errors.append(("began", Message("Write the year with four digits, such as 1998.")))
    if "co_funding_most" in said:
        share = said["co_funding_most"].removesuffix("%").strip().replace(",", ".")
        bare = share.replace(".", "", 1)
        percent = Decimal(share) if bare.isdecimal() and bare.isascii() else None
        fits = percent is not None and percent <= 100 and percent == round(percent, 2)
        values["co_funding_most"] = percent if fits else None
        if share and not fits:
            errors.append(("co_funding_most", Message("Write a percentage from 0 to 100.")))
    if "can_wait" in said:
        values["can_wait"] = WHETHER.get(said["can_wait"])


def shown(field: str, words: str, language: str) -> str:
    """Say the value of a field as people read it."""
    if field == "area" and words in areas():
        return areas()[words].name
    if field in ("kind", "sector") and words:
        return term(words, field, language)
    if field == "can_wait" and words:
        return say(Message(words), language)
    return words
