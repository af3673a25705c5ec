"""A table of calls: what its columns are called, and its rows as if typed."""

import csv
import re
from datetime import date, timedelta
from io import StringIO
from itertools import zip_longest

from papers.wording import Message, say
from workflow.forms.tables import Column, Row
from workflow.forms.typed import CHOICES, FIELDS, USUAL, Typed, TypedDate, chosen

PARTS = re.compile(r"\s*[;\n]\s*")


COLUMNS: dict[str, Column] = {
    "title": Column(Message("Title"), Message("needed"), "titel|call|utlysning|namn|name"),
    "funder": Column(Message("Funder"), Message("needed")),
    "deadline": Column(
        Message("Last day"),
        Message("days as 2027-03-01 with semicolons between; or: open all year, not known yet"),
        "deadline|sista dag|sista ansökningsdag|stänger|closes",
    ),
    "hour": Column(Message("Hour"), Message("as 16:00, where it is known"), "klockslag|time|tid"),
    "kind": Column(Message("Kind of day"), Message("of the days"), "slag av datum"),
    "season": Column(
        Message("Time of year"), Message("where no day is known yet: autumn 2027"), "season"
    ),
    "opens": Column(Message("Opens"), Message("a day as 2027-01-15")),
    "url": Column(
        Message("Address"), Message("of the call's own page"), "länk|link|url|webbadress|webbsida"
    ),
    "text": Column(Message("Text"), Message("what can be applied for"), "beskrivning|description"),
    "least": Column(Message("At least per project"), Message("a sum as 400 000")),
    "most": Column(Message("At most per project"), Message("a sum as 400 000")),
    "total": Column(Message("The whole call"), Message("a sum as 400 000")),
    "currency": Column(
        Message("Currency"), Message("SEK, EUR, NOK, DKK, GBP or USD; needed with a sum")
    ),
    "of": Column(Message("The sums per project are"), Message("of the sums")),
    "co_funding": Column(Message("Co-funding"), Message("in percent: 50"), "medfinansiering %"),
    "bound": Column(Message("The co-funding is"), Message("of the co-funding")),
    "applicants": Column(Message("Who may apply"), Message("in the funder's words")),
    "areas": Column(
        Message("Area"), Message("counties or countries, with commas between"), "areas|län|county"
    ),
    "language": Column(Message("Language"), Message("of the call; Swedish if it is empty")),
    "status": Column(Message("Status"), Message("only where it is not as the dates say"), "läge"),
    "identifier": Column(
        Message("Identifier"),
        Message("a name of your own for the call, so that it is known again next time"),
        "id|beteckning|diarienummer|dnr",
    ),
}
# Fields of what was typed that stand in a column of another name.
STANDS_IN = {"when": "deadline", "day": "deadline", "time": "hour"}


def typed(row: Row, before: Typed | None = None) -> Typed:
    """Return a row as if typed; what it has no column for is as it was before."""
    words = dict(before.words if before else {**USUAL, "when": ""})
    dates = before.dates if before else ()
    words |= {name: said for name, said in row.words.items() if name in (*FIELDS, "identifier")}
    if row.words.keys() & {"deadline", "hour", "kind", "season"}:
        said = row.words.get("deadline", "")
        word = chosen("when", said)
        words["when"] = word or ("dates" if said else "season" if words.get("season") else "")
        dates = () if word else dates_in(row)
    return Typed(words, dates)


def dates_in(row: Row) -> tuple[TypedDate, ...]:
    """Return the days of a row with their hours and kinds; a single hour or kind is that of all."""
    days, hours, kinds = (
        PARTS.split(row.words.get(name, "")) for name in ("deadline", "hour", "kind")
    )
    hours, kinds = (
        each * len(days) if len(each) == 1 and days != [""] else each for each in (hours, kinds)
    )
    return tuple(TypedDate(*each) for each in zip_longest(days, hours, kinds, fillvalue=""))


def expected(name: str, language: str) -> str:
    """Say what may stand in a column: words in general, or one of a few."""
    said = say(COLUMNS[name].expects, language)
    words = [say(each, language) for kept, each in CHOICES.get(name, {}).items() if kept]
    return f"{said}: {', '.join(words)}" if words else said


def example(language: str, today: date) -> bytes:
    """Write a file that can be imported as it is: CSV that Excel opens, with three calls."""
    when = CHOICES["when"]
    lines: list[dict[str, str]] = [
        {
            "title": say(Message("Example: young people and work"), language),
            "deadline": f"{today + timedelta(days=90)}", "hour": "16:00",
            "url": "https://funder.example/calls/1", "most": "400 000", "currency": "SEK",
            "of": say(CHOICES["of"]["support"], language), "co_funding": "50",
            "bound": say(CHOICES["bound"]["at_least"], language),
        },
        {
            "title": say(Message("Example: small grants"), language),
            "deadline": say(when["rolling"], language),
        },
        {
            "title": say(Message("Example: a greener county"), language),
            "season": say(Message("autumn {year}", {"year": str(today.year + 1)}), language),
        },
    ]  # fmt: skip
    names = [name for name in COLUMNS if name not in ("identifier", "kind", "status")]
    written = StringIO()
    table = csv.writer(written, delimiter=";")
    table.writerow(say(COLUMNS[name].heading, language) for name in names)
    for line in lines:
        facts = {"funder": say(Message("The Example Fund"), language), **line}
        table.writerow(facts.get(name, "") for name in names)
    return written.getvalue().encode("utf-8-sig")
