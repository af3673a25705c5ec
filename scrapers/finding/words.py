"""Words by which a call, a list of calls and a way on are told apart, in five languages."""

import re
from collections.abc import Iterable

from lexicon.terms import Status
from scrapers.prose.languages import FILES, cues_of

CALL = re.compile(
    r"\butlysning|\blyser ut|\butlyser"
    r"|\bsök(?:a|er)? (?:\w+ ){0,2}(?:stöd|bidrag|medel|pengar|finansiering)"
    r"|\bansök(?!ningssystem)|bidrag(?:et|en)?\b|\w{3}stöd(?:et)?\b|\bstipendi|utvecklingsmedel"
    r"|\bstöd (?:till|för)\b|\butlysing|\bsøk(?:e|er)? (?:\w+ ){0,2}(?:støtte|midler|tilskudd)"
    r"|\btilskudd|søknadsfrist|\bansøg|\btilskud|\bpulje|pulje[nr]?\b|avustu|\bhakuaika|rahoitushaku|\bhaku\b"
    r"|\bcalls? for (?:proposals?|projects?|applications?|tenders?|expressions?)|\bopen calls?\b"
    r"|\bcall is open|\bgrants?\b|\bfunding opportunit|\bapply (?:for|by|before|now)\b"
    r"|\bseed money|\bfellowships?\b|\bscholarships?\b",
    re.IGNORECASE,
)  # fmt: skip
OVER = re.compile(
    r"bevilja|fått (?:stöd|bidrag)|får (?:stöd|bidrag)|\bresultat|tildelt|fått støtte|bevilget"
    r"|myönnet|\bgranted\b|awarded|approved projects|funded projects|\bresults? of\b|\bwinners?\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"utlysning|utlysing|calls?\b|grants?\b|funding|bidrag|stipendi|tilskud|pulje|avustu|haku\b"
    r"|haut\b|rahoitus|finansiering|opportunit",
    re.IGNORECASE,
)
# What stands above calls is no call, though it is a link with words like any other.
_LISTS = (
    r"utlysning(?:ar|er|arna)?|utlysinger|ansökningsomgångar|bidrag|stöd|calls?(?: for proposals)?"
    r"|grants?|funding|fund|opportunities|funding opportunities|apply for funding|tilskudd|tilskud"
    r"|puljer|avustukset|rahoitus|rahoitushaut|haut|finansiering|sök (?:bidrag|finansiering|stöd)"
    r"|nyheter|news|nyheder|uutiset|kalender|calendar|events?|projekt|projects|kontakt|contact"
)
_WHICH = (
    r"alla|våra|aktuella|öppna|kommande|stängda|pågående|planerade|avslutade|tidigare|all|our|open"
    r"|current|upcoming|forthcoming|closed|past|planned|latest|aktuelle|åpne|kommende|alle|åbne"
    r"|se|visa|view|see|show|more|fler|flere|flera|avoimet|tulevat|kaikki|search|sök|find|hitta|and|och|og"
)
HEADING = re.compile(
    rf"(?:(?:{_WHICH})\s+)*(?:{_LISTS})?"
    r"(?:\s*\(\d+\)|\W+(?:arkiv(?:et)?|archive|arkisto))?",
    re.IGNORECASE,
)
MORE = re.compile(
    r"(?:läs|les|læs|read|lue|se|see|find out|learn|mer|mere|more|till|to|go to|view|show|visa|vis"
    r"|öppna|ansök|apply|här|here|details?|info\w*)(?:\s+(?:mer|mere|more|lisää|hela|all|om|about|"
    r"now|nu|utlysningen|the call|call|details?|here|här|out|now|info\w*|on|in))*\W*",
    re.IGNORECASE,
)

