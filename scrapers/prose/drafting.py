"""A draft made from the text of a call, or completed from it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from lexicon.areas import ancestors, narrowest
from lexicon.terms import Deadline, Doubt
from scrapers.draft import LONGEST_TEXT, LONGEST_TITLE, Draft
from scrapers.prose.applicants import applicants
from scrapers.prose.composition import composition
from scrapers.prose.demands import demands
from scrapers.prose.languages import FILES
from scrapers.prose.money import money
from scrapers.prose.places import places
from scrapers.prose.sentences import Sentence, sentences
from scrapers.prose.shares import shares
from scrapers.prose.timing import Timing, timing
from scrapers.texts import shortened

# The terms stand in the first pages; patterns take long to look through more.
LONGEST_READ = 40_000
GAPS = (
    "amounts", "rates", "applicants", "applicant_kinds", "excluded_kinds", "least_partners",
    "least_countries", "in_arrears", "least_years", "areas", "area_text",
)  # fmt: skip
NOTHING = ("", (), None)  # a no is something


def draft_from_text(
    *,
    identifier: str,
    url: str,
    title: str,
    text: str,
    funder: str,
    language: str,
    zone: str,
    today: dt.date | None,
    programme: str = "",
    areas: Iterable[str] = (),
) -> Draft:
    """Read a call's plain text: what is not certain is kept as a doubt with its sentence.

    `today` is the day the text was read or published, for days without a year. `areas` are codes
    known from elsewhere: the text may then narrow them down, not add to them.
    """
    told = [Sentence(title, is_heading=True), *sentences(text[:LONGEST_READ])]
    time = told_time(told, language=language, zone=zone, today=today)
    sums, rates = money(told, language=language), shares(told)
    who, asked = composition(told, language), demands(told)
    where = places(told, language=language)
    known = set(areas)
    inside = [code for code in where.codes if known & {each.code for each in ancestors(code)}]
    return Draft(
        identifier=identifier,
        url=url,
        title=shortened(title, LONGEST_TITLE),
        funder=funder,
        language=language,
        programme=programme,
        text=shortened(text, LONGEST_TEXT),
        status=time.status,
        deadline_model=time.model,
        opens=time.opens,
        season=time.season,
        deadlines=time.deadlines,
        amounts=sums.amounts,
        rates=rates.rates,
        applicants=applicants(told),
        applicant_kinds=tuple(kind.code for kind in who.kinds),
        excluded_kinds=tuple(kind.code for kind in who.excluded),
        least_partners=who.partners.number if who.partners else None,
        least_countries=who.countries.number if who.countries else None,
        in_arrears=asked.in_arrears,
        least_years=asked.least_years,
        areas=narrowest([*known, *inside]) if known else where.codes,
        area_text=where.words,
        uncertain=(
            *time.uncertain, *sums.uncertain, *rates.uncertain, *who.uncertain,
            *(() if known else where.uncertain),
        ),
        evidence=tuple(dict.fromkeys(
            (*time.evidence, *sums.evidence, *rates.evidence, *who.evidence(), *asked.evidence())
        )),
    )  # fmt: skip


def completed(draft: Draft, *, zone: str, today: dt.date | None) -> Draft:
    """Fill what a source's data leaves out from the call's text; what the data says stays.

    A day without an hour takes the hour that the text names for that very day.
    """
    read = draft_from_text(
        identifier=draft.identifier, url=draft.url, title=draft.title, text=draft.text,
        funder=draft.funder, language=draft.language, zone=zone, today=today, areas=draft.areas,
    )  # fmt: skip
    doubted = {doubt.field for doubt in read.uncertain}
    gaps = {name: getattr(read, name) for name in GAPS if getattr(draft, name) in NOTHING}
    filled = {name for name, value in gaps.items() if value not in NOTHING}
    days = {f"{each.day}" for each in draft.deadlines}
    quotes = [
        each for each in read.evidence
        if each.field in filled or (each.field == "deadlines" and each.value in days)
    ]  # fmt: skip
    sure = {} if "deadlines" in doubted else {each.day: each for each in read.deadlines}
    return replace(
        draft,
        **gaps,
        deadlines=tuple(hourly(each, sure) for each in draft.deadlines),
        uncertain=(*draft.uncertain, *(each for each in read.uncertain if each.field in gaps)),
        evidence=tuple(dict.fromkeys((*draft.evidence, *quotes))),
    )


def told_time(
    told: Sequence[Sentence], *, language: str, zone: str, today: dt.date | None
) -> Timing:
    """Read the time, or doubt it as a whole in a language that has no rules yet."""
    if language in FILES:
        return timing(told, language=language, zone=zone, today=today)
    why = f"no rules for the language {language!r}"
    return Timing(uncertain=(Doubt(field="deadlines", words=told[0].words, why=why),))


def hourly(deadline: Deadline, read: Mapping[dt.date, Deadline]) -> Deadline:
    """Add the hour that the text names for the same day."""
    told = read.get(deadline.day)
    if deadline.time or told is None or told.time is None:
        return deadline
    return Deadline(
        day=deadline.day, time=told.time, zone=told.zone, kind=deadline.kind, label=deadline.label
    )
