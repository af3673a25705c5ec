"""What is known of an unknown page: its address, language, zone and publisher, and how surely."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin, urlsplit

from msgspec.structs import replace

from lexicon.language import FUNCTION_WORDS
from lexicon.terms import DeadlineModel, Doubt, Status
from scrapers.draft import Draft
from scrapers.finding.words import CALL, OVER
from scrapers.persons import impersonal_text
from scrapers.prose import draft_from_text
from scrapers.texts import shortened

ZONES = {
    "sv": "Europe/Stockholm", "nb": "Europe/Oslo", "da": "Europe/Copenhagen",
    "fi": "Europe/Helsinki", "en": "Europe/Brussels",
}  # fmt: skip
# Swedish is written in Finland too: where a page is says more than its language.
ENDINGS = {
    "se": "sv", "no": "nb", "dk": "da", "fi": "fi", "ax": "fi", "eu": "en",
}  # fmt: skip
ISLES = {"uk": "Europe/London", "ie": "Europe/Dublin"}
SAME = {"no": "nb", "nn": "nb", "nb": "nb"}
LONGEST_COUNTED = 20_000
WEB = ("https://", "http://")
FEWEST_WORDS = 3
LETTERS = {"sv": set("åäö"), "nb": set("åæø"), "da": set("åæø"), "fi": set("äö"), "en": set()}
DOUBLED = re.compile(r"aa|ää|uu|yy|ii")  # long vowels, as only Finnish writes them
NAMED_ZONE = re.compile(
    r"\d\s*\(?(?:[ap]m\s*)?\(?(?:CES?T|EES?T|UTC|GMT|BST|Brussels|Brysseltid|svensk tid|norsk tid"
    r"|Swedish time|local time in|central european)", re.IGNORECASE,
)  # fmt: skip


class Nothing(Exception):
    """Nothing here reads like a call; the text says in one sentence why."""


@dataclass(frozen=True)
class Found:
    """What was found: of which kind, the calls, what to know of them, and feeds to look at too."""

    kind: str
    drafts: list[Draft]
    notes: list[str]
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where something was read, by whom it is told, and the day of reading."""

    url: str
    funder: str
    language: str
    today: date

    def zone(self, url: str, language: str) -> str:
        """Return the zone that hours are most likely told in: the country's, or the language's."""
        for each in (url, self.url):
            ending = (urlsplit(each).hostname or "").rpartition(".")[2]
            if ending in ENDINGS or ending in ISLES:
                return ISLES.get(ending) or ZONES[ENDINGS[ending]]
        return ZONES[language]

    def draft(
        self, *, title: str, text: str, url: str, identifier: str = "", language: str = "",
        today: date | None = None,
    ) -> Draft:  # fmt: skip
        """Read a call's words; an hour is told with the zone that was assumed for it."""
        language = language or language_of(f"{title}\n{text}", self.language)
        zone = self.zone(url, language)
        text = impersonal_text(text)
        draft = draft_from_text(
            identifier=identifier or url, url=url, title=title, text=text, funder=self.funder,
            language=language, zone=zone, today=today or self.today,
        )  # fmt: skip
        return zoned(draft, zone)

    def link(self, said: str) -> str:
        """Return the full address of a link, or nothing if it leads to no page."""
        try:
            url = urljoin(self.url, said.strip()) if said.strip() else ""
        except ValueError:
            return ""
        return url if url.startswith(WEB) else ""

    def beside(self, name: str) -> str:
        """Return an address for what has none of its own."""
        slug = re.sub(r"\W+", "-", name.casefold()).strip("-")
        return f"{self.url.partition('#')[0]}#{slug}"


def zoned(draft: Draft, zone: str) -> Draft:
    """Say that the zone of an hour was assumed."""
    hours = [each for each in draft.deadlines if each.time and each.zone == zone]
    if not hours or NAMED_ZONE.search(f"{draft.title}\n{draft.text}"):
        return draft
    why = f"no zone is stated; {zone} is assumed by the country or the language"
    told = Doubt(field="zone", words=f"{hours[0].day} {hours[0].time:%H:%M}", why=why)
    return replace(draft, uncertain=(*draft.uncertain, told))


def doubted(draft: Draft, field: str, words: str, why: str) -> Draft:
    """Return the draft with one more doubt."""
    doubt = Doubt(field=field, words=shortened(words, 300), why=why)
    return replace(draft, uncertain=(*draft.uncertain, doubt))


def says_when(draft: Draft) -> bool:
    """Say whether a draft tells anything of the time to apply; a doubt alone tells nothing."""
    known = draft.deadline_model is not DeadlineModel.UNKNOWN
    return bool(draft.deadlines or known or draft.opens or draft.status is not Status.ANNOUNCED)


def evident(draft: Draft) -> bool:
    """Say whether a draft reads like a call: by its dates, or by its title."""
    if OVER.search(draft.title) and not draft.deadlines:
        return False
    return says_when(draft) or bool(CALL.search(draft.title))


def spoken_at(host: str) -> str:
    """Return the language that is spoken most where a host is, or nothing."""
    return ENDINGS.get(host.rpartition(".")[2], "")


def declared(words: str) -> str:
    """Return one of our languages as a page declares it (sv-SE, nn, en_GB), or nothing."""
    code = re.split(r"[-_]", words.strip().lower())[0]
    code = SAME.get(code, code)
    return code if code in ZONES else ""


def language_of(text: str, otherwise: str) -> str:
    """Return the language whose small words and letters a text has most of.

    Too few of them say nothing; then it is the other one named, or English.
    """
    counts = dict.fromkeys(ZONES, 0)
    said = re.findall(r"[^\W\d_]+", text[:LONGEST_COUNTED].casefold())
    counts["fi"] += sum(bool(DOUBLED.search(word)) for word in said)
    for word in said:
        for language in ZONES:
            counts[language] += word in FUNCTION_WORDS[language]
            counts[language] += bool(LETTERS[language].intersection(word))
    best = max(counts, key=lambda each: (counts[each], each == otherwise))
    clear = counts[best] >= FEWEST_WORDS and counts[best] > 1.3 * counts.get(otherwise, 0)
    return best if clear else otherwise or "en"


def each_once(drafts: Iterable[Draft]) -> list[Draft]:
    """Leave out what is told twice: the same title at the same address."""
    return list({(each.title, each.url): each for each in drafts}.values())
