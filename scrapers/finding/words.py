"""Words by which a call, a list of calls and a way on are told apart, in five languages."""

import re

CALL = re.compile(
    r"\butlysning|\blyser ut|\butlyser"
    r"|\bsök(?:a|er)? (?:\w+ ){0,2}(?:stöd|bidrag|medel|pengar|finansiering)"
    r"|\bansök(?!ningssystem)|bidrag(?:et|en)?\b|\w{3}stöd(?:et)?\b|\bstipendi|utvecklingsmedel"
    r"|\bstöd (?:till|för)\b|\butlysing|\bsøk(?:e|er)? (?:\w+ ){0,2}(?:støtte|midler|tilskudd)"
    r"|\btilskudd|søknadsfrist|\bansøg|\btilskud|\bpulje|avustu|\bhakuaika|rahoitushaku|\bhaku\b"
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
HEADING = re.compile(rf"(?:(?:{_WHICH})\s+)*(?:{_LISTS})?(?:\s*\(?\d+\)?)?", re.IGNORECASE)
MORE = re.compile(
    r"(?:läs|les|læs|read|lue|se|see|find out|learn|mer|mere|more|till|to|go to|view|show|visa|vis"
    r"|öppna|ansök|apply|här|here|details?|info\w*)(?:\s+(?:mer|mere|more|lisää|hela|all|om|about|"
    r"now|nu|utlysningen|the call|call|details?|here|här|out|now|info\w*|on|in))*\W*",
    re.IGNORECASE,
)


def is_heading(title: str) -> bool:
    """Say whether a title only names a list of calls, or leads on."""
    words = title.strip(" \t\n»›→>:.…")
    return not words or bool(HEADING.fullmatch(words) or MORE.fullmatch(words))
