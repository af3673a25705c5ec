"""Calls that are kept by hand, in a TOML file: funders whose pages nobody reads, or may read yet.

What a funder usually does is no deadline. A record without a day ahead is a planned call, told with
the words of its `usually`, or of its `yearly` days, which are doubted: they are inferred from other
years. With `rolling = true` it is open all year. The packaged file holds what is known of some
foundations; an operator names a copy of it in the settings. Of a record at which nobody has looked
for a year the operator is asked to.
"""

import datetime as dt
import warnings
from collections.abc import Iterator

from msgspec.structs import asdict

from lexicon.terms import Amount, DeadlineModel, Doubt, Rate, Status
from scrapers.draft import Draft
from scrapers.keeping import Kept, kept_in
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, Unknown, source
from scrapers.yearly import WORDS, next_round

PACKAGED = "scrapers/kept.toml"
LONG = dt.timedelta(days=365)
INFERRED = "inferred from other years, not announced"
UNCHECKED = "nobody has looked at the page for a year"


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read a file as it stands today; an unknown key or a wrong value is named."""
    yield from (draft_of(each, None) for each in kept_in(body))


@source(
    funder="Kept by hand", country="", start=PACKAGED, language="sv", zone="Europe/Stockholm",
    expect=range(1, 1000), open_data=True, hours=24, answer=read_answer,
)  # fmt: skip
def read_kept(site: Site, source: Source) -> Iterator[Draft]:
    """Read the file that the source's row names; the packaged one if it names no other."""
    for each in kept_in(site.get(site.start), site.start):
        if each.checked > site.today:
            raise SourceChanged(
                f"{site.start}: {each.identifier}: checked: {each.checked} is still to come"
            )
        if old(each, site.today):
            warnings.warn(
                f"{each.identifier} was checked {each.checked}: look at {each.url}, and write the "
                "day under checked",
                Unknown,
                stacklevel=2,
            )
        yield draft_of(each, site.today)


def draft_of(kept: Kept, today: dt.date | None) -> Draft:
    """Make a draft of a record, with its days if one of them is still ahead."""
    # Days that have passed stay with those that have not: else each would be a change.
    ahead = any(today is None or each.day >= today for each in kept.dates)
    told = ahead or kept.rolling
    opens = kept.opens if told or (today and kept.opens and kept.opens >= today) else None
    doubts = []
    if kept.yearly and not ahead:
        words = kept.usual
        if today and kept.language in WORDS:
            words = next_round(kept.yearly, kept.language, today)
        doubts.append(Doubt(field="season", words=words, why=INFERRED))
    if today and old(kept, today):
        field = "deadlines" if ahead else "status"
        doubts.append(Doubt(field=field, words=f"{kept.checked}", why=UNCHECKED))
    return Draft(
        identifier=kept.identifier, url=kept.url, title=kept.title, funder=kept.funder,
        language=kept.language, programme=kept.programme, text=unwrapped(kept.text),
        status=Status.ANNOUNCED if told else Status.PLANNED,
        deadline_model=DeadlineModel.ROLLING if kept.rolling else kept.deadline_model,
        opens=opens, season="" if ahead else kept.usual,
        deadlines=kept.deadlines if ahead else (),
        amounts=tuple(Amount(**asdict(each)) for each in kept.amounts),
        rates=tuple(Rate(**asdict(each)) for each in kept.rates),
        applicants=unwrapped(kept.applicants), applicant_kinds=kept.applicant_kinds,
        excluded_kinds=kept.excluded_kinds, least_partners=kept.least_partners,
        least_countries=kept.least_countries, in_arrears=kept.in_arrears,
        least_years=kept.least_years, areas=kept.areas, uncertain=tuple(doubts),
    )  # fmt: skip


def unwrapped(text: str) -> str:
    """Join the lines of each paragraph, which were broken for the file only."""
    paragraphs = (" ".join(each.split()) for each in text.split("\n\n"))
    return "\n".join(filter(None, paragraphs))


def old(kept: Kept, today: dt.date) -> bool:
    """Say whether nobody has looked at a call's page for over a year."""
    return today - kept.checked > LONG
