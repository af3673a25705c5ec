"""Statens tilskudspuljer: the grant pools of the Danish state, one CSV file, free for all to use.

The file begins with a BOM, its header has a space before `Modified` and an empty name after the
last semicolon, and rows have cells too many or too few. There is no id, and several pools share a
link or a title: a pool is known by its authority, the moment it was created and its title, so that
one with a new title is a new call. A pool that is not active is closed.
"""

import csv
import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator
from hashlib import sha256

from lexicon.terms import DateKind, Deadline, DeadlineModel, Doubt, Status
from scrapers.draft import LONGEST_TITLE, Draft
from scrapers.kinds import Kind
from scrapers.lasting import lasting
from scrapers.reading import Row
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, Unknown, source
from scrapers.texts import decode, plain, shortened

HOME = "https://www.statens-tilskudspuljer.dk/"
START = f"{HOME}DataExport/statens-tilskudspuljer.csv"
STYLE = "%d-%m-%Y %H:%M:%S"
MOMENT = re.compile(r"\b\d\d-\d\d-\d{4} \d\d:\d\d:\d\d\b")
WORD = re.compile(r"\w")
OPEN_QUOTE = re.compile(r"\n(?:True|False);")
YEARS = range(2000, 2090)  # another year stands for "no date"
NEEDED = ("IsActive", "Created", "AuthorityName", "Title", "NextDeadline", "AllDeadlines")
YES_OR_NO = {"True", "False"}


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read the file."""
    lines = csv.reader(io.StringIO(decode(body), newline=""), delimiter=";")
    try:
        header = [name.strip() for name in next(lines, [])]
        if missing := [name for name in NEEDED if name not in header]:
            raise SourceChanged(f"no column {missing[0]!r}")
        last = header.index("AllDeadlines")
        for cells in filter(any, lines):
            if any(OPEN_QUOTE.search(cell) for cell in cells):
                raise SourceChanged(f"a quotation mark without end near {cells[0]!r}")
            # Missing cells are empty ones; those beyond the header go on where it ends.
            row = dict.fromkeys(header, "") | dict(zip(header, cells, strict=False))
            yield from draft_of(Row(row), "; ".join(filter(None, cells[last:])), source)
    except csv.Error as error:
        raise SourceChanged(f"no CSV: {error}") from error


@source(
    funder="Statens tilskudspuljer", country="DK", start=START, language="da",
    zone="Europe/Copenhagen", expect=range(1, 10_000), open_data=True, hours=24,
    answer=read_answer,
    kind=Kind.TABLE,
)  # fmt: skip
def read_statens_tilskudspuljer(site: Site, source: Source) -> Iterator[Draft]:
    """Read the file, without the pools that were closed long ago."""
    for draft in read_answer(site.get(site.start), site.start, source):
        if lasting(draft, site.today):
            yield draft


def draft_of(row: Row, all_deadlines: str, source: Source) -> Iterator[Draft]:
    """Read one pool; a row whose cells do not stand where the header says is left out, and told."""
    active, created = row.may("IsActive"), row.may("Created")
    authority, title = plain(row.may("AuthorityName")), plain(row.may("Title"))
    links = [row.may("PoolViewLink"), row.may("AuthorityPoolApplicationLink")]
    moments = [created, row.may("Modified")]
    if (
        not title
        or moment_of(title)
        or active not in YES_OR_NO
        or row.may("IsEUFunded") not in {*YES_OR_NO, ""}
        or any(each and not moment_of(each) for each in moments)
        or any(each and "." not in each for each in links)
    ):
        warnings.warn(f"a row with its cells out of place: {title}", Unknown, stacklevel=2)
        return
    keywords = [each.strip() for each in row.may("Keywords").split(",") if each.strip()]
    told = "; ".join(filter(None, (row.may("NextDeadline"), all_deadlines)))
    deadlines, doubt = deadlines_of(told, source.zone)
    row.leave("AllDeadlines", "IsApplicantModule", "")
    several = DeadlineModel.MULTIPLE_CUTOFF if len(deadlines) > 1 else DeadlineModel.SINGLE
    yield Draft(
        identifier=identity(authority, created, title),
        url=next((each for each in links if each.startswith(("https://", "http://"))), HOME),
        title=shortened(title, LONGEST_TITLE),
        funder=authority or source.funder,
        language=source.language,
        text=f"Nøgleord: {', '.join(keywords)}" if keywords else "",
        status=Status.ANNOUNCED if active == "True" else Status.CLOSED,
        deadline_model=several if deadlines else DeadlineModel.UNKNOWN,
        deadlines=deadlines,
        uncertain=doubt if active == "True" else (),
    )


def deadlines_of(told: str, zone: str) -> tuple[tuple[Deadline, ...], tuple[Doubt, ...]]:
    """Read the next deadline and all of them, each once; a midnight is a day without an hour."""
    said = {each: moment_of(each) for each in MOMENT.findall(told)}
    moments = sorted(each for each in said.values() if each and each.year in YEARS)
    found = {each.date(): each for each in moments}.values()  # of one day, the one with an hour
    kind = DateKind.CUT_OFF if len(found) > 1 else DateKind.FINAL
    deadlines = tuple(
        Deadline(
            day=each.date(), time=each.time() if each.time() != dt.time() else None, zone=zone,
            kind=kind,
        )
        for each in found
    )  # fmt: skip
    why = ""
    if WORD.search(MOMENT.sub("", told)) or None in said.values():
        why = "more is said than could be read as dates"
    elif not found:
        why = "no closing date is given"
    return deadlines, (Doubt(field="deadlines", words=told, why=why),) if why else ()


def moment_of(words: str) -> dt.datetime | None:
    """Read a moment in Danish time, if it is one."""
    try:
        return dt.datetime.strptime(words, STYLE)  # noqa: DTZ007 (the zone goes with the deadline)
    except ValueError:
        return None


def identity(authority: str, created: str, title: str) -> str:
    """Name a pool: when it was created, and what tells it from others of that moment."""
    moment = moment_of(created)
    told = sha256(f"{authority}\n{created}\n{title}".encode()).hexdigest()[:12]
    return f"{moment:%Y%m%d%H%M%S}-{told}" if moment else told
