"""Vinnova's open data (CC0): what one applies to is a round; its call has the longer text.

Dates are Swedish time without saying so, "x" and "xx" mean that there is nothing, and only what is
marked as public is for everybody. https://data.vinnova.se/api/ansokningsomgangar/ names the fields.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from msgspec.structs import replace

from lexicon.terms import DateKind, Deadline, DeadlineModel, Doubt, Status, Wording
from scrapers.draft import LONGEST_TEXT, LONGEST_TITLE, Draft
from scrapers.kinds import Kind
from scrapers.lasting import lasting
from scrapers.limits import Limits
from scrapers.prose import completed
from scrapers.reading import Row, records
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, source
from scrapers.texts import plain, shortened

START = "https://data.vinnova.se/api/"
MONTHS_BACK = 18
# It counts its changes for half a minute, silently, before the first of them comes.
PATIENT = Limits(seconds=90, read=60)
BATCH = 20  # as many calls as one question may name
YEARS = range(2000, 2090)  # another year stands for "no date"
WHO = "2"  # the number of the short text that says who may apply
ROUND_LEFT = (
    "UppskattatBeslutsdatum", "TidigastProjektstart", "SenastProjektstart", "SenastProjektslut",
    "DokumentLista", "KontaktLista", "Webbsida", "Extern",
)  # fmt: skip
CALL_LEFT = ("DiarienummerProgram", "Publiceringsdatum", "DokumentLista", "LankLista",
             "KontaktLista")  # fmt: skip


class Told(NamedTuple):
    """What a call tells of all its rounds, in Swedish and in English."""

    title: str
    text: str
    title_en: str
    text_en: str
    rounds: tuple[str, ...]


class Short(NamedTuple):
    """One of the short texts of a round: what, who, how, why."""

    number: str
    swedish: str
    english: str


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read saved rounds, or saved calls, which know their rounds' numbers but no dates."""
    for row in records(body):
        if "AnsokningsomgangDnrLista" not in row:
            yield from (draft for draft, _ in round_of(row, source))
            continue
        for number, told in call_of(row):
            for each in told.rounds:
                yield with_call(bare(each, number, source), told)


@source(
    funder="Vinnova", country="SE", start=START, language="sv", zone="Europe/Stockholm",
    expect=range(1, 1000), open_data=True, hours=6, answer=read_answer, private=("KontaktLista",),
    kind=Kind.JSON, limits=PATIENT,
    cpu_seconds=30,  # all that was read is completed from its texts after the last answer
)  # fmt: skip
def read_vinnova(site: Site, source: Source) -> Iterator[Draft]:
    """Ask for the rounds that changed in a year and a half, then for the calls they belong to."""
    body = site.get(f"{site.start}ansokningsomgangar/{since(site.today)}")
    rounds = [
        (draft, call)
        for row in records(body)
        for draft, call in round_of(row, source)
        if lasting(draft, site.today)
    ]
    numbers = sorted({call for _, call in rounds})
    calls: dict[str, Told] = {}
    for place in range(0, len(numbers), BATCH):
        asked = ",".join(numbers[place : place + BATCH])
        for row in records(site.get(f"{site.start}utlysningar/{asked}")):
            calls.update(call_of(row))
    for draft, number in rounds:
        told = with_call(draft, calls[number]) if number in calls else draft
        yield completed(told, zone=source.zone, today=site.today)


