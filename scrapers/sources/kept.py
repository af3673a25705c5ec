"""Calls that are kept by hand, in a TOML file: funders whose pages nobody reads.

What a funder usually does is no deadline. A record without a day ahead is a planned call, told with
the words of its `usually`; with `rolling = true` it is open all year. The packaged file holds what
is known of a few foundations; an operator names a copy of it in the settings.
"""

import datetime as dt
import tomllib
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from lexicon.terms import Amount, Deadline, DeadlineModel, Rate, Status
from scrapers.draft import Draft
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, source

PACKAGED = "scrapers/kept.toml"


class Kept(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A call as somebody keeps it."""

    identifier: str
    funder: str
    url: str
    language: str
    title: str
    text: str
    checked: dt.date
    zone: str = "Europe/Stockholm"
    usually: str = ""
    rolling: bool = False
    opens: dt.date | None = None
    dates: tuple[Deadline, ...] = ()
    deadline_model: DeadlineModel = DeadlineModel.SEASON
    amounts: tuple[Amount, ...] = ()
    rates: tuple[Rate, ...] = ()
    applicants: str = ""
    areas: tuple[str, ...] = ()
    programme: str = ""


class File(Struct, forbid_unknown_fields=True, frozen=True):
    """The file: a list of calls."""

    calls: tuple[Kept, ...]


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read a file as it stands today; an unknown key or a wrong value is named."""
    yield from drafts(body, url, dt.date.min)


def drafts(body: bytes, place: str, today: dt.date) -> Iterator[Draft]:
    """Yield each call, with its days if one of them is still ahead."""
    try:
        said = msgspec.convert(tomllib.loads(body.decode()), File, strict=False)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise SourceChanged(f"{place}: {error}") from error
    for kept in said.calls:
        # Days that have passed stay with those that have not: else each would be a change.
        ahead = kept.dates if any(each.day >= today for each in kept.dates) else ()
        model = DeadlineModel.ROLLING if kept.rolling else kept.deadline_model
        yield Draft(
            identifier=kept.identifier, url=kept.url, title=kept.title, funder=kept.funder,
            language=kept.language, programme=kept.programme, text=kept.text.strip(),
            status=Status.ANNOUNCED if ahead or kept.rolling else Status.PLANNED,
            deadline_model=model, opens=kept.opens, season="" if ahead else kept.usually,
            deadlines=ahead, amounts=kept.amounts, rates=kept.rates, applicants=kept.applicants,
            areas=kept.areas,
        )  # fmt: skip


@source(
    funder="Kept by hand", country="", start=PACKAGED, language="sv", zone="Europe/Stockholm",
    expect=range(1, 1000), open_data=True, hours=24, answer=read_answer,
)  # fmt: skip
def kept(site: Site, source: Source) -> Iterator[Draft]:
    """Read the file that the source's row names; the packaged one if it names no other."""
    yield from drafts(site.get(site.start), site.start, site.today)
