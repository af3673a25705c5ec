"""The EU Funding & Tenders portal, by the search behind its pages (CC BY 4.0).

Each call is one hit per language, and each notice about it (type 6) another with the same
identifier. The portal keeps a Brussels midnight in UTC and writes it for "that day": the hour to
apply by stands in the call's documents only. A row may narrow it to some programmes, by what its
address ends with: …#programmes=ESF,CERV.
"""

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeVar
from urllib.parse import quote

from lexicon.eu_programmes import eu_programmes
from lexicon.terms import (
    Amount,
    DateKind,
    Deadline,
    DeadlineModel,
    Doubt,
    MoneyKind,
    Status,
)
from scrapers.draft import LONGEST_TEXT, LONGEST_TITLE, Draft
from scrapers.eu_search import FORTHCOMING, OPEN, TOPICS, Search, hits_of
from scrapers.kinds import Kind
from scrapers.limits import Limits
from scrapers.prose import completed
from scrapers.reading import Row, local
from scrapers.site import Site
from scrapers.source import Source, SourceChanged, Unknown, source
from scrapers.texts import parsed, plain, shortened

T = TypeVar("T")

START = "https://api.tech.ec.europa.eu/search-api/prod/rest/search?apiKey=SEDIA&text=***"
PORTAL = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/"
MOST_CALLS = 50_000
# A hundred hits are 20 MB, which come and are read in several seconds.
LARGE = Limits(seconds=60, wire_bytes=24 << 20, bytes=48 << 20)
STATUS = {
    FORTHCOMING: Status.ANNOUNCED,
    OPEN: Status.ANNOUNCED,
    "31094503": Status.CLOSED,
    "310945031": Status.CLOSED,
    "99999998": Status.CLOSED,
}
MODELS = {
    "single-stage": DeadlineModel.SINGLE,
    "two-stage": DeadlineModel.TWO_STAGE,
    "multiple cut-off": DeadlineModel.MULTIPLE_CUTOFF,
}
KINDS = {
    (DeadlineModel.TWO_STAGE, 2): [DateKind.STAGE_1, DateKind.STAGE_2],
    (DeadlineModel.SINGLE, 1): [DateKind.FINAL],
    (DeadlineModel.UNKNOWN, 1): [DateKind.FINAL],
}
# Help desks and their people, and the portal's own times, which differ at every asking.
PRIVATE = (
    "latestInfos", "supportInfo", "sepTemplate", "responseTime", "weight", "esDA_FirstIngestDate",
    "esDA_IngestDate", "esDA_QueueDate",
)  # fmt: skip
HEADING = re.compile(r'<span class="topicdescriptionkind">(.*?)</span>', re.DOTALL)
LEFT = (
    "DATASOURCE", "REFERENCE", "allowPartnerSearch", "beneficiaryAdministration", "budget",
    "caName", "callIdentifier", "callTitle", "callccm2Id", "ccm2Id", "cftId",
    "crossCuttingPriorities", "currency", "destination", "destinationDescription",
    "destinationDetails", "destinationGroup", "duration", "esDA_FirstIngestDate",
    "esDA_IngestDate", "esDA_QueueDate", "esST_FileName", "esST_URL", "esST_checksum",
    "es_Combine", "es_ContentType", "es_SortDate", "focusArea", "furtherInformation",
    "geographicalZones", "keywords", "latestInfos", "links", "programmeDivision",
    "programmePeriod", "projectAcronym", "projectName", "publicationDocuments", "sepTemplate",
    "sortStatus", "specificObjective", "supportInfo", "tags", "topicConditions", "typeOfMGAs",
    "typesOfAction", "updateDate", "url",
)  # fmt: skip


def read_answer(body: bytes, url: str, source: Source) -> Iterator[Draft]:
    """Read one page of the search's answer."""
    for hit in hits_of(parsed(body)):
        yield draft_of(hit, source)


@source(
    funder="European Commission", country="EU", start=START, language="en",
    zone="Europe/Brussels", expect=range(1, MOST_CALLS + 1), open_data=True, hours=6,
    answer=read_answer, private=PRIVATE, kind=Kind.JSON, limits=LARGE,
    cpu_seconds=30,
)  # fmt: skip
def read_eu_portal(site: Site, source: Source) -> Iterator[Draft]:
    """Ask for all that is open or to be opened."""
    for hit in Search(site).hits():
        yield draft_of(hit, source)