ONWARDS = re.compile(
    r"(?:läs|les|lese|læs|read|learn|lue|se|see|find out) (?:mer|meir|mere|more|lisää)\b.*"
    r"|(?:meir|mer|mere|more) (?:om|about)\b.*|(?:klicka|klikk|klik|click) .*", re.IGNORECASE,
)  # fmt: skip
# What a section of one call's page is called; a heading of calls is called otherwise.
PART = re.compile(
    r"(?:så|hur|vem|vad|när|var|varför|how|who|what|when|where|why|hvem|hva|hvad|hvordan|hvornår|når"
    r"|kven|kva|korleis|kuka|ketkä|mitä|milloin|miten|mihin|steg|step|trin|vaihe|phase|om|about"
    r"|mer|more|mere|lisä\w*|övriga?|övrigt|øvrige?|andre|other|relaterade?|related|relaterte?"
    r"|kontakt\w*|contact\w*|yhteys\w*|frågor|spørsmål|spørgsmål|questions?|faq|nyheter|nyheder|news"
    r"|ajankohtai\w*|event|events|evenemang|kalender|calendar)\b.*"
    r"|.*(?:\?|\bphase|\bprocess(?:en)?|\bprosess(?:en)?|steget|beslut|decisions?|information\w*"
    r"|villkor|vilkår|requirements?|conditions?|kriterier|criteria|eligib\w*|ehdot|timeline|tidsplan"
    r"|tidplan|schedule|aikataulu|dates|tidpunkter|datum)"
    r"|bakgrund|syfte|formål|purpose|background|mål|målgrupp|budget|finansiering|belopp|beløp|beløb"
    r"|amounts?|funding|dokument\w*|documents?|bilagor|vedlegg|bilag|liitteet|resultat|results?"
    r"|beskrivning|beskrivelse|description|kuvaus|status|rapport\w*|report\w*|utbetalning\w*"
    r"|payment\w*|ansökan|søknad|ansøgning|hakeminen|hakemus|application|applying",
    re.IGNORECASE,
)
_MONTH = (
    r"jan\w*|feb\w*|mar(?:s|ts|ch)?|apr\w*|ma[jiy]|jun[ie]?|jul[iy]?|aug\w*|sep\w*|o[kc]t\w*|nov\w*"
    r"|de[csz]\w*|(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu\w*"
)
_ROUND = (
    r"vår(?:en)?|höst(?:en)?|sommar(?:en)?|vinter(?:n|en)?|høst(?:en)?|sommer(?:en)?|forår(?:et)?"
    r"|efterår(?:et)?|kevät|kesä|syksy|talvi|spring|summer|autumn|fall|winter|q[1-4]|kvartal|quarter"
    r"|omgång(?:en)?|runde[nr]?|kierros|round"
)
DAY = re.compile(
    rf"(?:[\W\d_]|\b(?:{_MONTH}|{_ROUND}|den|the|of|kl|klo|at|st|nd|rd|th)\b)+", re.IGNORECASE
)
STATUSES = {
    Status.CLOSED: (
        "closed", "stängd", "stängt", "avslutad", "stengt", "lukket", "afsluttet", "päättynyt",
        "suljettu", "expired", "call closed", "ansökan stängd", "haku päättynyt",
    ),
    Status.WITHDRAWN: ("withdrawn", "cancelled", "canceled", "återkallad", "inställd"),
    Status.PLANNED: ("planned", "planerad", "planlagt"),
    Status.PAUSED: ("paused", "suspended", "pausad"),
}  # fmt: skip
_OF = {word: status for status, words in STATUSES.items() for word in words}
LABEL = re.compile(r"(?:status|läge|tila)\s*:\s*", re.IGNORECASE)


def status_of(lines: Iterable[str]) -> Status | None:
    """Return what the first line says that is nothing but the status of a call."""
    said = (LABEL.sub("", line).strip(" .•*").casefold() for line in lines)
    return next((_OF[each] for each in said if each in _OF), None)


def is_day(title: str) -> bool:
    """Say whether a title is nothing but a day, a month, a season or a round."""
    return bool(DAY.fullmatch(title))


def is_part(title: str) -> bool:
    """Say whether a heading names what each call has: a purpose, a deadline, a way to apply."""
    words = title.strip(" \t\n:.…")
    dated = (
        pattern.search(words)
        for cues in map(cues_of, FILES)
        for pattern in (cues.closes, cues.period, cues.opens, cues.several)
    )
    return is_day(words) or bool(PART.fullmatch(words)) or any(dated)


def is_heading(title: str) -> bool:
    """Say whether a title only names a list of calls, or leads on."""
    words = title.strip(" \t\n»›→>:.…")
    leads = HEADING.fullmatch(words) or MORE.fullmatch(words) or ONWARDS.fullmatch(words)
    return not words or bool(leads)
