"""A draft made from nothing but the text of a call."""

import datetime as dt
from collections.abc import Iterable

from lexicon.areas import narrowest
from lexicon.terms import Doubt
from scrapers.draft import LONGEST_TEXT, LONGEST_TITLE, Draft
from scrapers.prose.applicants import applicants
from scrapers.prose.cues import CUES
from scrapers.prose.money import money
from scrapers.prose.places import places
from scrapers.prose.sentences import Sentence, sentences
from scrapers.prose.shares import shares
from scrapers.prose.timing import Timing, timing
from scrapers.texts import shortened


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

    `today` is the day the text was read or published, for days without a year; `areas` are codes
    already known from elsewhere and win over those that the text names.
    """
    told = [Sentence(title), *sentences(text)]
    if language in CUES:
        time = timing(told, language=language, zone=zone, today=today)
    else:
        doubt = Doubt(field="deadlines", words=title, why=f"no rules for the language {language!r}")
        time = Timing(uncertain=[doubt])
    sums, rates = money(told, language=language), shares(told)
    where = places(told, language=language)
    known = narrowest(areas)
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
        areas=known or where.codes,
        area_text=where.words,
        uncertain=(
            *time.uncertain, *sums.uncertain, *rates.uncertain, *(() if known else where.uncertain),
        ),
    )  # fmt: skip
