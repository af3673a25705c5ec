"""The cells of a record in data: which of them is its title, its page, its words and its days."""

import re
from typing import Any

TITLES = (
    "title", "calltitle", "rubrik", "titel", "tittel", "otsikko", "name", "nodename", "headline",
    "callname", "namn", "navn", "nimi", "subject",
)  # fmt: skip
TITLE = re.compile(
    r"(?:call|grant|fund|funding|opportunity|programme?|scheme|project|topic|tender)(?:title|name)"
)
LINKS = (
    "url", "link", "portalurl", "contenturl", "callurl", "href", "permalink", "pageurl", "webpage",
    "externalurl", "callexternalurl", "lank", "lenke", "linkki",
)  # fmt: skip
LINK = re.compile(r"(?!\w*(?:image|img|logo|icon|photo|thumb|avatar|api|self))\w+(?:url|link|href)")
NAMES = ("identifier", "id", "guid", "reference", "number", "objectid", "callid", "diarienummer")
TEXTS = (
    "contenthtml", "content", "contenttext", "description", "descriptionbyte", "body", "text",
    "summary", "abstract", "lead", "ingress", "beskrivning", "beskrivelse", "kuvaus", "excerpt",
    "detaileddescription",
)  # fmt: skip
CLOSES = re.compile(
    r"(?:(?:call|application|submission|final|closing|proposal)*deadline(?:date|at|time)?"
    r"|deadlinefor(?:applications?|submission)|(?:application|submission)?duedate"
    r"|last(?:application|submission)da(?:te|y)|applicationend(?:s|date)?"
    r"|(?:call|application|submission)?clos(?:e|es|ed|ing)(?:s?on|date|datetime|at)?"
    r"|sista?ansökningsda(?:g|tum)|sistaansokningsda(?:g|tum)|st[aä]nger|st[aä]ngningsdatum"
    r"|s[oø]knadsfrist|ans[oø]gningsfrist|hakuaikap[aä][aä]ttyy)"
)
OPENS = re.compile(
    r"(?:call|application|submission)?open(?:s|ed|ing)?(?:s?on|date|datetime|at)?"
    r"|[oö]ppnar|[oö]ppningsdatum|hakuaikaalkaa"
)
STATUS = re.compile(r"(?:call|opp(?:ortunity)?|application)?status(?:text|name)?")
LANGUAGES = {"sv", "no", "nb", "nn", "da", "fi", "en"}
Cells = dict[str, list[Any]]


def flat(record: dict[str, Any]) -> Cells:
    """Return the scalars of a record by their plain names.

    Those of an inner object come after them, by their own names and by the object's before them;
    what is told in several languages is told in the first.
    """
    cells: Cells = {}
    for name, value in record.items():
        if isinstance(value, dict) and value and LANGUAGES.issuperset(value):
            value = next(iter(value.values()))
        add(cells, name, value)
    inner = ((name, each) for name, each in record.items() if isinstance(each, dict))
    for outer, part in inner:
        for name, value in part.items() if outer[:1] != "_" else ():
            add(cells, name, value)
            add(cells, outer + name, value)
    return cells


def add(cells: Cells, name: str, value: Any) -> None:
    """Keep the scalars of a value under its plain name, if there are none yet."""
    listed = value if isinstance(value, list) else [value]
    kept = [each for each in listed if isinstance(each, str | int | float) and each != ""]
    if kept and name[:1] != "_":
        cells.setdefault(re.sub(r"[\W_]+", "", name.casefold()), kept)


def first(cells: Cells, names: tuple[str, ...], more: re.Pattern[str] | None = None) -> str:
    """Return the words of the first of these cells that has some, or of one named like `more`."""
    others = (name for name in cells if more and name not in names and more.fullmatch(name))
    found = (str(cells[name][0]).strip() for name in (*names, *others) if name in cells)
    return next((each for each in found if each), "")


def said_in(cells: Cells, names: re.Pattern[str]) -> tuple[str, str] | None:
    """Return the name and words of the first day; several days in one cell are told together."""
    for name, values in cells.items():
        if names.fullmatch(name) and isinstance(values[0], str):
            return name, " | ".join(map(str, dict.fromkeys(values)))
    return None