def draft_of(hit: Mapping[str, Any], source: Source) -> Draft:
    """Read one hit: a topic or call, or a notice about one, which has no dates of its own."""
    if not isinstance(metadata := hit.get("metadata"), dict):
        raise SourceChanged("a hit without 'metadata'")
    # Every value is a list, most of them of one.
    cells = Row({name: each[0] if each else None for name, each in metadata.items()})
    identifier, kind = cells.take("identifier"), cells.take("type")
    title = shortened(plain(cells.take("title")), LONGEST_TITLE)
    topic = kind in TOPICS
    strict = cells.take if kind == "1" else cells.may
    code = strict("status")
    dates = metadata.get("deadlineDate") or []
    if kind == "1" and code == OPEN and not dates:
        raise SourceChanged(f"{identifier} is open and has no 'deadlineDate'")
    model = known(MODELS, strict("deadlineModel"), DeadlineModel.UNKNOWN)
    deadlines, doubts = deadlines_of(dates, model, cells.may("actions"), source.zone)
    start = cells.may("startDate")
    opens = local(start, source.zone)[0] if topic and start else None
    status = known(STATUS, code, Status.ANNOUNCED)
    if code == FORTHCOMING and not opens:
        status = Status.PLANNED
    text = plain(HEADING.sub(r"<h3>\1</h3>", cells.may("descriptionByte")))
    notice = plain(cells.may("description"))
    if not topic:
        doubts.append(Doubt(field="text", words=notice[:200], why="a notice about the call"))
    draft = Draft(
        identifier=identifier,
        url=address(identifier, str(hit.get("url") or "")),
        title=title,
        funder=source.funder,
        language=language_of(hit, cells.may("language"), source),
        programme=programme_of(strict("frameworkProgramme")),
        text=shortened(text or notice, LONGEST_TEXT),
        status=status,
        deadline_model=model,
        opens=opens,
        deadlines=deadlines,
        amounts=amounts_of(cells.may("budgetOverview"), identifier),
        uncertain=tuple(doubts),
    )
    cells.leave("deadlineDate", *LEFT)
    return completed(draft, zone=source.zone, today=None)


def known(words: Mapping[str, T], word: str, otherwise: T) -> T:
    """Translate a word of the portal; one that is not known is worth a look."""
    if word and word not in words:
        warnings.warn(f"unknown word {word!r}", Unknown, stacklevel=2)
    return words.get(word, otherwise)


def language_of(hit: Mapping[str, Any], said: str, source: Source) -> str:
    """Name the language: as said of the hit, or as its reference ends (…TOPICSen)."""
    ending = re.search(r"TOPICS([a-z]{2})$", str(hit.get("reference")))
    return said or str(hit.get("language") or "") or (ending[1] if ending else source.language)


def address(identifier: str, url: str) -> str:
    """Return the page for people; notices bear the address of a data file."""
    if url.startswith("https://") and not url.endswith(".json"):
        return url
    return f"{PORTAL}topic-details/{quote(identifier, safe='')}"


def programme_of(code: str) -> str:
    """Name the programme; the portal gives its number, in notices also its short name."""
    if not code:
        return ""
    found = eu_programmes().get(code)
    if found is None:
        warnings.warn(f"unknown programme {code!r}", Unknown, stacklevel=2)
    return found.name if found else code


def deadlines_of(
    dates: Iterable[str], model: DeadlineModel, actions: str, zone: str
) -> tuple[tuple[Deadline, ...], list[Doubt]]:
    """Read the days to apply by, and what speaks against them."""
    days = sorted({local(words, zone) for words in dates}, key=lambda each: (each[0], str(each[1])))
    several = DateKind.FINAL if len(days) == 1 else DateKind.CUT_OFF
    kinds = KINDS.get((model, len(days)), [several] * len(days))
    found = tuple(
        Deadline(day=day, time=time, zone=zone, kind=kind)
        for (day, time), kind in zip(days, kinds, strict=True)
    )
    words = ", ".join(dates)
    listed = {each for action in inner(actions) for each in action.get("deadlineDates") or []}
    why = ""
    if not days:
        why = "the portal gives no date"
    elif (model, len(days)) not in KINDS and model is not DeadlineModel.MULTIPLE_CUTOFF:
        why = f"{len(days)} {'date' if len(days) == 1 else 'dates'} of a {model} call"
    elif listed and listed != {day.isoformat() for day, _ in days}:
        why = f"its actions name other days: {', '.join(sorted(listed))}"
    return found, [Doubt(field="deadlines", words=words, why=why)] if why else []


def amounts_of(overview: str, identifier: str) -> tuple[Amount, ...]:
    """Read what one project may get. The overview has the rows of all topics of the call."""
    table = inner(overview).get("budgetTopicActionMap") or {}
    all_rows = [row for found in table.values() for row in found]
    ours = [
        row
        for row in all_rows
        if str(row.get("action")).partition(" - ")[0].casefold() == identifier.casefold()
    ]
    least = [Decimal(str(row["minContribution"])) for row in ours if row.get("minContribution")]
    most = [Decimal(str(row["maxContribution"])) for row in ours if row.get("maxContribution")]
    # A budget may be shared by the topics of a call; it is certain where there is one topic.
    years = [row.get("budgetYearMap") or {} for row in ours] if len(ours) == len(all_rows) else []
    total = sum((Decimal(str(each)) for year in years for each in year.values()), Decimal())
    if not (least or most or total):
        return ()
    return (
        Amount(
            currency="EUR", least=min(least, default=None), most=max(most, default=None),
            total=total or None, of=MoneyKind.SUPPORT,
        ),
    )  # fmt: skip


def inner(words: str) -> Any:
    """Read the JSON that a cell holds."""
    return parsed(words.encode()) if words else {}