def since(today: dt.date) -> dt.date:
    """Go back to the first of a month, so that the same question is asked for a month."""
    months = today.year * 12 + today.month - 1 - MONTHS_BACK
    return dt.date(months // 12, months % 12 + 1, 1)


def round_of(row: Row, source: Source) -> Iterator[tuple[Draft, str]]:
    """Read one round and the number of its call; nothing of one that is not public."""
    if row.take("Publik") not in ("1", "True"):
        return
    identifier, call = row.take("Diarienummer"), row.take("DiarienummerUtlysning")
    opens, closes = row.raw("Oppningsdatum"), row.raw("Stangningsdatum")
    occasions = [moment_in(each) for each in row.each("AvlasningstillfalleLista")]
    daily = row.may("DagligAvlasning") in ("1", "True")
    season = f"{said(row, 'AnnonseringslägePeriod')} {said(row, 'AnnonseringslägeÅr')}".strip()
    deadlines = deadlines_of(occasions, closes, source.zone)
    shorts = [short(each) for each in row.several("WebTextLista")]
    title, title_en = said(row, "Titel"), said(row, "TitelEngelska")
    swedish = [said(row, "Beskrivning"), *(each.swedish for each in shorts)]
    # What stands in the English fields is often Swedish after all.
    english = [said(row, "BeskrivningEngelska"), *(each.english for each in shorts)]
    english = [each for each in english if each not in swedish]
    doubts = []
    if not deadlines and not season and not daily:
        why = "Vinnova gives no closing date"
        doubts.append(Doubt(field="deadlines", words=str(closes or ""), why=why))
    draft = Draft(
        identifier=identifier,
        url=address(row.several("LankLista"), f"{source.start}ansokningsomgangar/{identifier}"),
        title=shortened(title or identifier, LONGEST_TITLE),
        funder=source.funder,
        language=source.language,
        text=joined(swedish, title),
        status=Status.PLANNED if season else Status.ANNOUNCED,
        deadline_model=model_of(season, daily, occasions, deadlines),
        opens=day_of(opens),
        season=season,
        deadlines=deadlines,
        applicants=next((each.swedish for each in shorts if each.number == WHO), ""),
        wordings=worded(title_en, joined(english, title_en)),
        uncertain=tuple(doubts),
    )
    row.leave(*ROUND_LEFT)
    yield draft, call


def call_of(row: Row) -> Iterator[tuple[str, Told]]:
    """Read what a public call tells of its rounds, by its number."""
    if row.take("Publik") not in ("1", "True"):
        return
    number = row.take("Diarienummer")
    rounds = [
        each.take("DiarienummerAnsokningsomgang")
        for each in row.several("AnsokningsomgangDnrLista")
    ]
    told = Told(
        title=said(row, "Titel"), text=said(row, "Beskrivning"),
        title_en=said(row, "TitelEngelska"), text_en=said(row, "BeskrivningEngelska"),
        rounds=tuple(rounds),
    )  # fmt: skip
    row.leave(*CALL_LEFT)
    yield number, told


def bare(identifier: str, call: str, source: Source) -> Draft:
    """Make a draft of a round of which nothing is known but its call."""
    why = "only the call was read, not its round"
    return Draft(
        identifier=identifier,
        url=f"{source.start}ansokningsomgangar/{identifier}",
        title=identifier,
        funder=source.funder,
        language=source.language,
        uncertain=tuple(Doubt(field=each, words=call, why=why) for each in ("deadlines", "text")),
    )


def with_call(draft: Draft, call: Told) -> Draft:
    """Add what the call tells: its title where the round's alone does not say it, and its text."""
    english = next((each for each in draft.wordings if each.language == "en"), None)
    title_en = titled(call.title_en, english.title if english else "")
    text_en = joined([english.text if english else "", call.text_en], title_en)
    own = "" if draft.title == draft.identifier else draft.title
    title = titled(call.title, own) or draft.identifier
    return replace(
        draft, title=title, text=joined([draft.text, call.text], title),
        wordings=worded(title_en, text_en),
    )  # fmt: skip


def titled(call: str, own: str) -> str:
    """Put the call's title before the round's, unless one says the other."""
    if call.casefold() in own.casefold():
        both = own
    else:
        both = call if own.casefold() in call.casefold() else f"{call}: {own}"
    return shortened(both, LONGEST_TITLE)


def worded(title: str, text: str) -> tuple[Wording, ...]:
    """Keep the English wording, if there is one."""
    return (Wording(language="en", title=title, text=text),) if title else ()


def joined(texts: Iterable[str], title: str) -> str:
    """Put texts under each other, leaving out what only repeats the title or a text before."""
    kept: list[str] = []
    for each in texts:
        if each and each != title and not any(each in other for other in kept):
            kept.append(each)
    return shortened("\n\n".join(kept), LONGEST_TEXT)


def said(row: Row, name: str) -> str:
    """Take a text; one of nothing but x stands for nothing."""
    return meant(row.may(name))


def meant(words: str) -> str:
    """Return the plain text of what a field says, if it says something."""
    return "" if not words.strip("xX \n") else plain(words)


def short(text: Row) -> Short:
    """Read a short text; they came in two shapes: both languages in one, or one of each."""
    if language := text.may("Lang").casefold():
        words = said(text, "Text")
        return Short("", *((words, "") if language == "sv" else ("", words)))
    return Short(text.may("TextID"), said(text, "TextSv"), said(text, "TextEn"))


def address(links: Iterable[Row], otherwise: str) -> str:
    """Choose the page for people among the links: Vinnova's own, not the one to apply on."""
    for link in links:
        url = link.may("URL") or link.may("Lank")
        if (urlsplit(url).hostname or "") in ("www.vinnova.se", "vinnova.se"):
            return url
    return otherwise


def model_of(
    season: str, daily: bool, occasions: list[dt.datetime], deadlines: tuple[Deadline, ...]
) -> DeadlineModel:
    """Say how the round's time is cut; read every day, it is a rolling one."""
    if season:
        return DeadlineModel.SEASON
    if daily:
        return DeadlineModel.ROLLING
    if occasions:
        return DeadlineModel.MULTIPLE_CUTOFF
    return DeadlineModel.SINGLE if deadlines else DeadlineModel.UNKNOWN


def deadlines_of(occasions: Iterable[dt.datetime], closes: Any, zone: str) -> tuple[Deadline, ...]:
    """Order the occasions at which applications are read, and the last of them, the closing."""
    closing = moment_of(closes)
    kinds = {each: DateKind.CUT_OFF for each in occasions if each.year in YEARS}
    if closing:
        kinds[closing] = DateKind.FINAL
    return tuple(
        Deadline(
            day=each.date(),
            time=None if each.time() == dt.time() else each.time(),
            zone=zone,
            kind=kind,
        )
        for each, kind in sorted(kinds.items())
    )


def day_of(words: Any) -> dt.date | None:
    """Return the day of a date, if there is one."""
    moment = moment_of(words)
    return moment.date() if moment else None


def moment_of(words: Any) -> dt.datetime | None:
    """Read a date, in Swedish time; midnight is no time but a day."""
    if words is None or not meant(str(words)):
        return None
    try:
        moment = dt.datetime.fromisoformat(str(words))
    except ValueError:
        raise SourceChanged(f"{words!r} is no date") from None
    if moment.tzinfo is not None:
        raise SourceChanged(f"{words!r} names a zone, which no date did before")
    return moment if moment.year in YEARS else None


def moment_in(occasion: Any) -> dt.datetime:
    """Find the date of an occasion: it is one, or a record with one."""
    values = occasion.values() if isinstance(occasion, dict) else [occasion]
    found = []
    for each in values:
        try:
            found.append(dt.datetime.fromisoformat(str(each)))
        except ValueError:
            continue
    if len(found) != 1:
        raise SourceChanged(f"'AvlasningstillfalleLista' holds {occasion!r}")
    return found[0]
