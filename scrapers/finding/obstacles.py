"""Why nothing can be read: files of other kinds, pages that are not there, log-ins, scripts."""

import re

from lxml.html import HtmlElement as Element

from scrapers.finding.place import Found, Nothing
from scrapers.finding.rows import one_line
from scrapers.finding.words import CALL
from scrapers.prose.sentences import sentences
from scrapers.texts import words_of

ELSEWHERE = "preview the page that leads to it"
FILES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a document of Word, Excel or the like, or a zip file"),
    (b"\xd0\xcf\x11\xe0", "a document of an older Word or Excel"),
    (b"{\\rtf", "a document in RTF"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"),
)  # fmt: skip
CALENDAR = re.compile(rb"\s*BEGIN:VCALENDAR", re.IGNORECASE)
EVENT_PAGE = re.compile(
    rb"^URL[^:\r\n]{0,80}:(https?://[^\s]{1,500})", re.IGNORECASE | re.MULTILINE
)
MOST_NAMED = 5
GONE = re.compile(
    r"(?:(?:error|fel|feil|fejl|virhe)\W*)?404\b"
    r"|(?:(?:the|this|web) )*page (?:you \w+ )?(?:(?:was|is|could|can)? ?not|cannot be|doesn.t)\b"
    r"|.{0,25}\b(?:page|content) (?:was |is )?not found"
    r"|.{0,25}\bsidan (?:du \w+ )?(?:(?:kunde|kan|finns) (?:inte|ej)|hittades (?:inte|ej))"
    r"|.{0,25}\bsiden (?:du \w+ )?(?:finnes|findes|ble|blev|kunne|kan) ikke"
    r"|.{0,25}\bfant ikke siden|.{0,25}\bsivua ei (?:löyt|ole)",
    re.IGNORECASE,
)
LOG_IN = re.compile(
    r"(?:logga in|logg inn|log ind|log på|kirjaudu|log ?in|sign in|member login)\b", re.IGNORECASE
)
BARRED = re.compile(
    r"just a moment|checking (?:if|your browser)|attention required|access denied"
    r"|are you (?:a )?human|enable javascript and cookies", re.IGNORECASE,
)  # fmt: skip
# What closes on a day as calls do, and is none.
OTHER = re.compile(
    r"(?:\w+ )?(?:lediga (?:tjänster|jobb|anställningar)|jobba (?:hos|med)|ledige job"
    r"|stillinger|vacanc\w+|careers?|jobs?|avoimet (?:työpaikat|tehtävät|virat)|upphandling\w*"
    r"|procurements?|tenders?|anskaffelser|hankinnat|tarjouspyynnöt)\b", re.IGNORECASE,
)  # fmt: skip
SCRIPTED = (
    "without its scripts the page has hardly a word: see in a browser which address its list is"
    " fetched from, and preview that, or a feed"
)
FEWEST_WORDS = 25
_NOW = (
    r"öppna|aktuella|pågående|lediga|just nu|för närvarande|för tillfället|åpne|aktive|aktuelle"
    r"|for tiden|for øyeblikket|nå|åbne|aktuelle|i øjeblikket|lige nu|p\.t\.|avoimia|avoinna"
    r"|käynnissä|tällä hetkellä|open|current\w*|active|available|at the moment|at present"
    r"|at this time|right now|now"
)
_CALL = (
    r"utlysning\w*|ansökningsomgång\w*|bidrag|stipendi\w+|utlysing\w*|tilskudd\w*|tilskud\w*"
    r"|pulje\w*|opslag|haku\w*|rahoitushaku\w*|avustuks\w+|calls?|opportunit\w+|grants?|competitions?"
)
_NO = r"(?:inga|ingen|inget|inte|ikke|ei|eikä|no|not (?:\w+ ){0,2}any|none)"
NONE_OPEN = re.compile(
    rf"(?=.*\b(?:{_NOW})\b)(?=.*\b(?:{_CALL})\b).*\b{_NO}\b.{{0,40}}\b(?:{_CALL}|{_NOW})\b",
    re.IGNORECASE,
)
LONGEST_TOLD = 160


def refuse_files(body: bytes) -> None:
    """Raise Nothing for a file of a kind that is not read here."""
    for mark, kind in FILES:
        if body.startswith(mark):
            raise Nothing(f"it is {kind}, which is not read here: {ELSEWHERE}")
    if CALENDAR.match(body):
        pages = [each.decode("utf-8", "replace") for each in EVENT_PAGE.findall(body)]
        named = ", ".join(dict.fromkeys(pages[:MOST_NAMED]))
        where = f"preview the pages of its events: {named}" if named else ELSEWHERE
        raise Nothing(f"it is a calendar, which does not say what its days are for: {where}")


def refuse_pages(page: Element, title: str) -> None:
    """Raise Nothing for a page that stands where another was asked for."""
    called = one_line(page.findtext(".//title") or "")
    if OTHER.match(title) and not CALL.search(title):
        raise Nothing(f"the page is called {title!r}: it lists jobs or purchases, not calls")
    for words in filter(None, (title, called)):
        if GONE.match(words):
            raise Nothing(f"the page says that it was not found: {words!r}")
        if BARRED.match(words):
            raise Nothing(f"the site lets no script in: {words!r}; {SCRIPTED}")
        if LOG_IN.match(words) and asks_password(page):
            raise Nothing(f"the page asks to log in: {words!r}; nothing is read behind a log-in")


def asks_password(page: Element) -> bool:
    """Say whether a page has a field for a password."""
    return any(str(each.get("type")).lower() == "password" for each in page.iter("input"))


def none_open(pruned: Element) -> Found | None:
    """Return that nothing is open, if a sentence of the page says so."""
    for sentence in sentences(words_of(pruned)):
        words = sentence.words
        if len(words) <= LONGEST_TOLD and NONE_OPEN.match(words):
            return Found("page", [], [f"it says that there are no open calls: {words!r}"])
    return None


def is_scripted(page: Element, pruned: Element) -> bool:
    """Say whether a page has next to no words of its own, and a script that would fetch them."""
    return len(words_of(pruned).split()) < FEWEST_WORDS and page.find(".//script") is not None
