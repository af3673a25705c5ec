"""Pages of a programme that say in prose when one may apply: each section with a time is a call.

What is said once for all calls, of shares and of who may apply, is read for each of them. People
and how to reach them are left out.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace as replaced

from msgspec.structs import replace

from lexicon.terms import Deadline, DeadlineModel, Doubt, Status
from scrapers.draft import LONGEST_TEXT, LONGEST_TITLE, Draft
from scrapers.lines import Section, impersonal_text, lines_of, personal, sections, slug_of
from scrapers.prose import completed, draft_from_text
from scrapers.prose.cells import window, zone_of
from scrapers.prose.days import mentions
from scrapers.prose.sentences import cut
from scrapers.reading import Page
from scrapers.source import Source, SourceChanged
from scrapers.texts import shortened

NONE = re.compile(
    r"\b(?:no (?:open|ongoing|current) calls?|calls? (?:is|are) (?:currently|now) closed"
    r"|(?:ingen|inga) (?:öppen|öppna|pågående|åpen|åpne) (?:utlysning|ansökningsomgång)\w*)",
    re.IGNORECASE,
)
# Sections that say something of all calls of the page.
TERMS = re.compile(
    r"stöd\b|stöt|støtte|finans|budget|medel|kan (?:ni )?(?:söka|få)|vem|who|eligib|fund|partner"
    r"|hvem|kostnad|cost|grant",
    re.IGNORECASE,
)
Told = Callable[[Draft, Section, dt.date | None], Draft]


def calls_on(
    found: Page, source: Source, today: dt.date | None, *, call: re.Pattern[str],
    told: Told = lambda draft, section, today: draft, part: re.Pattern[str] | None = None,
    areas: tuple[str, ...] = (),
) -> Iterator[Draft]:  # fmt: skip
    """Yield the sections that `call` names and that tell a time; `told` may read them further.

    A section that `part` names, such as a timeline, is a part of the one above it. `areas` are
    those of the programme, for a call that names none; of some of them it may be a part only.
    A page with none of them may be one call's own; else it must say that no call is open.
    """
    kept = [each for each in joined(sections(found), part) if not personal(each)]

    def read(some: Iterable[Section]) -> dict[Section, Draft]:
        drafts = {each: read_of(each, found, source, today, told) for each in some}
        return {each: draft for each, draft in drafts.items() if timed(draft)}

    about = [each for each in kept if call.search(" ".join([*each.above, each.title]))]
    calls = read(about)
    if not calls and kept and kept[0] in about:
        kept = [Section(kept[0].title, "\n".join([kept[0].text, *map(worded, kept[1:])]))]
        calls = read(kept)
    if not calls:  # the headings do not say so, but perhaps what stands under them
        calls = read(each for each in kept if call.search(each.text))
    if not calls and not NONE.search(" ".join(lines_of(found))):
        raise SourceChanged(f"no section of {found.url} is a call, nor says that there is none")
    rest = "\n".join(
        worded(each)
        for each in kept
        if each not in calls and each not in about and TERMS.search(each.title)
    )
    for draft in calls.values():
        yield filled(draft if draft.areas else placed(draft, areas), rest, source, today)


def joined(cut: list[Section], part: re.Pattern[str] | None) -> list[Section]:
    """Put sections that are only parts back under the ones above them."""
    made: list[Section] = []
    for each in cut:
        if made and part and part.search(each.title):
            tops = [at for at, other in enumerate(made) if other.title in each.above[-1:]]
            at = tops[-1] if tops else -1
            made[at] = replaced(made[at], text=f"{made[at].text}\n{worded(each)}")
        else:
            made.append(each)
    return made


def read_of(
    section: Section, found: Page, source: Source, today: dt.date | None, told: Told
) -> Draft:
    """Read one section; the headings above it are part of its title."""
    title = ": ".join([*section.above, section.title])
    draft = draft_from_text(
        identifier=slug_of(undated(title, source.language)),
        url=f"{found.url}#{slug_of(title)}",
        title=shortened(title, LONGEST_TITLE),
        text=impersonal_text(section.text),
        funder=source.funder,
        language=source.language,
        zone=source.zone,
        today=today,
        programme=source.funder,
    )
    return numbered(told(draft, section, today))


def windowed(
    draft: Draft, section: Section, today: dt.date | None, *, named: re.Pattern[str], zone: str
) -> Draft:
    """Read from when to when a round is open, out of the first sentence that names it and both."""
    lines = [section.title, *section.text.splitlines()]
    for words in (each for line in lines for each in cut(line) if named.search(each)):
        if (span := window(words, draft.language, today)) is None:
            continue
        first, last = span
        if not last.day or {each.day for each in draft.deadlines} - {last.day}:
            return draft
        known = next(iter(draft.deadlines), None)
        closes = Deadline(
            day=last.day,
            time=known.time if known else last.time,
            zone=known.zone if known else zone_of(last, zone),
        )
        why = first.doubt or last.doubt
        kept = [each for each in draft.uncertain if each.field not in ("opens", "deadlines")]
        return replace(
            draft,
            opens=first.day,
            season="",
            deadlines=(closes,),
            deadline_model=DeadlineModel.SINGLE,
            uncertain=(*kept, *([Doubt(field="deadlines", words=words, why=why)] if why else [])),
        )
    return draft


def timed(draft: Draft) -> bool:
    """Say whether a section tells when to apply, or that one cannot."""
    model = draft.deadline_model is not DeadlineModel.UNKNOWN
    return bool(draft.deadlines or draft.opens or model) or draft.status in (
        Status.CLOSED, Status.PAUSED, Status.WITHDRAWN,
    )  # fmt: skip


def numbered(draft: Draft) -> Draft:
    """Tell the rounds of a year apart where no number does: by the half-year they close in."""
    last = max((each.day for each in draft.deadlines), default=None)
    if last is None or any(map(str.isdigit, draft.identifier)):
        return draft
    return replace(draft, identifier=f"{draft.identifier}-{last.year}-{1 + (last.month > 6)}")


def placed(draft: Draft, areas: tuple[str, ...]) -> Draft:
    """Say where the programme is, as far as that is known."""
    doubt = Doubt(field="areas", words=", ".join(areas), why="the programme may be in a part only")
    return replace(draft, areas=areas, uncertain=(*draft.uncertain, doubt)) if areas else draft


def filled(draft: Draft, rest: str, source: Source, today: dt.date | None) -> Draft:
    """Fill from the page's other sections what a call's own does not say."""
    text = shortened("\n".join(filter(None, [draft.text, impersonal_text(rest)])), LONGEST_TEXT)
    made = completed(replace(draft, text=text), zone=source.zone, today=today)
    return replace(made, uncertain=tuple(dict.fromkeys(made.uncertain)))


def worded(section: Section) -> str:
    """Return a section with its heading."""
    return f"{section.title}\n{section.text}"


def undated(title: str, language: str) -> str:
    """Leave the days out of a title: a round whose days are moved is the same round."""
    for each in reversed(mentions(title, language, None)):
        title = f"{title[: each.start]} {title[each.end :]}"
    return title
